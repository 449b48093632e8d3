"""JSON, with comments and trailing commas where there are some: each value with its place, whatever else is wrong.

Nothing is refused: what is no JSON is passed by, since an editor's settings, a log and a file in the middle of a merge
are read as well. Time and memory are linear, and nesting costs no stack.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.model import Piece

_TOKEN = re.compile(
    r"""(?P<string>"[^"\\\n\r]*(?:\\.[^"\\\n\r]*)*"|(?<!\w)'[^'\\\n\r]*(?:\\.[^'\\\n\r]*)*')"""
    # What nothing closes is passed by as far as its line goes, so that it is not looked through again and again.
    r"""|"(?:[^"\\\n\r]|\\.)*|(?<!\w)'(?:[^'\\\n\r]|\\.)*|'"""
    r"""|(?P<open>[{\[])|(?P<close>[}\]])|(?P<comma>,)|(?P<colon>:)"""
    r"""|//[^\n]*|/\*(?s:.*?)\*/|\#[^\n]*|(?P<scalar>[^\s{}\[\],:"]+)"""
)
_RUN = re.compile(
    r"[^\\]+|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.?", re.DOTALL
)

#: How many of the keys that lead to a value are told: in what is nested without end each value would have as many.
DEEPEST = 100


class JsonValue(NamedTuple):
    """A string, a number or a word at ``start:end`` of the text, quotes included, and the keys that lead to it.

    Of what is nested deeper than anything that somebody writes, ``path`` holds the outer keys alone.
    ``key`` is the range of the nearest key, quotes included; None in a list.
    """

    path: tuple[str | int, ...]
    start: int
    end: int
    is_string: bool
    key: tuple[int, int] | None = None


class _Container:
    """An object or a list that is open: the key or the number of the value that comes next."""

    __slots__ = ("at", "key")

    def __init__(self, opening: str) -> None:
        self.at: str | int = 0 if opening == "[" else ""
        self.key: tuple[int, int] | None = None

    def next(self) -> None:
        self.at = self.at + 1 if isinstance(self.at, int) else ""
        self.key = None


def values(text: str) -> Iterator[JsonValue]:
    """Yield the values of a text that are no objects and no lists, in their order."""
    containers: list[_Container] = []
    waiting: re.Match[str] | None = None
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "colon" and waiting is not None and containers and isinstance(containers[-1].at, str):
            containers[-1].at, containers[-1].key = _name(text, waiting), waiting.span()
            waiting = None
            continue
        if waiting is not None and kind is not None:
            yield _value(containers, waiting)
            waiting = None
        if kind in ("string", "scalar"):
            waiting = match
        elif kind == "open":
            containers.append(_Container(match[0]))
        elif kind == "close" and containers:
            containers.pop()
        elif kind == "comma" and containers:
            containers[-1].next()
    if waiting is not None:
        yield _value(containers, waiting)


def _value(containers: list[_Container], match: re.Match[str]) -> JsonValue:
    path = tuple(container.at for container in containers[:DEEPEST])
    return JsonValue(path, *match.span(), match.lastgroup == "string", containers[-1].key if containers else None)


def _name(text: str, match: re.Match[str]) -> str:
    return unescaped(text, *_inside(match))[0] if match.lastgroup == "string" else match[0]


def _inside(match: re.Match[str]) -> tuple[int, int]:
    return match.start() + 1, match.end() - 1


def unescaped(text: str, start: int, end: int) -> tuple[str, tuple[Piece, ...]]:
    """Return what the characters ``start:end`` within a JSON string read, and where each of them is spelt."""
    read: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for match in _RUN.finditer(text, start, end):
        spelt = match[0]
        value = spelt if spelt[0] != "\\" else _character(spelt)
        pieces.append(Piece(length, length + len(value), *match.span()))
        read.append(value)
        length += len(value)
    return "".join(read), tuple(pieces)


def _character(escape: str) -> str:
    try:
        return str(json.loads(f'"{escape}"'))
    except ValueError:  # an escape that there is not: as it is
        return escape


def escaped(text: str, *, ascii_only: bool) -> str:
    """Return how a text is spelt within a JSON string."""
    return json.dumps(text, ensure_ascii=ascii_only)[1:-1]
