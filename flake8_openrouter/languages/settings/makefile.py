"""Makefiles by their lines: the variables that they set, and the recipes of their rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.languages.settings import entries
from flake8_openrouter.languages.settings.entries import Entry
from flake8_openrouter.languages.text import spelt
from flake8_openrouter.languages.text.spelt import Spelt

_ASSIGNMENT = re.compile(
    r"[ ]*(?:(?:export|override|private)[ \t]+)*(?P<name>[A-Za-z_][\w.-]*)[ \t]*(?P<sign>:{0,3}=|\?=|\+=|!=)[ \t]*"
    r"(?P<value>(?:(?![ \t]*\#)[^\r\n])*)"
)
_RULE = re.compile(r"[^\t=\r\n#:][^=\r\n#:]*::?(?![:=])[^;\r\n#]*(?:;(?P<recipe>[^\r\n]*))?")
_PREFIX = re.compile(r"[ \t]*\.RECIPEPREFIX[ \t]*:?=[ \t]*(?P<sign>\S)")
_DEFINE = re.compile(r"[ ]*(?:(?:export|override)[ \t]+)*(?P<opens>define\b)|[ ]*endef\b")
_SIGNS = re.compile(r"[ \t@+-]*")
_GOES_ON = re.compile(r"\\(?:\r\n|\r|\n)\Z")


class Recipe(NamedTuple):
    """What a shell is given at once: a line of a recipe with those that it goes on in, or all of them."""

    start: int
    text: Spelt


class Lines(NamedTuple):
    """What a text has: its variables, each once for each time that it is set, and its recipes."""

    variables: tuple[Entry, ...]
    recipes: tuple[Recipe, ...]


def read(text: str) -> Iterator[Entry]:
    """Yield the variables that a text sets, in their order."""
    yield from lines_of(text).variables


def lines_of(text: str) -> Lines:
    reader = _Reader(text)
    reader.read()
    return Lines(tuple(reader.variables), tuple(reader.recipes))


class _Reader:
    def __init__(self, text: str) -> None:
        self.variables: list[Entry] = []
        self.recipes: list[Recipe] = []
        self._text = text
        self._lines = spelt.lines_in(text, 0, len(text))
        self._is_one_shell = re.search(r"(?m)^\.ONESHELL[ \t]*:", text) is not None
        prefix = re.search(rf"(?m)^{_PREFIX.pattern}", text)
        self._sign = prefix["sign"] if prefix else "\t"
        self._in_rule = self._is_next = False
        self._defined = 0

    def read(self) -> None:
        for start, end in self._lines:
            self._line(start, end)

    def _line(self, start: int, end: int) -> None:
        if (match := _DEFINE.match(self._text, start, end)) is not None:
            self._defined = max(0, self._defined + (1 if match["opens"] else -1))
        elif self._defined:
            return
        elif self._text.startswith(self._sign, start, end):
            if self._in_rule:
                self._recipe(start, start + 1, end)
        elif (match := _ASSIGNMENT.match(self._text, start, end)) is not None:
            self._assign(match, start, end)
        elif (match := _RULE.match(self._text, start, end)) is not None:
            self._in_rule = True
            self._is_next = False
            if match["recipe"] is not None:
                self._recipe(start, match.start("recipe"), end)

    def _assign(self, match: re.Match[str], start: int, end: int) -> None:
        """Note a variable of which all is on its line, and pass the lines of another one."""
        if not _GOES_ON.search(self._text, start, end):
            first, last = match.span("value")
            last = first + len(self._text[first:last].rstrip())
            if match["sign"] not in ("+=", "!="):
                self.variables.append(entries.plain(self._text, (match["name"],), match.span("name"), first, last))
            return
        for line in self._lines:
            if not _GOES_ON.search(self._text, *line):
                break

    def _recipe(self, start: int, begun: int, end: int) -> None:
        parts, line = [self._part(begun, end, is_first=True)], (begun, end)
        while _GOES_ON.search(self._text, *line) and (line := next(self._lines, (0, 0))) != (0, 0):
            parts.append(self._part(line[0] + self._text.startswith(self._sign, *line), line[1]))
        found = Recipe(start, spelt.joined(parts))
        if self._is_one_shell and self._is_next:
            last = self.recipes[-1]
            found = last._replace(text=spelt.joined([last.text, found.text]))
            self.recipes.pop()
        self._is_next = True
        self.recipes.append(found)

    def _part(self, start: int, end: int, *, is_first: bool = False) -> Spelt:
        signs = _SIGNS.match(self._text, start, end) if is_first else None
        return spelt.plain(self._text, signs.end() if signs else start, end)
