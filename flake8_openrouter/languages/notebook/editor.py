"""Edits of the cells' program: an editor of Python that knows where a cell begins with what is no Python."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from flake8_openrouter.languages._protocol import CannotEdit, Editor
from flake8_openrouter.model import Document, Edit, Replacement, Span, Substitute, edits


class Bounds(NamedTuple):
    """A cell at ``start:end`` of the program; a line may be put into it at ``first``, and not before.

    ``is_alone``: the names in it are nobody else's. ``magics`` are ranges that are no Python.
    """

    start: int
    end: int
    first: int
    is_alone: bool
    magics: Sequence[tuple[int, int]]


class CellsEditor:
    """See ``Editor``. ``python`` makes the one that writes Python, where that is asked for."""

    def __init__(self, document: Document, cells: Sequence[Bounds], python: Callable[[], Editor]) -> None:
        self._document, self._cells, self._python = document, cells, python
        self._starts = [cell.start for cell in cells]
        self._editor: Editor | None = None

    def render(self, edit: Edit) -> list[Replacement]:
        place = edits.place(edit)
        if self._is_magic(place):
            return [_in_magic(edit)]
        self._editor = self._editor or self._python()
        return [self._placed(item, place) for item in self._editor.render(edit)]

    def _cell(self, offset: int) -> Bounds:
        return self._cells[max(0, bisect_right(self._starts, offset) - 1)]

    def _is_magic(self, place: Span) -> bool:
        return any(start <= place.start and place.end <= end for start, end in self._cell(place.start).magics)

    def _placed(self, item: Replacement, use: Span) -> Replacement:
        """Return a replacement that comes after the magics that its cell begins with."""
        cell = self._cell(item.start)
        if cell.is_alone and cell is not self._cell(use.start):
            raise CannotEdit("the cell that it would be imported in keeps its names for itself")
        if item.start >= cell.first or item.end > item.start:
            return item
        if cell.first >= cell.end:
            raise CannotEdit("the cell that it would be imported in has nothing but a magic")
        return item._replace(start=cell.first, end=cell.first)


def _in_magic(edit: Edit) -> Replacement:
    if isinstance(edit, Substitute) and (place := edit.span.find(edit.old)).text == edit.old:
        return Replacement(place.start, place.end, edit.new)
    raise CannotEdit("only text is replaced in a magic")
