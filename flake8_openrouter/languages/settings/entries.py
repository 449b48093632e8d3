"""What a file of settings holds, whatever its format: names that lead to values, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from flake8_openrouter.languages.text import json_values
from flake8_openrouter.model import Piece

#: Names and numbers that lead to a value, its own last.
Path = tuple[str | int, ...]

#: An item of a list, or a line of a program's arguments, that sets a variable: ``NAME=value``.
_ASSIGNMENT = re.compile(r"(?P<name>[A-Za-z_]\w*)=(?P<value>.*)", re.DOTALL)

_SINGLE_QUOTES = re.compile(r"''|[^']+")


class Entry(NamedTuple):
    """A value, and the names that lead to it.

    ``start:end`` are its characters without the ``quote`` around them, ``name`` is where its name is; where it has
    none, nothing before it. ``pieces`` say where each character is, where one is not written as itself. A block of
    lines is no value yet: its ``quote`` is what it begins with, ``|`` or ``>``, and the lines are at ``start:end``.
    """

    path: Path
    name: tuple[int, int]
    value: str
    start: int
    end: int
    quote: str = ""
    pieces: tuple[Piece, ...] = ()

    @property
    def own_name(self) -> str:
        """The nearest name; empty in a list."""
        return self.path[-1] if self.path and isinstance(self.path[-1], str) else ""

    @property
    def is_block(self) -> bool:
        return self.quote[:1] in ("|", ">")

    @property
    def parent(self) -> Path:
        return self.path[:-1]


def plain(text: str, path: Path, name: tuple[int, int], start: int, end: int, quote: str = "") -> Entry:
    """Return an entry whose value is written as it is."""
    return Entry(path, name, text[start:end], start, end, quote)


def escaped(text: str, path: Path, name: tuple[int, int], start: int, end: int, quote: str = '"') -> Entry:
    r"""Return an entry whose value has escapes as JSON has them: ``\"``, ``\n``, ``\u2014``."""
    if "\\" not in text[start:end]:
        return plain(text, path, name, start, end, quote)
    value, pieces = json_values.unescaped(text, start, end)
    return Entry(path, name, value, start, end, quote, pieces)


def doubled(text: str, path: Path, name: tuple[int, int], start: int, end: int) -> Entry:
    """Return an entry whose value has each of its single quotes twice, as YAML has them."""
    if "''" not in text[start:end]:
        return plain(text, path, name, start, end, "'")
    runs = [match.span() for match in _SINGLE_QUOTES.finditer(text, start, end)]
    read = [text[first:last].replace("''", "'") for first, last in runs]
    return of_runs(path, name, (start, end), runs, read, "'")


def of_runs(
    path: Path,
    name: tuple[int, int],
    place: tuple[int, int],
    runs: Sequence[tuple[int, int]],
    read: Sequence[str],
    quote: str = "",
) -> Entry:
    """Return an entry at a place, made of runs of characters and what each of them reads."""
    ends = list(accumulate(map(len, read)))
    pieces = (Piece(end - len(part), end, *run) for end, part, run in zip(ends, read, runs, strict=True))
    return Entry(path, name, "".join(read), *place, quote, tuple(pieces))


def with_assignments(entries: Iterator[Entry]) -> Iterator[Entry]:
    """Yield entries, those of a list that set a variable as a value of that name beside the list's others."""
    for entry in entries:
        match = None if entry.own_name or entry.pieces else _ASSIGNMENT.fullmatch(entry.value)
        if match is None:
            yield entry
            continue
        name = (entry.start, entry.start + len(match["name"]))
        start = entry.start + match.start("value")
        yield Entry((*entry.parent, match["name"]), name, match["value"], start, entry.end)
