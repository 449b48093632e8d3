"""INI files and Java's properties: ``name = value`` or ``name: value`` in a section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_openrouter.languages.settings import entries
from flake8_openrouter.languages.settings.entries import Entry

_LINE = re.compile(
    r"^[ \t]*(?:\[(?P<section>[^\]\r\n]*)\]"
    r"|(?:export[ \t]+)?(?P<name>[A-Za-z_][\w.\-]*)[ \t]*[=:][ \t]*(?P<value>(?:(?![ \t][;#])[^\r\n])*))",
    re.MULTILINE,
)
_QUOTED = re.compile(r"([\"'])(.*)\1")
#: Properties may write a colon and an equals sign with a backslash.
_RUN = re.compile(r"\\[:=]|[^\\]+|\\")


def read(text: str) -> Iterator[Entry]:
    """Yield the values of a text, in their order. Dots part the names of properties."""
    section: tuple[str, ...] = ()
    for match in _LINE.finditer(text):
        if match["section"] is not None:
            section = (match["section"].strip(),)
            continue
        value = match["value"].rstrip()
        start = match.start("value")
        end = start + len(value)
        quoted = _QUOTED.fullmatch(value)
        if quoted:
            start, end = start + 1, end - 1
        path = (*section, *match["name"].split("."))
        yield _entry(text, path, match.span("name"), start, end, quoted[1] if quoted else "")


def _entry(text: str, path: tuple[str, ...], name: tuple[int, int], start: int, end: int, quote: str) -> Entry:
    value = text[start:end]
    if "\\:" not in value and "\\=" not in value:
        return entries.plain(text, path, name, start, end, quote)
    runs = [match.span() for match in _RUN.finditer(text, start, end)]
    read_ = [text[first:last].removeprefix("\\") if last - first == 2 else text[first:last] for first, last in runs]
    return entries.of_runs(path, name, (start, end), runs, read_, quote)
