"""``--unit NAME``: what a service of systemd gives its program, of the unit's files as they are, nothing being run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.readers import systemd
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.doctor.surroundings.place import UNREADABLE, Place, exists, line_of
from flake8_openrouter.doctor.surroundings.values import Given, judged
from flake8_openrouter.doctor.world import Unread
from flake8_openrouter.model import Message

_CHECK = "systemd-unit"

#: Where units are, what a user or an administrator wrote first (systemd.unit(5)); the first that is there counts.
_FOLDERS = (
    *("/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system"),
    *("/usr/lib/systemd/system", "/lib/systemd/system"),
)
_OF_USERS = (".config/systemd/user", ".local/share/systemd/user")
_OF_ALL_USERS = ("/etc/systemd/user", "/usr/local/lib/systemd/user", "/usr/lib/systemd/user")
#: Folders of a project that has a unit to install.
_IN_PROJECT = ("", "systemd", "deploy", "deployment", "contrib", "packaging", "services", "etc")

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
_UNIT = re.compile(r"[\w@:.\\-]+")


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


def check(name: str, place: Place) -> Iterator[Result]:
    """Yield what a unit's program would have of the variables that are wanted."""
    files = list(_files(name, place))
    if not files:
        message = _("there is no unit {unit} where systemd looks, nor in the project", unit=name)
        yield Result(_CHECK, Status.UNKNOWN, message, (), Message("systemctl cat {unit}", unit=name))
        return
    settings: list[_Setting] = []
    for path in files:
        try:
            settings += _settings(path, place.text(path))
        except UNREADABLE:
            yield Result(_CHECK, Status.UNKNOWN, _("{path} can't be read", path=place.shown(path)))
    unit = _understood(settings, place, installed=not files[0].is_relative_to(place.root))
    yield from _of_files(unit, place)
    yield from _of_variables(name, files[0], unit, place)


def _files(name: str, place: Place) -> Iterator[Path]:
    """Yield the file of a unit, then its drop-ins in their order; of drop-ins of one name the first counts."""
    if not _UNIT.fullmatch(name):
        return
    full = name if name.endswith(".service") else f"{name}.service"
    template = re.sub(r"@[^.]*(?=\.)", "@", full)
    folders = [*map(Path, _FOLDERS), *_user_folders(place), *(place.root / folder for folder in _IN_PROJECT)]
    main = next((path for folder in folders for each in (full, template) if exists(path := folder / each)), None)
    if main is None:
        return
    yield main
    parts: dict[str, Path] = {}
    for folder in folders:
        for each in dict.fromkeys((f"{full}.d", f"{template}.d", "service.d")):
            for path in _configurations(folder / each):
                parts.setdefault(path.name, path)
    yield from (parts[part] for part in sorted(parts))


def _configurations(folder: Path) -> Iterable[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".conf")
    except OSError:
        return ()


def _user_folders(place: Place) -> Iterator[Path]:
    if place.world.home is not None:
        yield from (place.world.home / folder for folder in _OF_USERS)
    yield from map(Path, _OF_ALL_USERS)


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
    repair = _(
        "systemctl edit {unit}, and there: [Service], EnvironmentFile=/etc/{stem}.env", unit=name, stem=_stem(name)
    )
    yield Result(_CHECK, status, message, details, repair)


def _stem(name: str) -> str:
    return name.removesuffix(".service").partition("@")[0]
