"""JSON, also with comments, trailing commas and names without quotes."""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.languages.settings import entries
from flake8_openrouter.languages.settings.entries import Entry
from flake8_openrouter.languages.text import json_values


def read(text: str) -> Iterator[Entry]:
    """Yield the strings, the numbers and the words of a text, in their order."""
    return entries.with_assignments(every(text))


def every(text: str) -> Iterator[Entry]:
    """Yield the values as they are written."""
    for value in json_values.values(text):
        name = value.key or (value.start, value.start)
        if not value.is_string:
            yield entries.plain(text, value.path, name, value.start, value.end)
        else:
            yield entries.escaped(text, value.path, name, value.start + 1, value.end - 1, text[value.start])
