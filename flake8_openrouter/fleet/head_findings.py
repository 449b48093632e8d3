"""The check of the files that branches have at their heads: straight from git's objects, as a check of a clone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from flake8_openrouter.disk import views
from flake8_openrouter.fleet.owners import Owners
from flake8_openrouter.fleet.rows import Head, HeadFinding
from flake8_openrouter.git import revisions
from flake8_openrouter.git.repositories import Repository
from flake8_openrouter.git.revisions import NoRevision, TooManyFiles
from flake8_openrouter.model import Finding
from flake8_openrouter.project import discovery
from flake8_openrouter.project.config import Configuration, ConfigurationError
from flake8_openrouter.project.overrides import Overrides
from flake8_openrouter.project.walking import Selection
from flake8_openrouter.reports import Report
from flake8_openrouter.reports.entries import Entry, entries
from flake8_openrouter.run import outcomes, pool, reading
from flake8_openrouter.run.tasks import Task

#: Where the files of a commit are seen. Nothing is there: so no path says on which machine it was read.
ROOT = os.path.join(os.path.abspath(os.sep), "repository")


class Checked(NamedTuple):
    """The findings at heads, and why there may be more."""

    rows: tuple[HeadFinding, ...] = ()
    reasons: tuple[str, ...] = ()


def checked(name: str, repository: Repository, heads: Iterable[Head], owners: Owners) -> Checked:
    """Check the files of heads; ``name`` is the repository's in all rows."""
    rows: list[HeadFinding] = []
    reasons: list[str] = []
    for head in heads:
        try:
            rows += (_row(name, head, entry, owners) for entry in _entries(repository, head, Overrides()))
        except ConfigurationError as error:
            reasons.append(f"{head.branch} was checked without its settings: {error}")
            isolated = Overrides(Configuration(root=Path(ROOT)))
            rows += (_row(name, head, entry, owners) for entry in _entries(repository, head, isolated))
        except (NoRevision, TooManyFiles) as error:
            reasons.append(f"{head.branch} was not checked: {error}")
    return Checked(tuple(rows), tuple(reasons))


def _entries(repository: Repository, head: Head, overrides: Overrides) -> list[Entry]:
    with revisions.revision(repository, head.commit, ROOT) as files, views.seen(files):
        findings = pool.in_order(_findings(overrides))
        return list(entries(Report(tuple(findings), Path(ROOT), lambda finding: ())))


def _findings(overrides: Overrides) -> Iterator[Finding]:
    found = discovery.discover([ROOT], Selection(overrides.for_folder))
    unread: list[Finding] = []

    def wanted() -> Iterator[Task]:
        for item in reading.read(found, overrides):
            if isinstance(item, Task):
                yield item
            elif item is not None and item.unread:
                unread.append(outcomes.unread(item.path, item.reason))

    for outcome in pool.run(wanted(), jobs=1):
        yield from outcome.findings
    yield from unread


def _row(name: str, head: Head, entry: Entry, owners: Owners) -> HeadFinding:
    finding = entry.finding
    return HeadFinding(
        name,
        head.branch,
        head.commit,
        entry.path,
        entry.start.line,
        entry.start.column,
        finding.code,
        entry.name,
        finding.severity.value,
        entry.message,
        finding.key_hash,
        outcomes.label_of(finding),
        finding.fix.safety.value if finding.fix else "",
        entry.fingerprint,
        owners.of(finding.path[len(ROOT) + 1 :].replace(os.sep, "/")),
    )
