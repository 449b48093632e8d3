"""Which files of a project import a module, and which names they mention: found by their words, not parsed."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flake8_openrouter.disk import files, trees
from flake8_openrouter.disk.files import State
from flake8_openrouter.disk.latest import latest
from flake8_openrouter.disk.views import adapted
from flake8_openrouter.languages.python.syntax import statements
from flake8_openrouter.languages.python.syntax.mentions import MENTIONED, WRITTEN, Word, are_in
from flake8_openrouter.languages.python.syntax.places import stem

#: How many files that import a module are looked at for those that mention a name.
MAX_IMPORTING = 40


class Index(NamedTuple):
    """The files of a project by the names of what they import; not ``complete``: there are too many to look at.

    ``state`` tells all of them from what they were before.
    """

    importing: dict[bytes, list[str]]
    complete: bool
    state: State

    def reader(self, path: str, name: str) -> str:
        """Return a file that imports the module at a path, an absolute one, and mentions a name; empty if none does."""
        return next(self.having(path, Word(name, MENTIONED)), "")

    def writer(self, path: str, name: str) -> str:
        """Return one that sets the name as an attribute of something, or has it in a text: ``setattr``, a patch."""
        return next(self.having(path, Word(name, WRITTEN)), "")

    def importing_files(self, path: str) -> Sequence[str]:
        """Return the files that may import the module at a path."""
        return self.importing.get(stem(path).encode(errors="surrogateescape"), ())

    def having(self, path: str, *words: Word) -> Iterator[str]:
        """Yield the other files that import the module at a path, an absolute one, and have some words, all of them."""
        for other in self.importing_files(path):
            if other != path and are_in(words, other):
                yield other

    def mentioning(self, path: str, name: str) -> list[str] | None:
        """Return the files that import the module at a path, or the name from wherever, and mention the name.

        None where they can't be told, or would be too many to look at.
        """
        word = Word(name, MENTIONED)
        importing = (*self.importing_files(path), *self.importing.get(name.encode(), ()))
        others = [other for other in dict.fromkeys(importing) if other != path]
        if not self.complete or len(others) > MAX_IMPORTING:
            return None
        return [other for other in others if are_in((word,), other)]


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
        for word in imported(path, state):
            importing[word] = list(importing.get(word, ()))
            insort(importing[word], path, key=trees.order)
    return found._replace(importing=importing, state=trees.together([(root, found.state), *states]))


@adapted(_with, most=_MOST)
def index(root: str) -> Index:
    """Return the index of the project in a folder, an absolute path; looked through once."""
    importing: dict[bytes, list[str]] = defaultdict(list)
    found = list(trees.sources(root))
    for path, state in found:
        for word in imported(path, state) if path else ():
            importing[word].append(path)
    return Index(importing, complete=not found or bool(found[-1][0]), state=trees.together(found))


@latest(trees.MAX_FILES)
def imported(path: str, state: State | None) -> set[bytes]:
    """Return the words of what a file imports."""
    return statements.words(statements.source(path))
