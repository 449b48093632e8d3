"""The text of a YAML or JSON value over one line or several, as who runs it gets it, and how a fix is written there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.settings.commands.command import in_line
from flake8_openrouter.languages.settings.entries import Entry
from flake8_openrouter.languages.text import json_values, spelt
from flake8_openrouter.languages.text.spelt import Change, Spelt

_FOLD = re.compile(r"[ \t]*(?P<escaped>(?<!\\)\\)?(?P<end>\r\n|\r|\n)(?P<blank>(?:[ \t]*(?:\r\n|\r|\n))*)[ \t]*")
_INDENT = re.compile(r" *")
_DIGITS = re.compile(r"[1-9]")
_ENDS = re.compile(r"(?<=[^\r\n])(?:\r\n|\r|\n)(?P<blank>(?:[ ]*(?:\r\n|\r|\n))*)(?=.)", re.DOTALL)
_COMMENT = re.compile(r"(?:(?<=\s)|^)#.*", re.DOTALL)
_NEWLINE = re.compile(r"\r\n|\r|\n")
#: What ends a value without quotes, or makes another one of it.
_NOT_PLAIN = re.compile(r":(?=\s|$)|(?:^|\s)#|[\r\n]")


def text_of(text: str, entry: Entry) -> Spelt:
    """Return the text that an entry of a document stands for."""
    if entry.is_block:
        return _block(text, entry)
    if not entry.quote:
        return _folded(spelt.plain(text, entry.start, _end(text, entry)))
    if not _NEWLINE.search(text, entry.start, entry.end):
        return Spelt(entry.value, entry.pieces) if entry.pieces else spelt.plain(text, entry.start, entry.end)
    if entry.quote == '"':
        folded = _folded(spelt.plain(text, entry.start, entry.end), has_escapes=True)
        return spelt.nested(folded, Spelt(*json_values.unescaped(folded.text, 0, len(folded.text))))
    runs = _folded(spelt.plain(text, entry.start, entry.end))
    return spelt.changed(runs, [Change(*match.span(), "'") for match in re.finditer("''", runs.text)])


def written(text: str, entry: Entry, *, is_json: bool = False) -> Callable[[str], str]:
    """Return what writes a fix within the text of an entry."""
    if entry.is_block:
        indent = " " * _width(text, entry)
        return in_line if entry.quote[0] == ">" else partial(_indented, indent)
    if entry.quote == '"' or is_json:
        return partial(json_values.escaped, ascii_only=False)
    return _in_single_quotes if entry.quote == "'" else _plain


def _indented(indent: str, text: str) -> str:
    return _NEWLINE.sub(lambda match: f"{match[0]}{indent}", text)


def _in_single_quotes(text: str) -> str:
    return in_line(text).replace("'", "''")


def _plain(text: str) -> str:
    if _NOT_PLAIN.search(text):
        raise CannotEdit("YAML would need quotes around the line then")
    return text


def _width(text: str, entry: Entry) -> int:
    """Return how many spaces the lines of a block begin with: as it says, or those of its first one with text."""
    if digits := _DIGITS.search(entry.quote):
        return _column(text, entry) + int(digits[0])
    lines = (text[slice(*line)] for line in spelt.lines_in(text, entry.start, entry.end))
    first = next((line for line in lines if line.strip(" \r\n")), "")
    return len(first) - len(first.lstrip(" "))


def _block(text: str, entry: Entry) -> Spelt:
    width = _width(text, entry)
    parts = [_cut(text, start, end, width) for start, end in spelt.lines_in(text, entry.start, entry.end)]
    found = spelt.joined(parts)
    return found if entry.quote[0] == "|" else spelt.changed(found, list(_ends(found.text)))


def _cut(text: str, start: int, end: int, width: int) -> Spelt:
    """Return a line without the spaces that all of its block begin with."""
    match = _INDENT.match(text, start, min(start + width, end))
    return spelt.plain(text, match.end() if match else start, end)


def _ends(text: str) -> Iterator[Change]:
    """Yield the line ends of a block that are no more than spaces: not beside a line that is further right."""
    for match in _ENDS.finditer(text):
        begun = max(text.rfind("\n", 0, match.start()), text.rfind("\r", 0, match.start())) + 1
        if not text[begun].isspace() and not text[match.end() : match.end() + 1].isspace():
            yield _fold(match)


def _folded(found: Spelt, *, has_escapes: bool = False) -> Spelt:
    """Return a text over several lines as YAML reads it: a line end is a space, and one after another stays."""
    return spelt.changed(found, [_fold(match, has_escapes=has_escapes) for match in _FOLD.finditer(found.text)])


def _fold(match: re.Match[str], *, has_escapes: bool = False) -> Change:
    start, is_escaped = match.start(), False
    if match.re is _FOLD and match["escaped"]:
        start, is_escaped = match.start("escaped") + (not has_escapes), has_escapes
    new = "\n" * len(_NEWLINE.findall(match["blank"]))
    return Change(start, match.end(), new if new or is_escaped else " ")


def _column(text: str, entry: Entry) -> int:
    """Return the column of an entry's name; in a list, that of its sign."""
    line = max(text.rfind("\n", 0, entry.name[0]), text.rfind("\r", 0, entry.name[0])) + 1
    before = text[line : entry.name[0]]
    is_named = isinstance(entry.path[-1], str) if entry.path else False
    return len(before) if is_named else len(before) - len(before.lstrip(" "))


def _end(text: str, entry: Entry) -> int:
    """Return where a value without quotes ends that may go on in lines that are further right than its name."""
    column, end = _column(text, entry), entry.end
    rest = _NEWLINE.search(text, end)
    if rest is None or text[end : rest.end()].strip():
        return end
    for start, stop in spelt.lines_in(text, rest.end(), len(text)):
        line = text[start:stop]
        found = _COMMENT.sub("", line).rstrip()
        if line.strip() and (len(line) - len(line.lstrip(" ")) <= column or not found):
            break
        end = start + len(found) if found else end
        if found and len(found) < len(line.rstrip()):
            break
    return end
