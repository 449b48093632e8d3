"""Keys that a program puts together out of literals that are apart: it is parsed where it has all pieces of one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_openrouter import languages
from flake8_openrouter.model import Document, KeyLiteral
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run import analysis

#: Characters from which on a text is not parsed for this.
_LARGEST = 200_000

#: The beginning of a key at the end of a literal, and pieces of others.
_BEGINNING = re.compile(r"sk-or-(?:v1-)?[0-9a-f]{0,63}(?=[\"'`{$%])")
_PIECE = re.compile(r"[\"'`]([0-9a-f]{4,64})[\"'`]")
_DIGITS = 64

#: Languages in which keys are put together, the one that takes the fewest texts first.
_TRIED = ("python", "javascript")


def literals(document: Document) -> list[KeyLiteral]:
    """Return the keys that a text puts together if it is a program; its path, which tells that, is not known."""
    if len(document.text) > _LARGEST or not _has_pieces(document.text):
        return []
    try:
        found = (analysis.joined_keys(program, Configuration()) for program in _programs(document))
        return next(filter(None, found), [])
    except Exception:  # a mistake of ours in reading a program must not lose the other keys
        return []


def _has_pieces(text: str) -> bool:
    if not _BEGINNING.search(text):
        return False
    return sum(len(match[1]) for match in _PIECE.finditer(text)) >= _DIGITS // 2


def _programs(document: Document) -> Iterator[languages.Program]:
    """Yield a text as a program of each language that takes it."""
    for name in _TRIED:
        language = languages.named(name)
        program = language.program(Document(document.path, document.text, language.notation))
        if not program.failure and not program.lacks:
            yield program
