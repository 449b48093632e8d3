"""Which keys are live: read again from where they are, and asked about one after the other.

Results hold no key. So each is looked for in the blob that a row names, known by its hash, held in memory alone, and
sent to nobody but OpenRouter (``doctor/online.py``). Nothing of this happens unless the user asks for it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing
from hashlib import sha256

from flake8_openrouter.disk import windows
from flake8_openrouter.doctor import online
from flake8_openrouter.doctor.online import Answer, Failure, Line
from flake8_openrouter.doctor.results import Status
from flake8_openrouter.fleet import cloning, sources
from flake8_openrouter.fleet.cloning import Limits
from flake8_openrouter.fleet.liveness import Liveness, State
from flake8_openrouter.fleet.rows import HeadFinding, HistoryKey, Repository, Row
from flake8_openrouter.git import repositories
from flake8_openrouter.git.contents import Contents
from flake8_openrouter.git.repositories import NoRepository
from flake8_openrouter.git.starting import GitError
from flake8_openrouter.run import large
from flake8_openrouter.run.searching import holds_key

#: Seconds between two keys.
PAUSE = 1

_OBJECT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
#: Answers by which OpenRouter shows that it knows a key, though it does not let it do all.
_KNOWN = (402, 403)

_NOT_READ = Liveness(State.UNKNOWN, "its repository is not here any more, or has changed: the key can't be read again")


def asked(
    rows: Iterable[Row],
    limits: Limits,
    advance: Callable[[int], None],
    line: Line = Line(),  # noqa: B008  # it is frozen
) -> Mapping[str, Liveness]:
    """Return whether each key of rows is live, by its hash. ``advance`` is told how many were asked about."""
    found: dict[str, Liveness] = {}
    places = _places(rows, limits)
    for number, (key_hash, blobs) in enumerate(sorted(places.items()), 1):
        key = next(filter(None, (_read(folder, blob, key_hash) for folder, blob in blobs)), "")
        if key and any(each is not _NOT_READ for each in found.values()):
            line.wait(PAUSE)
        found[key_hash] = _liveness(online.answers(key, line)[-1]) if key else _NOT_READ
        advance(number)
    return found


def _liveness(answer: Answer | Failure) -> Liveness:
    """Return what an answer says of a key: nothing but OpenRouter's own words count."""
    status = answer.status if isinstance(answer, Answer) else 0
    if isinstance(answer, Answer) and status == 200:
        data = answer.body.get("data") if isinstance(answer.body, dict) else None
        if isinstance(data, dict):
            return Liveness(State.LIVE)
        return Liveness(State.UNKNOWN, "what answered is not OpenRouter's API")
    meaning = online.meaning(answer)
    reason = meaning.message.filled(str)
    if meaning.status is not Status.PROBLEM or status not in (401, *_KNOWN):
        return Liveness(State.UNKNOWN, reason)
    if status in _KNOWN:
        return Liveness(State.LIVE, reason)
    return Liveness(State.REFUSED if meaning.is_about_key else State.UNKNOWN, reason)


def _places(rows: Iterable[Row], limits: Limits) -> dict[str, dict[tuple[str, str], None]]:
    """Return in which folders and blobs, by names that git knows them by, each key is."""
    folders: dict[str, str] = {}
    found: dict[str, dict[tuple[str, str], None]] = {}
    for row in rows:
        if isinstance(row, Repository):
            folders[row.repository] = _folder(row.source, limits)
        elif row.key_hash:
            names = found.setdefault(row.key_hash, {})
            if (folder := folders.get(row.repository, "")) and (name := _name(row)):
                names[folder, name] = None
    return found


def _folder(source: str, limits: Limits) -> str:
    """Return where a repository is here; for a URL its clone. Empty where it is not."""
    remote = sources.of_url(source)
    if remote is None:
        return source if os.path.isabs(source) else ""
    return cloning.kept(remote, limits, cloning.shape(limits, history=True, branches=False))


def _name(row: HeadFinding | HistoryKey) -> str:
    if isinstance(row, HistoryKey):
        return row.blob if _OBJECT.fullmatch(row.blob) else ""
    return f"{row.commit}:{row.path}" if _OBJECT.fullmatch(row.commit) and row.path.isprintable() else ""


def _read(folder: str, name: str, key_hash: str) -> str:
    """Return the key of a hash in a blob; empty where it is not there, or can't be read."""
    try:
        with closing(_keys(folder, name)) as keys:
            return next((key for key in keys if sha256(key.encode()).hexdigest() == key_hash), "")
    except (NoRepository, GitError, OSError, ValueError):
        return ""


def _keys(folder: str, name: str) -> Generator[str, None, None]:
    with Contents(repositories.found(folder)).streamed(name) as content:
        for _, literals in large.keys_of(windows.pieces(content.read), holds_key):
            yield from (literal.issued for literal in literals)
