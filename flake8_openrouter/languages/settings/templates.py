"""Whether a tool fills in what is in braces in a file, or somebody was to: ``{api_key}`` may be either."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from flake8_openrouter.languages.settings import shapes
from flake8_openrouter.languages.settings.entries import Entry

_IN_BRACES = re.compile(r"(?<![{$])\{[ ]*([A-Za-z_]\w*)[ ]*\}(?!\})")


class Template:
    """The entries of a file as a tool takes them that fills in names in braces; read when somebody asks."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries

    def fills_in(self, literal: str) -> bool:
        """Tell whether a tool fills in a name in braces: others are in braces too, or something has that name.

        What has it is an input, a variable, a prompt.
        """
        name = literal.strip(" {}")
        return name in self._named or not {name}.issuperset(self._in_braces)

    @cached_property
    def _in_braces(self) -> frozenset[str]:
        return frozenset(name for entry in self._entries for name in _IN_BRACES.findall(entry.value))

    @cached_property
    def _named(self) -> frozenset[str | int]:
        return frozenset(step for entry in self._entries if not shapes.is_left_in(entry.value) for step in entry.path)
