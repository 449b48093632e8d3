"""What messages leave to a language, as Python writes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages.python.edits import expressions
from flake8_openrouter.languages.python.key_source import KEY_SOURCE
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


def spell(slot: Slot, key_source: KeySource) -> str:
    """Return how Python writes what a message leaves open."""
    return _SPELLINGS[type(slot)](slot, key_source)


def _key(slot: KeyRead, key_source: KeySource) -> str:
    return key_source.expression


def _bearer(slot: BearerKey, key_source: KeySource) -> str:
    return expressions.bearer(slot.name or key_source.expression)


def _entry(slot: AuthorizationEntry, key_source: KeySource) -> str:
    return f'"Authorization": {_bearer(slot.value, key_source)}'


def _headers(slot: Headers, key_source: KeySource) -> str:
    return f"headers={slot.given or f'{{{_entry(AuthorizationEntry(slot.value), key_source)}}}'}"


def _argument(slot: Argument, key_source: KeySource) -> str:
    if slot.value is None:
        return f"{slot.name}="
    value = json.dumps(slot.value) if isinstance(slot.value, str) else spell(slot.value, key_source)
    return f'"{slot.name}": {value}' if slot.in_mapping else f"{slot.name}={value}"


def _variable(slot: VariableName, key_source: KeySource) -> str:
    return f'"{key_source.variable}"' if key_source.variable else key_source.expression


def _required(slot: RequiredVariable, key_source: KeySource) -> str:
    return f'os.environ["{slot.name}"]' if slot.own or key_source == KEY_SOURCE else key_source.expression


def _not_interpolated(slot: NotInterpolated, key_source: KeySource) -> str:
    if "$" in slot.text:
        return "Python does not expand it"
    return "the f prefix is missing" if "{" in slot.text else "nothing fills it in"


_SPELLINGS: dict[type, Callable[[Any, KeySource], str]] = {
    KeyRead: _key,
    BearerKey: _bearer,
    AuthorizationEntry: _entry,
    Headers: _headers,
    Argument: _argument,
    VariableName: _variable,
    RequiredVariable: _required,
    NotInterpolated: _not_interpolated,
    Interpolation: lambda slot, key_source: "an f-string",
    StripCall: lambda slot, key_source: ".strip()",
    StatusCheck: lambda slot, key_source: "call raise_for_status()",
}
