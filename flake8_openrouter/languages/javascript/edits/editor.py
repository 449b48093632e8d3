"""Edits of the model to replacements of characters: JavaScript's spelling of each."""

from __future__ import annotations

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.trees.source import Source
from flake8_openrouter.model import Edit, Replacement


class JavaScriptEditor:
    """See ``Editor``."""

    def __init__(self, source: Source, key_source: KeySource) -> None:
        self._source, self._key_source = source, key_source

    def render(self, edit: Edit) -> list[Replacement]:
        raise CannotEdit("this is not written yet")
