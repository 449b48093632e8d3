"""What the rows of a run come to: by key, by rule, by repository, by owner, and what is new since an earlier run.

All texts may be shown as they are. Nothing here is a time but what the rows hold: the same rows give the same summary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from flake8_openrouter.fleet.changes import Changes
from flake8_openrouter.fleet.liveness import NOT_ASKED, Liveness
from flake8_openrouter.fleet.rows import Commit, HeadFinding
from flake8_openrouter.openrouter import keys

#: A key as rows name it, of which the dashboard has a page.
_KEY_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Place:
    """A path of a repository at which a key is, or was.

    ``branches`` have it at their heads. ``line`` counts from 1; 0 for what is in the history alone. ``first`` and
    ``last`` are None where the history was not searched, or no commit has it.
    """

    repository: str
    path: str
    branches: tuple[str, ...] = ()
    line: int = 0
    first: Commit | None = None
    last: Commit | None = None
    codes: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()

    @property
    def at_head(self) -> bool:
        return bool(self.branches)


@dataclass(frozen=True)
class Key:
    """A key by its hash, with where it is; ``since`` is the date of the first commit that had it, or empty."""

    key_hash: str
    label: str
    places: tuple[Place, ...]
    liveness: Liveness = NOT_ASKED

    @property
    def link(self) -> str:
        """The address that opens the key for its owner; empty where the hash is none."""
        return keys.key_link(self.key_hash) if _KEY_HASH.fullmatch(self.key_hash) else ""

    @property
    def since(self) -> str:
        return min((place.first.date for place in self.places if place.first), default="")

    @property
    def repositories(self) -> tuple[str, ...]:
        return tuple(sorted({place.repository for place in self.places}))

    @property
    def owners(self) -> tuple[str, ...]:
        return tuple(sorted({owner for place in self.places for owner in place.owners}))

    @property
    def at_head(self) -> bool:
        return any(place.at_head for place in self.places)


@dataclass(frozen=True)
class Rule:
    """A rule, and how often it was broken."""

    code: str
    name: str
    severity: str
    findings: int
    repositories: int
    safe_fixes: int


@dataclass(frozen=True)
class Holding:
    """What a repository, or an owner, has: numbers of keys, those at heads, findings, and safe fixes of these."""

    name: str
    keys: int
    at_head: int
    findings: int
    safe_fixes: int
    repositories: int = 1
    state: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Totals:
    """How many there are of what: ``partial`` and ``failed`` are among the repositories."""

    repositories: int
    partial: int
    failed: int
    keys: int
    at_head: int
    live: int
    findings: int
    safe_fixes: int


@dataclass(frozen=True)
class Summary:
    """A whole report. What nobody owns is an owner without a name."""

    totals: Totals
    keys: tuple[Key, ...]
    rules: tuple[Rule, ...]
    repositories: tuple[Holding, ...]
    owners: tuple[Holding, ...]
    findings: tuple[HeadFinding, ...] = field(repr=False)
    changes: Changes | None = None

    @property
    def was_asked(self) -> bool:
        """Whether OpenRouter was asked about any key."""
        return any(key.liveness is not NOT_ASKED for key in self.keys)
