"""Which value of a variable counts, and what it hides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from flake8_openrouter.doctor import values
from flake8_openrouter.doctor.places import ENVIRONMENT, Found, Place
from flake8_openrouter.doctor.results import Holding


class Held(NamedTuple):
    """A holding, and the place that has it."""

    holding: Holding
    place: Place

    @property
    def is_outside(self) -> bool:
        """It comes from what started the process, and from no file."""
        return self.place.shown == ENVIRONMENT


class Winner(NamedTuple):
    """The value that counts for a variable, None where nothing has one, and those that it hides, which differ."""

    variable: str
    held: Held | None
    hidden: tuple[Held, ...] = ()


def _as_it_is(text: str) -> str:
    return text


def winner(variable: str, found: Found, made: Callable[[str], str] = _as_it_is) -> Winner:
    """Return which value of a variable counts here: that of the first place that has one, be it empty.

    ``made`` is what the code makes of it before it is sent.
    """
    first, *others = list(_held(variable, found, made)) or (None,)
    if first is None:
        return Winner(variable, None)
    hidden = [each for each in others if each is not None and each.holding.digest != first.holding.digest]
    return Winner(variable, first, tuple(hidden))


def _held(variable: str, found: Found, made: Callable[[str], str]) -> Iterator[Held | None]:
    for place in found.places:
        value = place.values.get(variable)
        if value is not None and value.text is not None:
            shown = f"{place.shown}:{value.line}" if value.line else place.shown
            yield Held(values.holding(variable, made(value.text), shown), place)
