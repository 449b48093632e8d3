"""A repository's history, searched: each blob once, and the commits of those with keys."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from flake8_openrouter.disk import files
from flake8_openrouter.git.blobs import Blobs
from flake8_openrouter.git.reading import Blob, Damaged
from flake8_openrouter.git.repositories import Repository
from flake8_openrouter.git.starting import GitError
from flake8_openrouter.history import occurrences, search
from flake8_openrouter.history.ledger import NoLedger
from flake8_openrouter.history.results import Counts, Hit, RepositoryHistory
from flake8_openrouter.run import installed

#: Told how many objects have been looked at.
Advance = Callable[[int], None]

#: Blobs between two times that progress is told.
_STEP = 256

_MISSING = ("rev-list", "--objects", "--all", "--missing=print", "--no-object-names", "--ignore-missing")
_SUBMODULES = ("config", "--blob", "HEAD:.gitmodules", "--get-regexp", r"^submodule\..*\.path$")
_PRESENT = ("cat-file", "--batch-check=%(objectname)")


def searched(
    repository: Repository,
    ledger: NoLedger | None = None,
    advance: Advance = lambda listed: None,
    *,
    since_last: bool = False,
    readers: int = 1,
) -> RepositoryHistory:
    """Search the blobs that a ledger does not know, and return what is known of all of the repository's.

    ``since_last``: of those alone that no run knew before that came to its end. ``readers``: so many processes of git
    read blobs. Raises GitError where git can't start.
    """
    ledger = NoLedger() if ledger is None else ledger
    history = RepositoryHistory(repository.path, borrowed=repository.borrowed)
    blobs = Blobs(repository, ledger.unseen, readers)
    for number, blob in enumerate(blobs):
        _search(blob, ledger, history.counts)
        if number % _STEP == 0:
            advance(blobs.listed)
    found = _present(repository, ledger.hits(since_last=since_last))
    history.keys, history.failures = occurrences.of_hits(repository, found)
    _account(repository, blobs, ledger, history)
    ledger.finish()
    return history


def ledger_file(repository: Repository, folder: Path | None = None) -> Path | None:
    """Return the file of a repository's ledger, in a folder or in the user's cache; None where there is none."""
    folder = installed.caches() if folder is None else folder
    if folder is None:
        return None
    return folder / "history" / f"{installed.digest(os.fsencode(repository.common))}-{_stamp()[:8]}.sqlite"


@cache
def _stamp() -> str:
    return installed.stamp()


def _search(blob: Blob, ledger: NoLedger, counts: Counts) -> None:
    try:
        found = search.of_blob(blob)
    except Damaged:
        return  # the reader of the blobs counts it
    ledger.note(blob.name, found.hits, is_pointer=found.is_pointer)
    counts.searched += 1
    counts.size += blob.size


def _present(repository: Repository, hits: list[Hit]) -> list[Hit]:
    """Return the keys in blobs that are still there: a ledger remembers others. Raises GitError."""
    if not hits:
        return hits
    names = "".join(f"{hit.blob}\n" for hit in hits)
    answers = repository.git.ask(*_PRESENT, said=names.encode(), takes_long=True).decode().splitlines()
    return [hit for hit, answer in zip(hits, answers, strict=True) if answer == hit.blob]


def _account(repository: Repository, blobs: Blobs, ledger: NoLedger, history: RepositoryHistory) -> None:
    """Say what was not read, and why."""
    counts = history.counts
    counts.objects, counts.known = blobs.listed, blobs.blobs - blobs.asked
    counts.damaged, counts.vanished, counts.held = len(blobs.damaged), blobs.vanished, len(blobs.held)
    counts.elsewhere = ledger.pointers
    history.failures += [blobs.failure] if blobs.failure else []
    if repository.is_partial:
        try:
            missing = repository.git.ask(*_MISSING, takes_long=True)
            counts.missing = missing.count(b"?")
        except GitError as error:
            history.failures.append(f"what is missing can't be counted: {error}")
    history.submodules = _submodules(repository)
    if repository.is_shallow:
        counts.shallow = _lines(os.path.join(repository.common, "shallow"))


def _submodules(repository: Repository) -> int:
    """Return how many submodules the current commit names; each is a repository of its own."""
    try:
        return repository.git.ask(*_SUBMODULES).count(b"\n")
    except GitError:
        return 0


def _lines(path: str) -> int:
    try:
        return len(files.read(path).splitlines())
    except OSError:
        return 0
