"""``--unit NAME``: what a service of systemd gives its program, of the unit's files as they are, nothing being run."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.readers import systemd
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.doctor.surroundings import units
from flake8_openrouter.doctor.surroundings.place import UNREADABLE, Place, line_of
from flake8_openrouter.doctor.surroundings.values import Given, judged
from flake8_openrouter.doctor.world import Unread
from flake8_openrouter.model import Message

_CHECK = "systemd-unit"

_SETTING = re.compile(
    r"^[ \t]*(?:\[(?P<section>[^\]\n]*)\][ \t]*"
    r"|(?P<name>[A-Za-z]+)[ \t]*=[ \t]*(?P<value>(?:\\\n(?:[ \t]*[#;][^\n]*\n)*|[^\n])*))$",
    re.MULTILINE,
)
_GOES_ON = re.compile(r"\\\n(?:[ \t]*[#;][^\n]*\n)*")
_SPECIFIER = re.compile(r"%(.)")
#: What starts a program with variables of its own, which its files do not tell.
_STARTERS = re.compile(
    r"(?:^|[/\s])(?:sh|bash|zsh|dash|fish|env|dotenv|direnv|op|doppler|infisical|chamber|sops|aws-vault|envchain)(?=\s)"
    r"|--env-file|--env-from"
)


class _Setting(NamedTuple):
    name: str
    value: str
    path: Path
    line: int


class _Unit(NamedTuple):
    """What a unit's files come to: variables in the order in which they count, and what they say of its start."""

    given: list[Given]
    missing: list[_Setting]
    relative: list[_Setting]
    unknown: list[str]
    exported: list[tuple[str, str]]
    unset: frozenset[str]
    passed: frozenset[str]
    is_open: bool


def check(asked: str, place: Place) -> Iterator[Result]:
    """Yield what a unit's program would have of the variables that are wanted; it is named, or its file is."""
    path = Path(os.path.abspath(asked)) if os.sep in asked else None
    name = path.name if path is not None else asked
    files = list(units.named(name, place) if path is None else units.beside(path))
    if not files:
        yield _not_there(name, path, place)
        return
    settings: list[_Setting] = []
    for path in files:
        try:
            settings += _settings(path, place.text(path))
        except UNREADABLE:
            yield Result(_CHECK, Status.UNKNOWN, _("{path} can't be read", path=place.shown(path)))
    unit = _understood(settings, place, installed=units.is_installed(files[0], place))
    yield from _of_files(unit, place)
    yield from _of_variables(name, files[0], unit, place)


def _not_there(name: str, path: Path | None, place: Place) -> Result:
    if path is not None:
        return Result(_CHECK, Status.UNKNOWN, _("there is no file {path}", path=place.shown(path)))
    message = _("there is no unit {unit} where systemd looks, nor in the project", unit=name)
    return Result(_CHECK, Status.UNKNOWN, message, (), Message("systemctl cat {unit}", unit=name))


def _settings(path: Path, text: str) -> Iterator[_Setting]:
    """Yield the settings of a file's ``[Service]`` section; a line that ends in a backslash goes on."""
    section = ""
    text = text.replace("\r\n", "\n")
    for match in _SETTING.finditer(text):
        if match["name"] is None:
            section = match["section"]
        elif section == "Service":
            value = _GOES_ON.sub(" ", match["value"]).strip()
            yield _Setting(match["name"], value, path, line_of(text, match.start("name")))


def _understood(settings: list[_Setting], place: Place, *, installed: bool) -> _Unit:
    """Take settings in their order; an empty one takes away those of its name before it.

    What a unit that is not ``installed`` here names may be on another machine.
    """
    kept: dict[str, list[_Setting]] = {}
    for each in settings:
        kept.setdefault(each.name, []).append(each)
        if not each.value:
            kept[each.name].clear()
    unit = _Unit(
        given=[],
        missing=[],
        relative=[],
        unknown=[],
        exported=[],
        unset=_words(kept.get("UnsetEnvironment", ())),
        passed=_words(kept.get("PassEnvironment", ())),
        is_open=any(_STARTERS.search(each.value) for each in kept.get("ExecStart", ())),
    )
    for each in kept.get("Environment", ()):
        _take_line(each, place, unit)
    for each in kept.get("EnvironmentFile", ()):
        _take_file(each, place, unit, installed=installed)
    return unit


def _take_line(setting: _Setting, place: Place, unit: _Unit) -> None:
    """Add what an ``Environment=`` sets."""
    where = place.shown(setting.path, setting.line)
    for name, value in systemd.assignments(setting.value):
        specified = _specified(value, place)
        if specified is not None:
            unit.given.append(Given(name, specified, where))
        elif name in place.wanted:
            unit.unknown.append(where)


def _take_file(setting: _Setting, place: Place, unit: _Unit, *, installed: bool) -> None:
    """Add what an ``EnvironmentFile=`` sets, or why it sets nothing."""
    value = _specified(setting.value.removeprefix("-"), place)
    if value is None or "*" in value:
        unit.unknown.append(place.shown(setting.path, setting.line))
        return
    if not value.startswith("/"):
        unit.relative.append(setting)
        return
    path = Path(value)
    try:
        text = place.text(path)
    except FileNotFoundError:
        if not installed:
            unit.unknown.append(place.shown(path))
        elif not setting.value.startswith("-"):
            unit.missing.append(setting)
        return
    except Unread:
        unit.unknown.append(place.shown(path))
        return
    unit.given.extend(
        Given(each.name, each.value or "", place.shown(path, each.line)) for each in systemd.read(text, {})
    )
    unit.exported.extend((name, place.shown(path, line)) for name, line in systemd.ignored(text))


def _words(settings: Iterable[_Setting]) -> frozenset[str]:
    return frozenset(word for each in settings for word in each.value.split())


def _specified(value: str, place: Place) -> str | None:
    """Return a value with its specifiers filled in; None where one is not known here."""
    known = {"%": "%", **({"h": str(place.world.home)} if place.world.home is not None else {})}
    if any(match[1] not in known for match in _SPECIFIER.finditer(value)):
        return None
    return _SPECIFIER.sub(lambda match: known[match[1]], value)


def _of_files(unit: _Unit, place: Place) -> Iterator[Result]:
    for each in unit.missing:
        where = place.shown(each.path, each.line)
        message = _("{place}: the EnvironmentFile is not there, so that the service does not start", place=where)
        yield Result("systemd-environment-file", Status.PROBLEM, message, (), _("write it, or correct its path"))
    for each in unit.relative:
        where = place.shown(each.path, each.line)
        message = _("{place}: systemd ignores an EnvironmentFile whose path is not absolute", place=where)
        yield Result("systemd-environment-file", Status.PROBLEM, message, (), _("write an absolute path"))
    wanted = [item for item in unit.exported if item[0] in place.wanted]
    for variable, where in wanted:
        message = _(
            "{place}: systemd ignores {variable}, because export is before it: it is no shell",
            place=where,
            variable=variable,
        )
        yield Result("systemd-export", Status.PROBLEM, message, (), _("remove the word export"))


def _of_variables(name: str, path: Path, unit: _Unit, place: Place) -> Iterator[Result]:
    """Yield what the program gets: the last one counts, and nothing of the shell."""
    last = {given.variable: given for given in unit.given if given.variable not in unit.unset}
    found = [last[variable] for variable in place.wanted if variable in last]
    for given in found:
        yield judged(_CHECK, given, _("the unit {unit}", unit=name))
    if found or unit.exported or unit.relative or unit.missing:
        return
    variable = place.wanted[0]
    if unit.unknown or unit.is_open or not unit.passed.isdisjoint(place.wanted):
        details = tuple(_("{place} can't be looked at", place=where) for where in unit.unknown)
        message = _("what {variable} is in the unit {unit} can't be told from its files", variable=variable, unit=name)
        yield Result(_CHECK, Status.UNKNOWN, message, details)
        return
    status = Status.NOTE if place.loads_file else Status.PROBLEM
    message = _(
        "the unit {unit} has no {variable}: a service has none of a shell's variables", unit=name, variable=variable
    )
    details = (_("its file: {place}", place=place.shown(path)),)
    if place.loads_file:
        details += (_("the program loads a file of variables by itself: its path must not depend on where it starts"),)
    yield Result(_CHECK, status, message, details, _giving(name, path, place))


def _giving(name: str, path: Path, place: Place) -> Message:
    """Return how a unit is given variables: one that is installed by a drop-in, another one in its file."""
    stem = _stem(name)
    if units.is_installed(path, place):
        return _("systemctl edit {unit}, and there: [Service], EnvironmentFile=/etc/{stem}.env", unit=name, stem=stem)
    return _("write in {path}, under [Service]: EnvironmentFile=/etc/{stem}.env", path=place.shown(path), stem=stem)


def _stem(name: str) -> str:
    return name.removesuffix(".service").partition("@")[0]
