"""Programs in a word of another one: ``bash -c '…'``, ``eval "…"``. Their words are those of the script around."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from flake8_openrouter.languages.shell.syntax.commands import Command
from flake8_openrouter.languages.shell.syntax.words import Piece, Word

#: What stands in a text for each thing that the shell around puts in.
PUT_IN = "\ue000"

_SHELLS = frozenset(("bash", "dash", "ksh", "sh", "zsh"))


class Run(NamedTuple):
    """Where characters of an inner text come from: ``length`` of them as they are written, or one piece."""

    start: int
    length: int
    outer: Piece


class Inner:
    """The text of a word that is a program, and where each of its characters is written."""

    def __init__(self, word: Word) -> None:
        self._runs: list[Run] = []
        text = ""
        for piece in word.pieces:
            added = PUT_IN if piece.text is None else piece.text
            self._runs.append(Run(len(text), len(added), piece))
            text += added
        self.text = text
        self._starts = [run.start for run in self._runs]

    def words(self, command: Command) -> tuple[Word, ...]:
        """Return the words of a command of the inner text, at their places in the script."""
        return tuple(self._word(word) for word in command.words)

    def offset(self, at: int) -> int:
        """Return where in the script a character of the inner text is written."""
        run = self._runs[max(0, bisect_right(self._starts, at) - 1)]
        piece = run.outer
        return piece.start + (at - run.start if piece.end - piece.start == run.length else 0)

    def end(self, at: int) -> int:
        """Return where in the script what ends before a character of the inner text is written to its end."""
        run = self._runs[max(0, bisect_right(self._starts, at - 1) - 1)]
        piece = run.outer
        return self.offset(at - 1) + 1 if piece.end - piece.start == run.length else piece.end

    def _word(self, word: Word) -> Word:
        pieces = tuple(found for piece in word.pieces for found in self._pieces(piece))
        return Word(pieces, self.offset(word.start), self.end(word.end) if word.end > word.start else word.start)

    def _pieces(self, piece: Piece) -> list[Piece]:
        """Return a piece at its place, with what the shell around puts in apart."""
        if piece.end == piece.start:
            at = self.offset(piece.start) if self._runs else 0
            return [piece._replace(start=at, end=at)]
        if piece.text is None or PUT_IN not in piece.text:
            start, end = self.offset(piece.start), self.end(piece.end)
            first, last = piece.default
            default = (self.offset(first), self.offset(last)) if piece.operator else piece.default
            return [piece._replace(start=start, end=end, default=default)]
        found: list[Piece] = []
        at = piece.start
        for number, text in enumerate(piece.text.split(PUT_IN)):
            if number:
                found.append(self._runs[bisect_right(self._starts, at) - 1].outer)
                at += 1
            if text:
                found.append(Piece(text, self.offset(at), self.end(at + len(text)), piece.quote))
                at += len(text)
        return found


def program(command: Command) -> Word | None:
    """Return the word of a command that is a program for a shell; None where none is."""
    words = command.words
    if not words:
        return None
    name = (words[0].literal or "").rpartition("/")[2]
    if name == "eval":
        return words[1] if len(words) == 2 else None
    for number, word in enumerate(words[:-2]):
        option = words[number + 1].literal or ""
        is_shell = (word.literal or "").rpartition("/")[2] in _SHELLS
        if is_shell and option.startswith("-") and not option.startswith("--") and option.endswith("c"):
            return words[number + 2]
    return None
