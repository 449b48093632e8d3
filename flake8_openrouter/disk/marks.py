"""Byte order marks of text with several bytes a character, such as some Windows programs write."""

from __future__ import annotations

import codecs

#: By mark, the encoding that reads it; one of UTF-32 begins as one of UTF-16 does.
MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def byte_order_mark(data: bytes) -> bytes:
    """Return the mark with which text with several bytes a character begins; nothing for other text."""
    return next(filter(data.startswith, MARKS), b"")
