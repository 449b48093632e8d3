"""What IPython does beside Python, as statements that the reader of Python knows: in the tree that is read, not edited.

A magic reads the names in it, and ``%env`` sets a variable. What a cell ends with is shown.
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from flake8_openrouter.languages.python.inference.channels import CELL_OUTPUT
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.model import Document, Span

#: What shows the same secret that it is given.
_KEPT_BY = frozenset(("str", "repr", "dict"))
#: What reads a secret: a function, or a method of what keeps several.
_READER = "getenv"
_KEEPERS = frozenset(("environ", "userdata", "secrets"))
_SHOWN = ast.Name | ast.Attribute | ast.Subscript | ast.JoinedStr | ast.BinOp | ast.Tuple | ast.List | ast.Dict


class StandIn(NamedTuple):
    """What is read at an offset of the code where a magic is; ``texts`` are literals in it, each with its place."""

    at: int
    source: str
    texts: Mapping[str, Span] = {}


def stand(tree: ast.Module, document: Document, code: str, stand_ins: Iterable[StandIn]) -> None:
    """Put what stands in for magics into the tree of a document's code."""
    wanted = {_place(document, code, item.at): item for item in stand_ins}
    if not wanted:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and (item := wanted.get((node.value.lineno, node.value.col_offset))):
            node.value = _value(item, node.value)
        for name in ("body", "orelse", "finalbody"):
            statements = getattr(node, name, None)
            if isinstance(statements, list):
                statements[:] = [_statement(each, wanted, document, code) for each in statements]


def _place(document: Document, code: str, offset: int) -> tuple[int, int]:
    line, column = document.position(offset)
    return line, len(code[offset - column : offset].encode())


def _value(item: StandIn, old: ast.expr) -> ast.expr:
    expression = ast.parse(item.source, mode="eval").body
    for node in ast.walk(expression):
        ast.copy_location(node, old)
    return expression


def _statement(old: ast.stmt, wanted: Mapping[tuple[int, int], StandIn], document: Document, code: str) -> ast.stmt:
    item = wanted.get((old.lineno, old.col_offset))
    if item is None or not isinstance(old, ast.Expr):
        return old
    (new,) = ast.parse(item.source).body
    for node in ast.walk(new):
        ast.copy_location(node, old)
        if isinstance(node, ast.Constant) and (span := item.texts.get(str(node.value))):
            node.lineno, node.col_offset = _place(document, code, span.start)
            node.end_lineno, node.end_col_offset = _place(document, document.text, span.end)
    return new


def read(tree: ast.Module, document: Document, places: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Let names be read after the statements that end before an offset; ``places`` are in their order."""
    starts = [document.offset(node.lineno, node.col_offset) for node in tree.body]
    for at, names in reversed([*places]):
        line, column = _place(document, document.text, at)
        values: list[ast.expr] = [ast.FormattedValue(ast.Name(name, ast.Load()), -1) for name in names]
        statement = ast.Expr(ast.JoinedStr(values))
        for node in ast.walk(statement):
            if isinstance(node, ast.expr | ast.stmt):
                node.lineno = node.end_lineno = line
                node.col_offset = node.end_col_offset = column
        tree.body.insert(bisect_left(starts, at), statement)


def show(tree: ast.Module, document: Document, code: str, cells: Sequence[tuple[int, int]]) -> None:
    """Let what some ranges of the code, in their order, end with be shown."""
    for number in _last(tree, document, cells):
        statement = tree.body[number]
        if not isinstance(statement, ast.Expr) or not _is_shown(statement.value):
            continue
        end = document.offset(statement.end_lineno or 1, statement.end_col_offset or 0)
        stop = next(stop for _, stop in cells if end <= stop)
        if not code[end:stop].lstrip().startswith(";"):
            value = statement.value
            shown = ast.Call(ast.copy_location(ast.Name(CELL_OUTPUT, ast.Load()), value), [value], [])
            tree.body[number] = ast.copy_location(ast.Expr(ast.copy_location(shown, value)), statement)


def _last(tree: ast.Module, document: Document, cells: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield the numbers of the statements that are the last in a range."""
    starts = [document.offset(node.lineno, node.col_offset) for node in tree.body]
    number = 0
    for start, stop in cells:
        before = number
        while number < len(starts) and starts[number] < stop:
            number += 1
        if number > before and starts[number - 1] >= start:
            yield number - 1


def _is_shown(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call):
        return isinstance(node, _SHOWN)
    of = last_name(node.func.value) if isinstance(node.func, ast.Attribute) else None
    return last_name(node.func) in _KEPT_BY or last_name(node.func) == _READER or of in _KEEPERS
