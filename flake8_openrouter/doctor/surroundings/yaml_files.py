"""Files of YAML as the checks here want them: also with the names that have no value."""

from __future__ import annotations

import re

from flake8_openrouter.languages.settings import yaml
from flake8_openrouter.languages.settings.entries import Entry

#: A name without a value, which the reader leaves out; ``~`` says the same. Before a mapping it does no harm.
_NO_VALUE = re.compile(r"^([ \t]+(?:-[ \t]+)?[\"']?[\w-]+[\"']?:)(?=[ \t]*(?:#[^\n]*)?\r?$)", re.MULTILINE)
_NULL = ("~", "null", "")


def read(text: str) -> tuple[str, list[Entry]]:
    """Return the values of a text, and the text that their places are in: its lines are those of the first one."""
    written = _NO_VALUE.sub(r"\1 ~", text)
    return written, list(yaml.read(written))


def is_null(entry: Entry) -> bool:
    """Tell whether a name has no value."""
    return not entry.quote and entry.value.lower() in _NULL
