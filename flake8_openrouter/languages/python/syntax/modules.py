"""Constants, classes and functions of other first-party files: read from disk, never executed."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from flake8_openrouter.disk import files, trees
from flake8_openrouter.disk.files import State, state
from flake8_openrouter.languages._protocol import Shared
from flake8_openrouter.languages.python.syntax import companions, decoding, django, importers
from flake8_openrouter.languages.python.syntax.importers import Index
from flake8_openrouter.languages.python.syntax.mentions import SAID, Word, are_in
from flake8_openrouter.languages.python.syntax.places import Imported, Places, lies_in
from flake8_openrouter.languages.python.syntax.scopes import Module
from flake8_openrouter.languages.python.syntax.settings_files import StoredFiles
from flake8_openrouter.languages.python.syntax.walk import walk
from flake8_openrouter.model import Document

#: How many other files one file's values may be looked up in, and how large they may be together.
MAX_FILES = 20
MAX_BYTES = 400_000

#: The same for files that are looked through for callers.
MAX_CALLING_FILES = 20
MAX_CALLING_BYTES = 400_000


class Modules:
    """Finds modules next to a file and below the project's root.

    ``consulted`` are the paths that were looked for, each with its state then, None where nothing was: what is found
    rests on them. ``looks_around``: the project may be looked through for who imports a file.
    """

    def __init__(self, root: Path | None, *, looks_around: bool = True) -> None:
        self.root = None if root is None else str(root)
        self.looks_around = looks_around
        self._places = Places(self.root)
        self.consulted = self._places.consulted
        self._stored = StoredFiles(self._places)
        self._files: dict[str, bool] = {}
        self._read: dict[str, Module] = {}
        self._found: dict[tuple[str, int, str], Module | None] = {}
        self._starred: dict[Module, dict[str, Imported]] = {}
        self._budget = MAX_BYTES
        self._calling: dict[str, Module | None] = {}
        self._calling_budget = MAX_CALLING_BYTES
        self._companions: dict[str, list[str]] = {}

    def check(self, module: Module) -> None:
        """Make a file that is checked the one that others find at its path: it is not read again."""
        if module.document.embedding is None:
            self._read[module.path] = module

    def index(self, path: str) -> Index:
        """Return the index of the project that a file, an absolute path, is of: all its files are consulted."""
        folder = self.top(os.path.dirname(path))
        found = importers.index(folder)
        self.consulted[folder + trees.ALL] = found.state
        return found

    def shared(self) -> Shared | None:
        """See ``Project``."""
        return Shared(importers.know, (self.root, importers.index(self.root))) if self.root is not None else None

    def calling(self, path: str) -> Module | None:
        """Return a file of the project that may call what another one defines; None where it can't be read."""
        if path not in self._calling:
            self._calling[path] = self._read.get(path) or self._read_calling(path)
        return self._calling[path]

    def _read_calling(self, path: str) -> Module | None:
        found = state(path)
        if found is None or len(self._calling) >= MAX_CALLING_FILES or found.size > self._calling_budget:
            return None
        self._calling_budget -= found.size
        return _loaded(path, found)

    def find(self, imported: Imported, importer: Module) -> Module | None:
        """Return the file that holds an imported name; None where none is found or it can't be read."""
        key = (imported.module, imported.level, importer.document.path)
        if key not in self._found:
            self._found[key] = self._searched(imported, importer.path)
        return self._found[key]

    def _searched(self, imported: Imported, place: str) -> Module | None:
        if not self._has_neighbours(place):
            return None
        top = self.top(os.path.dirname(place))
        for path in self._places.of(imported, place):
            if (module := self._module(path, top)) is not None:
                return module
        return None

    def _has_neighbours(self, place: str) -> bool:
        """Tell whether other files are beside a path: a text that is no file has none."""
        return self.root is not None or self.is_file(place)

    def others_say(self, module: Module, names: Collection[str]) -> bool:
        """Tell whether another file that may run in one process with a file says one of some names."""
        words = [Word(name, SAID) for name in names]
        return any(are_in(words, path, any) for path in self.companions(module))

    def others_having(self, module: Module, words: Sequence[Word]) -> Iterator[tuple[str, Module | None]]:
        """Yield the names of the others that have one of some words, tests left out, each with what it is.

        That is None where it can't be read.
        """
        top = self.top(os.path.dirname(module.path))
        for path in self.companions(module):
            if not decoding.is_of_tests(path, top) and are_in(words, path, any):
                yield os.path.relpath(path, top), self.calling(path)

    def having(self, path: str, *words: Word) -> Iterator[str]:
        """Yield the other files that import the module at a path, or may, and have some words, all of them."""
        having = self.index(path).having(path, *words)
        return (other for other in having if companions.imports(other, path, self._places))

    def is_imported(self, module: Module) -> bool:
        """Tell whether another file of the project may import a file, or can't be told not to."""
        index = self.index(module.path)
        return not index.complete or any(companions.importing(module.path, index, self._places))

    def companions(self, module: Module) -> list[str]:
        """Return the other files that may run in one process with a file; nearest first, as many as are looked at."""
        path = module.path
        if module.document.embedding is not None or not self.is_file(path):
            return []
        if path not in self._companions:
            above = companions.above(path, self.index(path), self._places) if self.looks_around else []
            found = companions.below((path, *above), self._places)
            self._companions[path] = [other for other in found if other != path]
        return self._companions[path]

    def is_file(self, path: str) -> bool:
        """Tell whether a file is at a path. Asked of the system once."""
        if path not in self._files:
            self._files[path] = files.is_file(path)
        return self._files[path]

    def variables(self, name: str, reader: Module, begin: str = "") -> frozenset[str]:
        """Return the variables that a ``.env`` file sets, to what begins so, which a file loads by a name or none."""
        return self._stored.variables(name, reader.path, begin) if self._has_neighbours(reader.path) else frozenset()

    def stored(self, name: str, form: str, reader: Module) -> Module | None:
        """Return what the file of settings holds that a file reads by a name; None where that is not known."""
        return self._stored.find(name, form, reader.path) if self._has_neighbours(reader.path) else None

    def starred(self, importer: Module) -> dict[str, Imported]:
        """Return the names that ``import *`` brings from other files, of those that several bring the last one's."""
        if importer not in self._starred:
            bindings = importer.scope.bindings.get("*", ())
            values = [binding.value for binding in bindings if isinstance(binding.value, Imported)]
            found = self._starred[importer] = {}
            for value in reversed(dict.fromkeys(reversed(values))):
                module = self.find(value, importer)
                found.update((name, value._replace(name=name)) for name in (module.scope.bindings if module else ()))
        return self._starred[importer]

    def attribute(self, dotted: str, name: str, importer: Module) -> Imported | None:
        """Return ``module.name`` as an import, where ``dotted`` is a module of the project, or Django's settings."""
        if dotted == django.SETTINGS:
            return self._setting(name, importer)
        module = dotted.lstrip(".")
        imported = Imported(module, name, len(dotted) - len(module))
        found = self.find(imported, importer) if module else None
        return imported if found is not None and name in found.scope.bindings else None

    def _setting(self, name: str, importer: Module) -> Imported | None:
        """Return a setting of Django's as an import; None where the project's settings may have another one."""
        module = django.module(self._places, importer.path) if self._has_neighbours(importer.path) else ""
        imported = Imported(module, name, 0)
        found = self.find(imported, importer) if module else None
        is_all = found is not None and name in found.scope.bindings and "*" not in found.scope.bindings
        return imported if is_all else None

    def top(self, folder: str) -> str:
        """Return what is never left from a folder: the root, or the folder itself where it lies elsewhere."""
        return self._places.top(folder)

    def _module(self, path: str, top: str) -> Module | None:
        if path in self._read:
            return self._read[path]
        found = self._places.state(path)
        if found is None or len(self._read) >= MAX_FILES or found.size > self._budget:
            return None
        if not lies_in(files.real(path), files.real(top)):  # a link leads out
            return None
        self._budget -= found.size
        module = self._calling.get(path) or _loaded(path, found)
        if module is not None:
            self._read[path] = module
        return module


def _loaded(path: str, state: State) -> Module | None:
    try:
        return _load(path, state)
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@lru_cache(maxsize=128)
def _load(path: str, state: State) -> Module:
    text = decoding.decode(files.read(path))
    return walk(Document(path, text), decoding.parse(text))
