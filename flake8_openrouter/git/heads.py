"""The refs of a repository, and whether the trees at their heads have a blob at a path."""

from __future__ import annotations

from functools import lru_cache
from types import TracebackType
from typing import NamedTuple

from flake8_openrouter.git.objects import Objects
from flake8_openrouter.git.repositories import Repository

_BRANCHES = ("refs/heads/", "refs/remotes/")
#: Trees that are remembered: the heads of a repository have most of them in common.
_REMEMBERED = 256
#: Bytes of a tree from which on it is not read.
_LARGEST = 50_000_000


class Ref(NamedTuple):
    """A ref by its full name, and the object that it names."""

    name: str
    target: str

    @property
    def is_branch(self) -> bool:
        return self.name.startswith(_BRANCHES) and not self.name.endswith("/HEAD")


def refs(repository: Repository) -> list[Ref]:
    """Return all refs. Raises GitError."""
    listed = repository.git.ask("for-each-ref", "--format=%(objectname) %(refname)", takes_long=True)
    pairs = (line.decode(errors="surrogateescape").split(" ", 1) for line in listed.splitlines())
    return [Ref(name, target) for target, name in pairs]


def short(name: str) -> str:
    """Return how people call a ref."""
    for folder in (*_BRANCHES, "refs/"):
        if name.startswith(folder):
            return name.removeprefix(folder)
    return name


class Trees:
    """The trees of a repository, read when they are asked for. Used as a context."""

    def __init__(self, repository: Repository) -> None:
        self._objects = Objects(repository)
        self._tree = lru_cache(_REMEMBERED)(self._read)

    def __enter__(self) -> Trees:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._objects.end()

    def blob(self, top: str, path: bytes) -> str:
        """Return the name of what is at a path of a commit, a tag or a tree; empty where nothing is."""
        name = f"{top}^{{tree}}"
        for part in path.split(b"/"):
            name = _named(self._tree(name), part)
            if not name:
                return ""
        return name

    def _read(self, name: str) -> _Tree:
        """Return a tree; an empty one for what is no tree, is not there, or is too large to be held."""
        try:
            content = self._objects.opened(name)
            is_read = content.kind == "tree" and content.size <= _LARGEST
            return _Tree(content.read(content.size), len(content.name) // 2) if is_read else _NONE
        except OSError:
            return _NONE


class _Tree(NamedTuple):
    """A tree as git stores it, with ``digits`` bytes for each hash in it."""

    data: bytes
    digits: int


_NONE = _Tree(b"", 0)


def _named(tree: _Tree, part: bytes) -> str:
    """Return the hash, in hex, of what a tree has under a name; empty where it has none."""
    data, digits = tree
    if b" %b\0" % part not in data:
        return ""
    at = 0
    while (end := data.find(b"\0", at)) >= 0:
        if data[data.find(b" ", at) + 1 : end] == part:
            return data[end + 1 : end + 1 + digits].hex()
        at = end + 1 + digits
    return ""
