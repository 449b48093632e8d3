"""Documents and the places in them.

A place is counted in characters of the decoded text. Outputs count otherwise (flake8 and SARIF in
characters of a line, reviewdog in UTF-8 bytes, editors in UTF-16 units), so conversions stand here alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from typing import NamedTuple

_WIDE = re.compile(r"[^\x00-\x7f]")
_LINE_END = re.compile(r"\r\n|\r|\n")


#: Characters from which on a file is not parsed: a tree takes some hundred times as much memory. Keys are looked for.
LARGEST = 2_000_000


class Mask(NamedTuple):
    """Characters ``start:end`` of a text that are not shown, and what is shown for them."""

    start: int
    end: int
    label: str


class Document:
    """A decoded source text. ``path`` is as the user gave it; lines end as Python's tokenizer ends them.

    ``secrets`` are texts in it that are keys, as far as anybody noted them, ``masks`` what of it is not shown: None
    until somebody asks ``masking`` for it.
    """

    __slots__ = ("_ascii", "_starts", "_wide", "masks", "path", "secrets", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.secrets: frozenset[str] = frozenset()
        self.masks: tuple[Mask, ...] | None = None
        self._starts = [0, *map(re.Match.end, _LINE_END.finditer(text))]
        self._ascii = text.isascii()
        self._wide: dict[int, _WideLine] = {}

    def offset(self, line: int, byte_column: int) -> int:
        """Return the character offset of a 1-based line and a 0-based column in UTF-8 bytes, as ``ast`` counts."""
        start = self._starts[line - 1]
        if self._ascii:
            return start + byte_column
        if line not in self._wide:
            self._wide[line] = _WideLine(self.line(line))
        return start + self._wide[line].column(byte_column)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and the 0-based column in characters."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1]

    def line(self, number: int) -> str:
        """Return the text of a 1-based line, its line end included; empty behind the last line."""
        if not 1 <= number <= len(self._starts):
            return ""
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[self._starts[number - 1] : end]


class _WideLine:
    """A line whose characters may take more than a byte: where those that do end, and how many bytes they are more."""

    __slots__ = ("_ends", "_more")

    def __init__(self, text: str) -> None:
        self._ends: list[int] = []
        self._more = [0]
        for match in _WIDE.finditer(text):
            size = len(match[0].encode(errors="surrogatepass"))
            self._ends.append(match.start() + self._more[-1] + size)
            self._more.append(self._more[-1] + size - 1)

    def column(self, byte_column: int) -> int:
        """Return a column in characters; of one within a character that at which it begins."""
        count = bisect_right(self._ends, byte_column)
        column = byte_column - self._more[count]
        if count == len(self._ends):
            return column
        size = self._more[count + 1] - self._more[count] + 1
        return min(column, self._ends[count] - size - self._more[count])


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

    def find(self, needle: str) -> Span:
        """Return the span of ``needle`` within this one, or this one where the source spells it otherwise."""
        at = self.document.text.find(needle, self.start, self.end) if needle else -1
        return self if at < 0 else Span(self.document, at, at + len(needle))


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
