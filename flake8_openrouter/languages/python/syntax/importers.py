"""Which files of a project import a module, and which names they mention: found by their words, not parsed."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator
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
#: What a line begins with that imports, with all names that it may bring.
_STATEMENT = re.compile(rb"[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import\b([ \t]*\([^)]*\)|[^\n;]*)|import[ \t]+([^\n;]+))")
_MENTION = re.compile(rb"import")
#: What imports by a text that it is given.
_IMPORTING = (b"import_module", b"__import__", b"run_path", b"run_module", b"spec_from_file_location")
_CALL = re.compile(rb"(?:%b)\(([^)]*)\)" % b"|".join(_IMPORTING))
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
    groups = (group for match in _imports(data) for group in match.groups() if group)
    return {word for group in groups for word in _WORD.findall(group)}


def _imports(data: bytes) -> Iterator[re.Match[bytes]]:
    """Yield the statements and the calls of a file that import: only lines that say so are looked at."""
    last = 0
    for mention in _MENTION.finditer(data):
        end = data.rfind(b"\n", last, mention.start())
        if (end >= 0 or not last) and (match := _STATEMENT.match(data, end + 1)):
            yield match
        last = mention.end()
    if any(name in data for name in _IMPORTING):
        yield from _CALL.finditer(data)
