"""How a text is written in each kind of quotes, and how a variable is put in there."""

from __future__ import annotations

import re

from flake8_openrouter.languages._protocol import CannotEdit

_SPECIAL = re.compile(r"[^\w@%+=:,./{}\"-]|[{}\"]", re.ASCII)
_REFERENCE = re.compile(r"\$([A-Za-z_]\w*)", re.ASCII)
_IN_DOUBLE = re.compile(r"[\\\"$`]")


def escaped(text: str, quote: str) -> str:
    """Return how a text is written within quotes; outside of any where there are none."""
    if any(char in text for char in "\n\r\0"):
        raise CannotEdit("a line end is not written there")
    if quote == '"':
        return _IN_DOUBLE.sub(r"\\\g<0>", text)
    if quote == "'":
        if "'" in text:
            raise CannotEdit("single quotes hold no single quote")
        return text
    if quote == "$'":
        return re.sub(r"[\\']", r"\\\g<0>", text)
    return _SPECIAL.sub(r"\\\g<0>", text)


def put_in(expression: str, quote: str, after: str) -> str:
    """Return how an expression is put in within quotes; ``after`` is what is written after it."""
    reference = _REFERENCE.fullmatch(expression)
    goes_on = after[:1].isalnum() or after[:1] in ("_", "[")
    written = f"${{{reference[1]}}}" if reference and goes_on else expression
    if quote == '"':
        return written
    if quote == "'":
        return f"'\"{expression}\"'"
    if quote == "$'":
        return f"'\"{expression}\"$'"
    return f'"{expression}"'


def doubled(text: str, start: int, end: int) -> str:
    """Return what single quotes hold, as double ones do; what is between two offsets is put in."""
    before, inside, after = text[:start], text[start:end], text[end:]
    return f"{escaped(before, chr(34))}{_kept(inside)}{escaped(after, chr(34))}"


def _kept(text: str) -> str:
    """Return a text with the references in it, within double quotes."""
    return re.sub(r"[\\\"`]|\$(?![\w{(])", r"\\\g<0>", text)
