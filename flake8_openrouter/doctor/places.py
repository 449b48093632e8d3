"""Where variables have values here: the environment, and each file that a reader of the project's finds."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.readers import READERS, Unreadable
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.doctor.world import Unread, World
from flake8_openrouter.languages.settings import toml
from flake8_openrouter.model.environment_file import EnvironmentFile

ENVIRONMENT = "environment"
DOTENV = ".env"
_INI = "settings.ini"
_SECRETS = os.path.join(".streamlit", "secrets.toml")
#: Folders that are looked into from one up.
_HIGHEST = 100


class Value(NamedTuple):
    """A value that a variable has at a place, which never leaves the doctor's checks: they make a ``Holding`` of it.

    ``line`` is the 1-based one in a file, 0 in the environment. ``earlier`` are the lines before it in the same file
    that set it to something else.
    """

    text: str | None
    line: int = 0
    earlier: tuple[int, ...] = ()


class Place(NamedTuple):
    """What has values: ``shown`` says where, ``path`` is a file's. ``overrides``: they replace the environment's.

    ``load`` is what asks for the file; None for the environment itself.
    """

    shown: str
    values: dict[str, Value]
    path: str = ""
    reader: str = ""
    overrides: bool = False
    load: EnvironmentFile | None = None


class Found(NamedTuple):
    """The places in the order in which they count, and what could not be read or found.

    ``missing`` are loads that find no file.
    """

    places: tuple[Place, ...]
    missing: tuple[EnvironmentFile, ...] = ()
    unread: tuple[Result, ...] = ()


def find(world: World, loads: Iterable[EnvironmentFile], libraries: frozenset[str] = frozenset()) -> Found:
    """Return the places that have values, the one that wins first.

    What overrides the environment comes before it, the last of several first; what does not, after it, the first of
    several first. Where no order is known, it is that of the paths. What a file refers to is what those before it left.
    """
    left = dict(world.environment)
    before: list[Place] = []
    after: list[Place] = []
    missing: list[EnvironmentFile] = []
    unread: list[Result] = []
    seen: set[tuple[str, str]] = set()
    for load in loads:
        path = locate(world, load)
        if path is None:
            if load.path is not None:
                missing.append(load)
            continue
        if (path, load.reader) in seen:
            continue
        seen.add((path, load.reader))
        place = _read(world._replace(environment=left), path, load, unread)
        if place is not None:
            (before if place.overrides else after).append(place)
            if READERS[load.reader].sets:
                given = {name: value.text for name, value in place.values.items() if value.text is not None}
                left = {**left, **given} if place.overrides else {**given, **left}
    if "streamlit" in libraries:
        before += _secrets(world, unread)
    environment = Place(ENVIRONMENT, {name: Value(text) for name, text in world.environment.items()})
    return Found((*reversed(before), environment, *after), tuple(missing), tuple(unread))


def locate(world: World, load: EnvironmentFile) -> str | None:
    """Return the file that a load finds from here; None where it finds none, or it can't be told which."""
    if load.upwards:
        start = Path(load.folder or world.folder)
        for folder in (start, *start.parents)[:_HIGHEST]:
            for name in (_INI, DOTENV) if load.reader == "decouple" else (DOTENV,):
                path = os.path.join(folder, name)
                if os.path.exists(path):
                    return path
        return None
    if load.path is None:
        return None
    path = os.path.normpath(os.path.join(world.folder, os.path.expanduser(load.path)))
    return path if os.path.exists(path) else None


def read(world: World, path: str, reader: str) -> dict[str, Value]:
    """Return what one reader takes of a file, the last value of each variable. Raises Unread."""
    found: dict[str, Value] = {}
    try:
        for each in READERS[reader].read(world.text(path) or "", world.environment):
            name = each.name.upper() if READERS[reader].folds else each.name
            before = found.get(name)
            earlier = before.earlier if before is not None else ()
            if before is not None and before.text != each.value:
                earlier += (before.line,)
            found[name] = Value(each.value, each.line, earlier)
    except Unreadable as error:
        reason = _("line {line} is none that {reader} takes", line=str(error.line), reader=READERS[reader].title)
        raise Unread(reason) from None
    return found


def _read(world: World, path: str, load: EnvironmentFile, unread: list[Result]) -> Place | None:
    if load.reader == "decouple" and os.path.basename(path) == _INI:
        load = load._replace(reader="decouple-ini")
    try:
        values = read(world, path, load.reader)
    except Unread as error:
        unread.append(unreadable(world.shown(path), error))
        return None
    return Place(world.shown(path), values, path, load.reader, load.overrides, load)


def unreadable(path: str, error: Unread) -> Result:
    """Return the line for a file that can't be looked into, by its path as it is shown."""
    message = _("{path} can't be read: {reason}", path=path, reason=error.reason)
    return Result("files", Status.PROBLEM if error.repair else Status.UNKNOWN, message, (), error.repair)


def _secrets(world: World, unread: list[Result]) -> Iterator[Place]:
    """Yield Streamlit's files of secrets, whose values at the top become variables; the project's counts last."""
    for folder in filter(None, (world.home, world.folder)):
        path = os.path.join(folder, _SECRETS)
        try:
            text = world.text(path)
        except Unread as error:
            unread.append(unreadable(world.shown(path), error))
            continue
        if text is not None:
            entries = [entry for entry in toml.read(text) if len(entry.path) == 1]
            values = {entry.own_name: Value(entry.value, text.count("\n", 0, entry.start) + 1) for entry in entries}
            yield Place(world.shown(path), values, path, "streamlit", overrides=True)
