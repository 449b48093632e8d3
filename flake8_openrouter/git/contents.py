"""What folders and files of commits hold, read by their hashes. What was asked for last is kept."""

from __future__ import annotations

import errno
import os
import stat
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Generic, NamedTuple, TypeVar

from flake8_openrouter.disk import descriptors
from flake8_openrouter.git.objects import Content, Objects
from flake8_openrouter.git.repositories import Repository

#: What says in a folder that a repository is there. No commit has it.
REPOSITORY = ".git"
LINK, FOLDER = stat.S_IFLNK, stat.S_IFDIR
_SUBMODULE = 0o160000

#: Bytes of trees, and of blobs, that are kept; of a tree from which on it is not read; and of a blob, not kept.
_TREES = 4_000_000
_BLOBS = 32_000_000
_LARGEST_TREE = 50_000_000
_LARGEST_KEPT = 1_000_000
#: How many sizes of larger blobs are known at once.
_MOST_SIZES = 10_000


class Node(NamedTuple):
    """An entry of a tree: its mode, as of a file on disk, and its object's hash; no hash for a folder with nothing."""

    mode: int
    name: str


EMPTY = Node(FOLDER, "")

Kept = TypeVar("Kept")


class _Recent(Generic[Kept]):
    """What was asked for last, by names, as long as all of it is no larger than ``most``."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[str, tuple[Kept, int]] = OrderedDict()

    def get(self, name: str) -> Kept | None:
        known = self._kept.get(name)
        if known is None:
            return None
        self._kept.move_to_end(name)
        return known[0]

    def keep(self, name: str, kept: Kept, size: int) -> Kept:
        """Keep what is not kept yet, and return it; what was not asked for for longest makes room."""
        self._kept[name] = kept, size
        self._size += size
        while self._size > self._most:
            _, (_, size) = self._kept.popitem(last=False)
            self._size -= size
        return kept


class Contents:
    """The contents of a repository's trees and blobs. Each question raises OSError for what git can't read."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._objects = Objects(repository)
        self._trees: _Recent[Mapping[str, Node]] = _Recent(_TREES)
        self._blobs: _Recent[bytes] = _Recent(_BLOBS)
        self._sizes: dict[str, int] = {}

    def end(self) -> None:
        """End git, until something is asked for."""
        self._objects.end()

    def folder(self, node: Node, *, is_top: bool) -> Mapping[str, Node]:
        """Return what is in a folder, by names: at the top also what says that a repository is there."""
        if not node.name:
            return {}
        place = f"{node.name} at the top" if is_top else node.name
        known = self._trees.get(place)
        if known is None:
            content = self._opened(node.name, "tree")
            descriptors.refuse_large(content.size, node.name, _LARGEST_TREE)
            nodes = dict(_entries(_all(content), len(node.name) // 2))
            nodes.update({REPOSITORY: EMPTY} if is_top else {})
            known = self._trees.keep(place, nodes, content.size)
        return known

    def file(self, name: str, most: int) -> bytes:
        """Return the bytes of a file. Raises TooLarge for more of them than ``most``."""
        data = self._blobs.get(name)
        descriptors.refuse_large(self._sizes.get(name, 0) if data is None else len(data), name, most)
        if data is not None:
            return data
        content = self._opened(name, "blob")
        if content.size > _LARGEST_KEPT:
            self._note(name, content.size)
        descriptors.refuse_large(content.size, name, most)
        data = _all(content)
        return self._blobs.keep(name, data, len(data)) if len(data) <= _LARGEST_KEPT else data

    def size(self, name: str) -> int:
        """Return how many bytes a file has. It is likely to be read next, so that it is kept unless they are many."""
        try:
            return len(self.file(name, _LARGEST_KEPT))
        except descriptors.TooLarge:  # in which case it was noted
            return self._sizes[name]

    @contextmanager
    def streamed(self, name: str) -> Iterator[Content]:
        """Read a file piece by piece, while others are asked for elsewhere."""
        objects = Objects(self._repository)
        try:
            yield objects.opened(name)
        finally:
            objects.end()

    def _note(self, name: str, size: int) -> None:
        if len(self._sizes) >= _MOST_SIZES:
            self._sizes.clear()
        self._sizes[name] = size

    def _opened(self, name: str, kind: str) -> Content:
        content = self._objects.opened(name)
        if content.kind != kind:
            raise OSError(errno.EIO, f"git's object {name[:12]} is a {content.kind}, not a {kind}")
        return content


def _all(content: Content) -> bytes:
    return b"".join(iter(lambda: content.read(content.size), b""))


def _entries(data: bytes, digits: int) -> Iterator[tuple[str, Node]]:
    """Yield what a tree has that a work tree can have, as git stores it: a mode, a name, a hash of some bytes."""
    at = 0
    while at < len(data):
        end = data.find(b"\0", at)
        mode, _, name = data[at:end].partition(b" ")
        at = end + 1 + digits
        if end < 0 or at > len(data) or not mode.isdigit():
            raise OSError(errno.EIO, "git's list of what is in it is broken")
        if _is_possible(name):
            yield os.fsdecode(name), _node(int(mode, 8), data[end + 1 : at].hex())


def _is_possible(name: bytes) -> bool:
    """Tell whether git would check out a name, and the system take it for one in the folder."""
    return b"/" not in name and name.lower() not in (b"", b".", b"..", REPOSITORY.encode())


def _node(mode: int, name: str) -> Node:
    kind = mode & 0o170000
    if kind == _SUBMODULE:
        return EMPTY
    return Node(kind, name) if kind in (LINK, FOLDER) else Node(stat.S_IFREG | (mode & 0o777), name)
