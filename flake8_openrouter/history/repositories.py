"""A repository's history, searched: each blob once, and the commits of those with keys."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from flake8_openrouter.disk import files
from flake8_openrouter.git.listing import Listing
from flake8_openrouter.git.repositories import Repository
from flake8_openrouter.git.starting import GitError
from flake8_openrouter.history import occurrences, parts
from flake8_openrouter.history.ledger import NoLedger
from flake8_openrouter.history.parts import Part
from flake8_openrouter.history.results import Hit, RepositoryHistory
from flake8_openrouter.run import installed

#: Told how many objects have been looked at.
Advance = Callable[[int], None]

_MISSING = ("rev-list", "--objects", "--all", "--missing=print", "--no-object-names", "--ignore-missing")
_SUBMODULES = ("config", "--blob", "HEAD:.gitmodules", "--get-regexp", r"^submodule\..*\.path$")
_PRESENT = ("cat-file", "--batch-check=%(objectname)")


def searched(
    repository: Repository,
    ledger: NoLedger | None = None,
    advance: Advance = lambda listed: None,
    *,
    since_last: bool = False,
    workers: int = 1,
) -> RepositoryHistory:
    """Search the blobs that a ledger does not know, and return what is known of all of the repository's.

    ``since_last``: of those alone that no run knew before that came to its end. ``workers``: as many processes
    search, where that pays. Raises GitError where git can't start.
    """
    ledger = NoLedger() if ledger is None else ledger
    history = RepositoryHistory(repository.path, borrowed=repository.borrowed)
    listing = Listing(repository, ledger.unseen)
    for part in parts.searched(repository, listing, workers):
        _note(part, ledger, history)
        advance(listing.listed)
    found = _present(repository, ledger.hits(since_last=since_last))
    history.keys, failures = occurrences.of_hits(repository, found)
    history.failures += failures
    _account(repository, listing, ledger, history)
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


def _note(part: Part, ledger: NoLedger, history: RepositoryHistory) -> None:
    """Note what is in a part, and what of it was not read."""
    for name, found in part.found.items():
        ledger.note(name, found.hits, is_pointer=found.is_pointer)
    counts = history.counts
    counts.searched += len(part.found)
    counts.size += part.size
    counts.damaged += part.damaged
    counts.vanished += part.vanished
    counts.held += part.held
    history.failures += [part.failure] if part.failure else []


def _present(repository: Repository, hits: list[Hit]) -> list[Hit]:
    """Return the keys in blobs that are still there: a ledger remembers others. Raises GitError."""
    if not hits:
        return hits
    names = "".join(f"{hit.blob}\n" for hit in hits)
    answers = repository.git.ask(*_PRESENT, said=names.encode(), takes_long=True).decode().splitlines()
    return [hit for hit, answer in zip(hits, answers, strict=True) if answer == hit.blob]


def _account(repository: Repository, listing: Listing, ledger: NoLedger, history: RepositoryHistory) -> None:
    """Say what was not read, and why."""
    counts = history.counts
    counts.objects, counts.known = listing.listed, listing.blobs - listing.asked
    counts.elsewhere = ledger.pointers
    history.failures += [listing.failure] if listing.failure else []
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
