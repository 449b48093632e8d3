"""Which files of a project import a module, and which names they mention: found by their words, not parsed."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from flake8_openrouter.disk import files

#: How many files of a project are looked through for imports, and how large they may be together.
MAX_FILES = 5_000
MAX_BYTES = 50_000_000

_SUFFIXES = (".py", ".pyi", ".pyw", ".ipynb")
_LEFT_OUT = frozenset(
    (".git", ".hg", ".nox", ".tox", ".venv", "venv", "__pycache__", "build", "dist", "node_modules", "site-packages")
)
#: An import statement with all names that it may bring, or a call that imports by a text.
_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+(?P<module>[.\w]+)[ \t]+import\b(?P<names>[ \t]*\([^)]*\)|[^\n;]*)"
    rb"|import[ \t]+(?P<modules>[^\n;]+))"
    rb"|(?:import_module|__import__|run_path|run_module|spec_from_file_location)\((?P<given>[^)]*)\)",
    re.MULTILINE,
)
_WORD = re.compile(rb"\w+")
_STAR = b"*"


class Index(NamedTuple):
    """The files of a project by the last names of what they import; not ``complete``: there are too many to look at."""

    importing: dict[bytes, list[str]]
    complete: bool

    def reader(self, path: str, name: str) -> str:
        """Return a file that imports the module at a path, an absolute one, and mentions a name; empty if none does."""
        return self._found(path, re.compile(rb"\b%b\b" % re.escape(name.encode())))

    def writer(self, path: str, name: str) -> str:
        """Return one that sets the name as an attribute of something, or has it in a text: ``setattr``, a patch."""
        word = re.escape(name.encode())
        return self._found(path, re.compile(rb"\.%b\s*=(?!=)|[\"'][\w.]*\b%b[\"']" % (word, word)))

    def _found(self, path: str, word: re.Pattern[bytes]) -> str:
        folder, file = os.path.split(path)
        stem = os.path.splitext(file)[0]
        stem = os.path.basename(folder) if stem == "__init__" else stem
        for other in self.importing.get(stem.encode(), ()):
            if other != path and _mentions(other, word):
                return other
        return ""


def _mentions(path: str, word: re.Pattern[bytes]) -> bool:
    try:
        return word.search(files.read(path)) is not None
    except OSError:
        return True


@lru_cache(maxsize=16)
def index(root: str) -> Index:
    """Return the index of the project in a folder, an absolute path; looked through once."""
    importing: dict[bytes, list[str]] = defaultdict(list)
    count, size = 0, 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _LEFT_OUT)
        for name in sorted(names):
            if not name.endswith(_SUFFIXES):
                continue
            path = os.path.join(folder, name)
            state = files.state(path)
            count, size = count + 1, size + (state.size if state else 0)
            if count > MAX_FILES or size > MAX_BYTES:
                return Index(importing, complete=False)
            for word in _imported(path):
                importing[word].append(path)
    return Index(importing, complete=True)


def _imported(path: str) -> set[bytes]:
    """Return the words of what a file imports."""
    try:
        data = files.read(path)
    except OSError:
        return set()
    return {
        word for match in _IMPORT.finditer(data) for group in match.groups() if group for word in _WORD.findall(group)
    }
