"""Which files of a project import a module, and which names they mention: found by their words, not parsed."""

from __future__ import annotations

import os
import re
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from flake8_openrouter.disk import files, trees
from flake8_openrouter.disk.files import State
from flake8_openrouter.disk.latest import latest
from flake8_openrouter.disk.views import adapted
from flake8_openrouter.languages.python.syntax import statements

#: How many files that import a module are looked at for those that mention a name.
MAX_IMPORTING = 40

_NOTEBOOK = ".ipynb"

#: A name in a source, and one that is set: as an attribute of something, or in a text, after a path or nothing. What
#: begins with the name is found fifteen times as fast: few files have the first of those that say more, and only in
#: these the next is looked for.
_MENTIONED = (rb"%b(?<!\w%b)\b",)
_WRITTEN = (rb"%b(?:(?<=\.%b)\s*=(?!=)|(?<=[\"'.]%b)[\"'])", rb"\.%b\s*=(?!=)|[\"'][\w.]*\b%b[\"']")
#: One that is said, and not that it does not hold: ``tracing_disabled=False``, ``set_tracing_disabled(False)``.
_SAID = (rb"%b(?<!\w%b)\b(?!\s*[=(]\s*False\b)",)


class Index(NamedTuple):
    """The files of a project by the names of what they import; not ``complete``: there are too many to look at.

    ``state`` tells all of them from what they were before.
    """

    importing: dict[bytes, list[str]]
    complete: bool
    state: State

    def reader(self, path: str, name: str) -> str:
        """Return a file that imports the module at a path, an absolute one, and mentions a name; empty if none does."""
        return next(self.having(path, Word(name, _MENTIONED)), "")

    def writer(self, path: str, name: str) -> str:
        """Return one that sets the name as an attribute of something, or has it in a text: ``setattr``, a patch."""
        return next(self.having(path, Word(name, _WRITTEN)), "")

    def is_imported(self, path: str) -> bool:
        """Tell whether a file may import the module at a path, or can't be told not to."""
        return not self.complete or any(other != path for other in self.importing_files(path))

    def importing_files(self, path: str) -> Sequence[str]:
        """Return the files that may import the module at a path."""
        return self.importing.get(_stem(path), ())

    def having(self, path: str, *words: Word) -> Iterator[str]:
        """Yield the other files that import the module at a path, an absolute one, and have some words, all of them."""
        for other in self.importing_files(path):
            if other != path and are_in(words, other):
                yield other

    def mentioning(self, path: str, name: str) -> list[str] | None:
        """Return the files that import the module at a path, or the name from wherever, and mention the name.

        None where they can't be told, or would be too many to look at.
        """
        word = Word(name, _MENTIONED)
        importing = (*self.importing_files(path), *self.importing.get(name.encode(), ()))
        others = [other for other in dict.fromkeys(importing) if other != path]
        if not self.complete or len(others) > MAX_IMPORTING:
            return None
        return [other for other in others if are_in((word,), other)]


def _stem(path: str) -> bytes:
    """Return the last name by which a module is imported."""
    folder, file = os.path.split(path)
    stem = os.path.splitext(file)[0]
    return (os.path.basename(folder) if stem == "__init__" else stem).encode(errors="surrogateescape")


class Word:
    """A name as some patterns want it, in which it stands for each ``%b``."""

    def __init__(self, name: str, patterns: Sequence[bytes]) -> None:
        self._name, self._patterns = name.encode(), patterns

    def is_in(self, data: bytes) -> bool:
        """Tell whether a source has the name so."""
        return self._name in data and all(pattern.search(data) for pattern in self._compiled)  # few have it

    @cached_property
    def _compiled(self) -> list[re.Pattern[bytes]]:
        return [re.compile(pattern.replace(b"%b", re.escape(self._name))) for pattern in self._patterns]


def are_in(words: Iterable[Word], path: str, are: Callable[[Iterable[bool]], bool] = all) -> bool:
    """Tell whether a file, which is read once, has all of some words, or ``any``; one that can't be read may."""
    try:
        data = files.read(path)
    except OSError:
        return True
    return are(word.is_in(data) for word in words)


def said(names: Iterable[str]) -> list[Word]:
    """Return names as a file has them that says them, and not only that they do not hold."""
    return [Word(name, _SAID) for name in names]


#: How many projects are remembered that were looked through.
_MOST = 16


def know(root: str, found: Index) -> None:
    """Remember the index of a project, which this process found or another one."""
    index.know(root, found)


def forget() -> None:
    """Look through projects anew: their files may be others."""
    index.cache_clear()


def _with(found: Index, root: str, paths: frozenset[str]) -> Index:
    """Return the index of a project in which the files at some paths are others than when it was found."""
    states = [(path, files.state(path)) for path in sorted(paths) if trees.is_source(path, root)]
    importing = dict(found.importing)
    for word, others in found.importing.items():
        if not paths.isdisjoint(others):
            importing[word] = [path for path in others if path not in paths]
    for path, state in states:
        for word in _imported(path, state):
            importing[word] = list(importing.get(word, ()))
            insort(importing[word], path, key=trees.order)
    return found._replace(importing=importing, state=trees.together([(root, found.state), *states]))


@adapted(_with, most=_MOST)
def index(root: str) -> Index:
    """Return the index of the project in a folder, an absolute path; looked through once."""
    importing: dict[bytes, list[str]] = defaultdict(list)
    found = list(trees.sources(root))
    for path, state in found:
        for word in _imported(path, state) if path else ():
            importing[word].append(path)
    return Index(importing, complete=not found or bool(found[-1][0]), state=trees.together(found))


@latest(trees.MAX_FILES)
def _imported(path: str, state: State | None) -> set[bytes]:
    """Return the words of what a file imports."""
    try:
        data = files.read(path)
    except OSError:
        return set()
    if path.endswith(_NOTEBOOK):  # its lines are texts in JSON
        data = data.replace(b"\\n", b"\n").replace(b'"', b"\n")
    return statements.words(data)
