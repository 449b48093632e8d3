"""What comes of a repository whose history was searched. No key is in it: a label and a hash stand for one."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from flake8_openrouter.git.commits import Commit
from flake8_openrouter.openrouter import keys


class Key(NamedTuple):
    """A key that looks issued: ``digest`` is the SHA-256, in hex, by which the dashboard knows it."""

    digest: str
    label: str

    @property
    def link(self) -> str:
        return keys.key_link(self.digest)


class Hit(NamedTuple):
    """A key in a blob: the rule that finds it, its place there, and how it is spelt.

    Lines and columns count from 1, columns in characters; the end is exclusive. ``spelling`` is empty for a key that
    is spelt as it was issued.
    """

    blob: str
    key: Key
    code: str
    line: int
    column: int
    end_line: int
    end_column: int
    spelling: str = ""


class Act(Enum):
    """What a commit did with a key at a path."""

    ADDED = "added"
    KEPT = "kept"
    REMOVED = "removed"


class Occurrence(NamedTuple):
    """A key at a path, in bytes, in what a commit changed; without a commit for a blob that is in none."""

    hit: Hit
    path: bytes = b""
    act: Act = Act.ADDED
    commit: Commit | None = None


class Place(NamedTuple):
    """Where a key still is: the full name of a branch, and a path, in bytes, in the tree at its head."""

    ref: str
    path: bytes


@dataclass(frozen=True, slots=True)
class KeyHistory:
    """A key in a repository. ``occurrences`` are not empty, the latest first; ``heads`` are where it still is."""

    key: Key
    occurrences: tuple[Occurrence, ...]
    heads: tuple[Place, ...] = ()

    @property
    def first(self) -> Occurrence:
        """Where it came in, as far as that is known."""
        added = (each for each in reversed(self.occurrences) if each.act is not Act.REMOVED)
        return next(added, self.occurrences[-1])

    @property
    def last(self) -> Occurrence:
        """What the latest commit did to it that changed a file with it."""
        return self.occurrences[0]


@dataclass(slots=True)
class Counts:
    """What was read: of all ``objects`` the ``searched`` blobs, of ``size`` bytes; and what was not.

    ``known``: searched by an earlier run, ``missing``: not in the repository, ``vanished``: gone while it was read,
    ``held``: too large for git's memory, ``elsewhere``: pointers to files that LFS keeps, ``shallow``: commits whose
    parents are cut off.
    """

    objects: int = 0
    searched: int = 0
    known: int = 0
    size: int = 0
    missing: int = 0
    damaged: int = 0
    vanished: int = 0
    held: int = 0
    elsewhere: int = 0
    shallow: int = 0


@dataclass(slots=True)
class RepositoryHistory:
    """What was found in the repository at a path, as the user gave it; ``failures`` say why there may be more."""

    path: str
    keys: list[KeyHistory] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    failures: list[str] = field(default_factory=list)
    borrowed: str = ""
    submodules: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether all was read that is there."""
        return not self.failures and not self.counts.damaged and not self.counts.held
