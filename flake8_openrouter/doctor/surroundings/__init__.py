"""Where a project's programs run besides here: CI, containers, services; what would be missing there, and why."""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.doctor.results import Result
from flake8_openrouter.doctor.surroundings import actions, compose, gitlab, images
from flake8_openrouter.doctor.surroundings.place import Place, Wanted

__all__ = ["Place", "Wanted", "check"]

#: What is looked at without being asked for.
_CHECKS = (actions.check, gitlab.check, compose.check, images.check)


def check(place: Place) -> Iterator[Result]:
    """Yield what is to be said of the surroundings of a project that reads some variable; nothing else is run."""
    if place.wanted.variables:
        for each in _CHECKS:
            yield from each(place)
