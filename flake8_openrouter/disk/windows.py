"""Files that are too large to be held, piece by piece."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

#: Bytes of a piece.
SIZE = 1 << 20
#: Bytes that a piece has in common with the next one: what lies across an end is whole in one of them.
OVERLAP = 1 << 14


class Window(NamedTuple):
    """A piece of a file. What begins in its first ``own`` bytes is its own, what begins after them the next one's.

    ``line`` counts from 1, ``column`` from 0 in bytes: where in the file it begins.
    """

    data: bytes
    own: int
    line: int
    column: int


def windows(path: str, size: int = SIZE, overlap: int = OVERLAP) -> Iterator[Window]:
    """Yield a file's pieces in their order. Raises OSError."""
    line, column = 1, 0
    with open(path, "rb", buffering=0) as file:
        data = _filled(file.fileno(), b"", size)
        while data:
            following = _filled(file.fileno(), data[-overlap:], size) if len(data) == size else b""
            own = len(data) - overlap if len(following) > overlap else len(data)
            yield Window(data, own, line, column)
            if own == len(data):
                return
            lines = data.count(b"\n", 0, own)
            line += lines
            column = own - data.rfind(b"\n", 0, own) - 1 if lines else column + own
            data = following


def _filled(descriptor: int, data: bytes, size: int) -> bytes:
    while len(data) < size and (more := os.read(descriptor, size - len(data))):
        data += more
    return data
