"""Edits of what a program is given."""

from __future__ import annotations

import re
from itertools import pairwise

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.shell.edits.places import PUT_IN, found
from flake8_openrouter.languages.shell.syntax.words import word
from flake8_openrouter.languages.trees.source import Source
from flake8_openrouter.model import AddHeader, Remove, RemoveFromUrl, Replacement

_BLANK_BEFORE = re.compile(r"(?:[ \t]|\\\r?\n)+\Z")
_SPACE_BEFORE = re.compile(r"\s+\Z")
#: Characters before an argument in which white space is looked for.
_NEAR = 1_000
#: The line after the first one of a command, and its indent.
_CONTINUED = re.compile(r"\\(?P<end>\r?\n)(?P<indent>[ \t]*)(?=\S)")
_OPTION = re.compile(r"-[A-Za-z#]{2,}")


def remove(source: Source, key_source: KeySource, edit: Remove) -> list[Replacement]:
    """Take arguments away, with the white space before them; of one with several letters a letter."""
    text, start, end = source.document.text, edit.span.start, edit.span.end
    if _is_letter(text, start, end):
        return [Replacement(start, end, "")]
    last = found(source, edit.span._replace(start=max(start, end - 1))).word
    first = found(source, edit.span._replace(end=start + 1)).word
    if first.start != start or last.end != end:
        raise CannotEdit("only a part of an argument would go")
    before = text[max(0, start - _NEAR) : start]
    blank = _BLANK_BEFORE.search(before) or _SPACE_BEFORE.search(before)
    return [Replacement(start - len(blank[0]) if blank else start, end, "")]


def _is_letter(text: str, start: int, end: int) -> bool:
    """Tell whether a place is one letter among several of an option."""
    begin = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start), text.rfind("\t", 0, start)) + 1
    option = _OPTION.match(text, begin)
    return end - start == 1 and option is not None and begin < start < option.end()


def remove_from_url(source: Source, key_source: KeySource, edit: RemoveFromUrl) -> list[Replacement]:
    chars = found(source, edit.span).chars(edit.span)
    joined = "".join(char.text[:1] or PUT_IN for char in chars)
    if edit.name:
        match = re.search(rf"[?&]{re.escape(edit.name)}=[^&#]*(?P<next>&?)", joined)
    else:
        match = re.search(r"(?<=://)[^@/]*@(?P<next>)", joined)
    if match is None:
        raise CannotEdit("the URL is written in a way that is not understood")
    # What comes next takes the place of a question mark that goes.
    keeps = edit.name and match[0][0] == "?" and match["next"]
    first, last = match.start() + bool(keeps), match.end() - (bool(match["next"]) and not keeps)
    run = chars[first:last]
    if any(before.end != after.start for before, after in pairwise(run)):
        raise CannotEdit("the URL is written in several quotes")
    return [Replacement(run[0].start, run[-1].end, "")]


def add_header(source: Source, key_source: KeySource, edit: AddHeader) -> list[Replacement]:
    """Give a program the header: after its name, or on a line of its own where its arguments have such lines."""
    text, call = source.document.text, edit.call
    name = word(text, call.start, call.end)
    program = (name.literal or "").rpartition("/")[2]
    key = edit.key.text if edit.key is not None else key_source.expression
    header = f'"Authorization: Bearer {key}"'
    if program in ("curl", "wget"):
        option = f"-H {header}" if program == "curl" else f"--header={header}"
        if line := _CONTINUED.search(text, name.end, call.end):
            return [Replacement(line.end(), line.end(), f"{option} \\{line['end']}{line['indent']}")]
        return [Replacement(name.end, name.end, f" {option}")]
    if program in ("http", "https", "xh", "xhs"):
        return [Replacement(call.end, call.end, f' Authorization:"Bearer {key}"')]
    raise CannotEdit("how the program is given a header is not known")
