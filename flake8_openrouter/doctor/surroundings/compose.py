"""Compose files beside a project: what is forwarded to its services, and what is overridden with nothing.

Source: compose-go (``WithServicesEnvironmentResolved``): ``environment`` is before ``env_file``, of which the last
counts; what is named without a value is the shell's, or that of ``.env`` beside the file.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.readers import Unreadable, compose, docker
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.doctor.surroundings import yaml_files
from flake8_openrouter.doctor.surroundings.place import UNREADABLE, Place, exists, line_of
from flake8_openrouter.doctor.surroundings.values import Given, judged
from flake8_openrouter.doctor.world import Unread
from flake8_openrouter.languages.settings.entries import Entry
from flake8_openrouter.model import Message

#: The files that Compose takes by itself, the first that is there, and the one that it adds.
_FILES = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
_OVERRIDES = (
    "compose.override.yaml",
    "compose.override.yml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
)

_REQUIRED = re.compile(r"\$\{(?P<name>\w+):?\?")
_REFERENCE = re.compile(r"(?<!\$)\$\{?(?P<name>[A-Za-z_]\w*)")
#: What a service may get more from than its own lines tell.
_OPEN = frozenset(("<<", "extends", "secrets", "configs", "develop"))


class _Setting(NamedTuple):
    """What ``environment`` says of a variable: its value as written, None for the shell's, and where."""

    value: str | None
    place: str


class _EnvFile(NamedTuple):
    path: Path
    required: bool
    raw: bool
    place: str


class _Service(NamedTuple):
    """A service. ``builds``: it is made of the project. ``is_open``: more may come to it than is written here."""

    name: str
    builds: bool
    is_open: bool
    environment: dict[str, _Setting]
    env_files: list[_EnvFile]
    place: str


def check(place: Place) -> Iterator[Result]:
    """Yield what the services of the compose files beside a project get of the variables that are wanted."""
    services: dict[str, _Service] = {}
    for path in _files(place):
        try:
            text = place.text(path)
        except UNREADABLE:
            yield Result("compose", Status.UNKNOWN, _("{path} can't be read", path=place.shown(path)))
            continue
        for service in _services(text, path, place):
            services[service.name] = _merged(services.get(service.name), service)
    if not services:
        return
    try:
        known = {**_beside(place), **place.environment}
    except Unreadable as error:
        where = place.shown(place.root / ".env", error.line)
        message = _("{place}: Compose stops here: a quote is not closed, or this is no variable", place=where)
        yield Result("compose-env", Status.PROBLEM, message, (), _("correct the line, or remove it"))
        return
    found = [result for service in services.values() for result in _of_service(service, known, place)]
    yield from found
    built = [service for service in services.values() if service.builds]
    if built and not found and not any(service.is_open for service in services.values()):
        yield _not_forwarded(built, known, place)


def _files(place: Place) -> list[Path]:
    """Return the files that Compose would take here, each on top of those before it."""
    if named := place.environment.get("COMPOSE_FILE"):
        parts = named.split(place.environment.get("COMPOSE_PATH_SEPARATOR") or os.pathsep)
        return [path for part in parts if part and exists(path := place.root / part)]
    main = [path for name in _FILES if exists(path := place.root / name)][:1]
    return main + [path for name in _OVERRIDES if main and exists(path := place.root / name)][:1]


def _beside(place: Place) -> Mapping[str, str]:
    """Return the variables of ``.env`` beside the files, from which Compose fills in what they refer to."""
    try:
        text = place.text(place.root / ".env")
    except UNREADABLE:
        return {}
    return {each.name: each.value or "" for each in compose.read(text, place.environment)}


def _services(text: str, path: Path, place: Place) -> Iterator[_Service]:
    found: dict[str, list[Entry]] = defaultdict(list)
    text, entries = yaml_files.read(text)
    for entry in entries:
        if entry.path[:1] == ("services",) and len(entry.path) > 2:
            found[str(entry.path[1])].append(entry)
    for name, own in found.items():
        first = {str(entry.path[2]) for entry in own}
        yield _Service(
            name=name,
            builds="build" in first,
            is_open=not first.isdisjoint(_OPEN) or any(map(_is_shared, own)),
            environment=dict(_environment(own, text, path, place)),
            env_files=list(_env_files(own, text, path, place)),
            place=place.shown(path, line_of(text, own[0].start)),
        )


def _is_shared(entry: Entry) -> bool:
    """Tell whether YAML puts another mapping there, or a part of one."""
    return entry.path[2] in ("environment", "env_file") and entry.value[:1] == "*" and not entry.quote


def _environment(entries: list[Entry], text: str, path: Path, place: Place) -> Iterator[tuple[str, _Setting]]:
    for entry in entries:
        if entry.path[2] != "environment" or len(entry.path) != 4:
            continue
        where = place.shown(path, line_of(text, entry.start))
        if not entry.own_name:
            yield entry.value, _Setting(None, where)
        else:
            yield (
                entry.own_name,
                _Setting(None if yaml_files.is_null(entry) and _is_bare(entry, text) else entry.value, where),
            )


def _is_bare(entry: Entry, text: str) -> bool:
    """Tell whether it is ``NAME:``, and not ``NAME=``, which sets a variable to nothing."""
    return text[entry.name[1] : entry.start].strip(" \t\"'") == ":"


def _env_files(entries: list[Entry], text: str, path: Path, place: Place) -> Iterator[_EnvFile]:
    about: dict[tuple[str | int, ...], dict[str, str]] = defaultdict(dict)
    for entry in entries:
        if entry.path[2] == "env_file" and len(entry.path) == 5:
            about[entry.path[:4]][entry.own_name] = entry.value
    for entry in entries:
        is_path = len(entry.path) <= 4 or entry.own_name == "path"
        if entry.path[2] != "env_file" or not is_path or yaml_files.is_null(entry):
            continue
        more = about.get(entry.path[:4], {})
        where = place.shown(path, line_of(text, entry.start))
        yield _EnvFile(place.root / entry.value, more.get("required") != "false", more.get("format") == "raw", where)


def _merged(before: _Service | None, after: _Service) -> _Service:
    """Return a service of two files: the later one is on top."""
    if before is None:
        return after
    return before._replace(
        builds=before.builds or after.builds,
        is_open=before.is_open or after.is_open,
        environment={**before.environment, **after.environment},
        env_files=[*before.env_files, *after.env_files],
    )


def _of_service(service: _Service, known: Mapping[str, str], place: Place) -> Iterator[Result]:
    from_files: dict[str, Given] = {}
    for each in service.env_files:
        try:
            from_files.update(_of_file(each, known, place))
        except FileNotFoundError:
            if each.required and "$" not in str(each.path):
                message = _("{place}: the env_file is not there, so that Compose stops", place=each.place)
                yield Result("compose-env-file", Status.PROBLEM, message, (), _("write it, or add required: false"))
        except (Unread, Unreadable):
            yield Result("compose-env-file", Status.UNKNOWN, _("{place}: the env_file can't be read", place=each.place))
    receiver = _("the service {service}", service=service.name)
    for variable in place.wanted:
        if variable in service.environment:
            yield _set(receiver, variable, service.environment[variable], from_files.get(variable), known)
        elif variable in from_files:
            yield judged("compose-env-file", from_files[variable], receiver)


def _of_file(file: _EnvFile, known: Mapping[str, str], place: Place) -> Iterator[tuple[str, Given]]:
    """Yield the variables of a file that a service is given. Raises FileNotFoundError, Unread and Unreadable."""
    read = docker.read if file.raw else compose.read
    for each in read(place.text(file.path), known):
        yield each.name, Given(each.name, each.value or "", place.shown(file.path, each.line))


def _set(receiver: Message, variable: str, setting: _Setting, hidden: Given | None, known: Mapping[str, str]) -> Result:
    """Return what comes of a variable that ``environment`` has; ``hidden`` is what an ``env_file`` has of it."""
    where = setting.place
    source, value = variable, known.get(variable, "")
    if setting.value is not None:
        required = _REQUIRED.search(setting.value)
        if required is not None and not known.get(required["name"]):
            message = _(
                "{place}: Compose stops, as {variable} is required and not set here",
                place=where,
                variable=required["name"],
            )
            return Result("compose-required", Status.PROBLEM, message, (), _in_env(required["name"]))
        reference = _REFERENCE.search(setting.value)
        source = reference["name"] if reference else ""
        value = compose.interpolated(setting.value, known)
    if value:
        return judged("compose-environment", Given(variable, value, where), receiver)
    if hidden is not None and hidden.value:
        message = _(
            "{place}: {variable} is overridden with nothing: environment counts before env_file, {source} is unset",
            place=where,
            variable=variable,
            source=source or variable,
        )
        repair = _("remove {variable} from environment: {file} has it", variable=variable, file=hidden.place)
        return Result("compose-overridden", Status.PROBLEM, message, (), repair)
    message = _(
        "{place}: {receiver} gets nothing as {variable}: {source} is set neither in the shell nor in .env here",
        place=where,
        receiver=receiver,
        variable=variable,
        source=source or variable,
    )
    return Result("compose-environment", Status.PROBLEM, message, (), _in_env(source or variable))


def _in_env(variable: str) -> Message:
    return _("add {variable}=sk-or-v1-... to .env beside the compose file", variable=variable)


def _not_forwarded(built: list[_Service], known: Mapping[str, str], place: Place) -> Result:
    """Return that none of the services is given a variable; which of those that are made here needs it is not known."""
    variable = place.wanted[0]
    message = _(
        "{place}: no service that is built here is given {variable}: {services}",
        place=built[0].place,
        variable=variable,
        services=", ".join(service.name for service in built),
    )
    details = []
    if known.get(variable):
        details.append(_("Compose reads the shell and .env for the compose file alone, not for its services"))
    if place.loads_file:
        details.append(_("the program loads a file of variables by itself: it has to be in the image, or in a volume"))
    repair = _("in the service, environment: [{variable}], or env_file: .env", variable=variable)
    status = Status.NOTE if place.loads_file else Status.PROBLEM
    return Result("compose-not-forwarded", status, message, tuple(details), repair)
