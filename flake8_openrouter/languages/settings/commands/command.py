"""A program in a file of settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.text import spelt
from flake8_openrouter.languages.text.spelt import Spelt
from flake8_openrouter.openrouter import keys

SHELL = "shell"

_NEWLINE = re.compile(r"[\r\n]")
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


def in_line(text: str) -> str:
    """Return what a fix writes within a line."""
    if _NEWLINE.search(text):
        raise CannotEdit("it has several lines, and this is one")
    return text
