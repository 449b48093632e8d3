"""What is new, and what is gone, since an earlier run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flake8_openrouter.fleet.rows import HeadFinding, HistoryKey, Repository, Row, State


@dataclass(frozen=True)
class NamedKey:
    """A key by its hash and label, and the repositories in which it came or went."""

    key_hash: str
    label: str
    repositories: tuple[str, ...]


@dataclass(frozen=True)
class Changes:
    """The difference between two runs.

    ``spread`` are keys that were known, in repositories in which they were not. ``left_heads`` are at no head any more:
    the history has them still. What is in a repository that was not read in one of the runs is left out.
    """

    new_keys: tuple[NamedKey, ...]
    spread: tuple[NamedKey, ...]
    left_heads: tuple[NamedKey, ...]
    gone_keys: tuple[NamedKey, ...]
    new_findings: tuple[HeadFinding, ...]
    gone_findings: tuple[HeadFinding, ...]
    new_repositories: tuple[str, ...]
    gone_repositories: tuple[str, ...]

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__)


class _Run:
    """What a run found, by what names it whatever lines and commits are."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.names: set[str] = set()
        self.read: set[str] = set()
        self.labels: dict[str, str] = {}
        self.keys: set[tuple[str, str]] = set()
        self.at_head: set[tuple[str, str]] = set()
        self.findings: dict[tuple[str, ...], HeadFinding] = {}
        for row in rows:
            self._take(row)

    def _take(self, row: Row) -> None:
        if isinstance(row, Repository):
            self.names.add(row.repository)
            if row.state is not State.FAILED:
                self.read.add(row.repository)
            return
        if isinstance(row, HeadFinding):
            self.findings[row.repository, row.branch, row.path, row.code, row.fingerprint] = row
        if row.key_hash:
            self.labels[row.key_hash] = row.label
            self.keys.add((row.key_hash, row.repository))
            if isinstance(row, HeadFinding) or (isinstance(row, HistoryKey) and row.at_head):
                self.at_head.add((row.key_hash, row.repository))


def changes(now: Iterable[Row], earlier: Iterable[Row]) -> Changes:
    """Return what changed from the rows of an earlier run to those of this one."""
    new, old = _Run(now), _Run(earlier)
    both = new.read & old.read
    labels = {**old.labels, **new.labels}
    came = {pair for pair in new.keys - old.keys if pair[1] in both or pair[1] not in old.names}
    went = {pair for pair in old.keys - new.keys if pair[1] in both}
    known = {key_hash for key_hash, _ in old.keys}
    left = {pair for pair in old.at_head - new.at_head if pair in new.keys}
    return Changes(
        _named((pair for pair in came if pair[0] not in known), labels),
        _named((pair for pair in came if pair[0] in known), labels),
        _named(left, labels),
        _named(went, labels),
        tuple(
            new.findings[at]
            for at in sorted(new.findings.keys() - old.findings.keys())
            if at[0] not in old.names - both
        ),
        tuple(old.findings[at] for at in sorted(old.findings.keys() - new.findings.keys()) if at[0] in both),
        tuple(sorted(new.names - old.names)),
        tuple(sorted(old.names - new.names)),
    )


def _named(pairs: Iterable[tuple[str, str]], labels: dict[str, str]) -> tuple[NamedKey, ...]:
    by_key: dict[str, list[str]] = {}
    for key_hash, repository in sorted(pairs):
        by_key.setdefault(key_hash, []).append(repository)
    return tuple(NamedKey(key_hash, labels[key_hash], tuple(names)) for key_hash, names in by_key.items())
