"""The safe fixes of one repository, committed on a new branch: the bytes that ``check --fix`` gives in a checkout."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter._version import __version__
from flake8_openrouter.disk import files, views
from flake8_openrouter.fleet import examining, refs
from flake8_openrouter.fleet.head_findings import ROOT
from flake8_openrouter.fleet.sources import Source
from flake8_openrouter.git import branches, revisions
from flake8_openrouter.git.branches import Change, Refused
from flake8_openrouter.git.repositories import NoRepository
from flake8_openrouter.git.revisions import NoRevision, TooManyFiles
from flake8_openrouter.git.starting import GitError
from flake8_openrouter.model import Finding
from flake8_openrouter.openrouter.masking import presentable
from flake8_openrouter.project import discovery
from flake8_openrouter.project.config import ConfigurationError
from flake8_openrouter.project.overrides import Overrides
from flake8_openrouter.project.walking import Selection
from flake8_openrouter.run import pool, reading
from flake8_openrouter.run.tasks import FixMode, Outcome, Task

#: Safe fixes alone; nothing is written to where files are seen.
_MODE = FixMode(unsafe=False, write=False)


class Wanted(NamedTuple):
    """What is committed: on which branch, with which message (empty: one that says what it is), or not at all."""

    branch: str
    message: str = ""
    dry_run: bool = False


class Fixed(NamedTuple):
    """What came of a repository. ``commit`` is empty where none was made; ``failure`` says why, where one was due."""

    repository: str
    fixes: int = 0
    files: int = 0
    commit: str = ""
    failure: str = ""


def fixed(source: Source, wanted: Wanted) -> Fixed:
    """Commit the safe fixes of a repository, if it has any. Whatever is wrong is said in what is returned."""
    try:
        return _fixed(source, wanted)
    except (ConfigurationError, GitError, NoRepository, NoRevision, Refused, TooManyFiles) as error:
        return _failed(source, str(error))
    except OSError as error:
        return _failed(source, error.strerror or str(error))
    except Exception as error:  # the others are fixed all the same; its text may hold what was read
        return _failed(source, f"internal error: {type(error).__name__}; please report it")


def _failed(source: Source, reason: str) -> Fixed:
    return Fixed(source.name, failure=presentable(" ".join(reason.split())))


def _fixed(source: Source, wanted: Wanted) -> Fixed:
    if source.failure:
        raise Refused(source.failure)
    if source.scheme:
        raise Refused("fixes are committed in repositories on this machine: name a clone of it")
    repository = examining.at(source.location)
    base = refs.of(repository).default_ref
    if base is None:
        return Fixed(source.name)
    with revisions.revision(repository, base.target, ROOT) as seen, views.seen(seen):
        outcomes = {_path(outcome): outcome for outcome in _outcomes() if outcome.after != outcome.before}
    made = [finding for outcome in outcomes.values() for finding in outcome.fixed]
    if not outcomes or wanted.dry_run:
        return Fixed(source.name, len(made), len(outcomes))
    change = Change(base, {path: outcome.after for path, outcome in outcomes.items()}, wanted.message or _message(made))
    return Fixed(source.name, len(made), len(outcomes), branches.made(repository, wanted.branch, change))


def _path(outcome: Outcome) -> bytes:
    """Return where a file really is in the commit: a link's own bytes stay."""
    return os.fsencode(os.path.relpath(files.real(outcome.path), ROOT).replace(os.sep, "/"))


def _outcomes() -> Iterator[Outcome]:
    overrides = Overrides()
    found = discovery.discover([ROOT], Selection(overrides.for_folder))
    tasks = (item for item in reading.read(found, overrides, _MODE) if isinstance(item, Task))
    yield from pool.run(tasks, jobs=1)


def _message(made: list[Finding]) -> str:
    """Return what a commit says of itself, by its fixes."""
    counts = ", ".join(f"{code} ({count})" for code, count in sorted(Counter(each.code for each in made).items()))
    noun = "mistake" if len(made) == 1 else "mistakes"
    return (
        f"Fix {len(made)} OpenRouter authentication {noun}\n\nSafe fixes of flake8-openrouter {__version__}: {counts}."
    )
