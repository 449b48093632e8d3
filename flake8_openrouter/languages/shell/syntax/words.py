r"""Bash's words: the text that is left once quotes are removed, what is put in, and where each is written.

A carriage return before a line end belongs to it: an editor of Windows wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.languages.shell.syntax.expansions import end_of

#: Characters of a word that are read.
MAX_LENGTH = 20_000

_PLAIN = re.compile(r"[^\\'\"$`\s;|&<>(){}]+")
_PLAIN_QUOTED = re.compile(r"[^\\\"$`]+")
_LINE_END = re.compile(r"\\\r?\n")
_ENDS = frozenset(" \t\r\n;|&<>()")
_NAME = re.compile(r"[A-Za-z_]\w*|[0-9@*]", re.ASCII)
_SPECIAL = re.compile(r"[?$!#-]")
_BRACED = re.compile(r"(?P<name>[A-Za-z_]\w*|\d+|[@*])(?P<operator>\[[@*]\]|:?[-=?+])?", re.ASCII)
_ARRAYS = ("[@]", "[*]")
_BRACES = re.compile(r"\{[^\s{}'\"]*(?:,|\.\.)[^\s{}'\"]*\}")

_ESCAPES = {
    **dict(zip("abefnrtvE", "\a\b\x1b\f\n\r\t\v\x1b", strict=True)),
    **dict(zip("\\'\"?", "\\'\"?", strict=True)),
}
_NUMBER = re.compile(r"\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3}))")


class Piece(NamedTuple):
    """Characters ``start:end`` of a script: their ``text``, None where something else is put in.

    ``quote`` is what they are in: ``'``, ``"``, ``$'``, or nothing. ``name`` is the variable that is put in, empty for
    another thing. ``operator`` is what is after its name, and ``default`` where a word for its place is.
    """

    text: str | None
    start: int
    end: int
    quote: str = ""
    name: str = ""
    operator: str = ""
    default: tuple[int, int] = (0, 0)

    @property
    def is_several(self) -> bool:
        """Tell whether any number of words is put in, quotes or not: the elements of an array, all arguments."""
        return self.operator in _ARRAYS or self.name in ("@", "*")


class Word(NamedTuple):
    """A word, and where it is written with its quotes."""

    pieces: tuple[Piece, ...]
    start: int
    end: int

    @property
    def head(self) -> str:
        """The literal text that it begins with."""
        head = ""
        for piece in self.pieces:
            if piece.text is None:
                break
            head += piece.text
        return head

    @property
    def literal(self) -> str | None:
        """All of it, where it is literal."""
        return self.head if all(piece.text is not None for piece in self.pieces) else None

    @property
    def reference(self) -> Piece | None:
        """What is put in, where it is all of the word."""
        first = self.pieces[0] if len(self.pieces) == 1 else None
        return first if first is not None and first.text is None else None

    @property
    def is_several(self) -> bool:
        """Tell whether it may be any number of words, or an option: what is put in is all of it."""
        piece = self.reference
        return any(each.is_several for each in self.pieces) or (piece is not None and not piece.quote)

    @property
    def inside(self) -> tuple[int, int]:
        """Where its content is, without quotes around it all."""
        return (self.pieces[0].start, self.pieces[-1].end) if self.pieces else (self.start, self.end)

    def offset(self, count: int) -> int:
        """Return where the character after ``count`` of its literal head is written."""
        for piece in self.pieces:
            size = len(piece.text) if piece.text is not None else 0
            if count < size or piece.text is None:
                return piece.start + (count if piece.end - piece.start == size else 0)
            count -= size
        return self.inside[1]

    def without(self, count: int) -> Word:
        """Return the word without the first characters of its literal head, at the place of the rest."""
        pieces = list(self.pieces)
        while count and pieces and (text := pieces[0].text) is not None:
            if len(text) > count:
                first = pieces[0]
                start = first.start + count if first.end - first.start == len(text) else first.start
                pieces[0] = first._replace(text=text[count:], start=start)
                break
            count -= len(text)
            del pieces[0]
        return Word(tuple(pieces), pieces[0].start if pieces else self.inside[1], self.inside[1])


def word(text: str, at: int, end: int) -> Word:
    """Return the word that begins at an offset, up to what ends it; an empty one where there is none."""
    reader = _Reader(text, min(end, at + MAX_LENGTH))
    stop = reader.read(at, "", _ENDS)
    return Word(tuple(reader.pieces), at, stop)


def within(text: str, start: int, end: int, quote: str) -> Word:
    """Return what is in a range as a part of a word: a default, or what a here-document has."""
    reader = _Reader(text, min(end, start + MAX_LENGTH))
    stop = reader.read(start, quote, frozenset())
    return Word(tuple(reader.pieces), start, stop)


class _Reader:
    """The pieces that were read so far, of a script up to an end."""

    def __init__(self, text: str, end: int) -> None:
        self.text, self.end = text, end
        self.pieces: list[Piece] = []

    def add(self, text: str, start: int, end: int, quote: str) -> None:
        """Add literal text; what goes on after the last one as it is written belongs to it."""
        last = self.pieces[-1] if self.pieces else None
        is_as_written = end - start == len(text) and last is not None and last.end - last.start == len(last.text or "")
        if last is not None and last.text and is_as_written and (last.quote, last.end) == (quote, start):
            self.pieces[-1] = last._replace(text=last.text + text, end=end)
        else:
            self.pieces.append(Piece(text, start, end, quote))

    def read(self, at: int, quote: str, ends: frozenset[str]) -> int:
        """Read up to a character that ends a word outside of quotes, and return its offset."""
        base = quote
        while at < self.end:
            plain = (_PLAIN_QUOTED if quote else _PLAIN).match(self.text, at, self.end)
            if plain:
                self.add(plain[0], at, plain.end(), quote)
                at = plain.end()
                continue
            sign = self.text[at]
            if sign == '"' and base == '"':  # quotes in a default that is within quotes
                at += 1
            elif sign == '"':
                quote = "" if quote else '"'
                self._mark_empty(at, quote)
                at += 1
            elif quote:
                at = self._quoted(at, sign, quote)
            elif sign in ends and not (sign in "<>" and self.text.startswith("(", at + 1)):
                break
            else:
                at, quote = self._unquoted(at, sign)
        return at

    def _mark_empty(self, at: int, quote: str) -> None:
        """Keep the place of what is within quotes, if that is nothing."""
        if quote and self.text.startswith('"', at + 1):
            self.pieces.append(Piece("", at + 1, at + 1, quote))

    def _quoted(self, at: int, sign: str, quote: str) -> int:
        """Go over a sign within double quotes."""
        if sign == "\\":
            if found := _LINE_END.match(self.text, at, self.end):
                return found.end()
            follows = self.text[at + 1 : at + 2]
            if follows and follows in '$`"\\' and at + 1 < self.end:
                self.add(follows, at, at + 2, quote)
                return at + 2
        elif sign in "$`":
            return self._expansion(at, quote)
        self.add(sign, at, at + 1, quote)
        return at + 1

    def _unquoted(self, at: int, sign: str) -> tuple[int, str]:
        """Go over a sign outside of quotes; it may be one that begins double quotes."""
        if sign == "'":
            return self._single(at + 1), ""
        if sign == "\\":
            return self._escaped(at), ""
        if self.text.startswith("$'", at):
            return self._ansi(at + 2), ""
        if self.text.startswith('$"', at):
            self._mark_empty(at + 1, '"')
            return at + 2, '"'
        if sign in "$`" or self.text.startswith(("<(", ">("), at):
            return self._expansion(at, ""), ""
        if sign == "{" and (found := _BRACES.match(self.text, at, self.end)):
            self.pieces.append(Piece(None, at, found.end(), operator="{"))
            return found.end(), ""
        self.add(sign, at, at + 1, "")
        return at + 1, ""

    def _single(self, start: int) -> int:
        close = self.text.find("'", start, self.end)
        close = close if close >= 0 else self.end
        self.add(self.text[start:close], start, close, "'")
        return min(close + 1, self.end)

    def _escaped(self, at: int) -> int:
        if found := _LINE_END.match(self.text, at, self.end):
            return found.end()
        follows = self.text[at + 1 : at + 2] if at + 1 < self.end else "\\"
        self.add(follows, at, min(at + 2, self.end), "")
        return at + 2

    def _ansi(self, at: int) -> int:
        r"""Read ``$'…'``, whose escapes are those of C."""
        if self.text.startswith("'", at):
            self.pieces.append(Piece("", at, at, "$'"))
        while at < self.end and self.text[at] != "'":
            if self.text[at] != "\\":
                stop = re.compile(r"[\\']").search(self.text, at, self.end)
                close = stop.start() if stop else self.end
                self.add(self.text[at:close], at, close, "$'")
                at = close
                continue
            if number := _NUMBER.match(self.text, at, self.end):
                value = int(number[4], 8) % 256 if number[4] else int(number[1] or number[2] or number[3], 16)
                self.add(chr(min(value, 0x10FFFF)), at, number.end(), "$'")
                at = number.end()
            else:
                letter = self.text[at + 1 : at + 2]
                self.add(_ESCAPES.get(letter, f"\\{letter}"), at, at + 2, "$'")
                at += 2
        return min(at + 1, self.end)

    def _expansion(self, at: int, quote: str) -> int:
        """Read what is put in at ``$``, a backtick, or ``<(``."""
        text, end = self.text, self.end
        if text.startswith("`", at):
            stop = end_of(text, at + 1, end, "`")
            self.pieces.append(Piece(None, at, stop, quote, operator="`"))
        elif text.startswith(("$(", "<(", ">("), at):
            stop = end_of(text, at + 2, end, ")")
            self.pieces.append(Piece(None, at, stop, quote, operator="$("))
        elif text.startswith("${", at):
            stop = end_of(text, at + 2, end, "}", is_quoted=bool(quote))
            self.pieces.append(_braced(text, at, stop, quote))
        elif found := _NAME.match(text, at + 1, end):
            stop = found.end()
            self.pieces.append(Piece(None, at, stop, quote, name=found[0]))
        elif _SPECIAL.match(text, at + 1, end):
            stop = at + 2
            self.pieces.append(Piece(None, at, stop, quote, operator="$"))
        else:
            stop = at + 1
            self.add("$", at, stop, quote)
        return stop


def _braced(text: str, start: int, end: int, quote: str) -> Piece:
    """Return what ``${…}`` is: a variable with or without a word for its place, or what is not known."""
    close = end - 1
    found = _BRACED.match(text, start + 2, close)
    if found is None or (found.end() != close and found["operator"] in (None, *_ARRAYS)):
        return Piece(None, start, end, quote, operator="${")
    return Piece(None, start, end, quote, found["name"], found["operator"] or "", (found.end(), close))


def spaced(text: str, at: int, end: int) -> Iterator[Word]:
    """Yield the words in a range that white space separates, such as what is in an array."""
    blanks = re.compile(r"(?:\s|\\\r?\n)+|#[^\n]*")
    while at < end:
        if blank := blanks.match(text, at, end):
            at = blank.end()
            continue
        found = word(text, at, end)
        if found.end == at:  # what ends an array
            return
        yield found
        at = found.end
