"""The keys in a repository's history, as rows: one for each path that a key was at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timezone
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from flake8_openrouter.fleet.owners import Owners
from flake8_openrouter.fleet.rows import Commit, HistoryKey
from flake8_openrouter.git import commits, heads
from flake8_openrouter.git.repositories import Repository
from flake8_openrouter.history import repositories
from flake8_openrouter.history.results import Act, KeyHistory, Occurrence, RepositoryHistory
from flake8_openrouter.openrouter.masking import presentable

#: What of a history's counts says that something was not read, and in which words.
_NOT_READ = (
    ("missing", "{} objects are missing, as in a partial clone"),
    ("damaged", "{} objects are damaged"),
    ("vanished", "{} objects were gone before they were read"),
    ("held", "{} objects are too large for git's memory"),
    ("shallow", "its history is cut off at {} commits"),
)
_ISO = "%Y-%m-%dT%H:%M:%SZ"


class Searched(NamedTuple):
    """The keys in a history, why there may be more, and what it was read of."""

    rows: tuple[HistoryKey, ...] = ()
    reasons: tuple[str, ...] = ()
    blobs: int = 0
    bytes: int = 0
    missing: int = 0


def searched(name: str, repository: Repository, owners: Owners) -> Searched:
    """Search a history; ``name`` is the repository's in all rows. Raises GitError."""
    found = repositories.searched(repository)
    rows = (row for history in found.keys for row in _rows(name, history, owners))
    counts = found.counts
    return Searched(tuple(rows), tuple(_reasons(found)), counts.searched, counts.size, counts.missing)


def _reasons(found: RepositoryHistory) -> Iterator[str]:
    yield from found.failures
    for count, words in _NOT_READ:
        if number := getattr(found.counts, count):
            yield words.format(number)
    if found.borrowed:
        yield f"it takes objects from {found.borrowed}: of all objects those alone that its refs reach were read"


def _rows(name: str, history: KeyHistory, owners: Owners) -> Iterator[HistoryKey]:
    for path, group in groupby(sorted(history.occurrences, key=attrgetter("path")), attrgetter("path")):
        yield _row(name, history, path, tuple(group), owners)


def _row(name: str, history: KeyHistory, path: bytes, latest: tuple[Occurrence, ...], owners: Owners) -> HistoryKey:
    """Return the row for a key at a path, of the commits with it there, the latest first."""
    added = [occurrence for occurrence in latest if occurrence.act is not Act.REMOVED]
    branches = {heads.short(place.ref) for place in history.heads if place.path == path}
    shown = os.fsdecode(path)
    return HistoryKey(
        name,
        history.key.digest,
        history.key.label,
        latest[0].hit.code,
        presentable(shown),
        latest[0].hit.blob,
        _commit((added or latest)[-1].commit),
        _commit(latest[0].commit),
        tuple(sorted(map(presentable, branches))),
        bool(branches),
        owners.of(shown) if shown else (),
    )


def _commit(found: commits.Commit | None) -> Commit | None:
    return None if found is None else Commit(found.name, _in_utc(found.date))


def _in_utc(date: str) -> str:
    """Return a date of ISO 8601 in UTC; as it is where it is none that can be."""
    try:
        return datetime.fromisoformat(date.replace("Z", "+00:00")).astimezone(timezone.utc).strftime(_ISO)
    except (ValueError, OverflowError):
        return presentable(date)
