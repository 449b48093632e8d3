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
