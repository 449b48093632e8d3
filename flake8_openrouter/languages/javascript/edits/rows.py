"""Calls and objects: arguments and entries added and removed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from flake8_openrouter.languages._brackets import Row, difference
from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.javascript.edits.file import File, Opened
from flake8_openrouter.languages.javascript.syntax import literals
from flake8_openrouter.languages.javascript.syntax.module import field
from flake8_openrouter.model import Replacement

if TYPE_CHECKING:
    from tree_sitter import Node


def items(row: Node) -> list[Node]:
    """Return what is between brackets, comments left out."""
    return [child for child in row.named_children if child.type != "comment"]


def count(file: File, row: Node) -> int:
    """Return how many items are between brackets."""
    return len(_opened(file, row).numbers)


def removed(file: File, row: Node, item: Node) -> Replacement:
    """Take an item away, with its comma and white space."""
    file.keep_comments(*file.range(item))
    opened = _opened(file, row)
    number = opened.numbers[item.id]
    around = opened.row.around(number)  # of many items only those beside it are looked at
    start = opened.start + (opened.starts[number - 1] if number > 1 else 0)
    taken = difference(around.text, around.without(min(number, 1)).text, start)
    if len(opened.numbers) == 1 and row.type == "object":
        file.emptied.add(row.id)
    return taken


def added(file: File, row: Node, *new: str, before: int | None = None) -> Replacement:
    """Add items after the last one, or before another."""
    opened = _opened(file, row)
    changed = opened.row
    if row.id in file.emptied:
        changed = replace(changed, items=new[:1])
        return Replacement(opened.start, opened.start + len(opened.row.text), changed.text)
    for item in new:
        changed = changed.with_item(item, len(changed.items) if before is None else before)
    return difference(opened.row.text, changed.text, opened.start)


def entry(file: File, object_: Node, name: str, value: str) -> str:
    """Return an entry as an object would have it: in quotes where others have them that need none."""
    keys = _keys(object_)
    if needless_quotes(file, object_) or not literals.is_identifier(name):
        quote = next((file.text_of(key)[0] for key in keys if key.type == "string"), file.quote)
        name = literals.quoted(name, quote)
    return f"{name}: {value}"


def needless_quotes(file: File, object_: Node) -> int:
    """Return how many names of an object are in quotes that need none."""
    if object_.id not in file.quoted:
        quoted = (file.text_of(key)[1:-1] for key in _keys(object_) if key.type == "string")
        file.quoted[object_.id] = sum(map(literals.is_identifier, quoted))
    return file.quoted[object_.id]


def _keys(object_: Node) -> list[Node]:
    return [key for each in object_.named_children if (key := field(each, "key")) is not None]


def object_of(file: File, *entries: str) -> str:
    """Return an object on one line."""
    return f"{{{file.pad}{', '.join(entries)}{file.pad}}}"


def _opened(file: File, node: Node) -> Opened:
    if node.id not in file.rows:
        row = _row(file, node)
        numbers = {item.id: number for number, item in enumerate(items(node))}
        file.rows[node.id] = Opened(row, file.range(node)[0] + 1, row.starts(), numbers)
    return file.rows[node.id]


def _row(file: File, node: Node) -> Row:
    start, end = file.range(node)
    if node.has_error or file.text[end - 1] not in ")}]":
        raise CannotEdit("the source is broken there")
    ranges = [file.range(item) for item in items(node)]
    text = file.text
    pad = file.pad if node.type == "object" else ""
    if not ranges:
        return Row(text[start + 1 : end - 1], (), (), "", file.unit, pad)
    between = [text[left[1] : right[0]] for left, right in pairwise(ranges)]
    found = tuple(text[begin:after] for begin, after in ranges)
    opening, closing = text[start + 1 : ranges[0][0]], text[ranges[-1][1] : end - 1]
    return Row(opening, found, tuple(between), closing, file.unit, pad)
