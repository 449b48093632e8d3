"""What messages leave to a language, as Python writes it."""

from __future__ import annotations

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages.python.edits import expressions
from flake8_openrouter.languages.python.key_source import KEY_SOURCE
from flake8_openrouter.model import BearerKey, Interpolation, RequiredVariable, Slot, VariableName


def spell(slot: Slot, key_source: KeySource) -> str:
    """Return how Python writes what a message leaves open."""
    if isinstance(slot, Interpolation):
        return "an f-string"
    if isinstance(slot, BearerKey):
        return expressions.bearer(slot.name or key_source.expression)
    if isinstance(slot, VariableName):
        return f'the variable "{key_source.variable}"' if key_source.variable else key_source.expression
    if isinstance(slot, RequiredVariable) and (slot.own or key_source == KEY_SOURCE):
        return f'os.environ["{slot.name}"]'
    return key_source.expression
