"""Columns of a line in bytes, as columns in characters."""

from __future__ import annotations

import re
from bisect import bisect_right

_WIDE = re.compile(r"[^\x00-\x7f]")


class WideLine:
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
