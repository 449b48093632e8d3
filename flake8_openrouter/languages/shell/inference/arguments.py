"""Words of a command as a program gets them: arrays and names that hold one are put in their places."""

from __future__ import annotations

from typing import NamedTuple

from flake8_openrouter.languages.shell.syntax.words import Word


class Argument(NamedTuple):
    """An argument: its ``word``, which is that of an assignment where the command's own, ``use``, is a name alone.

    ``names`` are the names that it went by, ``at`` is where what is put in has its value.
    """

    word: Word
    use: Word
    at: int
    names: tuple[str, ...] = ()

    @property
    def head(self) -> str:
        return self.word.head

    @property
    def literal(self) -> str | None:
        return self.word.literal

    @property
    def is_several(self) -> bool:
        """What quotes hold is one argument, whatever the name in them holds."""
        piece = self.use.reference
        is_one = piece is not None and bool(piece.name and piece.quote) and not piece.is_several
        return self.word.is_several and not (self.names and is_one)


class Frame(NamedTuple):
    """What a function is given by one of its callers, in order; None where it is not known.

    ``number`` counts the callers of the ``function`` that is at that place from 1.
    """

    number: int = 0
    function: tuple[int, int] | None = None
    given: tuple[Argument, ...] | None = None


#: The script itself, and a function whose callers are not seen.
NO_FRAME = Frame()


def falls_apart(word: Word) -> bool:
    """Tell whether a shell makes several words of one that is put in without quotes, which can't be told apart."""
    return word.literal is None and any(char.isspace() for piece in word.pieces for char in piece.text or "")


def split(word: Word) -> list[Word]:
    """Return the words that a shell makes of one that is put in without quotes."""
    literal = word.literal
    if literal is None:
        return [word]
    found: list[Word] = []
    at = 0
    for text in literal.split():
        start = literal.index(text, at)
        rest = word.without(start)
        pieces, left = [], len(text)
        for piece in rest.pieces:
            size = len(piece.text or "")
            if left <= 0:
                break
            kept = (piece.text or "")[:left]
            end = piece.start + len(kept) if piece.end - piece.start == size else piece.end
            pieces.append(piece._replace(text=kept, end=end))
            left -= len(kept)
        at = start + len(text)
        found.append(Word(tuple(pieces), pieces[0].start, pieces[-1].end))
    return found
