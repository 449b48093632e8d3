"""What arrives of a variable at a place: judged by its class, and never shown but as a label."""

from __future__ import annotations

from typing import NamedTuple

from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.model import Message
from flake8_openrouter.openrouter import keys
from flake8_openrouter.openrouter.credentials import Shape, classify
from flake8_openrouter.openrouter.masking import presentable


class Given(NamedTuple):
    """A variable that something gives a program, and where it does, as that is shown. ``value`` is never shown."""

    variable: str
    value: str
    place: str

    @property
    def defect(self) -> Message | None:
        """What is wrong with the value; None where nothing is seen to be."""
        if not self.value:
            return _("it is empty")
        if self.value[0] in "\"'" and self.value[0] == self.value[-1:]:
            return _("its quotes are a part of the value")
        if self.value != self.value.strip():
            return _("white space is around it")
        return _DEFECTS.get(classify(self.value))


_DEFECTS = {
    Shape.DAMAGED: _("something is around the key, or in it, such as a comment after it"),
    Shape.PLACEHOLDER: _("it is a placeholder"),
    Shape.UNINTERPOLATED: _("it is the name of a variable, which nothing replaces there"),
}


def judged(check: str, given: Given, receiver: Message) -> Result:
    """Return what comes of a variable for who receives it."""
    defect, variable = given.defect, presentable(given.variable)
    if defect is None:
        label = (
            keys.label(given.value)
            if given.value.startswith(keys.PREFIX)
            else _("a value that is no key of OpenRouter's")
        )
        message = _("{receiver} gets {variable}: {label}", receiver=receiver, variable=variable, label=label)
        return Result(check, Status.OK, message, (_("from {place}", place=given.place),))
    message = _(
        "{place}: {receiver} gets a {variable} that is no key: {defect}",
        place=given.place,
        receiver=receiver,
        variable=variable,
        defect=defect,
    )
    repair = _("write {variable}=sk-or-v1-... there, without quotes or a comment", variable=variable)
    return Result(check, Status.PROBLEM, message, (), repair)
