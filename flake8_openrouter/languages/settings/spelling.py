"""What messages leave to a language, in the words of a file of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_openrouter.languages.text import spelling
from flake8_openrouter.model import BearerKey, RequiredVariable, Slot

if TYPE_CHECKING:
    from flake8_openrouter.languages._key_source import KeySource


def spell(slot: Slot, key_source: KeySource) -> str:
    """Return how a file of settings writes what a message leaves open."""
    if isinstance(slot, RequiredVariable):
        return required(slot.name)
    if isinstance(slot, BearerKey) and not slot.name and key_source.variable:
        return f'"Bearer ${{{key_source.variable}}}"'
    return spelling.spell(slot, key_source)


def required(name: str) -> str:
    """Return a reference to a variable that fails where it is not set, as Compose has it."""
    return f"${{{name}:?}}"
