"""YAML by its lines: what is needed of it to know which value has which name.

Anchors and tags are passed by; an alias is a text like any other. Nothing is refused: the
file may be a template. What is in a document after the first one has that one's number before its names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.languages.settings import entries
from flake8_openrouter.languages.settings.entries import Entry, Path
from flake8_openrouter.languages.settings.flow import Flow

_BEGINNING = re.compile(r"(?P<indent>[ \t]*)(?P<rest>[^\r\n]?)")
_DOCUMENT = re.compile(r"(?:---|\.\.\.)(?=[ \t\r\n]|$)")
_ITEM = re.compile(r"-(?:[ \t]+|(?=[\r\n]|$))")
_KEY = re.compile(
    r"""(?:"(?P<double>[^"\r\n]{0,200})"|'(?P<single>[^'\r\n]{0,200})'"""
    r"""|(?P<plain>[^\s\[\]{},"'\#&*!|>%@`:](?:[^\r\n\#:]|:(?=\S)|(?<=\S)\#){0,200}?))[ \t]*:(?:[ \t]+|(?=[\r\n]|$))"""
)
_PROPERTIES = re.compile(r"(?:[&!][^\s]*(?:[ \t]+|(?=[\r\n]|$)))*")
_BLOCK = re.compile(r"(?P<header>[|>][-+0-9]{0,2})[ \t]*(?:\#[^\r\n]*)?(?=[\r\n]|$)")
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_SINGLE = re.compile(r"'((?:[^']|'')*)'")
_PLAIN = re.compile(r"(?:(?![ \t]\#)[^\r\n])*")
#: A text with braces that stands where a mapping would: what somebody, or some tool, is to fill in.
_IN_BRACES = re.compile(r"\{[{%#][^\r\n]*|\{[ \t]*[A-Za-z_][\w.-]*[ \t]*\}[ \t]*(?=[\r\n]|$)")
_LINE_END = re.compile(r"\r\n|\r|\n")


class _Frame(NamedTuple):
    """What is open at a column: the name, or the number in a list, of what is within it."""

    column: int
    at: str | int


class _Reader:
    """The lines of a text, and the frames that are open at each of them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.frames: list[_Frame] = []
        self.at = 0
        self._document = 0
        self._has_begun = False
        self._waiting: tuple[int, int] | None = (0, 0)
        """Where the name is whose value is further down; nothing before the first line, which may be the value."""
        self._last_double, self._last_single = text.rfind('"'), text.rfind("'")

    def entries(self) -> Iterator[Entry]:
        while self.at < len(self.text):
            yield from self._line()
            self.at = self._next_line(self.at)

    def _line(self) -> Iterator[Entry]:
        beginning = _BEGINNING.match(self.text, self.at)
        if beginning is None or beginning["rest"] in ("", "#", "%"):
            return
        line, self.at = self.at, beginning.end("indent")
        if self.at == line and (match := _DOCUMENT.match(self.text, line)):
            self._next_document()
            self.at = match.end()
            return
        self._has_begun = True
        is_item = False
        while match := _ITEM.match(self.text, self.at):
            self._open_item(self.at - line)
            is_item, self.at = True, match.end()
        name = (self.at, self.at)
        column = self.at - line
        if match := _KEY.match(self.text, self.at):
            name = match.span(match.lastgroup or 0)
            self._close(column)
            self.frames.append(_Frame(column, self.text[slice(*name)]))
            self.at = match.end()
        elif not is_item:
            yield from self._continued(column)
            return
        yield from self._value(name)

    def _next_document(self) -> None:
        if self._has_begun:
            self._document += 1
        self.frames, self._waiting, self._has_begun = [], (0, 0), False

    def _continued(self, column: int) -> Iterator[Entry]:
        """Yield the value on a line of its own, if a name waits for one that is less far right."""
        name, self._waiting = self._waiting, None
        is_within = not self.frames or column > self.frames[-1].column
        if name is not None and is_within and not _IN_BRACES.match(self.text, self.at):
            yield from self._value(name)

    def _open_item(self, column: int) -> None:
        """Open the next item of the list at a column, or the first one: it may be as far left as the list's name."""
        while self.frames and self.frames[-1].column > column:
            self.frames.pop()
        number = 0
        if self.frames and self.frames[-1].column == column and isinstance(self.frames[-1].at, int):
            number = int(self.frames.pop().at) + 1
        self.frames.append(_Frame(column, number))

    def _close(self, column: int) -> None:
        while self.frames and self.frames[-1].column >= column:
            self.frames.pop()

    def _value(self, name: tuple[int, int]) -> Iterator[Entry]:
        properties = _PROPERTIES.match(self.text, self.at)
        self.at = properties.end() if properties else self.at
        number = (self._document,) if self._document else ()
        path = (*number, *(frame.at for frame in self.frames))
        first = self.text[self.at : self.at + 1]
        self._waiting = name if first in ("", "#", "\r", "\n") else None
        if block := _BLOCK.match(self.text, self.at):
            yield self._block(path, name, block["header"])
        elif first in ("{", "[") and not _IN_BRACES.match(self.text, self.at):
            flow = Flow(self.text, self.at, path)
            yield from flow
            self.at = flow.end
        elif self._waiting is None:
            yield self._scalar(path, name, first)

    def _scalar(self, path: Path, name: tuple[int, int], first: str) -> Entry:
        if first == '"' and self._last_double > self.at and (match := _DOUBLE.match(self.text, self.at)):
            self.at = match.end()
            return entries.escaped(self.text, path, name, *match.span(1))
        if first == "'" and self._last_single > self.at and (match := _SINGLE.match(self.text, self.at)):
            self.at = match.end()
            return entries.doubled(self.text, path, name, *match.span(1))
        match = _PLAIN.match(self.text, self.at)
        start, found = self.at, match[0].rstrip() if match else ""
        self.at = start + len(found)
        return entries.plain(self.text, path, name, start, self.at)

    def _block(self, path: Path, name: tuple[int, int], header: str) -> Entry:
        """Pass the lines of a text that is further right than its name."""
        column = self.frames[-1].column if self.frames else -1
        start = end = following = self._next_line(self.at)
        while following < len(self.text):
            beginning = _BEGINNING.match(self.text, following)
            if beginning is None or (beginning["rest"] and len(beginning["indent"]) <= column):
                break
            self.at, following = following, self._next_line(following)
            end = following if beginning["rest"] else end
        return Entry(path, name, "", start, end, header)

    def _next_line(self, offset: int) -> int:
        match = _LINE_END.search(self.text, offset)
        return match.end() if match else len(self.text)


def read(text: str) -> Iterator[Entry]:
    """Yield the values of a text that are no mappings and no lists, in their order."""
    return entries.with_assignments(entry for entry in every(text) if not entry.is_block)


def every(text: str) -> Iterator[Entry]:
    """Yield the values as they are written, blocks of lines too."""
    return _Reader(text).entries()
