"""All files of the folders that are open, a few at a time, so that what somebody waits for comes between them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flake8_openrouter.model import Finding
from flake8_openrouter.project import discovery
from flake8_openrouter.project.config import ConfigurationError
from flake8_openrouter.run import outcomes, reading
from flake8_openrouter.run.tasks import Task
from flake8_openrouter.server import checking, diagnostics
from flake8_openrouter.server.diagnostics import Object
from flake8_openrouter.server.positions import Position, Range, units
from flake8_openrouter.server.workspace import Workspace

#: How many files are looked at: a folder with more, such as a user's own, is no project.
MOST = 20_000

#: Seconds for which files are looked at at once.
_AT_ONCE = 0.03


class Some(NamedTuple):
    """The diagnostics that were found, by path, in so many files."""

    found: dict[str, list[Object]]
    passed: int


#: A file that was looked at, and its diagnostics; no path for one that can't concern us.
_Item = tuple[str, list[Object]]
_NOTHING: _Item = ("", [])


def files(workspace: Workspace, encoding: str) -> Iterator[_Item]:
    """Yield all files in the folders, as the command finds them, with their diagnostics."""
    for folder in workspace.folders:
        try:
            overrides = workspace.overrides(folder)
            for item in reading.read(discovery.discover([folder], workspace.selection(folder)), overrides):
                yield _checked(item, encoding) if isinstance(item, Task) else _NOTHING
        except ConfigurationError:
            continue  # it is said where such a file is opened


def some(found: Iterator[_Item], workspace: Workspace, held: Mapping[str, bytes]) -> Some | None:
    """Return what comes of the next few files; None where there are no more."""
    until = time.monotonic() + _AT_ONCE
    results: dict[str, list[Object]] = {}
    passed = 0
    with checking.as_typed(workspace, held):
        for path, each in found:
            passed += 1
            if each:
                results[path] = each
            if time.monotonic() > until:
                break
    return Some(results, passed) if passed else None


def _checked(task: Task, encoding: str) -> _Item:
    found = outcomes.work(task).findings
    return task.path, [diagnostics.diagnostic(finding, _range(finding, encoding)) for finding in found]


def _range(finding: Finding, encoding: str) -> Range:
    start, end = (_position(finding, offset, encoding) for offset in (finding.span.start, finding.span.end))
    return Range(start, end)


def _position(finding: Finding, offset: int, encoding: str) -> Position:
    document = finding.span.document
    line, column = document.position(offset)
    before = document.text[document.start_of_line(offset) : offset]
    return Position(line - 1, column - len(before) + units(before, encoding))
