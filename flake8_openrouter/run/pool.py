"""Check, and fix, many files, in several processes if that pays."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from flake8_openrouter import languages
from flake8_openrouter.project import discovery
from flake8_openrouter.project.config import Configuration, ConfigurationError
from flake8_openrouter.project.left_out import EXCLUDED
from flake8_openrouter.project.overrides import Overrides
from flake8_openrouter.project.walking import Selection
from flake8_openrouter.run import given, processes
from flake8_openrouter.run.reading import read
from flake8_openrouter.run.tasks import Outcome, Task

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from flake8_openrouter.languages import Shared
    from flake8_openrouter.model import Finding

#: From how many bytes on that concern us several processes pay: about half a second's work.
_WORTH_A_POOL = 300_000
_MOST_JOBS = 61  # what Windows allows

#: The bytes that a process is given at once, and how many times that may wait for each process.
_CHUNK = 50_000
_WAITING = 3
#: How many projects are looked through before processes start.
_PROJECTS = 4


def check_paths(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    configuration: Configuration | None = None,
    exclude: Sequence[str] = EXCLUDED,
    jobs: int = 1,
) -> list[Finding]:
    """Return the findings of files and of what lies in folders, by path and place; nothing is written.

    A file that can't be read or parsed has a finding OPR901. In one that is of no language keys alone are
    looked for. ``configuration`` stands for the projects' own tables; ``jobs`` is the number of processes. Raises
    FileNotFoundError for a path that isn't there, TypeError for what is not a path, ConfigurationError for a wrong
    table.
    """
    from flake8_openrouter.run.outcomes import unread

    overrides = Overrides(configuration)
    wanted = given.paths(paths, "check_paths")
    found = discovery.discover(wanted, Selection(overrides.for_folder, tuple(exclude)))
    findings: list[Finding] = []
    tasks: list[Task] = []
    for item in read(found, overrides):
        if isinstance(item, Task):
            tasks.append(item)
        elif item is not None and item.named:
            raise FileNotFoundError(f"{item.path}: {item.reason}")
        elif item is not None and item.unread:
            findings.append(unread(item.path, item.reason))
    for outcome in run(tasks, jobs):
        findings += outcome.findings
    return in_order(findings)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by path, place and code."""
    return sorted(findings, key=lambda finding: (finding.path, finding.line, finding.column, finding.code))


def run(tasks: Iterable[Task], jobs: int | None = None) -> Iterator[Outcome]:
    """Yield the outcomes in the tasks' order, from ``jobs`` processes; None: as many as there is work for.

    Tasks are taken while others are worked on: no more of them are held than are under way.
    """
    waiting, least = iter(tasks), _WORTH_A_POOL if jobs is None else 1
    workers = min(jobs or processes.processors(), _MOST_JOBS)
    first = _first(waiting, least) if workers > 1 else []
    enough = len(first) > 1 and sum(len(task.data) for task in first) >= least
    everything = chain(first, waiting)
    if enough and (pool := _pool(workers, known := _known(first))) is not None:
        yield from _pooled(everything, _Processes(workers, pool, known))
    else:
        for task in everything:
            yield from _worked([task])


def _first(tasks: Iterator[Task], least: int) -> list[Task]:
    """Take tasks, two at least, until they have so many bytes."""
    taken, size = [], 0
    for task in tasks:
        taken.append(task)
        size += len(task.data)
        if size >= least and len(taken) > 1:
            break
    return taken


def _known(tasks: Iterable[Task]) -> list[Shared]:
    """Return what each process would else find out by itself about the projects of some tasks."""
    projects = {(task.language, task.configuration.project): None for task in tasks if task.language}
    shared = (languages.named(name).project(root).shared() for name, root in list(projects)[:_PROJECTS])
    return [each for each in shared if each is not None]


def _pooled(tasks: Iterable[Task], processes: _Processes) -> Iterator[Outcome]:
    under_way: deque[tuple[list[Task], Future[list[Outcome]]]] = deque()
    try:
        for chunk in _chunks(tasks):
            under_way.append((chunk, processes.submit(chunk)))
            if len(under_way) > processes.workers * _WAITING:
                yield from processes.outcomes(*under_way.popleft())
        while under_way:
            yield from processes.outcomes(*under_way.popleft())
    finally:
        processes.end()


class _Processes:
    """A pool, and another one in its place where a process of it is gone: the system may have ended it."""

    def __init__(self, workers: int, pool: ProcessPoolExecutor, known: Sequence[Shared]) -> None:
        self.workers, self._pool, self._known = workers, pool, known

    def submit(self, tasks: list[Task]) -> Future[list[Outcome]]:
        from concurrent.futures import Future

        for _ in range(2):
            try:
                return self._pool.submit(_worked, tasks)
            except RuntimeError as broken:
                error = broken
                self._pool.shutdown(wait=False)
                self._pool = _pool(self.workers, self._known) or self._pool
        failed: Future[list[Outcome]] = Future()
        failed.set_exception(error)
        return failed

    def outcomes(self, tasks: list[Task], future: Future[list[Outcome]]) -> list[Outcome]:
        """Return what comes of tasks; of those that were lost with a process, what comes of each by itself."""
        try:
            return future.result()
        except ConfigurationError:
            raise
        except Exception:
            return list(_each_alone(tasks))

    def end(self) -> None:
        self._pool.shutdown(cancel_futures=True)


def _each_alone(tasks: Iterable[Task]) -> Iterator[Outcome]:
    """Yield what comes of tasks, one at a time in a process: where that is gone, it is clear by which."""
    from flake8_openrouter.run.outcomes import lost

    pool = None
    for task in tasks:
        pool = pool or _pool(1)
        try:
            if pool is None:
                raise RuntimeError("no process can be started")
            yield from pool.submit(_worked, [task]).result()
        except ConfigurationError:
            raise
        except Exception as error:
            yield lost(task, error)
            if pool is not None:
                pool.shutdown(wait=False)
            pool = None
    if pool is not None:
        pool.shutdown()


def _chunks(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    chunk: list[Task] = []
    size = 0
    for task in tasks:
        chunk.append(task)
        size += len(task.data)
        if size >= _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _worked(tasks: Sequence[Task]) -> list[Outcome]:
    from flake8_openrouter.run.outcomes import work  # with all rules: only where a file concerns us

    return [work(task) for task in tasks]


def _pool(workers: int, known: Iterable[Shared] = ()) -> ProcessPoolExecutor | None:
    from flake8_openrouter.run.outcomes import ready

    ready()
    return processes.pool(workers, known)
