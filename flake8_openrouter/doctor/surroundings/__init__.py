"""Where a project's programs run besides here: CI, containers, services; what would be missing there, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from flake8_openrouter.doctor.results import Result
from flake8_openrouter.doctor.subject import Subject
from flake8_openrouter.doctor.surroundings import actions, clean, compose, env_file, gitlab, images, systemd
from flake8_openrouter.doctor.surroundings.place import Place

#: What is looked at without being asked for.
_CHECKS = (actions.check, gitlab.check, compose.check, images.check)


class Asked(NamedTuple):
    """What somebody asks for by options: a unit of systemd, a file of variables, an environment without a shell's.

    ``whole`` is the environment that is left out; None where it isn't.
    """

    unit: str = ""
    env_file: Path | None = None
    whole: Mapping[str, str] | None = None


def on_request(subject: Subject, asked: Asked) -> Iterator[Result]:
    """Yield what is to be said of what somebody asks for."""
    place = place_of(subject)
    if asked.whole is not None:
        yield from clean.check(asked.whole, place)
    if asked.unit:
        yield from systemd.check(asked.unit, place)
    if asked.env_file is not None:
        yield from env_file.check(asked.env_file, place)


def place_of(subject: Subject) -> Place:
    """Return where a project is looked at from, and what it asks for."""
    return Place(subject.world, subject.wanted, bool(subject.code.loads))


def check(subject: Subject) -> Iterator[Result]:
    """Yield what is to be said of CI and containers, where code reads a key; no program is run."""
    if subject.code.variables:
        for each in _CHECKS:
            yield from each(place_of(subject))
