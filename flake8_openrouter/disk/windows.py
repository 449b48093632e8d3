"""Files that are too large to be held, piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from flake8_openrouter.disk import views
from flake8_openrouter.disk.marks import byte_order_mark

#: Bytes of a piece.
SIZE = 1 << 20
#: Bytes that a piece has in common with the next one: what lies across an end is whole in one of them.
OVERLAP = 1 << 14

#: A character has no more bytes than these.
_LONGEST = 4


class Window(NamedTuple):
    """A piece of a file, cut where a character ends.

    What begins in its first ``own`` bytes is its own, what begins after them the next one's. Where a byte order mark
    tells what the file is in, each piece begins with it.
    """

    data: bytes
    own: int


def windows(path: str, size: int = SIZE, overlap: int = OVERLAP) -> Iterator[Window]:
    """Yield a file's pieces in their order. Raises OSError."""
    with views.current().opened(path) as file:
        yield from pieces(file.read, size, overlap)


def pieces(read: Callable[[int], bytes], size: int = SIZE, overlap: int = OVERLAP) -> Iterator[Window]:
    """Yield the pieces of what ``read(n)`` gives, at most ``n`` bytes each time and none at the end."""
    data, mark = _filled(read, b"", size), b""
    known = byte_order_mark(data)
    while len(data) == size:
        cut = _cut(data, size - overlap)
        following = _filled(read, data[cut:], size)
        if len(following) == size - cut:
            break
        yield Window(mark + data[: _cut(data, size - _LONGEST)], len(mark) + cut)
        data, mark = following, known
    if data:
        yield Window(mark + data, len(mark + data))


def _cut(data: bytes, end: int) -> int:
    """Return where the character begins that an end is in, or the line end; the end itself where that is none."""
    if b"\0" in data:  # wide characters are cut nowhere: each end is a multiple of four
        return end - _LONGEST if data[end - _LONGEST : end].strip(b"\0").endswith(b"\r") else end
    start = next((at for at in range(end, max(0, end - _LONGEST) - 1, -1) if not _goes_on(data, at)), end)
    return start - 1 if data[start - 1 : start + 1] == b"\r\n" else start


def _goes_on(data: bytes, at: int) -> bool:
    """Tell whether the byte at a place goes on with a character of UTF-8."""
    return at < len(data) and data[at] & 0xC0 == 0x80


def _filled(read: Callable[[int], bytes], data: bytes, size: int) -> bytes:
    while len(data) < size and (more := read(size - len(data))):
        data += more
    return data
