"""What speaks for OpenRouter, and against it, where a destination is unknown: the names around, the value itself."""

from __future__ import annotations

from collections.abc import Iterable

from flake8_openrouter.model import Destination, Place, Text
from flake8_openrouter.openrouter import credentials

_FUNCTION = "function"


def of_function(name: str) -> str:
    """Return the evidence that the name of a function is."""
    return f"{_FUNCTION} {name}"


def of_class(name: str) -> str:
    """Return the evidence that the name of a class is."""
    return f"class {name}"


def supported_by(destination: Destination, value: Text, others: Iterable[Text] = ()) -> Destination:
    """Return a destination with the evidence that a value itself gives, for OpenRouter or against.

    What a function is named for it does, whatever key it is given; a class and a file may do something else beside.
    ``others`` is all that can be in the value's place: where another service's key can be, it says nothing for
    OpenRouter.
    """
    if destination.place is not Place.UNKNOWN:
        return destination
    if destination.evidence:
        is_against = credentials.is_anothers(value) and not destination.evidence.startswith(f"{_FUNCTION} ")
        return destination._replace(evidence="") if is_against else destination
    if not credentials.is_ours(value) or any(map(credentials.is_anothers, others)):
        return destination
    return destination._replace(evidence=f"the value is {credentials.describe(value)}")
