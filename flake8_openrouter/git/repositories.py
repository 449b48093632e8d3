"""Where a repository keeps its own files, and what of that may be believed.

A folder may be anybody's: a ``.git`` that leads elsewhere is followed only where what is there leads back.
"""

from __future__ import annotations

import os
import re
from functools import cached_property
from pathlib import Path

from flake8_openrouter.disk import files
from flake8_openrouter.git.starting import Git, GitError

_NAME = ".git"
_POINTER = "gitdir:"
#: What each repository has among its own files.
_OWN = ("HEAD", "objects", "refs")
#: What names the folder of a repository that another one is a part of, in its settings.
_WORK_TREE = re.compile(r"(?im)^\s*worktree\s*=\s*\"?([^\"\n]+?)\"?\s*$")
#: Bytes of a file that says where others are.
_MOST = 1_000_000


class NoRepository(Exception):
    """A path has no repository that can be read. The text says why."""


class Repository:
    """A repository at a path, as the user gave it. ``folder`` is the absolute path of its own files."""

    def __init__(self, path: str, folder: str) -> None:
        self.path, self.folder = path, folder
        self.git = Git(folder)

    @cached_property
    def common(self) -> str:
        """The folder of what all worktrees of the repository share: its objects, refs and settings."""
        return os.path.realpath(os.path.join(self.folder, _text(os.path.join(self.folder, "commondir")).strip()))

    @cached_property
    def borrowed(self) -> str:
        """From where it takes objects that it does not hold itself; empty where it takes none."""
        objects = os.path.join(self.common, "objects")
        alternates = _text(os.path.join(objects, "info", "alternates")).splitlines()
        named = next((line for line in alternates if line and not line.startswith("#")), "")
        return named or self.linked

    @cached_property
    def linked(self) -> str:
        """Where a link among its own objects leads; empty where there is none."""
        objects = os.path.join(self.common, "objects")
        return next(filter(None, map(_elsewhere, (objects, os.path.join(objects, "pack")))), "")

    @cached_property
    def is_shallow(self) -> bool:
        """Whether its history is cut off."""
        return os.path.exists(os.path.join(self.common, "shallow"))

    @cached_property
    def is_partial(self) -> bool:
        """Whether it may lack objects, which it would fetch when they are needed."""
        try:
            names = os.listdir(os.path.join(self.common, "objects", "pack"))
        except OSError:
            return False
        return any(name.endswith(".promisor") for name in names)

    def objects(self) -> int:
        """Return how many objects it has, as far as that is quickly told. Raises GitError."""
        counts = dict(line.split(b": ", 1) for line in self.git.ask("count-objects", "-v").splitlines())
        return int(counts.get(b"count", 0)) + int(counts.get(b"in-pack", 0))


def found(path: str) -> Repository:
    """Return the repository at a path or above it. Raises NoRepository."""
    start = os.path.abspath(path)
    if not os.path.isdir(start):
        raise NoRepository("no such folder" if not os.path.exists(start) else "a file, not a repository")
    for folder in (start, *map(str, Path(start).parents)):
        if _is_own(folder):
            return _readable(path, folder)
        place = os.path.join(folder, _NAME)
        if os.path.lexists(place):
            return _readable(path, _led_to(place))
    raise NoRepository("not a git repository, nor in one")


def _is_own(folder: str) -> bool:
    return all(os.path.exists(os.path.join(folder, name)) for name in _OWN)


def _readable(path: str, folder: str) -> Repository:
    """Return a repository that git can read. Raises NoRepository where it can't: its settings may keep it busy."""
    if os.path.exists(os.path.join(folder, "commondir")) and not _is_worktree(folder):
        raise NoRepository(f"its files in {folder} belong to a repository that does not know of them")
    repository = Repository(path, folder)
    for name in ("config", "HEAD", "packed-refs"):
        place = os.path.join(repository.common, name)
        if os.path.exists(place) and not os.path.isfile(place):
            raise NoRepository(f"its {name} is not a file")
    try:
        repository.git.ask("rev-parse", "--git-dir")
    except GitError as error:
        raise NoRepository(str(error)) from None
    return repository


def _led_to(place: str) -> str:
    """Return the folder that a ``.git`` is, or leads to. Raises NoRepository where that does not lead back."""
    real = os.path.realpath(place)
    if os.path.isdir(real):
        if os.path.dirname(real) != os.path.realpath(os.path.dirname(place)):
            raise NoRepository(f"its {_NAME} is a link to {real}: name that instead")
        return real
    text = _text(place)
    if not text.startswith(_POINTER):
        raise NoRepository(f"its {_NAME} is neither a folder nor a file that names one")
    folder = os.path.realpath(os.path.join(os.path.dirname(place), text.removeprefix(_POINTER).strip()))
    if not _is_led_back(folder, place):
        raise NoRepository(f"its {_NAME} leads to {folder}, which does not lead back: name that instead")
    return folder


def _is_led_back(folder: str, place: str) -> bool:
    """Tell whether what a ``.git`` names is a worktree or a submodule there."""
    if _is_worktree(folder):
        back = _text(os.path.join(folder, "gitdir")).strip()
        return bool(back) and os.path.realpath(os.path.join(folder, back)) == os.path.realpath(place)
    trees = _WORK_TREE.findall(_text(os.path.join(folder, "config")))
    return any(
        os.path.realpath(os.path.join(folder, tree)) == os.path.realpath(os.path.dirname(place)) for tree in trees
    )


def _is_worktree(folder: str) -> bool:
    """Tell whether a repository has a worktree's files in a folder, and knows of them."""
    common = _text(os.path.join(folder, "commondir")).strip()
    if not common:
        return False
    real = os.path.realpath(folder)
    return os.path.dirname(real) == os.path.join(os.path.realpath(os.path.join(folder, common)), "worktrees")


def _elsewhere(folder: str) -> str:
    """Return what in a folder of objects is a link to somewhere else; empty where nothing is."""
    if os.path.islink(folder):
        return os.path.realpath(folder)
    try:
        with os.scandir(folder) as entries:
            return next((os.path.realpath(entry.path) for entry in entries if entry.is_symlink()), "")
    except OSError:
        return ""


def _text(path: str) -> str:
    try:
        return files.read(path, _MOST).decode(errors="surrogateescape")
    except (OSError, ValueError):
        return ""
