"""A text as a shell takes it apart: words, of which variables and what is put in are parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.model import Literal, Part, Span, Text, Unknown, Variable

#: Characters of one command that are looked at.
MAX_LENGTH = 20_000

_REFERENCE = re.compile(r"\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})")
#: What a shell fills in that is not a variable alone.
_FILLED = re.compile(r"\$\((?:[^()]|\([^()]{0,200}\)){0,200}\)|`[^`]{0,200}`|\$\{[^}]{0,200}\}")
_BETWEEN = " \t"
_ENDING = ";|&\n<>()"


class Word(NamedTuple):
    """A word of a command, or an operator between two: of that there are no parts.

    The text's place is where the word is read: no expression, since the command is one that holds it.
    """

    text: Text

    @property
    def head(self) -> str:
        """The literal text that it begins with."""
        return self.text.head

    @property
    def literal(self) -> str | None:
        """All of it, where it is literal."""
        return self.text.literal

    @property
    def is_several(self) -> bool:
        """What is put in is taken for one word: whether it may be a credential is asked where it matters."""
        return False


def words(text: Text, *, expands: bool) -> list[Word]:
    """Return the words of a command; ``expands``: a shell fills variables in."""
    reader = _Reader(expands, text.span)
    for part in text.parts:
        if isinstance(part, Literal):
            reader.read(part)
        else:
            reader.add(part)
    reader.end()
    return reader.words


class _Reader:
    """What was read of a command so far."""

    def __init__(self, expands: bool, span: Span) -> None:
        self.expands = expands
        self.span = within(span)
        self.words: list[Word] = []
        self._parts: list[Part] = []
        self._begun = False
        self._quote = ""
        self._left = MAX_LENGTH

    def add(self, part: Part) -> None:
        self._begun = True
        last = self._parts[-1] if self._parts else None
        if isinstance(part, Literal) and isinstance(last, Literal) and last.span.end == part.span.start:
            self._parts[-1] = Literal(last.text + part.text, last.span._replace(end=part.span.end))
        elif isinstance(part, Literal) and isinstance(last, Literal):
            self._parts[-1] = last._replace(text=last.text + part.text)
        else:
            self._parts.append(part)

    def end(self) -> None:
        """End the word."""
        if self._begun and self._parts:
            self._parts = [_found(part) for part in self._parts]
            first = self._parts[0]
            self.words.append(Word(Text(tuple(self._parts), first.span if isinstance(first, Literal) else self.span)))
        self._parts, self._begun = [], False

    def read(self, part: Literal) -> None:
        text, at = part.text, 0
        starts = _offsets(part)
        while at < len(text) and self._left > 0:
            step = self._step(text, at)
            self._left -= step
            place = _place(part, starts, at, at + step)
            self._take(text[at : at + step], place)
            at += step
        if at < len(text):
            self.end()
            self.add(Unknown(self.span))

    def _step(self, text: str, at: int) -> int:
        """Return how many characters belong together at a place."""
        if text[at] == "\\" and self._quote != "'":
            return min(2, len(text) - at)
        if self._quote == "'" or not self.expands:
            return 1
        found = _REFERENCE.match(text, at) or _FILLED.match(text, at)
        return len(found[0]) if found else 1

    def _take(self, piece: str, place: Span) -> None:
        if piece in ("'", '"') and self._quote in ("", piece):
            self._quote = "" if self._quote else piece
            self._begun = True
        elif len(piece) == 2 and piece[0] == "\\":
            self._escaped(piece, place)
        elif not self._quote and piece in _BETWEEN:
            self.end()
        elif not self._quote and piece in _ENDING:
            self.end()
            self.words.append(Word(Text((), self.span)))
        elif len(piece) > 1:
            self.add(_filled(piece, place))
        else:
            self.add(Literal(piece, place))

    def _escaped(self, piece: str, place: Span) -> None:
        if piece[1] == "\n":
            return
        kept = self._quote and piece[1] not in '"\\$`'
        self.add(Literal(piece if kept else piece[1], place))


def _filled(piece: str, place: Span) -> Part:
    """Return what a shell puts in the place of a reference. That the variable is set is not known to be asked."""
    found = _REFERENCE.fullmatch(piece)
    return Variable(found[1] or found[2], place, guarded=True) if found else Unknown(place)


def _offsets(part: Literal) -> int | None:
    """Return where in the document a literal's text begins; None where its source is written otherwise."""
    source = part.span.text
    at = source.find(part.text) if part.text else -1
    return part.span.start + at if 0 < at <= 5 and len(source) - len(part.text) <= at + 3 else None


def _found(part: Part) -> Part:
    """Return a part at its place in a literal with escapes, where it is there once."""
    source = part.span.text
    if not isinstance(part, Literal) or not part.text or source.count(part.text) != 1:
        return part
    start = part.span.start + source.index(part.text)
    return part._replace(span=part.span._replace(start=start, end=start + len(part.text)))


def within(span: Span) -> Span:
    """Return the place of an expression without its end, so that it is not taken for the expression."""
    return span._replace(end=max(span.start + 1, span.end - 1))


def _place(part: Literal, begin: int | None, start: int, end: int) -> Span:
    """Return the place of a piece of a literal; where that can't be told, of it all."""
    if begin is None:
        return within(part.span)
    return part.span._replace(start=begin + start, end=begin + end)


def commands(found: list[Word]) -> Iterator[list[Word]]:
    """Yield the words of each command in a line of them."""
    command: list[Word] = []
    for word in found:
        if word.text.parts:
            command.append(word)
        else:
            yield command
            command = []
    yield command
