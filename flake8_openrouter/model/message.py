"""What a finding says: a headline and a remedy with slots, filled once, so that what a user wrote stays as it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

#: Characters of what the user wrote that a message quotes: a name may have megabytes.
_LONGEST = 60


class KeyRead(NamedTuple):
    """The key source."""


class BearerKey(NamedTuple):
    """The value of an Authorization header: with the key by ``name``, else with the key source.

    ``reference`` is what stands for a variable where it is, as its file writes it.
    """

    name: str = ""
    reference: str = ""


class AuthorizationEntry(NamedTuple):
    """The Authorization header as an entry of headers, with its value."""

    value: BearerKey = BearerKey()


class Headers(NamedTuple):
    """The headers of a request as they are given to it: those named ``given``, else the Authorization header alone."""

    value: BearerKey = BearerKey()
    given: str = ""


class Argument(NamedTuple):
    """An argument by its name, with its value: a slot, or a text that is a literal; None for the name alone.

    ``in_mapping``: it is an entry of a mapping.
    """

    name: str
    value: Slot | str | None = None
    in_mapping: bool = False


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


class NotInterpolated(NamedTuple):
    """Why the language sends a text such as ``{name}`` or ``$NAME`` as it is."""

    text: str


class StripCall(NamedTuple):
    """What takes surrounding white space off a value."""


class StatusCheck(NamedTuple):
    """What to do so that a response that is an error raises."""


#: What a language spells.
Slot = (
    KeyRead
    | BearerKey
    | AuthorizationEntry
    | Headers
    | Argument
    | VariableName
    | RequiredVariable
    | Interpolation
    | NotInterpolated
    | StripCall
    | StatusCheck
)


class Quoted(NamedTuple):
    """What the user wrote, in quotes, so that white space and quotes in it are seen; of a long text the beginning."""

    text: str

    def __str__(self) -> str:
        shown = self.text if len(self.text) <= _LONGEST else f"{self.text[:_LONGEST]}..."
        return json.dumps(shown, ensure_ascii=False)


Value = str | Slot | Quoted


class Message(str):
    """A text with slots to be filled; as a text it is its template. Values are texts, slots, or messages themselves.

    ``help`` is what to do about it; empty where the text says all.
    """

    values: dict[str, Value]
    help: str

    def __new__(cls, template: str, help: str = "", **values: Value) -> Message:
        message = super().__new__(cls, template)
        message.values = values
        message.help = help
        return message

    def filled(self, spell: Callable[[Slot], str]) -> str:
        """Return the text with its values in it, slots as ``spell`` writes them."""
        return self._filled(str(self), spell)

    def filled_help(self, spell: Callable[[Slot], str]) -> str:
        """Return what to do about it, with the same values."""
        return self.help.filled(spell) if isinstance(self.help, Message) else self._filled(self.help, spell)

    def _filled(self, template: str, spell: Callable[[Slot], str]) -> str:
        return template.format_map({name: _said(value, spell) for name, value in self.values.items()})


def _said(value: Value, spell: Callable[[Slot], str]) -> str:
    if isinstance(value, Message):
        return value.filled(spell)
    return str(value) if isinstance(value, str | Quoted) else spell(value)
