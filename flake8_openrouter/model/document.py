"""Documents and the places in them.

A place is counted in characters of the decoded text. Outputs count otherwise (flake8 and SARIF in
characters of a line, reviewdog in UTF-8 bytes, editors in UTF-16 units), so conversions are here alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from itertools import accumulate
from typing import NamedTuple

from flake8_openrouter.model.columns import WideLine

#: Characters from which on a file is not parsed: a tree takes some hundred times as much memory. Keys are looked for.
LARGEST = 2_000_000


class Notation(NamedTuple):
    """How a language writes what is no code.

    ``language`` is the language's name, empty for a text of none. ``comment`` is the sign with which a comment begins
    that ends with its line. ``quotes`` enclose literals of one line, ``long_quotes`` those of several; ``raw`` is a
    pattern of what is before a quote whose literal has no escapes. ``has_noqa``: a comment that says no
    more than ``noqa`` is flake8's, and not another linter's.
    """

    language: str = ""
    comment: str = "#"
    quotes: tuple[str, ...] = ('"', "'")
    long_quotes: tuple[str, ...] = ('"""', "'''")
    raw: str = ""
    has_noqa: bool = True


#: The notation of a text of which nothing is known.
PLAIN = Notation()


class Mask(NamedTuple):
    """Characters ``start:end`` of a text that are not shown, and what is shown for them."""

    start: int
    end: int
    label: str


class Document:
    """A decoded source text. ``path`` is as the user gave it; lines end with LF, CR LF or CR.

    ``origin`` is the 1-based line and the 0-based column, in characters, at which it begins: of a file that is too
    large to be held a document is an excerpt.
    ``embedding`` says where it is if it is a part of another document. ``secrets`` are texts in it that are
    keys, as far as anybody noted them, ``masks`` what of it is not shown: None until somebody asks ``masking`` for it.
    """

    __slots__ = (
        *("_ascii", "_line_starts", "_wide", "embedding", "masks", "notation", "origin", "path", "secrets", "text"),
    )

    def __init__(
        self,
        path: str,
        text: str,
        notation: Notation = PLAIN,
        embedding: Embedding | None = None,
        origin: tuple[int, int] = (1, 0),
    ) -> None:
        self.path = path
        self.origin = origin
        self.text = text
        self.notation = notation
        self.embedding = embedding
        self.secrets: frozenset[str] = frozenset()
        self.masks: tuple[Mask, ...] | None = None
        self._line_starts: list[int] | None = None
        self._ascii = text.isascii()
        self._wide: dict[int, WideLine] = {}

    @property
    def _starts(self) -> list[int]:
        """Where the lines start: found when something is said of one."""
        if self._line_starts is None:
            # What is put after the text makes a line end at its end begin another line.
            self._line_starts = [0, *accumulate(map(len, StringIO(f"{self.text}.", newline="")))][:-1]
        return self._line_starts

    @property
    def outermost(self) -> Document:
        """The document of a file that this one is a part of, or is."""
        return self if self.embedding is None else self.embedding.outer.outermost

    def span(self, line: int, byte_column: int, end_line: int, end_byte_column: int) -> Span:
        """Return the range between two 1-based lines and 0-based columns in UTF-8 bytes."""
        if not self._ascii:
            return Span(self, self.offset(line, byte_column), self.offset(end_line, end_byte_column))
        starts, first = self._line_starts or self._starts, self.origin[0]
        return Span(self, starts[line - first] + byte_column, starts[end_line - first] + end_byte_column)

    def offset(self, line: int, byte_column: int) -> int:
        """Return the character offset of a 1-based line and a 0-based column in UTF-8 bytes."""
        start = self._starts[line - self.origin[0]]
        if self._ascii:
            return start + byte_column
        if line not in self._wide:
            self._wide[line] = WideLine(self.line(line))
        return start + self._wide[line].column(byte_column)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and the 0-based column in characters."""
        index = bisect_right(self._starts, offset) - 1
        first, column = self.origin
        return first + index, offset - self._starts[index] + (0 if index else column)

    def start_of_line(self, offset: int) -> int:
        """Return the offset at which the line begins that an offset is on, or what of it is in the text."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def line_called(self, number: int) -> str:
        """Return how people call a 1-based line: by the part of the file that it counts in, where that has a name."""
        start = self._starts[number - self.origin[0]]
        place = Span(self, start, start)
        return f"{place.section.name}, line {place.line_in_section}" if place.section else f"line {number}"

    def line(self, number: int) -> str:
        """Return the text of a 1-based line, its line end included; empty before the first and after the last line."""
        index = number - self.origin[0]
        if not 0 <= index < len(self._starts):
            return ""
        end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[index] : end]


class Span(NamedTuple):
    """A range of characters ``start:end`` of a document.

    ``stands_for`` is ``path:line`` of the place in another file that this one stands for; empty for a place itself.
    """

    document: Document
    start: int
    end: int
    stands_for: str = ""

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The 1-based line on which the span starts."""
        return self.document.position(self.start)[0]

    @property
    def column(self) -> int:
        """The 0-based column, in characters, at which the span starts."""
        return self.document.position(self.start)[1]

    def here(self, use: Span) -> Span:
        """Return this span, or the use in another file that stands for it."""
        if self.document is use.document:
            return self
        return Span(use.document, use.start, use.end, f"{self.document.path}:{self.line}")

    def is_within(self, other: Span) -> bool:
        """Tell whether it is a part of another one, or that."""
        return self.document is other.document and other.start <= self.start and self.end <= other.end

    @property
    def outermost(self) -> Span:
        """The same place in the document of the file."""
        embedding = self.document.embedding
        if embedding is None:
            return self
        start, end = embedding.range(self.start, self.end)
        return Span(embedding.outer, start, end, self.stands_for).outermost

    @property
    def section(self) -> Section | None:
        """The part with a name that it is in."""
        embedding = self.document.embedding
        return embedding.section(self.start) if embedding is not None else None

    @property
    def nearest(self) -> Span:
        """The place as people are shown it: in the section of the file that has a name, or in the file."""
        return self if self.section is not None else self.outermost

    @property
    def line_in_section(self) -> int:
        """The 1-based line on which the span starts, in its section; in the document where it is in none."""
        section = self.section
        return self.line - (self.document.position(section.start)[0] - 1 if section else 0)

    def find(self, needle: str) -> Span:
        """Return the span of ``needle`` within this one, or this one where the source spells it otherwise."""
        at = self.document.text.find(needle, self.start, self.end) if needle else -1
        return self if at < 0 else Span(self.document, at, at + len(needle))


class Piece(NamedTuple):
    """Characters ``start:end`` of a document that are at ``outer_start:outer_end`` of the one around it.

    They are written as they are where both are of one length, else all together in another way: as an escape.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int


class Section(NamedTuple):
    """A part of an embedded document that people know by a ``name``, and that begins with a line at ``start``.

    ``number`` counts such parts of the file from 1. ``is_source``: it is what somebody wrote, and nothing's output.
    """

    start: int
    name: str
    number: int
    is_source: bool = True


class Embedding:
    """Where a document is within another one: its ``pieces``, in their order.

    ``written`` writes characters of the inner document as the ``outer`` one has to, it may raise CannotEdit; ``read``
    reads them from there. ``sections`` are parts that have names, in their order; none where the places in the file say
    enough. ``opening`` is the offset in the outer one at which what encloses it begins: a fence before the code. Of
    what is together and enclosed apart, ``openings`` are those of its parts, each after where the part begins in it.
    ``is_run``: the outer one says what runs it, and does not only show it, so it is judged as in a file of its own.
    """

    def __init__(
        self,
        outer: Document,
        pieces: Sequence[Piece],
        written: Callable[[str], str] = str,
        read: Callable[[str], str] = str,
        sections: Sequence[Section] = (),
        opening: int | None = None,
        openings: Sequence[tuple[int, int]] = (),
        *,
        is_run: bool = False,
    ) -> None:
        self.outer = outer
        self.is_run = is_run
        self.pieces = tuple(pieces)
        self.written = written
        self.read = read
        self.sections = tuple(sections)
        self.opening = self.pieces[0].outer_start if opening is None and self.pieces else opening or 0
        self._openings = tuple(openings)
        self._starts = [piece.start for piece in self.pieces]
        self._outer_starts = [piece.outer_start for piece in self.pieces]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters ``start:end`` of the inner document are written in the outer one."""
        first = self._piece(start)
        outer_start = _place(first, start, first.outer_start if start < first.end else first.outer_end)
        if start == end:
            return outer_start, outer_start
        last = self._piece(end - 1)
        return outer_start, _place(last, end, last.outer_end)

    def touched(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield where each piece of some characters is written: between two of them is what is not theirs."""
        if start == end:
            yield self.range(start, end)
        for piece in self.pieces[max(0, bisect_right(self._starts, start) - 1) :]:
            if piece.start >= end:
                break
            if piece.end > start:
                yield self.range(max(start, piece.start), min(end, piece.end))

    def opening_at(self, offset: int) -> int:
        """Return where in the outer document begins what encloses an offset of the inner one."""
        number = bisect_right(self._openings, (offset, len(self.outer.text)))
        return self._openings[number - 1][1] if number else self.opening

    def section(self, offset: int) -> Section | None:
        """Return the section that an offset of the inner document is in."""
        number = bisect_right(self.sections, offset, key=lambda section: section.start)
        return self.sections[number - 1] if number else None

    def inner(self, offset: int) -> int:
        """Return where in the inner document it is that is written at an offset of the outer one, or next."""
        number = bisect_right(self._outer_starts, offset)
        if not number:
            return 0
        first = bisect_left(self._outer_starts, self._outer_starts[number - 1])
        piece = self.pieces[first]
        otherwise = piece.start if offset <= piece.outer_start else piece.end
        return min(piece.end, _place(Piece(*piece[2:], *piece[:2]), offset, otherwise))

    def _piece(self, offset: int) -> Piece:
        return self.pieces[max(0, bisect_right(self._starts, offset) - 1)]


def _place(piece: Piece, offset: int, otherwise: int) -> int:
    """Return where an offset within a piece is in the outer document; ``otherwise`` where it is written otherwise."""
    is_as_it_is = piece.end - piece.start == piece.outer_end - piece.outer_start
    return piece.outer_start + offset - piece.start if is_as_it_is else otherwise


class Places:
    """Spans of one document that do not overlap."""

    def __init__(self) -> None:
        self._ranges: list[tuple[int, int]] = []

    def add(self, span: Span) -> None:
        insort(self._ranges, (span.start, span.end))

    def overlap(self, span: Span) -> bool:
        """Tell whether a span shares a character with one of these."""
        last = bisect_left(self._ranges, (span.end, 0))
        return last > 0 and self._ranges[last - 1][1] > span.start
