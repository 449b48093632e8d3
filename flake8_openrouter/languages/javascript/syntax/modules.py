"""The other files of a project, as JavaScript imports them: read from disk, never executed."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from flake8_openrouter.disk import files
from flake8_openrouter.disk.files import State, state
from flake8_openrouter.languages._protocol import Shared
from flake8_openrouter.languages.javascript.syntax import paths
from flake8_openrouter.languages.javascript.syntax.module import Module
from flake8_openrouter.languages.text import encoding
from flake8_openrouter.languages.trees.source import Source
from flake8_openrouter.model import Document, Notation

#: How many other files one file's values may be looked up in, and how large they may be together.
MAX_FILES = 20
MAX_BYTES = 400_000

#: What a module's name may lack at its end.
_ENDS = ("", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", "/index.ts", "/index.tsx", "/index.js", "/index.mjs")

#: What stands for a folder of the project at the beginning of a module's name, and which folders it may be.
_ALIASES = {
    "@/": ("src", "", "app"),
    "~/": ("src", "app", ""),
    "~~/": ("",),
    "$lib/": ("src/lib",),
    "@@/": ("",),
    "src/": ("src",),
    "#/": ("src", ""),
}


class Modules:
    """See ``Project``. Finds files next to a file and below the project's root."""

    def __init__(self, root: Path | None) -> None:
        self.root = None if root is None else str(root)
        self.consulted: dict[str, State | None] = {}
        self._read: dict[str, Module | None] = {}
        self._budget = MAX_BYTES

    def shared(self) -> Shared | None:
        """See ``Project``."""
        return None

    def find(self, specifier: str, importer: Module) -> Module | None:
        """Return the file that a module's name means in another file; None for a package, or what can't be read."""
        place = os.path.abspath(importer.path)
        if self.root is None and not files.is_file(place):
            return None  # a text that is no file has no neighbours
        for base in self._bases(specifier, place):
            for end in _ENDS:
                if (module := self._module(base + end)) is not None:
                    return module
            plain, suffix = os.path.splitext(base)
            if suffix in (".js", ".mjs", ".jsx"):  # TypeScript is imported by the name that it will have
                for end in (".ts", ".tsx", ".mts"):
                    if (module := self._module(plain + end)) is not None:
                        return module
        return None

    def of(self, document: Document) -> Module | None:
        """Return the file of the project that a document was read from, or None for one that was not read as such."""
        return self._read.get(document.path)

    def _bases(self, specifier: str, place: str) -> list[str]:
        """Return the paths that a module's name may stand for, as far as they are in the project."""
        top = self.root or os.path.dirname(place)
        if specifier.startswith("."):
            found = [os.path.normpath(os.path.join(os.path.dirname(place), specifier))]
        else:
            alias = next((alias for alias in _ALIASES if specifier.startswith(alias)), None)
            if alias is None:
                return []
            rest = specifier.removeprefix(alias)
            found = [os.path.normpath(os.path.join(top, folder, rest)) for folder in _ALIASES[alias]]
        return [path for path in found if path.startswith(os.path.join(top, ""))]

    def _module(self, path: str) -> Module | None:
        if path in self._read:
            return self._read[path]
        self.consulted[path] = found = state(path)
        is_read = found is not None and path.endswith(_SUFFIXES) and len(self._read) < MAX_FILES
        module = None
        if found is not None and is_read and found.size <= self._budget and self._lies_inside(path):
            self._budget -= found.size
            module = _loaded(path, found)
        if found is not None:
            self._read[path] = module
        return module

    def _lies_inside(self, path: str) -> bool:
        top = files.real(self.root or os.path.dirname(path))
        return files.real(path).startswith(os.path.join(top, ""))


_SUFFIXES = tuple(end for end in _ENDS if end.startswith("."))


def forget() -> None:
    """Forget the files that were read: they are read anew."""
    _loaded.cache_clear()


@lru_cache(maxsize=128)
def _loaded(path: str, state: State) -> Module | None:
    try:
        text = encoding.decoded(files.read(path))[0]
        return Module(Source(Document(path, text, Notation("javascript", "//", has_noqa=False)), paths.grammar(path)))
    except (OSError, ValueError):
        return None
