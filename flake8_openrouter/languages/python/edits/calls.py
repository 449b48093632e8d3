"""Calls and dicts: arguments and entries added and removed."""

from __future__ import annotations

import ast

from flake8_openrouter.languages._brackets import difference
from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.python.edits.source import Opened, Source
from flake8_openrouter.languages.python.edits.tokens import keep_comments
from flake8_openrouter.model import Replacement


def removed_argument(source: Source, call: ast.Call, argument: ast.expr | ast.keyword) -> Replacement:
    """Take an argument away, with its comma and white space."""
    if argument in call.args[:-1]:
        raise CannotEdit("later positional arguments would shift")
    keep_comments(source.text(argument))
    ordered = sorted([*call.args, *call.keywords], key=lambda node: source.range(node))
    number = [id(node) for node in ordered].index(id(argument))
    return _removed(_row(source, call), number)


def removed_entry(source: Source, mapping: ast.Dict, key: ast.expr) -> Replacement:
    """Take an entry of a dict away, with its comma and white space."""
    number = mapping.keys.index(key)
    keep_comments(source.document.text[source.range(key)[0] : source.range(mapping.values[number])[1]])
    return _removed(_row(source, mapping), number)


def _removed(found: Opened, number: int) -> Replacement:
    """Take an item away; of many only those beside it are looked at."""
    around = found.row.around(number)
    start = found.start + (found.starts[number - 1] if number > 1 else 0)
    return difference(around.text, around.without(min(number, 1)).text, start)


def added_argument(source: Source, call: ast.Call, name: str, value: str) -> Replacement:
    """Add ``name=value`` after the last argument, but before a ``**``."""
    row, start, _ = _row(source, call)
    stars = [number for number, item in enumerate(row.items) if item.startswith("**")]
    number = stars[0] if stars else len(row.items)
    return difference(row.text, row.with_item(f"{name}={value}", number).text, start)


def added_entry(source: Source, mapping: ast.Dict, key: str, value: str) -> Replacement:
    """Add an entry after a dict's last one."""
    row, start, _ = _row(source, mapping)
    return difference(row.text, row.with_item(f"{key}: {value}", len(row.items)).text, start)


def _row(source: Source, node: ast.Call | ast.Dict) -> Opened:
    """Return what is in an expression's brackets."""
    from flake8_openrouter.languages.python.edits import parsed  # it imports LibCST, which is slow

    if node not in source.rows:
        start, end = source.range(node)
        text = source.document.text[start:end]
        row = parsed.row(text)
        if not text[:-1].endswith(row.text):
            raise CannotEdit("LibCST would change the expression")
        source.rows[node] = Opened(row, end - 1 - len(row.text), row.starts())
    return source.rows[node]
