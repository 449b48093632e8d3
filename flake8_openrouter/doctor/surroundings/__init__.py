"""Where a project's programs run besides here: CI, containers, services; what would be missing there, and why."""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.doctor.results import Result
from flake8_openrouter.doctor.subject import Subject
from flake8_openrouter.doctor.surroundings import actions, compose, gitlab, images
from flake8_openrouter.doctor.surroundings.place import Place

#: What is looked at without being asked for.
_CHECKS = (actions.check, gitlab.check, compose.check, images.check)


def place_of(subject: Subject) -> Place:
    """Return where a project is looked at from, and what it asks for."""
    return Place(subject.world, subject.wanted, bool(subject.code.loads))


def check(subject: Subject) -> Iterator[Result]:
    """Yield what is to be said of CI and containers, where code reads a key; no program is run."""
    if subject.code.variables:
        for each in _CHECKS:
            yield from each(place_of(subject))
