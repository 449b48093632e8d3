"""Constants, classes and functions of other first-party files: read from disk, never executed."""

from __future__ import annotations

import ast
import sys
from functools import lru_cache
from pathlib import Path

from flake8_openrouter.model import Document
from flake8_openrouter.python import source
from flake8_openrouter.python.scopes import Imported, Module
from flake8_openrouter.python.walk import walk

#: How many other files one file's values may be looked up in, and how large they may be together.
MAX_FILES = 20
MAX_BYTES = 400_000


class Modules:
    """Finds modules next to a file and below the project's root.

    ``consulted`` are the paths that were looked for, whether something is there or not: what is found rests on them.
    """

    def __init__(self, root: Path | None) -> None:
        self._root = root
        self.consulted: set[Path] = set()
        self._read: dict[Path, Module | None] = {}
        self._found: dict[tuple[str, int, str], Module | None] = {}
        self._budget = MAX_BYTES

    def find(self, imported: Imported, importer: Module) -> Module | None:
        """Return the file that holds an imported name; None where none is found or it can't be read."""
        if self._root is None:
            return None
        key = (imported.module, imported.level, importer.document.path)
        if key not in self._found:
            self._found[key] = self._searched(imported, Path(importer.document.path).absolute())
        return self._found[key]

    def _searched(self, imported: Imported, place: Path) -> Module | None:
        for folder in self._folders(imported, place):
            for path in _candidates(folder, imported.module):
                if path != place and (module := self._module(path)) is not None:
                    return module
        return None

    def attribute(self, dotted: str, name: str, importer: Module) -> Imported | None:
        """Return ``module.name`` as an import, where ``dotted`` is a module of the project."""
        module = dotted.lstrip(".")
        imported = Imported(module, name, len(dotted) - len(module))
        found = self.find(imported, importer) if module else None
        return imported if found is not None and name in found.scope.bindings else None

    def _folders(self, imported: Imported, importer: Path) -> list[Path]:
        folder = importer.parent
        if imported.level:
            for _ in range(imported.level - 1):
                folder = folder.parent
            return [folder]
        if imported.module.partition(".")[0] in sys.stdlib_module_names or self._root is None:
            return []
        upwards = [folder, *folder.parents]
        inside = upwards[: upwards.index(self._root) + 1] if self._root in upwards else upwards[:1]
        packages = [place / "__init__.py" for place in inside]
        self.consulted.update(packages)
        # Modules of a package are imported by its name: a folder within one is no place to search from.
        return [*(package.parent for package in packages if not package.exists()), self._root / "src"]

    def _module(self, path: Path) -> Module | None:
        self.consulted.add(path)
        if path in self._read:
            return self._read[path]
        if len(self._read) >= MAX_FILES:
            return None
        module = None
        try:
            status = path.stat()
            if status.st_size <= self._budget:
                self._budget -= status.st_size
                module = _load(str(path), status.st_mtime_ns, status.st_size)
        except (OSError, SyntaxError, ValueError, RecursionError):
            module = None
        if module is not None:
            self._read[path] = module
        return module


def _candidates(folder: Path, module: str) -> list[Path]:
    if not module:
        return [folder / "__init__.py"]
    place = folder.joinpath(*module.split("."))
    return [place.with_name(f"{place.name}.py"), place / "__init__.py"]


@lru_cache(maxsize=128)
def _load(path: str, modified: int, size: int) -> Module:
    text = source.decode(Path(path).read_bytes())
    return walk(Document(path, text), ast.parse(text))
