"""Compose 2: its ``.env`` and ``env_file``, and what it puts in the place of ``${NAME}`` in a compose file.

Source: ``dotenv/`` and ``template/`` of compose-go. Nothing of a file is taken where a quote in it is not closed.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator

from flake8_openrouter.doctor.readers.scanning import BOM, Assignment, Scanner, Unreadable, Variables

_BLANK = re.compile(r"(?:\s|#[^\n]*)*")
_NAME = re.compile(r"(?:export[^\S\n]+)?(?P<name>[\w.\-\[\]]+)[^\S\n]*(?P<sign>[=:]|(?=\n|\Z))[^\S\n]*")
_QUOTED = {quote: re.compile(rf"{quote}((?:\\.|[^{quote}\\])*){quote}", re.DOTALL) for quote in "\"'"}
_BARE = re.compile(r"[^\n]*")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_MEANING = {"n": "\n", "r": "\r", "$": "\\$"}
_REFERENCE = re.compile(
    r"(?P<escaped>\\?\$\$|\\\$)|\$(?:(?P<plain>[A-Za-z_]\w*)"
    r"|\{(?P<name>[A-Za-z_]\w*)(?:(?P<how>:?[-+?])(?P<other>(?:[^{}]|\{[^{}]*\})*))?\})"
)


def read(text: str, environment: Variables) -> Iterator[Assignment]:
    """Yield the variables of a file; a name alone takes the value of the shell's. Raises Unreadable."""
    scanner = Scanner(text.removeprefix(BOM).replace("\r\n", "\n"))
    own: dict[str, str] = {}
    known = ChainMap(dict(environment), own)
    while scanner.take(_BLANK) is not None and not scanner.is_done:
        line = scanner.line
        match = scanner.take(_NAME)
        if match is None:
            raise Unreadable(line)
        name = match["name"]
        if not match["sign"]:
            if name in environment:
                yield Assignment(name, environment[name], line)
            continue
        own[name] = _value(scanner, known, line)
        yield Assignment(name, own[name], line)


def _value(scanner: Scanner, known: Variables, line: int) -> str:
    quote = scanner.peek()
    if quote in _QUOTED:
        match = scanner.take(_QUOTED[quote])
        if match is None:
            raise Unreadable(line)
        if quote == "'":
            return match[1]
        return interpolated(_ESCAPE.sub(lambda found: _MEANING.get(found[1], found[1]), match[1]), known)
    match = scanner.take(_BARE)
    bare = match[0] if match else ""
    return interpolated(bare.partition(" #")[0].rstrip() if not bare.startswith("#") else "", known)


def interpolated(text: str, known: Variables) -> str:
    """Return a text of a compose file with its variables in it: ``$NAME``, ``${NAME:-other}``, ``$$`` for a dollar."""
    return _REFERENCE.sub(lambda match: _of(match, known), text)


def _of(match: re.Match[str], known: Variables) -> str:
    if match["escaped"]:
        return "$"
    value, how = known.get(match["plain"] or match["name"]), match["how"] or ""
    is_missing = value is None or (how.startswith(":") and not value)
    if how.endswith("+"):
        return "" if is_missing else interpolated(match["other"], known)
    return interpolated(match["other"] or "", known) if is_missing and how.endswith("-") else value or ""
