"""``.env`` files, by the grammar that python-dotenv, npm's dotenv and Node's ``--env-file`` have in common.

A line end of Windows, spaces around ``=``, ``export``, comments after a value and spaces after it are no mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_openrouter.languages.settings import entries
from flake8_openrouter.languages.settings.entries import Entry

_NAME = re.compile(r"^[ \t]*(?:export[ \t]+)?(?P<name>[A-Za-z_][\w.-]*)[ \t]*(?:=|:(?=[ \t]))[ \t]*", re.MULTILINE)
_QUOTED = {quote: re.compile(rf"{quote}((?:[^{quote}\\]|\\.)*){quote}", re.DOTALL) for quote in "\"'`"}
_REST = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|$)")
_UNQUOTED = re.compile(r"(?:(?![ \t]#)[^\r\n])*")
#: What is within quotes only if nothing closed them.
_NEXT = re.compile(r"[\r\n][ \t]*(?:export[ \t]+)?[A-Za-z_][\w.-]*[ \t]*=")


def read(text: str) -> Iterator[Entry]:
    """Yield the variables that a file sets, in their order."""
    last = {quote: text.rfind(quote) for quote in _QUOTED}
    at = 0
    while match := _NAME.search(text, at):
        entry = _value(text, match, last)
        yield entry
        at = max(entry.end, match.end())


def names(text: str, begin: str = "") -> frozenset[str]:
    """Return the variables that a file gives a value which is not empty, and begins so, in small letters or not."""
    given = {entry.own_name: entry.value for entry in read(text)}
    return frozenset(name for name, value in given.items() if value and value.lower().startswith(begin.lower()))


def _value(text: str, match: re.Match[str], last: dict[str, int]) -> Entry:
    path, name, start = (match["name"],), match.span("name"), match.end()
    quote = text[start : start + 1]
    if quote in _QUOTED and last[quote] > start and (found := _QUOTED[quote].match(text, start)):
        within = found.span(1)
        if _REST.match(text, found.end()) and not _NEXT.search(text, *within):
            as_written = entries.plain if quote == "`" else entries.escaped
            return as_written(text, path, name, *within, quote)
    if quote == "#":
        return entries.plain(text, path, name, start, start)
    unquoted = _UNQUOTED.match(text, start)
    assert unquoted is not None  # nothing at all is one
    return entries.plain(text, path, name, start, start + len(unquoted[0].rstrip()))
