"""What messages leave to a language, in the words of a file of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_openrouter.languages.text import spelling
from flake8_openrouter.model import AuthorizationEntry, BearerKey, Headers, RequiredVariable, Slot

if TYPE_CHECKING:
    from flake8_openrouter.languages._key_source import KeySource

#: How a reference begins that may have more text beside it.
_INSERTED = ("$", "{{", "{env:", "%")


def spell(slot: Slot, key_source: KeySource) -> str:
    """Return how a file of settings writes what a message leaves open."""
    if isinstance(slot, RequiredVariable):
        return required(slot.name)
    if isinstance(slot, BearerKey) and not slot.name and key_source.variable:
        reference = slot.reference if slot.reference.startswith(_INSERTED) else f"${{{key_source.variable}}}"
        return f'"Bearer {reference}"'
    if isinstance(slot, AuthorizationEntry):
        return f"Authorization: {spell(slot.value, key_source)}"
    if isinstance(slot, Headers) and not slot.given:
        return f"headers: {spell(AuthorizationEntry(slot.value), key_source)}"
    return spelling.spell(slot, key_source)


def required(name: str) -> str:
    """Return a reference to a variable that fails where it is not set, as Compose has it."""
    return f"${{{name}:?}}"
