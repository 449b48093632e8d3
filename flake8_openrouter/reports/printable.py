"""Text for a terminal: nothing that moves the cursor, wide characters counted, long lines cut."""

from __future__ import annotations

import unicodedata

TAB = 4
ELLIPSIS = "…"

_WIDE = ("W", "F")
_NO_WIDTH = ("Mn", "Me")
#: Control and format characters, line and paragraph separators, lone surrogates.
_UNPRINTABLE = ("Cc", "Cf", "Zl", "Zp", "Cs")


def printable(text: str) -> str:
    """Return a text with what a terminal would obey, or can't show, written as an escape."""
    if text.isprintable():
        return text
    return "".join(_escaped(char) if unicodedata.category(char) in _UNPRINTABLE else char for char in text)


def expanded(text: str, column: int = 0) -> str:
    """Return a text with tabs as spaces, behind ``column`` cells, and each unprintable character as one mark."""
    shown = ""
    for char in text:
        if char == "\t":
            shown += " " * (TAB - (column + width(shown)) % TAB)
        else:
            shown += "\N{REPLACEMENT CHARACTER}" if unicodedata.category(char) in _UNPRINTABLE else char
    return shown


def width(text: str) -> int:
    """Return how many cells of a terminal a printable text takes."""
    if text.isascii():
        return len(text)
    return sum(
        2 if unicodedata.east_asian_width(char) in _WIDE else unicodedata.category(char) not in _NO_WIDTH
        for char in text
    )


def cut(line: str, start: int, end: int, limit: int) -> tuple[str, int, int]:
    """Return a line of at most ``limit`` characters around ``start:end``, and where these columns are then."""
    if len(line) <= limit:
        return line, start, end
    room = limit - 2 * len(ELLIPSIS)
    span = min(end - start, room)
    first = max(0, min(start - (room - span) // 3, len(line) - room))
    last = min(len(line), first + room)
    head = ELLIPSIS if first else ""
    tail = ELLIPSIS if last < len(line) else ""
    shift = len(head) - first
    return head + line[first:last] + tail, start + shift, min(end, last) + shift


def _escaped(char: str) -> str:
    return char.encode("unicode_escape", errors="backslashreplace").decode("ascii")
