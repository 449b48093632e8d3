"""What the text between a literal's quotes says, and how a text is written there."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_SPELT = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u2028": "\\u2028", "\u2029": "\\u2029"}

#: Escapes that a template does not take.
OCTAL = re.compile(r"(?<!\\)(?:\\\\)*\\(?:0[0-9]|[1-9])")

_FILLED = re.compile(r"\$(?=\{)")

_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]*", re.ASCII)


def unescaped(text: str) -> str:
    """Return what a literal's text between its quotes says."""
    return _ESCAPE.sub(_meant, text) if "\\" in text else text


def _meant(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    if digits is None:
        return _CONTROLS.get(match[4], match[4])
    number = int(digits, 16)
    return chr(number) if number <= 0x10FFFF else "\N{REPLACEMENT CHARACTER}"


def escaped(text: str, quote: str) -> str:
    """Return how a text is written between quotes."""
    written = "".join(_SPELT.get(char, f"\\{char}" if char == quote else char) for char in text)
    return _FILLED.sub(r"\\$", written) if quote == "`" else written


def quoted(text: str, quote: str) -> str:
    """Return a text as a literal in quotes, in the other ones where that needs no escapes."""
    other = "'" if quote == '"' else '"'
    chosen = other if quote in text and other not in text else quote
    return f"{chosen}{escaped(text, chosen)}{chosen}"


def is_identifier(text: str) -> bool:
    """Tell whether a text can be the name of a property without quotes."""
    return _IDENTIFIER.fullmatch(text) is not None
