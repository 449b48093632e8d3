"""Where the files of a unit of systemd are: its own, and its drop-ins (systemd.unit(5))."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from flake8_openrouter.doctor.surroundings.place import Place, exists

#: Where units are, what a user or an administrator wrote first (systemd.unit(5)); the first that is there counts.
_FOLDERS = (
    *("/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system"),
    *("/usr/lib/systemd/system", "/lib/systemd/system"),
)
_OF_USERS = (".config/systemd/user", ".local/share/systemd/user")
_OF_ALL_USERS = ("/etc/systemd/user", "/usr/local/lib/systemd/user", "/usr/lib/systemd/user")
#: Folders of a project that has a unit to install.
_IN_PROJECT = ("", "systemd", "deploy", "deployment", "contrib", "packaging", "services", "etc")

_UNIT = re.compile(r"[\w@:.\\-]+")


def is_installed(path: Path, place: Place) -> bool:
    """Tell whether systemd looks where a unit's file is."""
    return path.parent in (*map(Path, _FOLDERS), *_user_folders(place))


def beside(path: Path) -> Iterator[Path]:
    """Yield the file of a unit at a path, then its drop-ins, which are beside it."""
    if exists(path):
        yield path
        yield from _configurations(path.with_name(f"{path.name}.d"))


def named(name: str, place: Place) -> Iterator[Path]:
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
