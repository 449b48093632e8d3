"""Writes edits of settings: within a value, as its format spells it."""

from __future__ import annotations

from collections.abc import Sequence

from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.settings import spelling
from flake8_openrouter.languages.settings.entries import Entry
from flake8_openrouter.model import (
    Document,
    Edit,
    Embedding,
    NameVariable,
    Prefix,
    Replacement,
    RequireVariable,
    Span,
    Substitute,
    UseKeySource,
)

#: What no value is given that some format would read as something else.
_SPECIAL = frozenset("\"'`\\#\n\r")


class SettingsEditor:
    """See ``Editor``. ``entries`` are those of the document, by the offset at which their values begin."""

    def __init__(self, document: Document, entries: Sequence[Entry], variable: str) -> None:
        self._document, self._variable = document, variable
        self._escaped = {entry.start: entry for entry in entries if entry.pieces}

    def render(self, edit: Edit) -> list[Replacement]:
        if isinstance(edit, Substitute):
            return [self._substituted(edit)]
        if isinstance(edit, Prefix):
            return [Replacement(edit.span.start, edit.span.start, edit.text)]
        if isinstance(edit, RequireVariable) and edit.span.text.startswith("${"):
            return [Replacement(edit.span.start, edit.span.end, spelling.required(edit.name))]
        if isinstance(edit, UseKeySource) and not edit.old:
            return [self._renamed(edit.span)]
        if isinstance(edit, UseKeySource | NameVariable):
            raise CannotEdit("no key is taken out of a file of settings: write it where Git does not see it")
        raise CannotEdit("this is not written in a file of settings")

    def _substituted(self, edit: Substitute) -> Replacement:
        if not _SPECIAL.isdisjoint(edit.new):
            raise CannotEdit("the format would read it as something else")
        place = edit.span.find(edit.old)
        if place.text == edit.old:
            return Replacement(place.start, place.end, edit.new)
        entry = self._escaped.get(edit.span.start)
        at = entry.value.find(edit.old) if entry is not None else -1
        if entry is None or at < 0:
            raise CannotEdit("the value is written in a way that is not understood")
        start, end = Embedding(self._document, entry.pieces).range(at, at + len(edit.old))
        return Replacement(start, end, edit.new)

    def _renamed(self, span: Span) -> Replacement:
        """Write the key's own variable for another one, within what stands for it."""
        name = next((name for name in _names(span.text) if name.isupper()), "")
        if not name or not self._variable:
            raise CannotEdit("which name it has is not seen here")
        place = span.find(name)
        return Replacement(place.start, place.end, self._variable)


def _names(reference: str) -> list[str]:
    return "".join(char if char.isalnum() or char == "_" else " " for char in reference).split()
