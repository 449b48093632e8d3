"""Text for a terminal: wide characters counted, long lines cut around a place or wrapped. Widths are in cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from flake8_openrouter.openrouter.masking import UNPRINTABLE

TAB = 4
ELLIPSIS = "…"

_WIDE = ("W", "F")
_NO_WIDTH = ("Mn", "Me")

#: What a line is not broken within: a word, and what is quoted in it, white space and all.
_UNBROKEN = re.compile(r"(?:\"[^\"]{1,40}\"|\S)+")
_INDENT = "    "


def expanded(text: str, column: int = 0) -> str:
    """Return a text with tabs as spaces, after ``column`` cells, and each unprintable character as one mark."""
    if text.isprintable():
        return text
    shown = []
    for char in text:
        if char == "\t":
            piece = " " * (TAB - column % TAB)
        else:
            piece = "\N{REPLACEMENT CHARACTER}" if unicodedata.category(char) in UNPRINTABLE else char
        shown.append(piece)
        column += width(piece)
    return "".join(shown)


def width(text: str) -> int:
    """Return how many cells of a terminal a printable text takes."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def cut(before: str, place: str, after: str, limit: int) -> tuple[str, str, str]:
    """Return a line in three parts, of at most ``limit`` cells, of which the place is shown if anything is."""
    if width(before) + width(place) + width(after) <= limit:
        return before, place, after
    free = max(1, limit - 2 * len(ELLIPSIS))
    span = min(width(place), free)
    right = min(width(after), free - span - min(width(before), (free - span) // 3))
    left = min(width(before), free - span - right)
    head, tail = _fitting(before[::-1], left)[::-1], _fitting(after, right)
    shown = _fitting(place, span)
    if shown != place:
        tail = ELLIPSIS
    elif tail != after:
        tail += ELLIPSIS
    return head if head == before else ELLIPSIS + head, shown, tail


def wrapped(head: str, text: str, limit: int) -> list[str]:
    """Return a head and a text as lines of at most ``limit`` cells, as far as words and what is quoted allow."""
    lines = [head]
    for word in _UNBROKEN.findall(text):
        if width(lines[-1]) + 1 + width(word) <= limit:
            lines[-1] += f" {word}"
        else:
            lines.append(_INDENT + word)
    return lines


def _cells(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in _WIDE else unicodedata.category(char) not in _NO_WIDTH


def _fitting(text: Iterable[str], limit: int) -> str:
    """Return as much of the beginning of a text as fits."""
    taken, used = [], 0
    for char in text:
        used += _cells(char)
        if used > limit:
            break
        taken.append(char)
    return "".join(taken)
