"""Keys in a text of whatever type, however it spells them: found by their form alone, without reading a language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import NamedTuple

from flake8_openrouter.openrouter import encoded, keys, needles, spelling
from flake8_openrouter.openrouter.needles import NEEDLES


class Form(Enum):
    """How a text spells a key, in the words of a message."""

    PLAIN = "as issued"
    UPPER = "in upper case"
    SPLIT = "split"
    DASHED = "with other dashes"
    ESCAPED = "in escapes"
    BASE64 = "in Base64"


class Leak(NamedTuple):
    """A key that looks issued: the characters ``start:end`` of a text spell it, ``key`` is it as it was issued."""

    start: int
    end: int
    key: str
    form: Form

    @property
    def spelling(self) -> str:
        """How a message says that the text spells it; nothing where who looks for the key sees it."""
        return "" if self.form in (Form.PLAIN, Form.SPLIT) else self.form.value


#: Characters of a key after ``sk-or-``: ``v1-`` and its digits.
_REST = 67

#: Nothing but the beginning of a text's key must be in one piece: otherwise each letter could begin one.
_BEGIN = re.compile(spelling.plain(keys.PREFIX))
_UNSEEN = "|".join(spelling.UNSEEN)
_ALNUM = re.compile(r"[0-9A-Za-z]")


def leaks(text: str) -> Iterator[Leak]:
    """Yield each key of a text that looks issued, in order; none overlaps the one before."""
    data = text.encode(errors="replace")
    found = [*_in_hex(text, _BEGIN)] if needles.is_plain(data) else []
    if needles.is_spelt(data):
        found += [*_in_hex(text, _escaped_beginning()), *_in_base64(text)]
    end = 0
    for leak in sorted(found, key=lambda leak: leak.start):
        if leak.start >= end:
            yield leak
            end = leak.end


@cache
def _escaped_beginning() -> re.Pattern[str]:
    """Return the pattern of ``sk-or-`` whose characters may be escapes: few texts are worth its making."""
    return re.compile("".join(map(spelling.spelt, keys.PREFIX)))


@cache
def _going_on() -> re.Pattern[str]:
    """Return the pattern of what is next of a key."""
    return re.compile(rf"{spelling.BETWEEN}(?:([0-9a-fA-FvV-]{{1,{_REST}}})|{spelling.ESCAPE})")


def _in_hex(text: str, beginning: re.Pattern[str]) -> Iterator[Leak]:
    """Yield the keys of a text that begin as a pattern says."""
    for match in beginning.finditer(text):
        rest, end = _rest(text, match.end())
        key = f"{keys.PREFIX}{rest.lower()}"
        goes_on = _ALNUM.match(text, end) and not beginning.match(text, end)
        if keys.is_live(key) and not goes_on:
            yield Leak(match.start(), end, key, _form(text[match.start() : end], key))


def _rest(text: str, at: int) -> tuple[str, int]:
    """Return the characters of a key that go on at a place, no more than it has, and where they end."""
    read, going_on = "", _going_on()
    while len(read) < _REST and (match := going_on.match(text, at)):
        piece = match[1] or spelling.character(match)
        if match[1]:
            piece = piece[: _REST - len(read)]
            at = match.start(1) + len(piece)
        else:
            at = match.end()
        read += piece
    return read, at


def _form(spelt: str, key: str) -> Form:
    if len(spelt) == len(key) and spelt.isascii():
        return Form.PLAIN if spelt == key else Form.UPPER
    seen = re.sub(_UNSEEN, "", spelt)
    if re.search(spelling.OTHER_DASH, seen):
        return Form.DASHED
    return Form.ESCAPED if re.search(spelling.ESCAPE, seen) else Form.SPLIT


def _in_base64(text: str) -> Iterator[Leak]:
    for start, end, key in encoded.keys_in(text):
        if keys.is_live(key.lower()):
            yield Leak(start, end, key.lower(), Form.BASE64)


__all__ = ["NEEDLES", "Form", "Leak", "leaks"]
