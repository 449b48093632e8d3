"""TOML by its lines: tables, dotted names, and values over one line or several."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from flake8_openrouter.languages.settings import entries
from flake8_openrouter.languages.settings.entries import Entry, Path
from flake8_openrouter.languages.settings.flow import Flow

_WORD = r"""(?:[A-Za-z0-9_-]+|"[^"\r\n]*"|'[^'\r\n]*')"""
_NAMES = rf"{_WORD}(?:[ \t]*\.[ \t]*{_WORD}){{0,50}}"
_TABLE = re.compile(rf"^[ \t]*\[(?P<twice>\[)?[ \t]*(?P<table>{_NAMES})[ \t]*\]", re.MULTILINE)
_LINE = re.compile(rf"{_TABLE.pattern}|^[ \t]*(?P<names>{_NAMES})[ \t]*=[ \t]*", re.MULTILINE)
_EACH = re.compile(_WORD)
_LONG = {quote: re.compile(rf"{quote}(?:\r?\n)?(.*?){quote}", re.DOTALL) for quote in ('"""', "'''")}
_SHORT = {'"': re.compile(r'"((?:[^"\\\r\n]|\\.)*)"'), "'": re.compile(r"'([^'\r\n]*)'")}
_BARE = re.compile(r"[^\s#]*")


def read(text: str) -> Iterator[Entry]:
    """Yield the values of a text that are no tables and no lists, in their order."""
    return entries.with_assignments(_values(text))


def _values(text: str) -> Iterator[Entry]:
    table: Path = ()
    counted: Counter[Path] = Counter()
    last = {quote: text.rfind(quote) for quote in _LONG}
    at = 0
    while match := _LINE.search(text, at):
        at = match.end()
        if match["table"] is not None:
            table = _names(match["table"])
            if match["twice"]:
                counted[table] += 1
                table = (*table, counted[table] - 1)
            continue
        path, name = (*table, *_names(match["names"])), match.span("names")
        if text[at : at + 1] in ("{", "["):
            flow = Flow(text, at, path, "=")
            yield from flow
            at = flow.end
        else:
            entry = _scalar(text, at, path, name, last)
            yield entry
            at = max(at, entry.end)


def _names(dotted: str) -> Path:
    return tuple(match[0].strip("\"'") for match in _EACH.finditer(dotted))


def _scalar(text: str, at: int, path: Path, name: tuple[int, int], last: dict[str, int]) -> Entry:
    for quote, pattern in (*_LONG.items(), *_SHORT.items()):
        if text.startswith(quote, at) and last.get(quote, len(text)) > at and (match := pattern.match(text, at)):
            as_written = entries.escaped if quote[0] == '"' else entries.plain
            return as_written(text, path, name, *match.span(1), quote)
    bare = _BARE.match(text, at)
    return entries.plain(text, path, name, at, bare.end() if bare else at)
