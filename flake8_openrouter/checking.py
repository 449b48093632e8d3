"""Check, and repair, many files: read once, tested for our words before they are decoded, in several processes."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter import config, discovery, files, prefilter
from flake8_openrouter.cache import Cache
from flake8_openrouter.config import Configuration, ConfigurationError
from flake8_openrouter.discovery import File, Selection, Skipped
from flake8_openrouter.tasks import Outcome, Repair, Task

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from flake8_openrouter.model import Finding

#: From how many bytes on that concern us several processes pay: about half a second's work.
_WORTH_A_POOL = 300_000
_MOST_JOBS = 61  # what Windows allows

#: The bytes that a process is given at once, and how many times that may wait for each process.
_CHUNK = 50_000
_WAITING = 3


class Overrides(NamedTuple):
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
    return table._replace(
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
    return config.parse(table or {}, Path(os.path.abspath(file)))


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
    from flake8_openrouter.outcomes import unread

    overrides = Overrides(configuration)
    paths = [paths] if isinstance(paths, str | Path) else paths
    found = discovery.discover(map(str, paths), Selection(overrides.for_folder, tuple(exclude)))
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
    return sorted(findings, key=lambda finding: (finding.path, finding.span.start, finding.code))


def read(
    found: Iterable[File | Skipped], overrides: Overrides, repair: Repair | None = None, cache: Cache | None = None
) -> Iterator[Task | Skipped | None]:
    """Yield a task for each file that may concern us, None for another one, and what is skipped, or unreadable.

    A file that the cache knows to be clean is another one.
    """
    settings: dict[str, _Settings] = {}
    for item in found:
        if isinstance(item, Skipped):
            yield item
            continue
        folder = os.path.dirname(item.path)
        if folder not in settings:
            settings[folder] = _settings(folder, overrides)
        try:
            data = files.read(item.path)
        except OSError as error:
            yield Skipped(item.path, f"can't be read: {error.strerror or error}", unread=True)
            continue
        found_task = _task(item.path, data, settings[folder], repair)
        yield None if found_task and cache and _is_known(found_task, cache) else found_task


def task(path: str, data: bytes, overrides: Overrides, repair: Repair | None = None) -> Task | None:
    """Return what is to be done for the bytes of a file; None where nothing in them can concern us."""
    return _task(path, data, _settings(os.path.dirname(path), overrides), repair)


def _is_known(task: Task, cache: Cache) -> bool:
    if task.configuration.baseline is not None:
        from flake8_openrouter import baseline  # with json and hashlib

        baseline.read(task.configuration.baseline)  # a wrong one is as wrong where all is known
    return cache.holds(task.path, task.data, task.configuration)


class _Settings(NamedTuple):
    """What holds for the files of a folder, and the words, in lower case, of which such a file must hold one."""

    configuration: Configuration
    words: tuple[bytes, ...]


def _settings(folder: str, overrides: Overrides) -> _Settings:
    configuration = overrides.for_folder(os.path.abspath(folder))
    words = tuple(word.encode() for word in prefilter.words(configuration))
    # What is left out was left out while looking for files: a file that was named itself is checked.
    return _Settings(configuration._replace(exclude=()), words)


def _task(path: str, data: bytes, settings: _Settings, repair: Repair | None) -> Task | None:
    lowered = data.lower()
    for word in settings.words:  # any() would take longer than the search
        if word in lowered:
            return Task(path, data, settings.configuration, repair)
    if b"\0" in data or (not data.isascii() and _is_undecodable(data)):
        return Task(path, data, settings.configuration, repair)
    return None


def _is_undecodable(data: bytes) -> bool:
    from flake8_openrouter.python.source import undecodable  # only for what is not all ASCII

    return bool(undecodable(data))


def run(tasks: Iterable[Task], jobs: int | None = None) -> Iterator[Outcome]:
    """Yield the outcomes in the tasks' order, from ``jobs`` processes; None: as many as there is work for.

    Tasks are taken while others are worked on: no more of them are held than are under way.
    """
    waiting, least = iter(tasks), _WORTH_A_POOL if jobs is None else 1
    workers = min(jobs or _processors(), _MOST_JOBS)
    first = _first(waiting, least) if workers > 1 else []
    enough = len(first) > 1 and sum(len(task.data) for task in first) >= least
    everything = chain(first, waiting)
    if enough and (pool := _pool(workers)) is not None:
        yield from _pooled(everything, pool, workers * _WAITING)
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


def _pooled(tasks: Iterable[Task], pool: ProcessPoolExecutor, most: int) -> Iterator[Outcome]:
    under_way: deque[Future[list[Outcome]]] = deque()
    with pool:
        try:
            for chunk in _chunks(tasks):
                under_way.append(pool.submit(_worked, chunk))
                if len(under_way) > most:
                    yield from under_way.popleft().result()
            while under_way:
                yield from under_way.popleft().result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


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
    from flake8_openrouter.outcomes import work  # with all rules: only where a file concerns us

    return [work(task) for task in tasks]


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pool(workers: int) -> ProcessPoolExecutor | None:
    from concurrent.futures import ProcessPoolExecutor  # with multiprocessing, 18 ms

    from flake8_openrouter.outcomes import ready

    ready()
    try:
        return ProcessPoolExecutor(workers, initializer=_begin)
    except (OSError, ImportError, NotImplementedError):  # a system without semaphores
        return None


def _begin() -> None:
    """Let a process end at once on Ctrl-C, which the command itself answers, and when the command has ended."""
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    import multiprocessing

    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)
