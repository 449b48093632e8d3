"""Bytes to text, as Python's tokenizer decodes them."""

from __future__ import annotations

import io
import tokenize


def decode(data: bytes) -> str:
    """Decode a source by its byte order mark or coding cookie; line ends stay as they are.

    Raises SyntaxError for an unknown cookie and UnicodeDecodeError (a ValueError) for what it can't decode.
    """
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    return data.decode(encoding)
