"""A program in a file of settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.text import spelt
from flake8_openrouter.languages.text.spelt import Change, Spelt
from flake8_openrouter.openrouter import keys

SHELL = "shell"

_NEWLINE = re.compile(r"[\r\n]")
#: What a text within single quotes of a shell, and within quotes of JSON, may not hold as it is.
_QUOTING = re.compile(r"[\"'\\$`]")
_SIMPLE = re.compile(r"[^'\\\r\n]*")


class Command(NamedTuple):
    """A program in a language, by its name. ``opening`` is where it is begun; ``written`` writes a fix there."""

    text: Spelt
    written: Callable[[str], str]
    opening: int
    language: str = SHELL


class Assignment(NamedTuple):
    """A variable that is set for a program, and the text that it is set to."""

    name: str
    value: Spelt


def of_words(words: Iterable[Spelt]) -> Spelt:
    """Return words that no shell reads as what a shell reads as the same words."""
    parts: list[Spelt] = []
    for word in words:
        start, end = (word.pieces[0].outer_start, word.pieces[-1].outer_end) if word.pieces else (0, 0)
        quotes = [Change(match.start(), match.end(), "'\\''") for match in re.finditer("'", word.text)]
        parts += [spelt.put(" '" if parts else "'", start, start), spelt.changed(word, quotes)]
        parts.append(spelt.put("'", end, end))
    return spelt.joined(parts)


def assigned(assignments: Iterable[Assignment], text: str) -> Spelt:
    """Return a shell's lines that set variables, as far as a text names them and they are simple. Keys stay alone."""
    return spelt.joined(part for each in assignments if _names(text, each.name) for part in _line(each))


def _names(text: str, name: str) -> bool:
    return name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _line(assignment: Assignment) -> Iterator[Spelt]:
    name, value = assignment
    is_simple = value.pieces and _SIMPLE.fullmatch(value.text) and not _names(value.text, name)
    if not is_simple or keys.PREFIX in value.text:
        return
    start, end = value.pieces[0].outer_start, value.pieces[-1].outer_end
    yield spelt.put(f"{name}='", start, start)
    yield value
    yield spelt.put("'\n", end, end)


def in_words(text: str) -> str:
    """Return what a fix writes within a word that no shell reads."""
    if _QUOTING.search(text) or _NEWLINE.search(text):
        raise CannotEdit("no shell reads this word, so nothing is filled in")
    return text


def in_line(text: str) -> str:
    """Return what a fix writes within a line."""
    if _NEWLINE.search(text):
        raise CannotEdit("it has several lines, and this is one")
    return text
