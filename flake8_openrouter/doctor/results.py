"""What the checks of the doctor say: a result for each, and what is known of a value without showing it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from flake8_openrouter.model import Message


class Status(Enum):
    """How a check came out. ``UNKNOWN``: what it asks for can't be looked at."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"
    UNKNOWN = "unknown"


class Kind(Enum):
    """What a value is, which is all that is told of it."""

    KEY = "key"
    DAMAGED = "damaged-key"
    OTHER_PROVIDER = "other-provider"
    TOKEN = "token"
    PLACEHOLDER = "placeholder"
    EMPTY = "empty"
    MALFORMED = "malformed"
    URL = "url"


class Holding(NamedTuple):
    """A value of a variable at one place, never the value itself.

    ``place`` is as it is shown: ``~`` for the home folder. ``label`` is the key's as the dashboard has it, or what is
    said of another value. ``digest`` is the SHA-256 in hex of what is held; it tells whether two are the same, and is
    shown only of what looks issued. ``defects`` are what a header would not take, or what a reader does to the value.
    """

    variable: str
    place: str
    kind: Kind
    label: str
    digest: str
    defects: tuple[Message, ...] = ()

    @property
    def usable(self) -> bool:
        """It may be sent as a key: nothing is seen to be wrong with it."""
        return self.kind in (Kind.KEY, Kind.TOKEN) and not self.defects


NOTHING = Message("")


class Result(NamedTuple):
    """What a check found, in one line. Texts are templates of the catalogue, with what fills their slots.

    A command, which is the same in every language, is a message that is in no catalogue.

    ``check`` is its id in kebab-case, ``detail`` what is shown where all is not well, ``repair`` a command or an edit,
    empty where there is nothing to do. ``link`` opens the key that it is about for its signed-in owner, by its hash.
    """

    check: str
    status: Status
    message: Message
    detail: tuple[Message, ...] = ()
    repair: Message = NOTHING
    link: str = ""


#: Codes with which the command ends: all well, something was found, nothing could be looked at.
WELL, FOUND, BLIND = 0, 1, 2


def exit_code(results: Iterable[Result]) -> int:
    """Return the code with which the command ends after some results."""
    statuses = [result.status for result in results]
    if Status.PROBLEM in statuses:
        return FOUND
    return BLIND if statuses and all(status is Status.UNKNOWN for status in statuses) else WELL
