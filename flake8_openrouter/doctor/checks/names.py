"""Names of variables that are nearly those that the code reads, and keys that a file has twice."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from flake8_openrouter.doctor import values
from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.code import is_ours
from flake8_openrouter.doctor.places import ENVIRONMENT, Place
from flake8_openrouter.doctor.results import Kind, Result, Status
from flake8_openrouter.doctor.subject import Subject
from flake8_openrouter.model import Message

#: From which on two names may be one that was mistyped, by ``SequenceMatcher.ratio``.
_NEAR = 0.85
_KEYS = (Kind.KEY, Kind.DAMAGED)


def check_near(subject: Subject) -> Iterator[Result]:
    """Yield variables that hold a key under a name that nothing reads, where what is read holds none."""
    said: set[str] = set()
    lacking = {each.winner.variable for each in subject.resolved if not each.is_fine}
    for place in _places(subject):
        for name, value in place.values.items():
            wanted = next((each for each in sorted(lacking) if _is_near(name, each)), None)
            is_read = name in subject.code.variables or value.text is None
            if (
                wanted is None
                or is_read
                or name in said
                or values.holding(name, value.text or "", "").kind not in _KEYS
            ):
                continue
            said.add(name)
            shown = f"{place.shown}:{value.line}" if value.line else place.shown
            message = _(
                "{place} has a key under {name}, the code reads {wanted}", place=shown, name=name, wanted=wanted
            )
            repair = Message('export {wanted}="${name}"', "", wanted=wanted, name=name)
            if place.shown != ENVIRONMENT:
                line = str(value.line)
                repair = _(
                    "rename {name} to {wanted} in line {line} of {path}",
                    name=name,
                    wanted=wanted,
                    line=line,
                    path=place.shown,
                )
            yield Result("names", Status.PROBLEM, message, (), repair)


def _is_near(name: str, wanted: str) -> bool:
    if name == wanted or not name.isidentifier():
        return False
    return (is_ours(name) and is_ours(wanted)) or SequenceMatcher(None, name.upper(), wanted.upper()).ratio() >= _NEAR


def check_doubled(subject: Subject) -> Iterator[Result]:
    """Yield the keys that a file sets several times, to different values."""
    said: set[tuple[str, str]] = set()
    for place in _places(subject):
        for name in subject.wanted:
            value = place.values.get(name)
            if value is None or not value.earlier or (place.path, name) in said:
                continue
            said.add((place.path, name))
            earlier = ", ".join(map(str, value.earlier))
            message = _(
                "{path} sets {name} in line {earlier} and again in line {line}, which wins",
                path=place.shown,
                name=name,
                earlier=earlier,
                line=str(value.line),
            )
            repair = _("delete line {line} of {path}, or the one that is not right", line=earlier, path=place.shown)
            yield Result("duplicates", Status.PROBLEM, message, (), repair)


def _places(subject: Subject) -> Iterator[Place]:
    for _family, found in subject.every_place:
        yield from found.places
    if subject.unloaded is not None:
        yield subject.unloaded
