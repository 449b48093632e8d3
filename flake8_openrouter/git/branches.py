"""A new branch with a commit in which some files are others: written as objects and a ref, with no work tree or index.

A repository may be anybody's: what is written goes into its own folder, not where a link in that leads, and no hook of
it runs. A branch that is there is not moved.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from flake8_openrouter.git import starting
from flake8_openrouter.git.heads import Ref
from flake8_openrouter.git.repositories import Repository
from flake8_openrouter.git.starting import Git, GitError

_BRANCHES = "refs/heads/"
_FILE = "blob"
#: Writing a ref may append to a log that is there.
_LOGGED = ("-c", "core.logAllRefUpdates=false")


class Refused(Exception):
    """A branch is not made: why, in words for the user."""


class Change(NamedTuple):
    """Files by their paths, in bytes, with what they hold then; each is one of the commit that ``base`` names."""

    base: Ref
    files: Mapping[bytes, bytes]
    message: str


class _Entry(NamedTuple):
    """An entry of a tree: its mode, as git writes it, the kind and the name of its object."""

    mode: str
    kind: str
    name: str


def require_name(name: str) -> None:
    """Raise Refused where no branch can be called so."""
    try:
        Git().ask("check-ref-format", "--branch", name)
    except GitError:
        raise Refused(f"no branch can be called {name!r}") from None


def made(repository: Repository, name: str, change: Change) -> str:
    """Commit a change on a new branch, and return the commit's name.

    The branch may be there if it has just that: then nothing is done. Raises Refused, and GitError where git can't.
    """
    ref = f"{_BRANCHES}{name}"
    _refuse_links(repository, ref)
    tree = _tree(repository.git, f"{change.base.target}^{{tree}}", _nested(change.files))
    there = _named_by(repository.git, ref)
    if there:
        if _shape(repository.git, there) != (tree, change.base.target):
            raise Refused(f"the branch {name} is there already, and is not moved")
        return there
    commit = _committed(repository, tree, change)
    _create(repository.git, ref, commit, change.base)
    return commit


def _refuse_links(repository: Repository, ref: str) -> None:
    """Raise Refused where git would write through a link, maybe to somewhere else."""
    if repository.linked:
        raise Refused(f"its objects lead to {repository.linked}: nothing is written there")
    parts = ref.split("/")
    ways = ["/".join(parts[: end + 1]) for end in range(len(parts))]
    for place in (*ways, "logs", "logs/HEAD", *(f"logs/{way}" for way in ways), "reftable"):
        if os.path.islink(os.path.join(repository.common, place)):
            raise Refused(f"its {place} is a link: nothing is written there")


Nested = dict[bytes, "bytes | Nested"]


def _nested(files: Mapping[bytes, bytes]) -> Nested:
    """Return files as folders have them."""
    top: Nested = {}
    for path, data in files.items():
        *folders, last = path.split(b"/")
        inner = top
        for folder in folders:
            below = inner.setdefault(folder, {})
            assert isinstance(below, dict)
            inner = below
        inner[last] = data
    return top


def _tree(git: Git, tree: str, files: Nested) -> str:
    """Write a tree with other files than one has, and return its name. Raises GitError."""
    entries = dict(_entries(git.ask("ls-tree", "-z", "--full-tree", tree)))
    for name, inner in files.items():
        old = entries.get(name)
        if old is None:
            raise GitError("a file of its commit is not there any more")
        new = _tree(git, old.name, inner) if isinstance(inner, dict) else _blob(git, inner)
        entries[name] = old._replace(name=new)
    lines = (f"{mode} {kind} {name}\t".encode() + path for path, (mode, kind, name) in entries.items())
    return _name(git.ask("mktree", "-z", "--missing", said=b"".join(line + b"\0" for line in lines)))


def _entries(listed: bytes) -> Iterator[tuple[bytes, _Entry]]:
    for line in listed.split(b"\0")[:-1]:
        told, _, path = line.partition(b"\t")
        yield path, _Entry(*told.decode().split())


def _blob(git: Git, data: bytes) -> str:
    return _name(git.ask("hash-object", "-w", "-t", _FILE, "--stdin", said=data))


def _name(said: bytes) -> str:
    return said.decode().strip()


def _named_by(git: Git, ref: str) -> str:
    """Return the commit, or the other ref, that a ref names; empty where it is not there."""
    for question in (("symbolic-ref", "--quiet", ref), ("rev-parse", "--verify", "--quiet", ref)):
        with suppress(GitError):
            return _name(git.ask(*question))
    return ""


def _shape(git: Git, commit: str) -> tuple[str, ...]:
    """Return the names of a commit's tree and of its parents."""
    try:
        return tuple(
            _name(git.ask("show", "--no-patch", "--no-show-signature", "--format=%T %P", commit, "--")).split()
        )
    except GitError:
        return ()


def _committed(repository: Repository, tree: str, change: Change) -> str:
    """Write a commit, and return its name. Its author is who the user's configuration says. Raises GitError."""
    author, committer = (_identity(repository, role) for role in ("AUTHOR", "COMMITTER"))
    head = f"tree {tree}\nparent {change.base.target}\n".encode()
    content = head + b"author " + author + b"\ncommitter " + committer + b"\n\n" + f"{change.message}\n".encode()
    return _name(repository.git.ask("hash-object", "-w", "-t", "commit", "--stdin", said=content))


def _identity(repository: Repository, role: str) -> bytes:
    where = (f"--git-dir={repository.folder}", "-c", "user.useConfigOnly=true")
    try:
        return starting.of_user(repository.folder, *where, "var", f"GIT_{role}_IDENT").strip()
    except GitError:
        raise Refused("git does not know who commits: git config --global user.name and user.email say it") from None


def _create(git: Git, ref: str, commit: str, base: Ref) -> None:
    """Let a new ref name a commit, if the base is still what it was. Raises Refused."""
    steps = f"verify {base.name}\0{base.target}\0option no-deref\0create {ref}\0{commit}\0"
    try:
        git.ask(*_LOGGED, "update-ref", "--stdin", "-z", said=steps.encode(errors="surrogateescape"))
    except GitError as error:
        raise Refused(f"the branch was not made, maybe because the repository changed: {error}") from None
