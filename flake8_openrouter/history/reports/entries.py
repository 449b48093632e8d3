"""A key's history as all formats tell it: texts that may be shown."""

from __future__ import annotations

import os

from flake8_openrouter.git import heads
from flake8_openrouter.history import known
from flake8_openrouter.history.results import KeyHistory, Occurrence, RepositoryHistory
from flake8_openrouter.openrouter.masking import presentable
from flake8_openrouter.reports.entries import name_of


def as_object(repository: RepositoryHistory, history: KeyHistory) -> dict[str, object]:
    """Return the history of a key in a repository as an object.

    Lines and columns count from 1, columns in characters, in the blob. A ``commit`` is null for a blob that is in none.
    """
    hit = history.first.hit
    return {
        "code": hit.code,
        "name": name_of(hit.code),
        "repository": presentable(repository.path),
        "label": history.key.label,
        "key_hash": history.key.digest,
        "key_url": history.key.link,
        "fingerprint": known.fingerprint(history.key),
        "at_head": bool(history.heads),
        "heads": [{"branch": branch(place.ref), "path": path(place.path)} for place in history.heads],
        "first": occurrence(history.first),
        "last": occurrence(history.last),
        "occurrences": [occurrence(each) for each in history.occurrences],
    }


def occurrence(each: Occurrence) -> dict[str, object]:
    """Return what a commit did with a key as an object."""
    commit = each.commit
    return {
        "change": each.act.value if commit else None,
        "commit": commit.name if commit else None,
        "author_date": commit.date if commit else None,
        "branch": (branch(commit.ref) or None) if commit else None,
        "dangling": commit.dangling if commit else True,
        "path": path(each.path) or None,
        "line": each.hit.line,
        "column": each.hit.column,
        "blob": each.hit.blob,
    }


def path(name: bytes) -> str:
    """Return a path of a repository as it may be shown."""
    return presentable(os.fsdecode(name))


def branch(ref: str) -> str:
    """Return a ref as people call it, as it may be shown."""
    return presentable(heads.short(ref))
