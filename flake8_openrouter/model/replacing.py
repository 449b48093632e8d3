"""A text after replacements: what it is, and where its characters are then."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from flake8_openrouter.model.document import Document
from flake8_openrouter.model.edits import Replacement


def outermost(document: Document, replacement: Replacement) -> Iterator[Replacement]:
    """Yield the replacements in the document of the file that one in a document of it comes to."""
    embedding = document.embedding
    if embedding is None:
        yield replacement
        return
    text = embedding.written(replacement.text)
    for start, end in embedding.touched(replacement.start, replacement.end):
        yield from outermost(embedding.outer, Replacement(start, end, text))
        text = ""


def innermost(document: Document, replacement: Replacement) -> Replacement:
    """Return the replacement in a document that one in the document of the file comes to."""
    embedding = document.embedding
    if embedding is None:
        return replacement
    start, end, text = innermost(embedding.outer, replacement)
    return Replacement(embedding.inner(start), embedding.inner(end), embedding.read(text))


class Replaced:
    """A text after replacements that do not overlap; ``offset`` is where it begins in the document that they count."""

    def __init__(self, text: str, replacements: Iterable[Replacement], offset: int = 0) -> None:
        items = sorted(set(replacements))
        pieces: list[str] = []
        at = 0
        for item in items:
            pieces += [text[at : item.start - offset], item.text]
            at = item.end - offset
        pieces.append(text[at:])
        self.text = "".join(pieces)
        by_end = sorted(items, key=lambda item: item.end)
        self._ends = [item.end for item in by_end]
        self._shifts = [0, *accumulate(len(item.text) - (item.end - item.start) for item in by_end)]

    def moved(self, offset: int) -> int:
        """Return where an offset lies after all replacements that end before it, or at it."""
        return offset + self._shifts[bisect_right(self._ends, offset)]

    def place(self, item: Replacement) -> tuple[int, int]:
        """Return where the text of one of the replacements begins and ends."""
        start = self.moved(item.start)
        if item.start == item.end:
            start -= len(item.text)
        return start, start + len(item.text)
