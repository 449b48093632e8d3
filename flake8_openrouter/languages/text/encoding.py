"""The bytes of any text: UTF-8, or UTF-16 or UTF-32 as some Windows programs write it, else one character a byte."""

from __future__ import annotations

import codecs

from flake8_openrouter.disk.marks import MARKS, byte_order_mark

#: Encodings with several bytes a character: how many, and which of them tells most characters apart.
_WIDE = (("utf-16-le", 2, 0), ("utf-16-be", 2, 1), ("utf-32-le", 4, 0), ("utf-32-be", 4, 3))

#: Bytes at the beginning of a file that tell what it is. There most bytes that tell nothing are zero, and few others.
_BEGINNING = 8192
_MOST, _FEW = 0.8, 0.05
#: What part of the bytes of wide characters is zero, at least.
_LEAST_ZEROS = _MOST / 2


def is_binary(data: bytes) -> bool:
    """Tell whether a file holds no text: a zero byte near its beginning, and not as wide characters have it."""
    beginning = data[:_BEGINNING]
    return b"\0" in beginning and not wide_encoding(beginning)


def wide_encoding(data: bytes) -> str:
    """Return the encoding of text with several bytes a character; nothing for other text."""
    if mark := byte_order_mark(data):
        return MARKS[mark]
    if data.count(0) < int(len(data) * _LEAST_ZEROS):
        return ""
    return next((name for name, width, telling in _WIDE if _is_wide(data, width, telling)), "")


def _is_wide(data: bytes, width: int, telling: int) -> bool:
    size = len(data) // width
    zeros = [data[at::width].count(0) for at in range(width)]
    few = zeros.pop(telling)
    return few <= size * _FEW and all(most > size * _MOST for most in zeros)


def decoded(data: bytes) -> tuple[str, str]:
    """Return a text and its encoding, with the byte order mark of UTF-8 left out. Each byte is some character."""
    if b"\0" in data[:_BEGINNING] and (encoding := wide_encoding(data[:_BEGINNING])):
        return data.decode(encoding, errors="replace"), encoding
    if data.startswith(codecs.BOM_UTF8):
        return data.decode("utf-8-sig", errors="replace"), "utf-8-sig"
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"
