"""The setting ``key-source`` for the shell: a variable, or a command whose output is the key."""

from __future__ import annotations

import re

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.openrouter import keys
from flake8_openrouter.openrouter.values_shown import shown, text_of

#: The key source of a script for which nobody names another.
KEY_SOURCE = KeySource("$OPENROUTER_API_KEY", "", "OPENROUTER_API_KEY")

_VARIABLE = re.compile(r"\$(?:(?P<name>[A-Za-z_]\w*)|\{(?P<braced>[A-Za-z_]\w*)(?::\?[^{}\"'`$\\]*)?\})", re.ASCII)
#: What stays one expression within double quotes, whatever is around it.
_COMMAND = re.compile(r"\$\([^()\"`\\\n]+\)")


def read(value: object) -> KeySource:
    """Return the key source that a setting names. Raises ValueError, with a sentence for the user."""
    text = text_of(value).strip()
    if keys.PREFIX in text.lower():
        raise ValueError("expected an expression that reads the key, not one that holds it")
    variable = _VARIABLE.fullmatch(text)
    if not (variable or _COMMAND.fullmatch(text)) or not text.isprintable():
        raise ValueError(f"expected $NAME or $(command), got {shown(value)}")
    return KeySource(text, "", (variable["name"] or variable["braced"]) if variable else "")
