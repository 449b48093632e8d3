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

_FOLD = re.compile(r"[ \t]*(?P<escaped>\\)?(?P<end>\r\n|\r|\n)(?P<blank>(?:[ \t]*(?:\r\n|\r|\n))*)[ \t]*")
_INDENT = re.compile(r" *")
_NEWLINE = re.compile(r"\r\n|\r|\n")
#: What ends a value without quotes, or makes another one of it.
_NOT_PLAIN = re.compile(r":(?=\s|$)|(?:^|\s)#|[\r\n]")


def text_of(text: str, entry: Entry) -> Spelt:
    """Return the text that an entry of a document stands for."""
    if entry.is_block:
        return _block(text, entry)
    if not entry.quote:
        return _folded(spelt.plain(text, entry.start, _end(text, entry)))
    found = Spelt(entry.value, entry.pieces) if entry.pieces else spelt.plain(text, entry.start, entry.end)
    return _folded(found, has_escapes=entry.quote == '"') if _NEWLINE.search(text, entry.start, entry.end) else found


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
    """Return how many spaces the lines of a block begin with: those of its first line that is not blank."""
    lines = (text[slice(*line)] for line in spelt.lines_in(text, entry.start, entry.end))
    first = next((line for line in lines if line.strip()), "")
    match = _INDENT.match(first)
    return match.end() if match else 0


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
    """Yield the line ends of a block that are no more than spaces: not where a line is blank, or further right."""
    for match in re.finditer(r"(?<=[^\s])[ \t]*(?:\r\n|\r|\n)(?=\S)", text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start() + 1]
        if not line[:1].isspace():
            yield Change(*match.span(), " ")


def _folded(found: Spelt, *, has_escapes: bool = False) -> Spelt:
    """Return a text over several lines as YAML reads it: a line end is a space, and one after another stays."""
    ends = (match for match in _FOLD.finditer(found.text) if _is_as_written(found, *match.span("end")))
    return spelt.changed(found, [_fold(match, has_escapes=has_escapes) for match in ends])


def _is_as_written(found: Spelt, start: int, end: int) -> bool:
    """Tell whether characters of a text are no escape."""
    return all(piece.outer_end - piece.outer_start == end - start for piece in spelt.part(found, start, end).pieces)


def _fold(match: re.Match[str], *, has_escapes: bool) -> Change:
    if has_escapes and match["escaped"]:
        return Change(match.start("escaped"), match.end())
    start = match.end("escaped") if match["escaped"] else match.start()
    return Change(start, match.end(), "\n" * len(_NEWLINE.findall(match["blank"])) or " ")


def _end(text: str, entry: Entry) -> int:
    """Return where a value without quotes ends that may go on in lines that are further right than its name."""
    line = max(text.rfind("\n", 0, entry.name[0]), text.rfind("\r", 0, entry.name[0])) + 1
    indent = len(text[line : entry.name[0]]) - len(text[line : entry.name[0]].lstrip(" "))
    column = indent if entry.name[0] == entry.start else entry.name[0] - line
    end = entry.end
    rest = _NEWLINE.search(text, end)
    if rest is None or text[end : rest.end()].strip():
        return end
    for start, stop in spelt.lines_in(text, rest.end(), len(text)):
        found = text[start:stop]
        if found.strip() and (len(found) - len(found.lstrip(" ")) <= column or found.lstrip().startswith("#")):
            break
        end = start + len(found.rstrip()) if found.strip() else end
    return end
