"""A text that is written within another one, and where each of its characters is there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flake8_openrouter.model import Piece

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class Spelt(NamedTuple):
    """A text, and where each of its characters is written, in order."""

    text: str = ""
    pieces: tuple[Piece, ...] = ()


class Change(NamedTuple):
    """Characters ``start:end`` of a text, and what stands for them."""

    start: int
    end: int
    new: str = ""


def plain(text: str, start: int, end: int) -> Spelt:
    """Return characters of a text that are written as they are."""
    return Spelt(text[start:end], (Piece(0, end - start, start, end),)) if start < end else Spelt()


def put(new: str, start: int, end: int) -> Spelt:
    """Return a text for what is written at a place; where that is empty, it is written nowhere."""
    return Spelt(new, (Piece(0, len(new), start, end),)) if new else Spelt()


def joined(texts: Iterable[Spelt], *, ends_lines: bool = False) -> Spelt:
    """Return texts as one; ``ends_lines``: each ends a line, which is written nowhere if it did not."""
    parts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for text, own in texts:
        for start, end, outer_start, outer_end in own:
            _add(pieces, Piece(start + length, end + length, outer_start, outer_end))
        parts.append(text)
        length += len(text)
        if ends_lines and own and not text.endswith("\n"):
            parts.append("\n")
            pieces.append(Piece(length, length + 1, own[-1].outer_end, own[-1].outer_end))
            length += 1
    return Spelt("".join(parts), tuple(pieces))


def _add(pieces: list[Piece], piece: Piece) -> None:
    """Add a piece; to the last one where both are one in either text."""
    last = pieces[-1] if pieces else None
    if last is not None and last.outer_end == piece.outer_start and _is_as_it_is(last) and _is_as_it_is(piece):
        pieces[-1] = Piece(last.start, piece.end, last.outer_start, piece.outer_end)
    else:
        pieces.append(piece)


def _is_as_it_is(piece: Piece) -> bool:
    return piece.end - piece.start == piece.outer_end - piece.outer_start


def lines_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of a part of a text that begins at one, each with its end."""
    while start < end:
        match = _LINE.match(text, start, end)
        assert match is not None
        yield match.span()
        start = match.end()


def part(spelt: Spelt, start: int, end: int) -> Spelt:
    """Return some characters of a text. What is written otherwise, all together, is so in each part of it."""
    if start >= end:
        return Spelt()
    number = max(0, bisect_right(spelt.pieces, start, key=lambda piece: piece.start) - 1)
    pieces: list[Piece] = []
    while number < len(spelt.pieces) and (piece := spelt.pieces[number]).start < end:
        pieces.append(_cut(piece, max(start, piece.start), min(end, piece.end), start))
        number += 1
    return Spelt(spelt.text[start:end], tuple(pieces))


def _cut(piece: Piece, first: int, last: int, origin: int) -> Piece:
    by = int(_is_as_it_is(piece))
    outer_start = piece.outer_start + (first - piece.start) * by
    outer_end = piece.outer_end - (piece.end - last) * by
    return Piece(first - origin, last - origin, outer_start, outer_end)


def changed(spelt: Spelt, changes: Sequence[Change]) -> Spelt:
    """Return a text with something else for some of its characters, or nothing; the changes are in their order."""
    return joined(_parts(spelt, changes)) if changes else spelt


def _parts(spelt: Spelt, changes: Iterable[Change]) -> Iterator[Spelt]:
    at = 0
    for start, end, new in changes:
        yield part(spelt, at, start)
        old = part(spelt, start, end).pieces
        yield put(new, old[0].outer_start, old[-1].outer_end)
        at = end
    yield part(spelt, at, len(spelt.text))


def nested(around: Spelt, inside: Spelt) -> Spelt:
    """Return a text that is written within another one by where that is written."""
    return joined(_nested(around, inside.text, piece) for piece in inside.pieces)


def _nested(around: Spelt, text: str, piece: Piece) -> Spelt:
    found = part(around, piece.outer_start, piece.outer_end)
    if _is_as_it_is(piece):
        return found
    return put(text[piece.start : piece.end], found.pieces[0].outer_start, found.pieces[-1].outer_end)
