"""Keys in Base64, whole and in pieces."""

from __future__ import annotations

import re
from binascii import a2b_base64
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

_TEXT = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")
_PIECE = re.compile(r"[A-Za-z0-9+/_-]+={0,2}")
_KEY = re.compile(rb"sk-or-(?:v1-)?[0-9a-fA-F]*|[0-9a-fA-F]{16,}")


def places(text: str) -> Iterator[tuple[int, int]]:
    """Yield where in a text keys, or parts of them, are in Base64, wherever the encoding began."""
    for match in _TEXT.finditer(text):
        for start, end in _places(match[0]):
            yield match.start() + start, match.start() + min(end, len(match[0]))


def pieces(texts: Sequence[str]) -> Iterator[range]:
    """Yield which of some texts that follow each other hold a key together."""
    for group in _groups(texts):
        if len(group) < 2:
            continue
        ends = list(accumulate(len(texts[index]) for index in group))
        for start, end in _places("".join(texts[index] for index in group)):
            yield group[bisect_right(ends, start) : bisect_left(ends, end) + 1]


def _groups(texts: Iterable[str]) -> Iterator[range]:
    """Yield runs of texts that can be Base64."""
    first, index = 0, -1
    for index, text in enumerate(texts):
        if not _PIECE.fullmatch(text):
            yield range(first, index)
            first = index + 1
    yield range(first, index + 1)


def _places(text: str) -> Iterator[tuple[int, int]]:
    plain = text.replace("=", "A").replace("-", "+").replace("_", "/")
    for offset in range(4):
        data = a2b_base64(plain[offset : offset + (len(plain) - offset) // 4 * 4])
        for match in _KEY.finditer(data):
            yield offset + match.start() // 3 * 4, offset - match.end() // -3 * 4
