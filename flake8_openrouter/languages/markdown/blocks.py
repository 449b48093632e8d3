"""A block of code in a text: where its lines are, and what they are in a document of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.model import Document, Embedding, Notation, Piece

#: Characters ``start:end`` of the document around, the line end included.
Range = tuple[int, int]

_NEWLINE = re.compile(r"\r\n|\r|\n")
_IMPORT = re.compile(r"\s*(?:import|from)\s")

IMPORT = "it needs an import, and a snippet shows only what it is about"
PROMPTS = "it has several lines, and the block has prompts"


class Block(NamedTuple):
    """A block of code. ``info`` says what it is, ``start:end`` is all of it, what opens and closes it included.

    ``lines`` are those of the code, without what they begin with because of where the block is: ``prefix``, which
    further lines need as well. It is None where that is not known.
    """

    info: str
    start: int
    end: int
    lines: tuple[Range, ...]
    prefix: str | None = ""


def dedented(text: str, block: Block) -> Block:
    """Return a block without the white space that all of its lines begin with."""
    filled = [text[start:end] for start, end in block.lines if text[start:end].strip()]
    if not filled or not filled[0][0].isspace():
        return block
    # What the least and the greatest of them begin with, all of them do.
    least, greatest = min(filled), max(filled)
    width = 0
    while least[width].isspace() and least[width] == greatest[width]:
        width += 1
    lines = tuple((min(start + width, _end(text, start, end)), end) for start, end in block.lines)
    prefix = None if block.prefix is None else block.prefix + least[:width]
    return block._replace(lines=lines, prefix=prefix)


def _end(text: str, start: int, end: int) -> int:
    """Return where a line ends, its line end left out."""
    return start + len(text[start:end].rstrip("\r\n"))


def code(text: str, lines: Iterable[Range]) -> str:
    return "".join(text[start:end] for start, end in lines)


def document(outer: Document, block: Block, notation: Notation, text: str) -> Document:
    """Return a block that is not empty as a document that reads ``text``, as long as what is there."""
    embedding = Embedding(
        outer, tuple(_pieces(outer.text, block)), partial(_as_written, block.prefix), opening=block.start
    )
    return Document(outer.path, text, notation, embedding)


def _pieces(text: str, block: Block) -> Iterator[Piece]:
    """Yield where characters are: lines with nothing between them as one piece.

    What is between two lines is read as the end of the first one, so that it goes where that goes, and is written with
    every other one.
    """
    at, begun = 0, block.lines[0][0]
    for (start, end), (following, _) in zip(block.lines, (*block.lines[1:], (-1, -1)), strict=True):
        if following == end:
            continue
        stop = end if block.prefix is None or following < 0 else _end(text, start, end)
        yield Piece(at, at + stop - begun, begun, stop)
        at += stop - begun
        if stop < end:
            yield Piece(at, at + end - stop, stop, following)
            at += end - stop
        begun = following


def _as_written(prefix: str | None, text: str) -> str:
    """Return what a fix writes as the lines of a block have to be. Raises CannotEdit for what is not wanted there."""
    if _IMPORT.match(text):
        raise CannotEdit(IMPORT)
    if prefix is None and _NEWLINE.search(text):
        raise CannotEdit(PROMPTS)
    return _NEWLINE.sub(lambda match: f"{match[0]}{prefix}", text) if prefix else text
