"""Names of variables that are nearly those that the code reads, and keys that a file has twice."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from flake8_openrouter.doctor import values
from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.places import Place
from flake8_openrouter.doctor.readers import BOM
from flake8_openrouter.doctor.results import Kind, Result, Status
from flake8_openrouter.doctor.sent import is_ours
from flake8_openrouter.doctor.subject import Subject
from flake8_openrouter.model import Message

#: From which on two names may be one that was mistyped, by ``SequenceMatcher.ratio``.
_NEAR = 0.85
_KEYS = (Kind.KEY, Kind.DAMAGED)


def check_near(subject: Subject) -> Iterator[Result]:
    """Yield variables that hold a key under a name that nothing reads, where what is read holds none."""
    said: set[str] = set()
    lacking = sorted({each.wanted for each in subject.resolved if not each.is_fine})
    for place in _places(subject):
        for name, value in place.values.items():
            wanted = next((each for each in lacking if _is_near(name, each)), None)
            if wanted is None or name in subject.code.variables or name in said or value.text is None:
                continue
            if values.holding(name, value.text, "").kind in _KEYS:
                said.add(name)
                yield _near(place, name, wanted, value.line)


def _near(place: Place, name: str, wanted: str, line: int) -> Result:
    path = place.shown
    if name.startswith(BOM):
        message = _(
            "{path} begins with a byte order mark, which is taken for a part of {wanted}", path=path, wanted=wanted
        )
        return Result("names", Status.PROBLEM, message, (), _("save {path} without it", path=path))
    shown = f"{path}:{line}" if line else path
    message = _("{place} has a key under {name}, the code reads {wanted}", place=shown, name=name, wanted=wanted)
    repair = Message('export {wanted}="${name}"', "", wanted=wanted, name=name)
    if line:
        names = {"name": name, "wanted": wanted, "line": str(line), "path": path}
        repair = _("rename {name} to {wanted} in line {line} of {path}", **names)
    return Result("names", Status.PROBLEM, message, (), repair)


def _is_near(name: str, wanted: str) -> bool:
    if name == BOM + wanted:
        return True
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
    yield from subject.unloaded
