"""What messages leave to a language, in the words of a file that is no program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_openrouter.model import (
    Argument,
    AuthorizationEntry,
    BearerKey,
    Headers,
    Interpolation,
    KeyRead,
    NotInterpolated,
    RequiredVariable,
    Slot,
    StatusCheck,
    StripCall,
    VariableName,
)

if TYPE_CHECKING:
    from flake8_openrouter.languages._key_source import KeySource


def spell(slot: Slot, key_source: KeySource) -> str:
    """Return how a file of settings writes what a message leaves open."""
    match slot:
        case KeyRead():
            return key_source.expression
        case BearerKey():
            return f'"Bearer {slot.name or key_source.expression}"'
        case AuthorizationEntry():
            return f"Authorization: {spell(slot.value, key_source)}"
        case Headers():
            return f"headers: {slot.given or spell(AuthorizationEntry(slot.value), key_source)}"
        case Argument():
            value = slot.value if isinstance(slot.value, str | None) else spell(slot.value, key_source)
            return f"{slot.name}: {value}" if value is not None else slot.name
        case VariableName():
            return key_source.variable or key_source.expression
        case RequiredVariable():
            return slot.name
        case NotInterpolated():
            return "nothing fills it in"
        case Interpolation():
            return "a text that is filled in"
        case StripCall():
            return "no white space around it"
        case StatusCheck():
            return "check the status"
