"""What messages leave to a language, as JavaScript writes it."""

from __future__ import annotations

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages.text import spelling
from flake8_openrouter.model import Slot


def spell(slot: Slot, key_source: KeySource) -> str:
    """Return how JavaScript writes what a message leaves open."""
    return spelling.spell(slot, key_source)
