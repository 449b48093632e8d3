"""Edits of the model to replacements of characters: the shell's spelling of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.shell.edits import requests, values
from flake8_openrouter.languages.trees.source import Source
from flake8_openrouter.model import (
    AddHeader,
    Edit,
    Interpolate,
    Prefix,
    Remove,
    RemoveFromUrl,
    Rename,
    Replacement,
    RequireVariable,
    Substitute,
    UseKeySource,
)

_RENDERED: dict[type, Callable[[Source, KeySource, Any], list[Replacement]]] = {
    AddHeader: requests.add_header,
    Interpolate: values.interpolate,
    Prefix: values.prefix,
    Remove: requests.remove,
    RemoveFromUrl: requests.remove_from_url,
    Rename: values.rename,
    RequireVariable: values.require,
    Substitute: values.substitute,
    UseKeySource: values.use_key_source,
}


class ShellEditor:
    """See ``Editor``."""

    def __init__(self, source: Source, key_source: KeySource) -> None:
        self._source, self._key_source = source, key_source

    def render(self, edit: Edit) -> list[Replacement]:
        rendered = _RENDERED.get(type(edit))
        if rendered is None:
            raise CannotEdit("this is not written in a script")
        return rendered(self._source, self._key_source, edit)
