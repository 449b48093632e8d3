"""What the settings of an editor say, over those that a project has itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from flake8_openrouter.openrouter.values_shown import shown
from flake8_openrouter.project.codes import refuse_unknown
from flake8_openrouter.project.spelling import nearest

#: How the settings are named where a client has those of many servers.
SECTION = "flake8-openrouter"

SAFE, UNSAFE, OFF = "safe", "unsafe", "off"
_FIXES = (SAFE, UNSAFE, OFF)


class ClientSettings(NamedTuple):
    """``configuration`` is the path of a file with settings, in the place of the project's own, empty for none.

    ``select`` are the rules that run, None for those of the project. ``fix_all`` says which fixes are made all at once,
    ``disables``: a comment that disables a rule is offered. ``log`` is the path of a file that is logged to.
    """

    configuration: str = ""
    select: tuple[str, ...] | None = None
    fix_all: str = SAFE
    disables: bool = True
    log: str = ""


def read(given: object) -> tuple[ClientSettings, tuple[str, ...]]:
    """Return what a client gives as settings, and a sentence for each that is wrong, which is passed by."""
    found: dict[str, Any] = {}
    wrong: list[str] = []
    for name, value in _named(given):
        if value is None:  # nothing is set, be it for a setting or for a group of them
            continue
        if name not in _SETTINGS:
            wrong.append(f"there is no setting {shown(name)}{nearest(name, _SETTINGS)}")
            continue
        field, reader = _SETTINGS[name]
        try:
            found[field] = reader(value)
        except ValueError as error:
            wrong.append(f"{name}: {error}")
    return ClientSettings(**found), tuple(wrong)


def are_ours(given: Mapping[str, object]) -> bool:
    """Tell whether a client's settings have any of ours: it may send those of all its servers."""
    return any(name in _SETTINGS for name, _ in _named(given))


def _named(given: object) -> Iterator[tuple[str, object]]:
    """Yield settings by their names with dots, whether they are nested or not."""
    if not isinstance(given, Mapping):
        return
    for name, value in given.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{inner}", found) for inner, found in _named(value))
        else:
            yield str(name), value


def _path(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"expected the path of a file, got {shown(value)}")
    return value


def _codes(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(code, str) and code for code in value):
        raise ValueError(f"expected a list of codes such as 'OPR301', got {shown(value)}")
    codes = tuple(code.upper() for code in value)
    refuse_unknown(codes)
    return codes or None


def _fixes(value: object) -> str:
    if value not in _FIXES:
        raise ValueError(f"expected {', '.join(map(repr, _FIXES))}, got {shown(value)}")
    return str(value)


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"expected true or false, got {shown(value)}")
    return value


_SETTINGS: dict[str, tuple[str, Callable[[object], object]]] = {
    "configuration": ("configuration", _path),
    "select": ("select", _codes),
    "fixAll": ("fix_all", _fixes),
    "codeAction.disableRuleComment": ("disables", _truth),
    "log": ("log", _path),
}
