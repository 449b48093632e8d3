"""Places as editors count them: lines and characters from 0, a character in units of an encoding.

This is the only module that converts between such units and characters. Lines end as a ``Document``'s do, and as the
protocol says: with LF, CR LF or CR, and with nothing else.
"""

from __future__ import annotations

from bisect import bisect_right
from io import StringIO
from itertools import accumulate
from typing import NamedTuple

UTF8, UTF16, UTF32 = "utf-8", "utf-16", "utf-32"

#: In the order in which they are offered where the client says nothing.
ENCODINGS = (UTF16, UTF8, UTF32)

_LINE_ENDS = "\r\n"


class Position(NamedTuple):
    """``line`` from 0, ``character`` from 0 in units of the encoding that was agreed upon."""

    line: int
    character: int


class Range(NamedTuple):
    """From ``start`` to before ``end``."""

    start: Position
    end: Position


def units(text: str, encoding: str) -> int:
    """Return how many units a text has."""
    if encoding == UTF32 or text.isascii():
        return len(text)
    if encoding == UTF8:
        return len(text.encode(errors="surrogatepass"))
    return len(text) + sum(char > "\uffff" for char in text)


def characters(text: str, count: int, encoding: str) -> int:
    """Return how many characters a text's first units are; of a character that is cut, nothing counts."""
    if encoding == UTF32 or text.isascii():
        return min(count, len(text))
    ends = accumulate(units(char, encoding) for char in text)
    return next((index for index, end in enumerate(ends) if end > count), len(text))


class Lines:
    """A text with where its lines begin."""

    def __init__(self, text: str, encoding: str = UTF16) -> None:
        self.text, self.encoding = text, encoding
        # What is put after the text makes a line end at its end begin another line.
        self._starts = [0, *accumulate(map(len, StringIO(f"{text}.", newline="")))][:-1]

    def line(self, number: int) -> str:
        """Return a line, from 0, without its end; nothing before the first and after the last one."""
        if not 0 <= number < len(self._starts):
            return ""
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[number] : end].rstrip(_LINE_ENDS)

    def position(self, line: int, column: int) -> Position:
        """Return a place by its line, from 0, and its column in characters."""
        return Position(line, units(self.line(line)[:column], self.encoding))

    def at(self, offset: int) -> Position:
        """Return a place by its offset in characters."""
        line = bisect_right(self._starts, offset) - 1
        return self.position(line, offset - self._starts[line])

    def offset(self, position: Position) -> int:
        """Return the offset in characters; what is beyond the end of a line, or of the text, is that end."""
        if position.line >= len(self._starts):
            return len(self.text)
        line = max(0, position.line)
        return self._starts[line] + characters(self.line(line), max(0, position.character), self.encoding)

    def range(self, start: int, end: int) -> Range:
        return Range(self.at(start), self.at(end))
