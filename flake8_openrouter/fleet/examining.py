"""One repository as a worker reads it: the files of its heads, and its history, as rows.

Whatever is wrong with one is in its own row. It may be anybody's, and may change while it is read: then it is read once
more, and where it changes again its row says so, and the next run reads it in any case.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

from flake8_openrouter._version import __version__
from flake8_openrouter.fleet import cloning, refs, rows
from flake8_openrouter.fleet.cloning import CloneError, Limits
from flake8_openrouter.fleet.head_findings import Checked, checked
from flake8_openrouter.fleet.history_keys import Searched, searched
from flake8_openrouter.fleet.owners import Owners
from flake8_openrouter.fleet.refs import Refs
from flake8_openrouter.fleet.rows import State
from flake8_openrouter.fleet.sources import Source
from flake8_openrouter.git import repositories
from flake8_openrouter.git.repositories import NoRepository, Repository
from flake8_openrouter.git.starting import GitError
from flake8_openrouter.openrouter.masking import presentable

#: Rows that are kept of a repository, of its findings and of its keys: more are read by nobody.
MOST = 10_000

#: How often a repository is read that changes meanwhile.
_TRIES = 2


class Wanted(NamedTuple):
    """What is read of each repository: the files of its default branch, or of all ``branches``, and its history."""

    limits: Limits
    heads: bool = True
    branches: bool = False
    history: bool = True


class Known(NamedTuple):
    """A repository to be read, and the fingerprint that it had when it was read last."""

    source: Source
    fingerprint: str = ""


class Answer(NamedTuple):
    """The lines of a repository's rows, its own first; none where nothing changed since it was read last."""

    name: str
    lines: bytes
    version: str = __version__


def examined(chunk: Iterable[Known], wanted: Wanted) -> list[Answer]:
    """Return the answer for each repository of a chunk."""
    return [_answer(known, wanted) for known in chunk]


def failed(source: Source, reason: str) -> bytes:
    """Return the line of a repository that can't be read."""
    shown = presentable(" ".join(reason.split()))
    return rows.written(rows.Repository(source.name, source.shown, State.FAILED, shown)).encode()


def _answer(known: Known, wanted: Wanted) -> Answer:
    source = known.source
    try:
        with _opened(source, wanted) as repository:
            return Answer(source.name, _lines(known, repository, wanted))
    except (CloneError, NoRepository, GitError) as error:
        return Answer(source.name, failed(source, str(error)))
    except OSError as error:
        return Answer(source.name, failed(source, error.strerror or str(error)))
    except Exception as error:  # the others are read all the same; its text may hold what was read
        return Answer(source.name, failed(source, f"internal error: {type(error).__name__}; please report it"))


@contextmanager
def _opened(source: Source, wanted: Wanted) -> Iterator[Repository]:
    """Give a repository: the one that is listed, or a clone of it. Raises CloneError and NoRepository."""
    if not source.scheme:
        yield at(source.location)
        return
    shape = cloning.shape(wanted.limits, history=wanted.history, branches=wanted.branches)
    with cloning.cloned(source, wanted.limits, shape) as folder:
        yield at(folder)


def at(path: str) -> Repository:
    """Return the repository at a path, and none that it lies in. Raises NoRepository."""
    found = repositories.found(path)
    if found.folder != os.path.abspath(path) and not os.path.lexists(os.path.join(path, ".git")):
        raise NoRepository("not a git repository")
    return found


def _lines(known: Known, repository: Repository, wanted: Wanted) -> bytes:
    """Return the lines of a repository's rows. Raises GitError."""
    after = refs.of(repository)
    for _ in range(_TRIES):
        before = after
        fingerprint = _fingerprint(before, wanted)
        if fingerprint == known.fingerprint:
            return b""
        found = _read(known.source, repository, before, wanted)
        after = refs.of(repository)
        if before == after:
            return found.written(fingerprint)
    return found.written("", "it changed while it was read")


def _fingerprint(found: Refs, wanted: Wanted) -> str:
    """Return what tells whether anything has changed on which the rows rest; another version may find more."""
    parts = (__version__, str(wanted[1:]), str(wanted.limits.blob), found.head, *chain.from_iterable(found.every))
    return sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()[:32]


class _Found(NamedTuple):
    """What was found in a repository."""

    source: Source
    heads: tuple[rows.Head, ...]
    checked: Checked
    searched: Searched

    def written(self, fingerprint: str, *reasons: str) -> bytes:
        """Return the lines, of which the repository's own is the first."""
        findings, keys = (rows.in_order(each)[:MOST] for each in (self.checked.rows, self.searched.rows))
        own = rows.Repository(
            self.source.name,
            self.source.shown,
            State.DONE,
            heads=self.heads,
            blobs=self.searched.blobs,
            bytes=self.searched.bytes,
            missing=self.searched.missing,
            findings=len(findings),
            keys=len(keys),
            fingerprint=fingerprint,
        )
        reasons = (*self._reasons(), *reasons)
        if reasons:
            own = replace(own, state=State.PARTIAL, reason=presentable("; ".join(reasons)))
        return "".join(map(rows.written, (own, *findings, *keys))).encode()

    def _reasons(self) -> Iterator[str]:
        yield from (*self.checked.reasons, *self.searched.reasons)
        for found, what in ((self.checked.rows, "findings"), (self.searched.rows, "keys")):
            if len(found) > MOST:
                yield f"only the first {MOST:,} of its {what} are kept"


def _read(source: Source, repository: Repository, found: Refs, wanted: Wanted) -> _Found:
    owners = Owners(refs.owners_file(repository, found.default.commit)) if found.default else Owners()
    heads = found.heads(branches=wanted.branches) if wanted.heads else ()
    of_heads = checked(source.name, repository, heads, owners) if heads else Checked()
    of_history = searched(source.name, repository, owners) if wanted.history else Searched()
    if wanted.heads and found.every and not heads:
        of_heads = Checked(reasons=("its HEAD names no branch that is there",))
    return _Found(source, heads, of_heads, of_history)
