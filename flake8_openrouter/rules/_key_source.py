"""What to write for a value that is no key: the key source, unless that is the variable that it is put into."""

from __future__ import annotations

from flake8_openrouter.model import Credential, Fix, KeyRead, Message, Safety, Span, UseKeySource
from flake8_openrouter.openrouter import api

READ = "use {key_source}"
SET = "set {variable} where the program runs"


def message(text: str, credential: Credential, **values: str) -> Message:
    """Return a message with the remedy that fits."""
    if is_own(credential):
        return Message(text, SET, variable=credential.variable, **values)
    return Message(text, READ, key_source=KeyRead(), **values)


def fix(credential: Credential, place: Span, old: str = "") -> Fix | None:
    """Return the fix that puts the key source where ``old`` is; None where it would read the variable that it sets."""
    return None if is_own(credential) else Fix(Safety.UNSAFE, (UseKeySource(place, old),))


def is_own(credential: Credential) -> bool:
    """Tell whether a value is put into OpenRouter's own variable."""
    return credential.variable in api.VARIABLES
