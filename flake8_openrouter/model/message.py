"""What a finding says: a text with slots, filled once, so that what a user wrote stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class KeyRead(NamedTuple):
    """The key source."""


class BearerKey(NamedTuple):
    """The value of an Authorization header: with the key by ``name``, else with the key source."""

    name: str = ""


class VariableName(NamedTuple):
    """The variable that the key source reads; the key source itself where it reads none."""


class RequiredVariable(NamedTuple):
    """A read of the variable ``name`` that fails where it is not set.

    Where a key source is configured, that, unless the variable is to stay its ``own``.
    """

    name: str
    own: bool = False


class Interpolation(NamedTuple):
    """What the language calls a text whose places are filled in."""


#: What a language spells.
Slot = KeyRead | BearerKey | VariableName | RequiredVariable | Interpolation


#: Slots that every template may have.
_ALWAYS: dict[str, str | Slot] = {"key_source": KeyRead(), "bearer": BearerKey()}


class Message(str):
    """A message to be filled in; as a text it is its template. Values are texts, slots, or messages themselves."""

    values: dict[str, str | Slot]

    def __new__(cls, template: str, **values: str | Slot) -> Message:
        message = super().__new__(cls, template)
        message.values = values
        return message

    def filled(self, spell: Callable[[Slot], str]) -> str:
        """Return the text with its values in it, slots as ``spell`` writes them."""
        values = {**_ALWAYS, **self.values}
        return str(self).format_map({name: _filled(value, spell) for name, value in values.items()})


def _filled(value: str | Slot, spell: Callable[[Slot], str]) -> str:
    if isinstance(value, Message):
        return value.filled(spell)
    return value if isinstance(value, str) else spell(value)
