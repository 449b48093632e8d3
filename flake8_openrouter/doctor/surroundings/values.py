"""What arrives of a variable at a place: judged by its class, and never shown but as a label."""

from __future__ import annotations

import re
from typing import NamedTuple

from flake8_openrouter.doctor import values
from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.results import Kind, Result, Status
from flake8_openrouter.model import Message
from flake8_openrouter.openrouter import api
from flake8_openrouter.openrouter.masking import presentable

#: What was to be a comment, and is not one for this reader.
_COMMENT = re.compile(r"sk-or-[\w-]+[\"']?\s*#")


class Given(NamedTuple):
    """A variable that something gives a program, and where it does, as that is shown. ``value`` is never shown."""

    variable: str
    value: str
    place: str


def judged(check: str, given: Given, receiver: Message) -> Result:
    """Return what comes of a variable for who receives it. Another provider's own variable holds a key of its own."""
    held = values.holding(given.variable, given.value, given.place)
    variable, called = presentable(given.variable), values.called(held)
    is_theirs = given.variable in api.FOREIGN_VARIABLES and held.kind in (Kind.OTHER_PROVIDER, Kind.MALFORMED)
    if held.usable or is_theirs:
        message = _("{receiver} gets {variable}: {called}", receiver=receiver, variable=variable, called=called)
        return Result(check, Status.OK, message, (_("from {place}", place=given.place),))
    message = _(
        "{place}: {receiver} gets {variable}, which is {called}",
        place=given.place,
        receiver=receiver,
        variable=variable,
        called=called,
    )
    repair = _("write {variable}=<the key> there, without quotes and without a comment after it", variable=variable)
    is_commented = _COMMENT.search(given.value) is not None
    defects = (_("the comment after it is a part of it"),) if is_commented else held.defects
    return Result(check, Status.PROBLEM, message, defects, repair)
