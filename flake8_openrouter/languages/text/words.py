"""The words of a command that no shell reads, as a shell's text that reads as the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.text import spelt
from flake8_openrouter.languages.text.spelt import Change, Spelt

#: What means something within quotes of a shell, of JSON or of JavaScript.
_QUOTING = re.compile(r"[\"'\\$`\r\n]")


def of_words(words: Iterable[Spelt]) -> Spelt:
    """Return words that no shell reads as what a shell reads as the same words."""
    parts: list[Spelt] = []
    for word in words:
        start, end = (word.pieces[0].outer_start, word.pieces[-1].outer_end) if word.pieces else (0, 0)
        quotes = [Change(match.start(), match.end(), "'\\''") for match in re.finditer("'", word.text)]
        parts += [spelt.put(" '" if parts else "'", start, start), spelt.changed(word, quotes)]
        parts.append(spelt.put("'", end, end))
    return spelt.joined(parts)


def in_words(text: str) -> str:
    """Return what a fix writes within a word that no shell reads."""
    if _QUOTING.search(text):
        raise CannotEdit("no shell reads this word, so nothing is filled in")
    return text
