"""What a repository names: its branches, tags and others, its default branch, and the file of its code owners."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from flake8_openrouter.fleet.owners import LARGEST, PLACES
from flake8_openrouter.fleet.rows import Head
from flake8_openrouter.git import heads
from flake8_openrouter.git.heads import Ref
from flake8_openrouter.git.repositories import Repository
from flake8_openrouter.git.starting import GitError
from flake8_openrouter.openrouter.masking import presentable

_BRANCHES = "refs/heads/"
#: What the default branch is likely to be where a mirror's HEAD names one that never was.
_USUAL = ("main", "master")


class Refs(NamedTuple):
    """All refs of a repository, and what its HEAD is: a ref's full name, or a commit."""

    head: str
    every: tuple[Ref, ...]

    @property
    def default(self) -> Head | None:
        """The default branch; None where there is none."""
        found = self.default_ref
        return _head(*found) if found is not None else None

    @property
    def default_ref(self) -> Ref | None:
        """The ref of the default branch, or HEAD where that is a commit."""
        if self.head and not self.head.startswith("refs/"):
            return Ref("HEAD", self.head)
        targets = dict(self.every)
        names = (self.head, *(f"{_BRANCHES}{name}" for name in _USUAL))
        return next((Ref(name, targets[name]) for name in names if name in targets), None)

    def heads(self, *, branches: bool) -> tuple[Head, ...]:
        """Return the default branch, or all ``branches``."""
        if not branches:
            return (self.default,) if self.default else ()
        found = tuple(_head(name, target) for name, target in self.every if name.startswith(_BRANCHES))
        return found or self.heads(branches=False)


def _head(name: str, commit: str) -> Head:
    return Head(presentable(name.removeprefix(_BRANCHES)), commit)


def of(repository: Repository) -> Refs:
    """Return what a repository names now. Raises GitError."""
    return Refs(_named_by_head(repository), tuple(heads.refs(repository)))


def _named_by_head(repository: Repository) -> str:
    for question in (("symbolic-ref", "--quiet", "HEAD"), ("rev-parse", "--verify", "--quiet", "HEAD^{commit}")):
        with suppress(GitError):
            return repository.git.ask(*question).decode(errors="surrogateescape").rstrip("\n")
    return ""


def owners_file(repository: Repository, commit: str) -> str:
    """Return the text of the file that names the code owners; empty where a commit has none that GitHub would read."""
    asked = "".join(f"{commit}:{place}\n" for place in PLACES).encode()
    with suppress(GitError):
        for line in repository.git.ask("cat-file", "--batch-check", said=asked).splitlines():
            name, kind, size = (*line.rsplit(b" ", 2), b"", b"")[:3]
            if kind == b"blob" and int(size) <= LARGEST:
                return repository.git.ask("cat-file", "blob", name.decode()).decode(errors="replace")
    return ""
