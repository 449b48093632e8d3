"""What of a notebook is a program of something else than Python: cells of a shell or a browser, and lines of a shell.

Each is as long as its cell, with what is not its own blank, so that lines and columns are those of the cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from flake8_openrouter.languages.notebook.magics import Magic, blank
from flake8_openrouter.languages.text import filled, spelt
from flake8_openrouter.languages.text.spelt import Change, Spelt

_CELL = re.compile(r"\s*%%(?:script[ \t]+(?:/\S*/)?)?(?P<name>\w+)[^\r\n]*")
#: The languages of cells, by the magics that they begin with.
_CELLS = {
    **dict.fromkeys(("bash", "sh", "zsh", "ksh", "system", "sx"), "shell"),
    **dict.fromkeys(("javascript", "js"), "javascript"),
    **dict.fromkeys(("html", "HTML"), "markup"),
}
_LINE = re.compile(r"!{1,2}|%(?:sx|system|sc)[ \t]")
_FILLED = re.compile(r"\$\$|\{[ ]*(?P<braces>[^\W\d]\w*)[ ]*\}|\$\{?(?P<dollar>[^\W\d]\w*)\}?")
_BINDING = re.compile(
    r"(?<![\w.\"'])(?P<name>[^\W\d]\w*)[ \t]*(?::[^=\n]*)?=(?!=)|\b(?:as|for)[ \t]+(?P<other>[^\W\d]\w*)"
)


class Elsewhere(NamedTuple):
    """A text in the language of a name."""

    language: str
    text: Spelt


def of_cell(source: Spelt) -> Elsewhere | None:
    """Return the program that a cell is which Python does not read; None where it is none that is known."""
    match = _CELL.match(source.text)
    language = _CELLS.get(match["name"]) if match else None
    if match is None or language is None:
        return None
    return Elsewhere(language, spelt.changed(source, [Change(*match.span(), blank(match[0]))]))


def of_lines(source: Spelt, magics: Sequence[Magic], bound: Callable[[], frozenset[str]]) -> Elsewhere | None:
    """Return the lines of a cell that a shell runs; None where there are none. ``bound`` gives the names of Python."""
    lines = [magic for magic in magics if _LINE.match(magic.text)]
    if not lines:
        return None
    text = spelt.changed(source, list(_without_others(source.text, lines)))
    return Elsewhere("shell", filled.filled(text, (_FILLED, lambda match: _name(match, bound))))


def bound(code: str) -> frozenset[str]:
    """Return the names that are assigned in Python, as far as that is seen without parsing it."""
    return frozenset(match["name"] or match["other"] for match in _BINDING.finditer(code))


def _without_others(text: str, lines: Sequence[Magic]) -> Iterator[Change]:
    at = 0
    for magic in lines:
        sign = _LINE.match(magic.text)
        begun = magic.start + (sign.end() if sign else 0)
        if at < begun:
            yield Change(at, begun, blank(text[at:begun]))
        at = magic.start + len(magic.text)
    if at < len(text):
        yield Change(at, len(text), blank(text[at:]))


def _name(match: re.Match[str], bound: Callable[[], frozenset[str]]) -> str:
    """Return what IPython fills in: values of Python by their names, and what is none of them stays the shell's."""
    name = match["braces"] or match["dollar"]
    if name is None:
        return "$"
    return name if name.isascii() and name in bound() else match[0]
