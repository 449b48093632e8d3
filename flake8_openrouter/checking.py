"""Check, and repair, many files: read once, tested for our words before they are decoded, in several processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from flake8_openrouter import config, discovery, files, prefilter
from flake8_openrouter.config import Configuration, ConfigurationError
from flake8_openrouter.discovery import Selection, Skipped
from flake8_openrouter.model import Finding
from flake8_openrouter.outcomes import Outcome, Repair, Task, undecodable, unread, work

#: From how many bytes on that concern us several processes pay: about half a second's work.
_WORTH_A_POOL = 300_000
_MOST_JOBS = 61  # what Windows allows


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a command line says over the projects' tables; ``configuration`` stands for all tables.

    Not ``baselined``: what a baseline knows is reported as well.
    """

    configuration: Configuration | None = None
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: Path | None = None
    baselined: bool = True

    def for_folder(self, folder: str) -> Configuration:
        """Return the configuration of the files in a folder, an absolute path. Raises ConfigurationError."""
        return _overridden(self, self.configuration or config.for_folder(folder))


@cache
def _overridden(given: Overrides, table: Configuration) -> Configuration:
    """Return a table's configuration with the command line's over it: ``select`` replaces all that it selects."""
    select, extended, ignored = table.select, table.extend_select, table.ignore
    if given.select is not None:
        select, extended, ignored = given.select, (), ()
    extended = (*(code for code in extended if not code.startswith(given.ignore)), *given.extend_select)
    return replace(
        table,
        select=select,
        extend_select=extended,
        ignore=(*(code for code in ignored if code not in given.extend_select), *given.ignore),
        baseline=(given.baseline or table.baseline) if given.baselined else None,
    )


def from_file(file: Path) -> Configuration:
    """Return the configuration that a TOML file holds, in our table or by itself. Raises ConfigurationError."""
    import tomli  # 16 ms

    try:
        document = tomli.loads(files.read(file).decode("utf-8-sig"))
        table = config.table_of(document, file) if "tool" in document else document
    except OSError as error:
        raise ConfigurationError(f"{file}: {error.strerror}") from None
    except ValueError as error:
        raise ConfigurationError(f"{file}: {error}") from None
    return config.parse(table or {}, file.absolute())


def check_paths(
    paths: str | Path | Iterable[str | Path],
    *,
    configuration: Configuration | None = None,
    exclude: Sequence[str] = discovery.EXCLUDED,
    jobs: int = 1,
) -> list[Finding]:
    """Return the findings of files and of what lies in folders, by path and place; nothing is written.

    A file that can't be read or parsed has a finding OPR901. ``configuration`` stands for the projects' own tables;
    ``jobs`` is the number of processes. Raises FileNotFoundError for a path that isn't there, ConfigurationError for
    a wrong table.
    """
    overrides = Overrides(configuration)
    paths = [paths] if isinstance(paths, str | Path) else paths
    tasks: list[Task] = []
    findings: list[Finding] = []
    for item in read(map(str, paths), Selection(overrides.for_folder, tuple(exclude)), overrides):
        if isinstance(item, Task):
            tasks.append(item)
        elif isinstance(item, Finding):
            findings.append(item)
        elif item is not None and item.named:
            raise FileNotFoundError(f"{item.path}: {item.reason}")
    for outcome in run(tasks, jobs):
        findings += outcome.findings
    return in_order(findings)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by path, place and code."""
    return sorted(findings, key=lambda finding: (finding.path, finding.span.start, finding.code))


def read(
    paths: Iterable[str], selection: Selection, overrides: Overrides, repair: Repair | None = None
) -> Iterator[Task | Finding | Skipped | None]:
    """Yield a task for each file that may concern us, None for another file, a finding for an unreadable one."""
    for found in discovery.discover(paths, selection):
        if isinstance(found, Skipped):
            yield unread(found.path, found.reason) if found.unread else found
            continue
        try:
            data = files.read(found.path)
        except OSError as error:
            yield unread(found.path, f"can't be read: {error.strerror or error}")
            continue
        yield task(found.path, data, overrides, repair)


def task(path: str, data: bytes, overrides: Overrides, repair: Repair | None = None) -> Task | None:
    """Return what is to be done for the bytes of a file; None where nothing in them can concern us."""
    configuration = overrides.for_folder(os.path.dirname(os.path.abspath(path)))
    if b"\0" in data or _may_concern(data, configuration) or (not data.isascii() and undecodable(data)):
        # What is left out was left out while looking for files: a file that was named itself is checked.
        return Task(path, data, replace(configuration, exclude=()), repair)
    return None


def _may_concern(data: bytes, configuration: Configuration) -> bool:
    lowered = data.lower()
    return any(word in lowered for word in _words(configuration))


@cache
def _words(configuration: Configuration) -> tuple[bytes, ...]:
    return tuple(word.encode() for word in prefilter.words(configuration))


def run(tasks: Sequence[Task], jobs: int | None = None) -> Iterator[Outcome]:
    """Yield the outcomes in the tasks' order, from ``jobs`` processes; None: as many as there is work for."""
    enough = jobs is not None or sum(len(task.data) for task in tasks) >= _WORTH_A_POOL
    workers = min(jobs or _processors(), len(tasks), _MOST_JOBS)
    if workers < 2 or not enough or (pool := _pool(workers)) is None:
        yield from map(work, tasks)
        return
    with pool:
        try:
            yield from pool.map(work, tasks, chunksize=max(1, min(16, len(tasks) // (workers * 4))))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pool(workers: int) -> ProcessPoolExecutor | None:
    try:
        return ProcessPoolExecutor(workers, initializer=_begin)
    except (OSError, ImportError, NotImplementedError):  # a system without semaphores
        return None


def _begin() -> None:
    """Let a process end at once on Ctrl-C, which the command itself answers, and when the command has ended."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)
