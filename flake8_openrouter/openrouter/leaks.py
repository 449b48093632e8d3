"""Keys in a text of whatever type, however it spells them: found by their form alone, without reading a language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum
from typing import NamedTuple

from flake8_openrouter.openrouter import encoded, keys, needles, spelling
from flake8_openrouter.openrouter.needles import NEEDLES


class Form(Enum):
    """How a text spells a key, in the words of a message."""

    PLAIN = "as issued"
    UPPER = "in upper case"
    SPLIT = "split"
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


_DIGITS = 64
_LETTERS_BEHIND = ("v", "1", "-")


def _prefix(first: str) -> re.Pattern[str]:
    """Return a pattern of ``sk-or-v1-``, given that of ``sk-or-``."""
    return re.compile("".join((first, *(spelling.IN_PREFIX + spelling.spelt(char) for char in _LETTERS_BEHIND))))


#: Nothing but the beginning of a text's key must be in one piece: otherwise each letter could begin one.
_PLAIN_PREFIX = _prefix(spelling.plain(keys.PREFIX))
_ESCAPED_PREFIX = _prefix("".join(map(spelling.spelt, keys.PREFIX)))
_GOING_ON = re.compile(rf"{spelling.IN_DIGITS}(?:([0-9a-fA-F]{{1,{_DIGITS}}})|{spelling.ESCAPE})")
_ESCAPE = re.compile(spelling.ESCAPE)
_UNSEEN = re.compile("|".join(spelling.UNSEEN))
_ALNUM = re.compile(r"[0-9A-Za-z]")


def leaks(text: str) -> Iterator[Leak]:
    """Yield each key of a text that looks issued, in order; none overlaps the one before."""
    readers = _READERS if needles.is_spelt(text.encode(errors="replace")) else _READERS[:1]
    found = [leak for read in readers for leak in read(text)]
    end = 0
    for leak in sorted(found, key=lambda leak: leak.start):
        if leak.start >= end:
            yield leak
            end = leak.end


def _in_hex(prefix: re.Pattern[str]) -> Callable[[str], Iterator[Leak]]:
    """Return what yields the keys of a text whose prefix a pattern finds."""

    def read(text: str) -> Iterator[Leak]:
        for match in prefix.finditer(text):
            digits, end = _digits(text, match.end())
            key = f"sk-or-v1-{digits.lower()}"
            if keys.is_live(key) and not _ALNUM.match(text, end):
                yield Leak(match.start(), end, key, _form(text[match.start() : end], key))

    return read


def _digits(text: str, at: int) -> tuple[str, int]:
    """Return the digits of a key that go on at a place, no more than it has, and where they end."""
    read = ""
    while len(read) < _DIGITS and (match := _GOING_ON.match(text, at)):
        digits = match[1] or spelling.character(match)
        if match[1]:
            digits = digits[: _DIGITS - len(read)]
            at = match.start(1) + len(digits)
        else:
            at = match.end()
        read += digits
    return read, at


def _form(spelt: str, key: str) -> Form:
    if len(spelt) == len(key):
        return Form.PLAIN if spelt == key else Form.UPPER
    return Form.ESCAPED if _ESCAPE.search(_UNSEEN.sub("", spelt)) else Form.SPLIT


def _in_base64(text: str) -> Iterator[Leak]:
    for start, end, key in encoded.keys_in(text):
        if keys.is_live(key.lower()):
            yield Leak(start, end, key.lower(), Form.BASE64)


#: What reads the keys of one spelling; the first is that of keys that begin as they were issued.
_READERS = (_in_hex(_PLAIN_PREFIX), _in_hex(_ESCAPED_PREFIX), _in_base64)

__all__ = ["NEEDLES", "Form", "Leak", "leaks"]
