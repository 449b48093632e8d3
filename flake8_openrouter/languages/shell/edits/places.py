"""Where an edit is made: the word of a script that it is in, character by character."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.shell.syntax import embedded, places
from flake8_openrouter.languages.shell.syntax.commands import command
from flake8_openrouter.languages.shell.syntax.words import Piece, Word, spaced, word
from flake8_openrouter.languages.trees.source import Source
from flake8_openrouter.model import Span

#: What stands for something that is put in.
PUT_IN = "\0"


class Char(NamedTuple):
    """A character of a word's text, where it is written, and the piece that it is in."""

    text: str
    start: int
    end: int
    piece: Piece


class Found(NamedTuple):
    """A word, and what it is: ``assigns`` is the name that it is assigned to, empty for another one.

    ``is_program``: another shell runs it.
    """

    word: Word
    assigns: str = ""
    is_program: bool = False

    def chars(self, span: Span) -> list[Char]:
        """Return the characters of a place in the word."""
        return [char for char in _chars(self.word) if span.start <= char.start and char.end <= span.end]


def found(source: Source, span: Span) -> Found:
    """Return the word that a place is in. Raises CannotEdit where there is none."""
    text = source.document.text
    for each in reversed(places.path(source, span.start, max(span.end, span.start + 1))):
        start = source.offset(each.start_byte)
        if each.type == "command":
            run = command(text, start, source.offset(each.end_byte) if each.has_error else len(text))
            program = embedded.program(run)
            words = [Found(item, "", item is program) for item in run.words]
        elif each.type == "array":
            words = [Found(item) for item in spaced(text, start + 1, len(text))]
        elif each.type == "variable_assignment":
            name, _, _ = text[start : source.offset(each.end_byte)].partition("=")
            words = [Found(word(text, start + len(name) + 1, len(text)), name.rstrip("+"))]
        else:
            continue
        for item in words:
            if item.word.start <= span.start and span.end <= item.word.end:
                return item
    raise CannotEdit("the command around it is not understood")


def _chars(word: Word) -> list[Char]:
    """Return the characters of a word, what is put in as one."""
    chars: list[Char] = []
    for piece in word.pieces:
        if piece.text is None or piece.end - piece.start != len(piece.text):
            chars.append(Char(PUT_IN if piece.text is None else piece.text, piece.start, piece.end, piece))
        else:
            chars += [Char(each, piece.start + at, piece.start + at + 1, piece) for at, each in enumerate(piece.text)]
    return chars


def sought(chars: list[Char], text: str) -> list[Char]:
    """Return the first characters that are a text. Raises CannotEdit where none are, or quotes are among them."""
    joined = "".join(char.text[:1] or PUT_IN for char in chars)
    at = joined.find(text)
    if at < 0 or not text:
        raise CannotEdit("the text is written in a way that is not understood")
    run = chars[at : at + len(text)]
    if any(before.end != after.start for before, after in pairwise(run)):
        raise CannotEdit("the text is written in several quotes")
    return run
