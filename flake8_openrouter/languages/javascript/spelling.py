"""What messages leave to a language, as JavaScript writes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages.javascript.key_source import KEY_SOURCE
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
from flake8_openrouter.openrouter import api


def spell(slot: Slot, key_source: KeySource) -> str:
    """Return how JavaScript writes what a message leaves open."""
    return _SPELLINGS[type(slot)](slot, key_source)


def _key(slot: KeyRead, key_source: KeySource) -> str:
    return key_source.expression


def _bearer(slot: BearerKey, key_source: KeySource) -> str:
    return f"`{api.SCHEME}${{{slot.name or key_source.expression}}}`"


def _entry(slot: AuthorizationEntry, key_source: KeySource) -> str:
    return f"Authorization: {_bearer(slot.value, key_source)}"


def _headers(slot: Headers, key_source: KeySource) -> str:
    return f"headers: {slot.given or f'{{ {_entry(AuthorizationEntry(slot.value), key_source)} }}'}"


def _argument(slot: Argument, key_source: KeySource) -> str:
    if slot.value is None:
        return slot.name
    value = json.dumps(slot.value) if isinstance(slot.value, str) else spell(slot.value, key_source)
    first, *inner = slot.name.split(".")
    return f"{first}: {{ {'.'.join(inner)}: {value} }}" if inner else f"{first}: {value}"


def _variable(slot: VariableName, key_source: KeySource) -> str:
    return f'"{key_source.variable}"' if key_source.variable else key_source.expression


def _required(slot: RequiredVariable, key_source: KeySource) -> str:
    if slot.own or key_source == KEY_SOURCE:
        return f"process.env.{slot.name} with a guard that throws"
    return key_source.expression


def _not_interpolated(slot: NotInterpolated, key_source: KeySource) -> str:
    if "${" in slot.text:
        return "only backticks fill it in"
    if "$" in slot.text:
        return "JavaScript does not expand it"
    return "only ${...} between backticks is filled in" if "{" in slot.text else "nothing fills it in"


_SPELLINGS: dict[type, Callable[[Any, KeySource], str]] = {
    KeyRead: _key,
    BearerKey: _bearer,
    AuthorizationEntry: _entry,
    Headers: _headers,
    Argument: _argument,
    VariableName: _variable,
    RequiredVariable: _required,
    NotInterpolated: _not_interpolated,
    Interpolation: lambda slot, key_source: "a template literal",
    StripCall: lambda slot, key_source: ".trim()",
    StatusCheck: lambda slot, key_source: "throw if response.ok is false",
}
