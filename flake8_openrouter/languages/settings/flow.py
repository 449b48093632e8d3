"""Mappings and lists within a line, or over several: ``{a: b, c: [d]}`` of YAML, ``{ a = "b" }`` of TOML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_openrouter.languages.settings import entries
from flake8_openrouter.languages.settings.entries import Entry, Path

#: What a tool fills in is no mapping, though it has braces.
FILLED_IN = r"\$?\{\{[^{}\n]*\}\}|\$\{[^{}\n]*\}"

_TOKEN = r"""
(?P<double>"(?:[^"\\]|\\.)*")|(?P<single>'[^']*(?:''[^']*)*')|"(?:[^"\\]|\\.)*|'[^']*
|(?P<scalar>(?!(?<=["'])[{sign}])(?:{filled}|{first})(?:{filled}|{further}|[ \t]+(?=[^\s,\[\]{{}}\#{sign}]))*)
|(?P<open>[\[{{])|(?P<close>[\]}}])|(?P<comma>,)|(?P<sign>[{sign}])|\#[^\n]*
"""


def _tokens(sign: str, first: str, further: str) -> re.Pattern[str]:
    pattern = _TOKEN.format(filled=FILLED_IN, sign=sign, first=first, further=further)
    return re.compile(pattern, re.VERBOSE | re.DOTALL)


#: Mappings and lists within each other, from which on nothing is a setting: each value has all names that lead to it.
DEEPEST = 100

#: By the sign between a name and its value.
_TOKENS = {
    ":": _tokens(":", r"[^\s,\[\]{}:\"'\#]|:(?=[^\s,\[\]{}])", r"[^\s,\[\]{}:]|:(?=[^\s,\[\]{}])"),
    "=": _tokens("=", r"[^\s,\[\]{}=\"'\#]", r"[^\s,\[\]{}=\#]"),
}


class _Open:
    """A mapping or a list that is open, and the names, or the number, that lead to the value that comes next."""

    __slots__ = ("at", "name")

    def __init__(self, opening: str) -> None:
        self.at: Path = (0 if opening == "[" else "",)
        self.name = (0, 0)

    def next(self) -> None:
        self.at = (self.at[0] + 1 if isinstance(self.at[0], int) else "",)


class Flow:
    """The values within a mapping or a list that begins at an offset; ``end`` is where it ends, once they are read."""

    def __init__(self, text: str, start: int, path: Path, sign: str = ":") -> None:
        self._text, self._path, self._tokens = text, path, _TOKENS[sign]
        self._has_dotted_names = sign == "="
        self.end = start

    def __iter__(self) -> Iterator[Entry]:
        opened: list[_Open] = []
        waiting: Entry | None = None
        for match in self._tokens.finditer(self._text, self.end):
            kind = match.lastgroup
            self.end = match.end()
            if kind == "sign" and waiting is not None and isinstance(opened[-1].at[0], str):
                opened[-1].at, opened[-1].name = self._names(waiting), (waiting.start, waiting.end)
                waiting = None
                continue
            if waiting is not None and kind is not None:
                yield waiting
                waiting = None
            if kind == "open":
                opened.append(_Open(match[0]))
            elif kind == "close":
                opened.pop()
            elif kind == "comma":
                opened[-1].next()
            elif kind in ("double", "single", "scalar"):
                waiting = self._entry(opened, match) if len(opened) <= DEEPEST else None
            if not opened:
                return

    def _names(self, name: Entry) -> Path:
        is_dotted = self._has_dotted_names and not name.quote
        return tuple(name.value.split(".")) if is_dotted else (name.value,)

    def _entry(self, opened: list[_Open], match: re.Match[str]) -> Entry:
        path = (*self._path, *(step for each in opened for step in each.at))
        start, end = match.span()
        if match.lastgroup == "scalar":
            return entries.plain(self._text, path, opened[-1].name, start, end)
        as_written = entries.escaped if match.lastgroup == "double" else entries.doubled
        return as_written(self._text, path, opened[-1].name, start + 1, end - 1)
