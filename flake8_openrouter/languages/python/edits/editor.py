"""Edits of the model to replacements of characters: Python's spelling of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages.python.edits import literals, requests, statements, values
from flake8_openrouter.languages.python.edits.source import Source
from flake8_openrouter.model import (
    AddArgument,
    AddHeader,
    CheckStatus,
    Edit,
    Interpolate,
    NameVariable,
    Prefix,
    Remove,
    RemoveFromUrl,
    Rename,
    Replacement,
    RequireVariable,
    Strip,
    Substitute,
    UseKeySource,
)

Replacements = list[Replacement]


class Editor:
    """Renders edits of one document. Raises CannotEdit, with the reason, for what can't be written there."""

    def __init__(self, source: Source, key: KeySource) -> None:
        self._source = source
        self._key = key

    def render(self, edit: Edit) -> Replacements:
        keyed = _WITH_THE_KEY_SOURCE.get(type(edit))
        return keyed(self._source, self._key, edit) if keyed else _RENDERERS[type(edit)](self._source, edit)


_RENDERERS: dict[type, Callable[[Source, Any], Replacements]] = {
    Rename: literals.rename,
    Substitute: literals.substitute,
    Interpolate: literals.interpolate,
    RemoveFromUrl: literals.remove_from_url,
    Prefix: values.prefix,
    Strip: values.strip,
    CheckStatus: statements.check_status,
    Remove: requests.remove,
}

_WITH_THE_KEY_SOURCE: dict[type, Callable[[Source, KeySource, Any], Replacements]] = {
    UseKeySource: values.use_key_source,
    NameVariable: values.name_variable,
    RequireVariable: values.require_variable,
    AddHeader: requests.add_header,
    AddArgument: requests.add_argument,
}
