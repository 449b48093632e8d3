"""A shell's text into which another program writes values before the shell reads it.

What is filled in reads as a variable of the shell. It is filled in within single quotes too, unlike the shell's own
variables: the quotes are closed for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from flake8_openrouter.languages.text import spelt
from flake8_openrouter.languages.text.spelt import Change, Spelt

_IN_DOUBLE = re.compile(r"\\.|(?P<double>\")|(?P<open>\$\()", re.DOTALL)
_OUTSIDE = re.compile(
    r"\\.|(?P<single>')|(?P<double>\")|(?P<open>\$?\()|(?P<close>\))|(?<![^\s;&|()])\#[^\n]*"
    r"|<<-?[ \t]*(?P<quote>[\"'\\]?)(?P<here>\w+)|(?P<newline>\n)",
    re.DOTALL,
)
_NO_NAME = re.compile(r"\W+")

#: What fills a text in: its pattern, and the name of what a match puts in; what is no name is put in as it is.
Filling = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def variable(text: str) -> str:
    """Return the name of a variable that stands for what is filled in; the shell has no other one of that name."""
    return text if text.isidentifier() and text.isascii() else f"_{_NO_NAME.sub('_', text)[:80]}_"


def filled(text: Spelt, filling: Filling | None) -> Spelt:
    """Return a text with what is filled in as variables."""
    if filling is None:
        return text
    pattern, name_of = filling
    return at(text, ((*match.span(), name_of(match)) for match in pattern.finditer(text.text)))


def at(text: Spelt, places: Iterable[tuple[int, int, str]]) -> Spelt:
    """Return a text with variables at places, in their order; what is no name is put there as it is."""
    quoting = Quoting(text.text)
    changes: list[Change] = []
    for start, end, name in places:
        quoting.read(start, end)
        changes.append(Change(start, end, quoting.variable(name) if name.isidentifier() else name))
    return spelt.changed(text, changes)


class Quoting:
    """In which quotes a place of a text is."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._around = [""]
        """The quotes and brackets around, the outermost first; nothing before all of them."""
        self._here: tuple[str, ...] = ()
        self._until = 0
        self._is_unclosed = False

    def read(self, end: int, following: int) -> None:
        """Read on to a place, and pass what is filled in there."""
        while self._at < end:
            self._next(end)
        self._at = following

    @property
    def is_open(self) -> bool:
        """A quote, a bracket or a heredoc goes on after what was read."""
        return len(self._around) > 1 or self._is_unclosed

    def variable(self, name: str) -> str:
        inside = self._around[-1]
        is_here = self._at <= self._until
        return f"'\"${{{name}}}\"'" if inside == "'" and not is_here else f"${{{name}}}"

    def _next(self, end: int) -> None:
        if self._at < self._until:
            self._at = min(self._until, end)
            return
        if self._around[-1] == "'":
            found = self._text.find("'", self._at, end)
            self._at = end if found < 0 else found + 1
            self._close(found >= 0)
            return
        in_double = self._around[-1] == '"'
        match = (_IN_DOUBLE if in_double else _OUTSIDE).search(self._text, self._at, end)
        self._at = match.end() if match else end
        if match is None:
            return
        group = match.lastgroup
        if group == "double" and in_double:
            self._close(True)
        elif group in ("single", "double"):
            self._around.append(match[0])
        elif group == "open":
            self._around.append("(")
        elif group == "close":
            self._close(self._around[-1] == "(")
        elif group == "here":
            self._here = (*self._here, match["here"])
        elif group == "newline" and self._here:
            self._pass_here()

    def _close(self, is_open: bool) -> None:
        if is_open and len(self._around) > 1:
            self._around.pop()

    def _pass_here(self) -> None:
        """Pass the lines that a command is given, up to the word that ends them."""
        end = self._at
        for word in self._here:
            match = re.compile(rf"^\t*{word}[ \t]*\r?$", re.MULTILINE).search(self._text, end)
            end = match.end() if match else len(self._text)
            self._is_unclosed = match is None
        self._here, self._until = (), end
