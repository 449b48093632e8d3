"""Where a module is that a file imports, by its name: next to the file, and below the project's root."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from flake8_openrouter.disk import files
from flake8_openrouter.disk.files import State
from flake8_openrouter.disk.views import remembered

#: The file that a package is.
PACKAGE = "__init__.py"
#: The folder in which a project may have its packages.
_SOURCES = "src"

#: Bytes of a file of settings that is read for a program.
LARGEST_STORED = 100_000


class Imported(NamedTuple):
    """``module`` and ``name`` of an import, ``name`` empty for a whole module, ``level`` its leading dots."""

    module: str
    name: str
    level: int


class Places:
    """Says where modules may be. ``root`` is None where a file's own folder is all that is known of its project.

    ``consulted`` are the paths that were asked for, each with its state then.
    """

    def __init__(self, root: str | None) -> None:
        self.root = root
        self.consulted: dict[str, State | None] = {}
        self._named: dict[str, frozenset[str]] = {}
        self._sources: dict[str, list[str]] = {}
        self._upwards: dict[str, list[str]] = {}

    def of(self, imported: Imported, place: str) -> Iterator[str]:
        """Yield where a module may be that the file at a place, an absolute path, imports."""
        folder = os.path.dirname(place)
        inside = os.path.join(self.top(folder), "")
        first = imported.module.partition(".")[0]
        for around in self.folders(imported, folder):
            is_there = not first or first in self._names(around)
            for path in _candidates(around, imported.module):
                if not is_there:
                    self.consulted.setdefault(path, None)
                elif path != place and path.startswith(inside):
                    yield path

    def folders(self, imported: Imported, folder: str) -> list[str]:
        """Return the folders below which a module may be that a file in a folder imports."""
        if imported.level:
            for _ in range(imported.level - 1):
                folder = os.path.dirname(folder)
            return [folder]
        if is_of_python(imported):
            return []
        if folder not in self._sources:
            # Modules of a package are imported by its name: a folder within one is not searched.
            around = [place for place in self.upwards(folder) if not self._is_package(place)]
            self._sources[folder] = [*around, *self._below(self.top(folder), _SOURCES)]
        return self._sources[folder]

    def _below(self, folder: str, name: str) -> list[str]:
        """Return the path of what is in a folder by a name; nothing, which is consulted, where nothing is."""
        path = os.path.join(folder, name)
        if name.partition(".")[0] in self._names(folder):
            return [path]
        self.consulted.setdefault(path, None)
        return []

    def _names(self, folder: str) -> frozenset[str]:
        """Return the names of what is in a folder, which is looked at once."""
        if folder not in self._named:
            found = files.state(folder)
            self._named[folder] = _names_in((folder, found)) if found is not None else frozenset()
        return self._named[folder]

    def top(self, folder: str) -> str:
        """Return what is never left from a folder: the root, or the folder itself where it lies elsewhere."""
        return self.upwards(folder)[-1]

    def upwards(self, folder: str) -> list[str]:
        """Return a folder and those above it up to the root; the folder alone where it lies elsewhere."""
        if (known := self._upwards.get(folder)) is not None:
            return known
        found = self._upwards[folder] = [folder]
        if self.root is not None and lies_in(folder, self.root):
            while found[-1] != self.root:
                found.append(os.path.dirname(found[-1]))
        return found

    def _is_package(self, folder: str) -> bool:
        return any(self.state(path) is not None for path in self._below(folder, PACKAGE))

    def state(self, path: str) -> State | None:
        """Return the state of what is at a path, which is consulted."""
        if path not in self.consulted:
            self.consulted[path] = files.state(path)
        return self.consulted[path]


def stem(path: str) -> str:
    """Return the last name by which the module at a path is imported."""
    folder, file = os.path.split(path)
    name = os.path.splitext(file)[0]
    return os.path.basename(folder) if file == PACKAGE else name


def is_of_python(imported: Imported) -> bool:
    """Tell whether an import is of the standard library."""
    return not imported.level and imported.module.partition(".")[0] in sys.stdlib_module_names


@remembered(most=10_000)
def _names_in(asked: tuple[str, State]) -> frozenset[str]:
    """Return the names of what is in a folder in a state, without what is behind a dot: listed once."""
    try:
        return frozenset(entry.name.partition(".")[0] for entry in files.entries(asked[0]))
    except (OSError, ValueError):
        return frozenset()


def lies_in(path: str, folder: str) -> bool:
    """Tell whether a path is one below a folder."""
    return path.startswith(os.path.join(folder, ""))


@lru_cache(maxsize=4096)
def _candidates(folder: str, module: str) -> tuple[str, ...]:
    if not module:
        return (os.path.join(folder, PACKAGE),)
    place = os.path.join(folder, *module.split("."))
    return f"{place}.py", f"{place}{os.sep}{PACKAGE}"
