"""A line of source as a terminal shows it: masked, printable, cut around a place; and a fix as the lines it changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from flake8_openrouter.masking import mask_span
from flake8_openrouter.model import Document, Replaced, Replacement, Span
from flake8_openrouter.reports.printable import ELLIPSIS, cut, expanded, width

#: Characters of a line that are shown.
LIMIT = 120
#: Characters that are looked at on each side of a place: a line may have megabytes.
_WINDOW = 2000

_LINE_END = re.compile(r"[\r\n]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_HEAD_OF_WORD = re.compile(r"[\w-]*$")
_TAIL_OF_WORD = re.compile(r"[\w-]*")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A line in three parts: what stands before the place, the place, and what stands behind it."""

    before: str
    place: str
    behind: str

    @property
    def text(self) -> str:
        return f"{self.before}{self.place}{self.behind}".rstrip()

    @property
    def underline(self) -> str:
        """Carets for the line below, one at least."""
        return " " * width(self.before) + "^" * max(1, width(self.place))


@dataclass(frozen=True, slots=True)
class Change:
    """A line that a fix takes away (``-``) or puts in (``+``), with its 1-based number before or after."""

    sign: str
    number: int
    text: str


def snippet(span: Span, known: frozenset[str]) -> Snippet:
    """Return the line on which a span starts, and the part of the span that is on it."""
    text, line_start = span.document.text, span.start - span.column
    first = max(line_start, span.start - _WINDOW - 1)
    piece = text[first : span.start + _WINDOW + 1]
    end = _LINE_END.search(piece, span.start - first)
    line = piece[: end.start()] if end else piece
    return _shown(line, span.start - first, min(span.end - first, len(line)), known)


def changes(document: Document, replacements: Sequence[Replacement], known: frozenset[str]) -> Iterator[Change]:
    """Yield the lines that replacements change, as a diff without context."""
    shift = 0
    for first, last, items in _blocks(document, replacements):
        start = document.offset(first, 0)
        old = document.text[start : document.offset(last, 0) + len(document.line(last))]
        new = Replaced(old, items, start).text
        before, after = _LINE.findall(old), _LINE.findall(new)
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if tag != "equal":
                yield from _changed(before[i1:i2], after[j1:j2], (first + i1, first + shift + j1), known)
        shift += len(after) - len(before)


def _blocks(document: Document, replacements: Sequence[Replacement]) -> list[tuple[int, int, list[Replacement]]]:
    """Return runs of lines, first and last, with the replacements in each."""
    blocks: list[tuple[int, int, list[Replacement]]] = []
    for item in sorted(replacements, key=lambda item: (item.start, item.end)):
        first, last = document.position(item.start)[0], document.position(item.end)[0]
        if blocks and first <= blocks[-1][1]:
            begin, end, items = blocks.pop()
            blocks.append((begin, max(end, last), [*items, item]))
        else:
            blocks.append((first, last, [item]))
    return blocks


def _changed(old: list[str], new: list[str], numbers: tuple[int, int], known: frozenset[str]) -> Iterator[Change]:
    same = _first_difference(old[0], new[0]) if old and new else 0
    for sign, lines, number in zip("-+", (old, new), numbers, strict=True):
        for index, line in enumerate(lines):
            text = line.rstrip("\r\n")
            place = min(same, len(text)) if index == 0 else 0
            yield Change(sign, number + index, _shown(text, place, place, known).text)


def _first_difference(old: str, new: str) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((index for index, (one, other) in pairs if one != other), min(len(old), len(new)))


def _shown(line: str, start: int, end: int, known: frozenset[str]) -> Snippet:
    line, start, end = _window(line, start, end)
    line, start, end = mask_span(line, start, end, known)
    line, start, end = cut(line, start, end, LIMIT)
    before = expanded(line[:start])
    place = expanded(line[start:end], width(before))
    return Snippet(before, place, expanded(line[end:], width(before) + width(place)))


def _window(line: str, start: int, end: int) -> tuple[str, int, int]:
    """Cut a line far from the place, and not within a word: half a key would not be known for one."""
    first, last = max(0, start - _WINDOW), min(len(line), start + _WINDOW)
    if first:
        word = _TAIL_OF_WORD.match(line, first, start)
        first = word.end() if word else first
    if last < len(line):
        word = _HEAD_OF_WORD.search(line, start, last)
        last = word.start() if word else last
    head, tail = ELLIPSIS * (first > 0), ELLIPSIS * (last < len(line))
    shift = len(head) - first
    return f"{head}{line[first:last]}{tail}", start + shift, min(end, last) + shift
