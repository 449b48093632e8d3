"""Where the characters of what is checked are in what an editor shows: in one text, or in the cells of a notebook."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from flake8_openrouter.server.edits import between
from flake8_openrouter.server.positions import Lines, Position, Range


class Place(NamedTuple):
    """A range of a text that an editor knows by a URI."""

    uri: str
    range: Range


class Typed(NamedTuple):
    """What is to be typed in the place of a range."""

    range: Range
    text: str


class Layout(Protocol):
    """Offsets count characters of the text that is checked."""

    @property
    def uris(self) -> tuple[str, ...]:
        """All texts that the editor shows of it."""

    def place(self, start: int, end: int) -> Place | None:
        """Return where some characters are; None for those that the editor does not show."""

    def offset(self, uri: str, position: Position) -> int | None:
        """Return the offset of a position; None for one in no text of these."""

    def typed(self, after: str) -> Mapping[str, tuple[Typed, ...]]:
        """Return what is to be typed, by URI, so that what is checked becomes another text."""

    def lines(self, uri: str) -> Lines | None:
        """Return one of the texts."""


class TextLayout(NamedTuple):
    """A text that is shown as it is checked."""

    uri: str
    text: Lines

    @property
    def uris(self) -> tuple[str, ...]:
        return (self.uri,)

    def place(self, start: int, end: int) -> Place | None:
        return Place(self.uri, self.text.range(start, end))

    def offset(self, uri: str, position: Position) -> int | None:
        return self.text.offset(position)

    def typed(self, after: str) -> Mapping[str, tuple[Typed, ...]]:
        return {self.uri: tuple(_typed(self.text, after))}

    def lines(self, uri: str) -> Lines | None:
        return self.text


class Shown(NamedTuple):
    """A cell as the editor shows it. ``starts`` are where its characters are in the JSON, and where they end."""

    uri: str
    text: Lines
    starts: tuple[int, ...]


class CellLayout(NamedTuple):
    """The cells of a notebook, in their order, as its JSON has them."""

    cells: tuple[Shown, ...]

    @property
    def uris(self) -> tuple[str, ...]:
        return tuple(cell.uri for cell in self.cells)

    def place(self, start: int, end: int) -> Place | None:
        cell = next((cell for cell in self.cells if cell.starts[0] <= start <= cell.starts[-1]), None)
        if cell is None:
            return None
        # What goes on in the next cell is shown up to the end of its first one.
        first, last = (_inner(cell.starts, offset) for offset in (start, end))
        return Place(cell.uri, cell.text.range(first, last))

    def offset(self, uri: str, position: Position) -> int | None:
        cell = self._cell(uri)
        return None if cell is None else cell.starts[cell.text.offset(position)]

    def typed(self, after: str) -> Mapping[str, tuple[Typed, ...]]:
        pairs = zip(self.cells, json.loads(after)["cells"], strict=True)
        return {cell.uri: found for cell, now in pairs if (found := tuple(_typed(cell.text, now["source"])))}

    def lines(self, uri: str) -> Lines | None:
        cell = self._cell(uri)
        return cell.text if cell is not None else None

    def _cell(self, uri: str) -> Shown | None:
        return next((cell for cell in self.cells if cell.uri == uri), None)


def _inner(starts: tuple[int, ...], offset: int) -> int:
    return max(0, min(bisect_right(starts, offset) - 1, len(starts) - 1))


def _typed(text: Lines, after: str) -> Iterator[Typed]:
    for start, end, new in between(text.text, after):
        yield Typed(text.range(start, end), new)
