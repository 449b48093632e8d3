"""The bytes of any text: UTF-8, or UTF-16 as some Windows programs write it, else one character a byte."""

from __future__ import annotations

import codecs

#: Byte order marks of text with two bytes a character.
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

#: Bytes at the beginning of a file that tell what it is. In UTF-16 most of every other one are zero, and few between.
_BEGINNING = 8192
_MOST, _FEW = 0.8, 0.05


def is_binary(data: bytes) -> bool:
    """Tell whether a file holds no text: a zero byte near its beginning, but not every other one."""
    beginning = data[:_BEGINNING]
    return b"\0" in beginning and not wide_encoding(beginning)


def wide_encoding(data: bytes) -> str:
    """Return the encoding of text with two bytes a character; nothing for other text."""
    if data.startswith(_MARKS):
        return "utf-16"
    first, second = (half.count(0) for half in (data[::2], data[1::2]))
    most, few = len(data) // 2 * _MOST, len(data) // 2 * _FEW
    if second > most and first <= few:
        return "utf-16-le"
    return "utf-16-be" if first > most and second <= few else ""


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
