"""The files of a commit, as a view: nothing is checked out, and the disk is not asked for them."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import AbstractContextManager, suppress
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.disk import descriptors
from flake8_openrouter.disk.overlays import told
from flake8_openrouter.git.contents import FOLDER, LINK, Contents, Node
from flake8_openrouter.git.repositories import Repository
from flake8_openrouter.git.starting import GitError

if TYPE_CHECKING:
    from flake8_openrouter.disk.protocol import Entry, Opened, Status, View

#: Bytes of a path that a link has, and how many links are followed on one way: as the system does.
_LONGEST_LINK = 4096
_MOST_LINKS = 40
#: How many files and folders are listed: a small repository can have billions, which are the same ones.
MAX_ENTRIES = 1_000_000


class NoRevision(Exception):
    """A repository has no commit of some name. The text says so."""


class TooManyFiles(Exception):
    """A commit has more files than anybody can check."""


class _Found(NamedTuple):
    """Where a path leads, in parts from the top on, and what is there."""

    parts: tuple[str, ...]
    node: Node


class Revision:
    """The files of a commit, in a folder that need not be there. git is asked as long as the block of it lasts.

    ``around`` has what is outside of the folder; None: nothing. Links lead to what is in the commit, or nowhere; a
    submodule is an empty folder, as in a clone without them.
    """

    is_tracked = True

    def __init__(self, repository: Repository, tree: str, root: str, around: View | None = None) -> None:
        self._repository, self._tree, self.root, self._around = repository, tree, root, around
        self._contents = Contents(repository)
        self._listed: set[int] = set()
        self._count = 0

    def __reduce__(self) -> tuple[object, ...]:
        return Revision, (self._repository, self._tree, self.root, self._around)

    def __enter__(self) -> Revision:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._contents.end()

    def own(self, folder: str) -> None:
        return None

    def status(self, path: str) -> Status:
        parts = self._inside(path)
        if parts is None:
            return self._outside(path).status(path)
        node = self._followed(path, parts).node
        return told(node.mode, self._size(node), bytes.fromhex(node.name))

    def _size(self, node: Node) -> int:
        """Return how many bytes a file has; none of one that git can't read, which is there until it is read."""
        if stat.S_ISREG(node.mode):
            with suppress(OSError):
                return self._contents.size(node.name)
        return 0

    def entries(self, folder: str) -> Iterable[Entry]:
        parts = self._inside(folder)
        if parts is None:
            return self._outside(folder).entries(folder)
        way, node = self._followed(folder, parts)
        if not stat.S_ISDIR(node.mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder)
        there = self._contents.folder(node, is_top=not way)
        place = hash(folder)  # there may be many of them, and some bytes more in each
        self._count += len(there) if place not in self._listed else 0
        self._listed.add(place)
        if self._count > MAX_ENTRIES:
            raise TooManyFiles(f"the commit has more than {MAX_ENTRIES:,} files and folders")
        return [_Entry(name, os.path.join(folder, name), inner.mode, self) for name, inner in there.items()]

    def opened(self, path: str) -> AbstractContextManager[Opened]:
        parts = self._inside(path)
        if parts is None:
            return self._outside(path).opened(path)
        return self._contents.streamed(self._file(path, parts))

    def read(self, path: str, most: int) -> bytes:
        parts = self._inside(path)
        if parts is None:
            return self._outside(path).read(path, most)
        return self._contents.file(self._file(path, parts), most)

    def real(self, path: str) -> str:
        parts = self._inside(path)
        if parts is None:
            return self._around.real(path) if self._around is not None else os.path.abspath(path)
        try:
            return os.path.join(self.root, *self._followed(path, parts).parts)
        except OSError:
            return os.path.abspath(path)

    def _inside(self, path: str) -> list[str] | None:
        """Return the parts of a path from the top on; None for one that is outside. Raises ValueError as os.stat."""
        if "\0" in path:
            raise ValueError("embedded null byte")
        place, before = os.path.abspath(path), os.path.join(self.root, "")
        if place == self.root:
            return []
        return place[len(before) :].split(os.sep) if place.startswith(before) else None

    def _outside(self, path: str) -> View:
        if self._around is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        return self._around

    def _followed(self, path: str, parts: list[str]) -> _Found:
        """Return where a path leads. Raises OSError for a path on which nothing is, as the system does."""
        waiting, links = parts[::-1], 0
        passed, way = list[str](), [Node(FOLDER, self._tree)]
        while waiting:
            part = waiting.pop()
            if part == os.pardir:
                _back(passed, way, path)
                continue
            node = self._next(passed, way[-1], part, path)
            if node.mode == LINK:
                links += 1
                waiting += self._target(path, node, links)[::-1]
                continue
            passed.append(part)
            way.append(node)
        return _Found(tuple(passed), way[-1])

    def _next(self, passed: list[str], folder: Node, part: str, path: str) -> Node:
        if not stat.S_ISDIR(folder.mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), path)
        node = self._contents.folder(folder, is_top=not passed).get(part)
        if node is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        return node

    def _target(self, path: str, link: Node, links: int) -> list[str]:
        """Return the parts of the path that a link has. Raises OSError for one that is not from where it is."""
        if links > _MOST_LINKS:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
        target = os.fsdecode(self._contents.file(link.name, _LONGEST_LINK))
        if os.path.isabs(target):
            raise _leading_out(path)
        return [part for part in target.split("/") if part not in ("", os.curdir)]

    def _file(self, path: str, parts: list[str]) -> str:
        """Return the hash of the file at a path. Raises OSError for what is none."""
        node = self._followed(path, parts).node
        if not stat.S_ISREG(node.mode):
            raise OSError(errno.EINVAL, f"{descriptors.kind(node.mode)}, not a file", path)
        return node.name


class _Entry(NamedTuple):
    """An entry of a folder of a commit."""

    name: str
    path: str
    mode: int
    revision: Revision

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        return stat.S_ISDIR(self._mode(follow_symlinks))

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        return stat.S_ISREG(self._mode(follow_symlinks))

    def _mode(self, follows: bool) -> int:
        if self.mode != LINK or not follows:
            return self.mode
        try:
            return self.revision.status(self.path).st_mode
        except FileNotFoundError:
            return 0


def revision(repository: Repository, name: str, root: str, around: View | None = None) -> Revision:
    """Return the files of a commit, which its name, a branch's or a tag's leads to. Raises NoRevision.

    ``root``, an absolute path, is where they are seen.
    """
    try:
        if name.startswith("-") or "\0" in name:
            raise GitError("no commit has such a name")
        tree = repository.git.ask("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}^{{tree}}")
    except GitError:
        raise NoRevision(f"there is no commit {name!r} in {repository.path}") from None
    return Revision(repository, tree.decode().strip(), os.path.normpath(root), around)


def _back(passed: list[str], way: list[Node], path: str) -> None:
    """Go back to the folder around, as ``..`` says. Raises OSError where that is outside."""
    if not passed:
        raise _leading_out(path)
    passed.pop()
    way.pop()


def _leading_out(path: str) -> OSError:
    return FileNotFoundError(errno.ENOENT, "a link that leads out of the repository", path)
