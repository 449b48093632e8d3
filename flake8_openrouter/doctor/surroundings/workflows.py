"""Workflows of GitHub Actions as their files have them: what starts them, and where a job takes a variable from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from flake8_openrouter.doctor.surroundings import yaml_files
from flake8_openrouter.doctor.surroundings.place import line_of
from flake8_openrouter.languages.settings.entries import Entry

FOLDER = Path(".github/workflows")

_EXPRESSION = re.compile(r"\$\{\{\s*(?P<context>secrets|vars|env|inputs|github|matrix|needs|steps)\.(?P<name>[\w.-]+)")
#: A condition that asks whether the pull request comes from a fork, or whether there is a secret.
_ASKS = re.compile(r"\.fork\b|head\.repo|github\.repository|secrets\.|event_name|github\.actor|env\.\w+[ ]*[!=]=[ ]*''")


class Source(NamedTuple):
    """What an ``env:`` gives a variable: the context and the name of its expression, both empty for another text.

    ``line`` is 1-based. ``job`` is empty for the workflow's own ``env:``; ``step`` is None outside a step.
    """

    variable: str
    context: str
    name: str
    line: int
    job: str
    step: int | None
    asked: bool


class Job(NamedTuple):
    """``environment``: it names one. ``calls``: it is another workflow, ``passes_secrets`` to it. ``asked``: its ``if``
    asks whether there may be secrets."""

    name: str
    line: int
    environment: bool
    calls: str
    passes_secrets: bool
    asked: bool


class Workflow(NamedTuple):
    """A workflow: the events that start it, its jobs by name, what its variables come from."""

    path: Path
    events: frozenset[str]
    jobs: Mapping[str, Job]
    sources: tuple[Source, ...]


def read(path: Path, text: str) -> Workflow:
    """Return what a workflow's file says."""
    text, entries = yaml_files.read(text)
    jobs: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.path[:1] == ("jobs",) and len(entry.path) > 2:
            jobs[str(entry.path[1])].append(entry)
    known = {name: _job(name, each, text) for name, each in jobs.items()}
    return Workflow(path, frozenset(_events(entries)), known, tuple(_sources(entries, known, text)))


def _events(entries: list[Entry]) -> Iterator[str]:
    """Yield what starts a workflow: a name, a list of names, or the names of a mapping."""
    for entry in entries:
        if entry.path[:1] == ("on",):
            yield entry.path[1] if len(entry.path) > 1 and isinstance(entry.path[1], str) else entry.value


def _job(name: str, entries: list[Entry], text: str) -> Job:
    own = {str(entry.path[2]): entry.value for entry in entries if len(entry.path) == 3}
    first = {str(entry.path[2]) for entry in entries}
    return Job(
        name=name,
        line=line_of(text, entries[0].start),
        environment="environment" in first,
        calls=own.get("uses", ""),
        passes_secrets="secrets" in first,
        asked=_ASKS.search(own.get("if", "")) is not None,
    )


def _sources(entries: list[Entry], jobs: Mapping[str, Job], text: str) -> Iterator[Source]:
    conditions: dict[tuple[str | int, ...], str] = {
        entry.path[:4]: entry.value for entry in entries if len(entry.path) == 5 and entry.own_name == "if"
    }
    for entry in entries:
        if len(entry.path) < 2 or entry.path[-2] != "env" or not entry.own_name:
            continue
        job = str(entry.path[1]) if entry.path[0] == "jobs" else ""
        step = entry.path[3] if len(entry.path) == 6 and isinstance(entry.path[3], int) else None
        match = _EXPRESSION.search(entry.value)
        asked = (job in jobs and jobs[job].asked) or _ASKS.search(conditions.get(entry.path[:4], "")) is not None
        context, name = (match["context"], match["name"]) if match else ("", "")
        yield Source(entry.own_name, context, name, line_of(text, entry.start), job, step, asked)
