"""Keys in files that are too large to be held: piece by piece, so that a file of any size takes as much memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from flake8_openrouter import languages
from flake8_openrouter.disk.windows import Window, windows
from flake8_openrouter.model import Document, Finding, KeyLiteral
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run import analysis
from flake8_openrouter.run.analysis import Kept
from flake8_openrouter.run.searching import holds

#: Characters around a key that are kept to show it, unless its line, and those beside it, are shorter.
_AROUND = 1000

#: Findings in one file that are kept: nobody reads more of them, and each is held until it is shown.
MOST = 1000


class Keys(NamedTuple):
    """What was found in a file; ``are_all`` unless there is more than is kept."""

    kept: Kept
    are_all: bool


def keys_in(path: str, words: tuple[bytes, ...], configuration: Configuration) -> Keys:
    """Return the keys in a file, at most ``MOST``; each is found in a document of its own. Raises OSError."""
    found = _found(path, words, configuration)
    first = list(islice(found, MOST))
    return Keys(analysis.kept(first, path, configuration), next(found, None) is None)


def _found(path: str, words: tuple[bytes, ...], configuration: Configuration) -> Iterator[Finding]:
    notation = languages.by_name(path).notation
    for whole, literals in keys_of(windows(path), lambda data: holds(data, words, languages.TEXT)):
        end = 0
        for literal in literals:
            if end <= literal.span.start:
                start, end = _around(whole, literal.span.start, literal.span.end, end)
                excerpt = Document(path, whole.text[start:end], notation, origin=whole.position(start))
                yield from analysis.of_excerpt(excerpt, configuration)


def keys_of(
    pieces: Iterable[Window], may_concern: Callable[[bytes], bool]
) -> Iterator[tuple[Document, list[KeyLiteral]]]:
    """Yield each piece that may concern us, with the keys that begin in what of it is its own."""
    origin = (1, 0)
    for window in pieces:
        if may_concern(window.data):
            document = Document("", searchable(window.data), origin=origin)
            own = len(searchable(window.data[: window.own]))
            yield document, [literal for literal in analysis.keys_alone(document) if literal.span.start < own]
        origin = _after(window.data[: window.own], origin)


def _after(data: bytes, origin: tuple[int, int]) -> tuple[int, int]:
    """Return the line and the column, in characters, at which a text ends that begins at others."""
    text = searchable(data)  # nearly all of a large file is passed by: it is not taken apart into lines
    lines = text.count("\n") + text.count("\r") - text.count("\r\n")
    line, column = origin
    return line + lines, len(text) - max(text.rfind("\n"), text.rfind("\r")) - 1 + (0 if lines else column)


def searchable(data: bytes) -> str:
    """Return bytes as text in which keys can be found, whatever they are."""
    return languages.TEXT.decoded(data)[0]


def _around(document: Document, start: int, end: int, least: int) -> tuple[int, int]:
    """Return where the line before a place begins and the line after it ends, or near that in long ones."""
    line, column = document.position(start)
    above = start - column - len(document.line(line - 1))
    below = end + len(document.line(line)) + len(document.line(line + 1))
    return max(least, start - _AROUND, above), min(len(document.text), end + _AROUND, below)
