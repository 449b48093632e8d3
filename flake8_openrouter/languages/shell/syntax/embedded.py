"""Programs in a word of another one, ``bash -c '…'``, ``eval "…"``, ``ssh host "…"``, or in a here-document.

Their words are those of the script around.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from flake8_openrouter.languages.shell.syntax import places
from flake8_openrouter.languages.shell.syntax.commands import Command
from flake8_openrouter.languages.shell.syntax.words import HERE, Piece, Word, within
from flake8_openrouter.languages.trees.source import Source

#: What stands in a text for each thing that the shell around puts in.
PUT_IN = "\ue000"

_SHELLS = frozenset(("ash", "bash", "dash", "ksh", "sh", "zsh"))
#: Options of a shell that have a name after them, and those of ssh that have a value.
_TAKES_NAME = ("-o", "+o", "-eo", "-euo", "-O")
_WITH_VALUE = re.compile(r"-\w*[BbcDEeFIiJLlmOopQRSWw]")
_SHELL_ALONE = re.compile(r"(?:sudo )?(?:/\S*/)?(?:ba|da|k|z)?sh(?: -\w+)*")


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
                outer = self._runs[bisect_right(self._starts, at) - 1].outer
                found.append(outer if piece.quote else outer._replace(quote=""))
                at += 1
            if text:
                found.append(Piece(text, self.offset(at), self.end(at + len(text)), piece.quote))
                at += len(text)
        return found


def program(command: Command) -> Word | None:
    """Return the word of a command that is a program for a shell, of this system or another; None where none is."""
    words = command.words
    name = (words[0].literal or "").rpartition("/")[2] if words else ""
    if name == "eval":
        return words[1] if len(words) == 2 else None
    if name == "ssh":
        given = _positional(words[1:])
        return given[1] if len(given) == 2 else None
    for number, word in enumerate(words[:-2]):
        if (word.literal or "").rpartition("/")[2] in _SHELLS:
            return _after_c(words[number + 1 :])
    return None


def here(command: Command, source: Source) -> Word | None:
    """Return what a command's here-document holds, if a shell reads it as its program; None where none does."""
    words = command.words
    name = (words[0].literal or "").rpartition("/")[2] if words else ""
    given = _positional(words[1:])
    is_shell = name in _SHELLS and (not given or any(word.literal == "-s" for word in words[1:]))
    asks = len(given) == 2 and _SHELL_ALONE.fullmatch(given[1].literal or "") is not None
    is_remote = name == "ssh" and (len(given) == 1 or asks)
    redirect = next((each for each in command.redirects if each.sign in ("<<", "<<-")), None)
    if redirect is None or not (is_shell or is_remote):
        return None
    nodes = places.path(source, redirect.target.start, redirect.target.end)
    around = next((node for node in reversed(nodes) if node.type == "heredoc_redirect"), None)
    body = next((each for each in around.named_children if each.type == "heredoc_body"), None) if around else None
    if body is None:
        return None
    start, end = source.offset(body.start_byte), source.offset(body.end_byte)
    if any(piece.quote or piece.end - piece.start != len(piece.text or "") for piece in redirect.target.pieces):
        return Word((Piece(source.document.text[start:end], start, end, "'"),), start, end)
    return within(source.document.text, start, end, HERE)


def _after_c(words: Sequence[Word]) -> Word | None:
    """Return the word after ``-c`` of a shell; None where the shell is given something else before it."""
    before = ""
    for number, word in enumerate(words[:-1]):
        option = word.literal or ""
        if option.startswith("-") and not option.startswith("--") and option.endswith("c"):
            return words[number + 1]
        if not option.startswith(("-", "+")) and before not in _TAKES_NAME:
            return None
        before = option
    return None


def _positional(words: Sequence[Word]) -> list[Word]:
    """Return the words that are neither options nor their values; what comes after the first two is none of ssh's."""
    found: list[Word] = []
    before = ""
    for word in words:
        text = word.literal or word.head
        if text.startswith("-") and not found:
            before = text
            continue
        if not _WITH_VALUE.fullmatch(before):
            found.append(word)
        before = ""
    return found
