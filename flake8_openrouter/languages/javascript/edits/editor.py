"""Edits of the model to replacements of characters: JavaScript's spelling of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages.javascript.edits import literals, requests, statements, values
from flake8_openrouter.languages.javascript.edits.file import File
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

if TYPE_CHECKING:
    from flake8_openrouter.languages.trees.source import Source


class JavaScriptEditor:
    """See ``Editor``."""

    def __init__(self, source: Source, key_source: KeySource) -> None:
        self._file = File(source)
        self._key_source = key_source

    def render(self, edit: Edit) -> list[Replacement]:
        keyed = _WITH_THE_KEY_SOURCE.get(type(edit))
        return keyed(self._file, self._key_source, edit) if keyed else _RENDERERS[type(edit)](self._file, edit)


_RENDERERS: dict[type, Callable[[File, Any], list[Replacement]]] = {
    Rename: literals.rename,
    Substitute: literals.substitute,
    Interpolate: literals.interpolate,
    RemoveFromUrl: literals.remove_from_url,
    Prefix: values.prefix,
    Strip: values.strip,
    CheckStatus: statements.check_status,
    Remove: requests.remove,
}

_WITH_THE_KEY_SOURCE: dict[type, Callable[[File, KeySource, Any], list[Replacement]]] = {
    UseKeySource: values.use_key_source,
    NameVariable: values.name_variable,
    RequireVariable: values.require_variable,
    AddHeader: requests.add_header,
    AddArgument: requests.add_argument,
}
