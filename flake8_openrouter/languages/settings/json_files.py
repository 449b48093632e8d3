"""JSON, also with comments, trailing commas and names without quotes."""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.languages.settings import entries
from flake8_openrouter.languages.settings.entries import Entry
from flake8_openrouter.languages.text import json_values


def read(text: str) -> Iterator[Entry]:
    """Yield the strings of a text, in their order."""
    return entries.with_assignments(_strings(text))


def _strings(text: str) -> Iterator[Entry]:
    for value in json_values.values(text):
        if value.is_string:
            name = value.key or (value.start, value.start)
            yield entries.escaped(text, value.path, name, value.start + 1, value.end - 1, text[value.start])
