"""What messages leave to a language, as the shell writes it."""

from __future__ import annotations

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages.shell.key_source import KEY_SOURCE
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

#: How curl calls what other languages have as arguments.
_OPTIONS = {"auth": "-u", "headers": "-H"}


def spell(slot: Slot, key_source: KeySource) -> str:
    """Return how the shell writes what a message leaves open."""
    match slot:
        case KeyRead():
            return key_source.expression
        case BearerKey():
            return f'"Bearer {_key(slot, key_source)}"'
        case AuthorizationEntry():
            return f'"Authorization: Bearer {_key(slot.value, key_source)}"'
        case Headers():
            return f"-H {slot.given or spell(AuthorizationEntry(slot.value), key_source)}"
        case Argument():
            name = _OPTIONS.get(slot.name, slot.name)
            value = slot.value if isinstance(slot.value, str | None) else spell(slot.value, key_source)
            return f"{name} {value}" if value is not None else name
        case VariableName():
            return key_source.variable or key_source.expression
        case RequiredVariable():
            return f"${{{slot.name}:?}}" if slot.own or key_source == KEY_SOURCE else key_source.expression
        case NotInterpolated():
            return "bash does not expand it here" if "$" in slot.text else "nothing fills it in"
        case Interpolation():
            return "double quotes"
        case StripCall():
            return "tr -d '[:space:]'"
        case StatusCheck():
            return "--fail"


def _key(slot: BearerKey, key_source: KeySource) -> str:
    """Return what stands for the key: the name that it has, what stands there already, or the key source."""
    if slot.reference.startswith(("$", "`")):
        return slot.reference
    return f"${slot.name}" if slot.name.isidentifier() else key_source.expression
