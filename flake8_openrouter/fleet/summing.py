"""From the rows of a run to its summary.

All texts are made such that they may be shown: rows are read from a file, and somebody may have written what they like
into it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from flake8_openrouter.fleet.changes import changes
from flake8_openrouter.fleet.liveness import NOT_ASKED, Liveness, State
from flake8_openrouter.fleet.rows import HeadFinding, HistoryKey, Repository, Row
from flake8_openrouter.fleet.summary import Holding, Key, Place, Rule, Summary, Totals
from flake8_openrouter.openrouter.masking import presentable
from flake8_openrouter.reports.entries import WORST_FIRST

#: Fields that hold hashes, which would be masked as parts of a key, and what they may hold.
_HASHES = ("key_hash", "fingerprint", "commit", "blob", "id")
_HASH = re.compile(r"[0-9a-f]{7,64}|")

#: Rows have few texts of their own: names, paths and owners come again and again.
_presentable = lru_cache(maxsize=1 << 16)(presentable)

_RANK = {severity.value: at for at, severity in enumerate(WORST_FIRST)}
_BY_STATE = (State.LIVE, State.UNKNOWN, State.NOT_ASKED, State.REFUSED)

Each = TypeVar("Each")


def shown(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows all of whose texts may be shown."""
    return map(_shown, rows)


def summary(
    rows: Iterable[Row],
    earlier: Iterable[Row] | None = None,
    live: Callable[[str], Liveness] = lambda key_hash: NOT_ASKED,
) -> Summary:
    """Return what rows come to; ``earlier`` are those of an earlier run, ``live`` tells of a key by its hash."""
    now = list(shown(rows))
    every = tuple(sorted((replace(key, liveness=live(key.key_hash)) for key in _keys(now)), key=_urgency))
    findings = tuple(row for row in now if isinstance(row, HeadFinding))
    repositories = tuple(row for row in now if isinstance(row, Repository))
    return Summary(
        _totals(repositories, every, findings),
        every,
        tuple(_rules(findings)),
        tuple(_by_repository(repositories, every, findings)),
        tuple(_by_owner(every, findings)),
        findings,
        changes(now, list(shown(earlier))) if earlier is not None else None,
    )


def _shown(item: Any, name: str = "") -> Any:
    """Return a value of a row, and all in it, as it may be shown."""
    if isinstance(item, str) and type(item) is str:
        return item if name in _HASHES and _HASH.fullmatch(item) else _presentable(item)
    if isinstance(item, tuple):
        return tuple(_shown(part, name) for part in item)
    if is_dataclass(item) and not isinstance(item, type):
        return replace(item, **{each.name: _shown(getattr(item, each.name), each.name) for each in fields(item)})
    return item


def _keys(rows: Iterable[Row]) -> Iterator[Key]:
    """Yield the keys of rows: those of the history, and those at heads, whose places are the same ones."""
    of_keys: dict[str, dict[tuple[str, str], Place]] = defaultdict(dict)
    labels: dict[str, str] = {}
    for row in rows:
        if not isinstance(row, Repository) and row.key_hash:
            labels.setdefault(row.key_hash, row.label)
            places = of_keys[row.key_hash]
            place = (row.repository, row.path)
            places[place] = _merged(places[place], _place(row)) if place in places else _place(row)
    for key_hash, places in of_keys.items():
        yield Key(key_hash, labels[key_hash], tuple(places[place] for place in sorted(places)))


def _place(row: HeadFinding | HistoryKey) -> Place:
    if isinstance(row, HeadFinding):
        return Place(row.repository, row.path, (row.branch,), row.line, None, None, (row.code,), row.owners)
    return Place(row.repository, row.path, row.branches, 0, row.first, row.last, (row.code,), row.owners)


def _merged(one: Place, other: Place) -> Place:
    return Place(
        one.repository,
        one.path,
        tuple(sorted({*one.branches, *other.branches})),
        min(one.line or other.line, other.line or one.line),
        one.first or other.first,
        one.last or other.last,
        tuple(sorted({*one.codes, *other.codes})),
        tuple(sorted({*one.owners, *other.owners})),
    )


def _urgency(key: Key) -> tuple[int, bool, int, str, str]:
    """Order keys: what is live first, then what is at a head, then what is in many repositories."""
    return _BY_STATE.index(key.liveness.state), not key.at_head, -len(key.repositories), key.since, key.key_hash


def _rules(findings: Iterable[HeadFinding]) -> Iterator[Rule]:
    """Yield rules by severity, then by how often they were broken."""
    rules = []
    for code, group in _grouped(findings, lambda finding: [finding.code]).items():
        first, repositories = group[0], {finding.repository for finding in group}
        rules.append(Rule(code, first.name, first.severity, len(group), len(repositories), _safe(group)))
    yield from sorted(rules, key=lambda rule: (_RANK.get(rule.severity, len(_RANK)), -rule.findings, rule.code))


def _by_repository(
    rows: Iterable[Repository], every: Iterable[Key], findings: Iterable[HeadFinding]
) -> Iterator[Holding]:
    of_keys = _grouped(every, attrgetter("repositories"))
    of_findings = _grouped(findings, lambda finding: [finding.repository])
    for row in rows:
        found = of_findings.get(row.repository, [])
        own = of_keys.get(row.repository, [])
        at_head = sum(any(place.at_head and place.repository == row.repository for place in key.places) for key in own)
        yield Holding(row.repository, len(own), at_head, len(found), _safe(found), 1, row.state.value, row.reason)


def _by_owner(every: Iterable[Key], findings: Iterable[HeadFinding]) -> Iterator[Holding]:
    """Yield what each owner has to see to; what nobody owns comes last."""
    places = _grouped(((key, place) for key in every for place in key.places), lambda pair: pair[1].owners or ("",))
    of_findings = _grouped(findings, lambda finding: finding.owners or ("",))
    for owner in sorted({*places, *of_findings}, key=lambda name: (not name, name)):
        own, found = places.get(owner, []), of_findings.get(owner, [])
        repositories = {place.repository for _, place in own} | {finding.repository for finding in found}
        at_head = {key.key_hash for key, place in own if place.at_head}
        every_key = {key.key_hash for key, _ in own}
        yield Holding(owner, len(every_key), len(at_head), len(found), _safe(found), len(repositories))


def _totals(rows: tuple[Repository, ...], every: tuple[Key, ...], findings: tuple[HeadFinding, ...]) -> Totals:
    states = [row.state.value for row in rows]
    return Totals(
        len(rows),
        states.count("partial"),
        states.count("failed"),
        len(every),
        sum(key.at_head for key in every),
        sum(key.liveness.state is State.LIVE for key in every),
        len(findings),
        _safe(findings),
    )


def _safe(findings: Iterable[HeadFinding]) -> int:
    return sum(finding.fix == "safe" for finding in findings)


def _grouped(items: Iterable[Each], names: Callable[[Each], Iterable[str]]) -> Mapping[str, list[Each]]:
    found: dict[str, list[Each]] = defaultdict(list)
    for item in items:
        for name in names(item):
            found[name].append(item)
    return found
