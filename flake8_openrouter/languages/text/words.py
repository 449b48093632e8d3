"""The words of a command that no shell reads, as a shell's text that reads as the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.text import spelt
from flake8_openrouter.languages.text.spelt import Change, Spelt

_SIMPLE = re.compile(r"[\w@%+=:,./-]+")
#: What means something within quotes of a shell, of JSON or of JavaScript.
_QUOTING = re.compile(r"[\"'\\$`\r\n]")


def of_words(words: Iterable[Spelt]) -> Spelt:
    """Return words that no shell reads as what a shell reads as the same words."""
    return spelt.joined(part for number, word in enumerate(words) for part in _quoted(word, is_first=not number))


def _quoted(word: Spelt, *, is_first: bool) -> Iterator[Spelt]:
    start, end = (word.pieces[0].outer_start, word.pieces[-1].outer_end) if word.pieces else (0, 0)
    quote = "" if _SIMPLE.fullmatch(word.text) else "'"
    yield spelt.put(quote if is_first else f" {quote}", start, start)
    yield spelt.changed(word, [Change(*match.span(), "'\\''") for match in re.finditer("'", word.text)])
    yield spelt.put(quote, end, end)


def in_words(text: str) -> str:
    """Return what a fix writes within a word that no shell reads."""
    if _QUOTING.search(text):
        raise CannotEdit("no shell reads this word, so nothing is filled in")
    return text
