"""What a run over many repositories tells: rows, each a JSON line.

No row holds a key, and none a time of the run: the same repositories give the same bytes, whoever worked on them.
Texts may be shown as they are (``masking.presentable``). Lines and columns count from 1, columns in characters. Hashes
are in hex. Dates are those of commits, in UTC, as in ``2026-11-26T23:47:04Z``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from enum import Enum
from typing import Any, ClassVar

#: Of the format. A reader refuses rows of a later one, and passes over fields that it does not know.
VERSION = 1


class RowError(ValueError):
    """A line is not a row, or one of a later version of this package."""


class State(str, Enum):
    """How far a repository was read: all of it, a part of it, nothing of it."""

    DONE = "done"
    PARTIAL = "partial"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Head:
    """A branch that was checked, and the commit that it was at."""

    branch: str
    commit: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that brought or took a key, with its author's date."""

    id: str
    date: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository: ``source`` is the path or the URL that it was read from, without credentials.

    ``reason`` says why it is not ``done``. ``heads`` are the branches whose files were checked. ``blobs`` and ``bytes``
    are what the history was read of, ``missing`` the blobs that a partial clone lacks. ``findings`` and ``keys`` are
    the numbers of the rows that follow it. ``fingerprint`` is the same as long as nothing that they rest on changes;
    it is empty where the next run reads the repository in any case.
    """

    KIND: ClassVar = "repository"

    repository: str
    source: str
    state: State
    reason: str = ""
    heads: tuple[Head, ...] = ()
    blobs: int = 0
    bytes: int = 0
    missing: int = 0
    findings: int = 0
    keys: int = 0
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class HeadFinding:
    """A finding in a file of a branch, at the commit of its head.

    ``name`` is the rule's. ``key_hash`` is the SHA-256 of the issued key that it is about, ``label`` what is shown of
    that key; both are empty where it is about none. ``fix`` is ``safe`` or ``unsafe``, empty where there is none.
    ``fingerprint`` names the finding in this file whatever its line is. ``owners`` are those of the path.
    """

    KIND: ClassVar = "finding"

    repository: str
    branch: str
    commit: str
    path: str
    line: int
    column: int
    code: str
    name: str
    severity: str
    message: str
    key_hash: str = ""
    label: str = ""
    fix: str = ""
    fingerprint: str = ""
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryKey:
    """A key in the history, at one of its paths; ``path`` is empty where no commit names the blob.

    ``first`` is the commit that brought it there, ``last`` the latest one that changed a file with it there: both are
    None where no commit has it. ``code`` and ``blob`` are of what is latest. ``branches`` have it there at their heads,
    and ``at_head`` tells whether any does. ``owners`` are those of the path.
    """

    KIND: ClassVar = "key"

    repository: str
    key_hash: str
    label: str
    code: str
    path: str
    blob: str
    first: Commit | None = None
    last: Commit | None = None
    branches: tuple[str, ...] = ()
    at_head: bool = False
    owners: tuple[str, ...] = ()


Row = Repository | HeadFinding | HistoryKey

_KINDS: tuple[type[Row], ...] = (Repository, HeadFinding, HistoryKey)
_BY_KIND: dict[str, type[Row]] = {kind.KIND: kind for kind in _KINDS}


def written(row: Row) -> str:
    """Return a row as a line, with its end."""
    return json.dumps({"version": VERSION, "row": row.KIND, **asdict(row)}, separators=(",", ":")) + "\n"


def read(lines: Iterable[str | bytes]) -> Iterator[Row]:
    """Yield the rows of lines. Raises RowError, with the number of the line, for what is not one."""
    for number, line in enumerate(lines, start=1):
        try:
            yield row(line)
        except RowError as error:
            raise RowError(f"line {number}: {error}") from None


def row(line: str | bytes) -> Row:
    """Return the row of a line. Raises RowError for what is not one."""
    try:
        item = json.loads(line)
    except (ValueError, RecursionError):
        raise RowError("not JSON") from None
    if not isinstance(item, dict) or item.get("row") not in _BY_KIND:
        raise RowError("not a row of a fleet's results")
    if item.get("version") != VERSION:
        raise RowError(f"of version {item.get('version')}, and this flake8-openrouter reads version {VERSION}")
    return _of_object(item)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return rows by repository, kind, path and place."""
    return sorted(rows, key=_order)


def _order(item: Row) -> tuple[str, int, str, int, int, str]:
    kind = _KINDS.index(type(item))
    if isinstance(item, HeadFinding):
        return item.repository, kind, item.path, item.line, item.column, written(item)
    path = item.path if isinstance(item, HistoryKey) else ""
    return item.repository, kind, path, 0, 0, written(item)


def _of_object(item: dict[str, Any]) -> Row:
    kind = _BY_KIND[item["row"]]
    known = {field.name for field in fields(kind)}
    try:
        return kind(**{name: _value(name, value) for name, value in item.items() if name in known})
    except (TypeError, ValueError):
        raise RowError(f"not a whole {kind.KIND} row") from None


def _value(name: str, value: Any) -> Any:
    """Return the value of a field from what JSON has for it."""
    if isinstance(value, list):
        return tuple(Head(**part) if name == "heads" else part for part in value)
    if name == "state":
        return State(value)
    return Commit(**value) if isinstance(value, dict) else value
