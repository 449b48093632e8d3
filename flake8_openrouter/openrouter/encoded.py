"""Keys in Base64, whole and in pieces."""

from __future__ import annotations

import re
from binascii import a2b_base64
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate

from flake8_openrouter.openrouter import keys
from flake8_openrouter.openrouter.spelling import IN_BASE64

_TEXT = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")
_PIECE = re.compile(r"[A-Za-z0-9+/_-]+={0,2}")
_KEY = re.compile(rb"sk-or-(?:v1-)?[0-9a-fA-F]*|[0-9a-fA-F]{16,}")

#: A key's prefix in Base64, by the bytes before it in its group of three: what spells them and the prefix's first
#: bits, and the characters that spell nothing else.
_PREFIXES = (("", "c2stb3ItdjEt"), ("AH", "NrLW9yLXYxL"), ("AAB", "zay1vci12MS"))
_GOING_ON = rf"{IN_BASE64}([A-Za-z0-9]{{1,100}})"
_BEHIND = re.compile(r"[A-Za-z0-9+/_-]{0,2}")
_WHOLE = re.compile(rb"sk-or-v1-[0-9a-fA-F]{64}(?!%b)" % keys.MORE.encode())
_SIZE = 73


def keys_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a text has whole keys in Base64, and each key, wherever the encoding began and its lines end.

    The places have all characters in which there is a bit of the key, but for one on the line before.
    """
    for match in _beginning().finditer(text):
        before = (match.lastindex or 1) - 1
        spelt, end = _read(text, match.end(), "".join(_PREFIXES[before]), -((before + _SIZE) * 8 // -6))
        if (found := _WHOLE.match(_decoded(spelt + _behind(text, end)), before)) is not None:
            is_shared = before > 0 and _PIECE.match(text, match.start() - 1) is not None
            yield match.start() - is_shared, end, found[0].decode()


@cache
def _beginning() -> re.Pattern[str]:
    """Return the pattern of a prefix: few texts are worth its making."""
    return re.compile("|".join(f"({IN_BASE64.join(letters)})" for _, letters in _PREFIXES))


def _read(text: str, at: int, spelt: str, size: int) -> tuple[str, int]:
    """Return the characters of a key's Base64 that go on at a place, no more than it has, and where they end."""
    going_on = re.compile(_GOING_ON)
    while len(spelt) < size and (match := going_on.match(text, at)):
        piece = match[1][: size - len(spelt)]
        spelt += piece
        at = match.start(1) + len(piece)
    return spelt, at


def _behind(text: str, at: int) -> str:
    """Return the characters that tell which byte goes on after a key in the same encoding."""
    match = _BEHIND.match(text, at)
    return match[0] if match else ""


def _decoded(text: str) -> bytes:
    """Return what Base64 decodes to, standard or URL-safe, with zeros where it is cut off."""
    plain = text.replace("=", "A").replace("-", "+").replace("_", "/")
    return a2b_base64(plain + "A" * (-len(plain) % 4))


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
    for offset in range(4):
        data = _decoded(text[offset : offset + (len(text) - offset) // 4 * 4])
        for match in _KEY.finditer(data):
            yield offset + match.start() // 3 * 4, offset - match.end() // -3 * 4
