"""What the readers of ``.env`` files have in common: a place in a text that moves on, and what they find in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple


class Assignment(NamedTuple):
    """A variable as one reader takes it.

    ``value`` is None where it takes running something to know. ``exported``: programs that are started see it.
    """

    name: str
    value: str | None
    line: int
    exported: bool = True


#: How a file may begin that Windows wrote; who does not know it takes it for a part of the first name.
BOM = "\ufeff"


class Unreadable(Exception):
    """A reader takes nothing of a file: it stops with an error. ``line`` is the one at which it does."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


#: Variables that a text may refer to.
Variables = Mapping[str, str]

#: What yields the variables of a text in their order, each as often as it is set. Raises Unreadable.
Read = Callable[[str, Variables], Iterator[Assignment]]


class Scanner:
    """A text, and how far it is read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._counted = (0, 1)

    @property
    def is_done(self) -> bool:
        return self.at >= len(self.text)

    @property
    def line(self) -> int:
        """The 1-based line of the place; it is counted on from the last one that was asked for."""
        at, line = self._counted
        if at < self.at:
            line += self.text.count("\n", at, self.at)
            self._counted = (self.at, line)
        return line

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Move on past what a pattern matches here; None where it does not."""
        match = pattern.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
        return match

    def peek(self) -> str:
        """Return the next character; empty at the end."""
        return self.text[self.at : self.at + 1]


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text with their numbers, without what ends them but a carriage return."""
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line)


def unquoted(value: str, quotes: str) -> str:
    """Return a value without one pair of equal quotes around it."""
    is_quoted = len(value) >= 2 and value[0] in quotes and value[0] == value[-1]
    return value[1:-1] if is_quoted else value
