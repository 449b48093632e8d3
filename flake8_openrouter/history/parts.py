"""The parts of a repository's blobs, searched one after another, or side by side where there is much to search."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.git.listing import Listed
from flake8_openrouter.git.reading import Damaged, Reader
from flake8_openrouter.git.repositories import Repository
from flake8_openrouter.git.starting import GitError
from flake8_openrouter.history import search
from flake8_openrouter.history.search import Found
from flake8_openrouter.run import processes

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

#: From how many objects on several processes pay: about half a second's work.
_WORTH_A_POOL = 20_000
#: How many parts may wait for each process.
_WAITING = 2


class Part(NamedTuple):
    """What is in some blobs, by their names, in which all have ``size`` bytes; and how many git could not read.

    ``damaged``, ``vanished``, ``held`` and ``failure`` are those of the blobs' reader.
    """

    found: dict[str, Found]
    size: int
    damaged: int
    vanished: int
    held: int
    failure: str


def searched(repository: Repository, parts: Iterable[list[Listed]], workers: int = 1) -> Iterator[Part]:
    """Yield what is in each of some parts, in their order. Raises GitError where git can't start."""
    # Processes are forked before git is started, to whose complaints a thread listens.
    pool = _pool(workers) if workers > 1 and _is_large(repository) else None
    if pool is None:
        yield from _here(repository, parts)
    else:
        yield from _side_by_side(repository, parts, pool, workers)


def _is_large(repository: Repository) -> bool:
    with suppress(GitError):
        return repository.objects() >= _WORTH_A_POOL
    return False


def _here(repository: Repository, parts: Iterable[list[Listed]]) -> Iterator[Part]:
    with closing(Reader(repository)) as reader:
        for part in parts:
            yield _searched(reader, part)


def _side_by_side(
    repository: Repository, parts: Iterable[list[Listed]], pool: ProcessPoolExecutor, workers: int
) -> Iterator[Part]:
    under_way: deque[tuple[list[Listed], Future[Part] | None]] = deque()
    try:
        for part in parts:
            under_way.append((part, _submitted(pool, repository, part)))
            if len(under_way) > workers * _WAITING:
                yield _result(repository, *under_way.popleft())
        while under_way:
            yield _result(repository, *under_way.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _searched(reader: Reader, blobs: Iterable[Listed]) -> Part:
    found: dict[str, Found] = {}
    size = 0
    for blob in reader.read(blobs):
        with suppress(Damaged):  # the reader counts it
            found[blob.name] = search.of_blob(blob)
            size += blob.size
    return Part(found, size, reader.damaged, reader.vanished, reader.held, reader.failure)


@cache
def _reader(folder: str) -> Reader:
    """Return what reads from a repository's own files in this process, as long as it is there."""
    return Reader(Repository("", folder))


def _worked(folder: str, blobs: list[Listed]) -> Part:
    return _searched(_reader(folder), blobs)


def _pool(workers: int) -> ProcessPoolExecutor | None:
    pool = processes.pool(workers)
    if pool is not None:
        pool.submit(bool)  # which starts its processes
    return pool


def _submitted(pool: ProcessPoolExecutor, repository: Repository, blobs: list[Listed]) -> Future[Part] | None:
    """Have a process search some blobs; None where one of them is gone: the system may have ended it."""
    try:
        return pool.submit(_worked, repository.folder, blobs)
    except RuntimeError:
        return None


def _result(repository: Repository, blobs: list[Listed], future: Future[Part] | None) -> Part:
    """Return what comes of some blobs, which are searched here where they were lost with a process."""
    from concurrent.futures.process import BrokenProcessPool

    if future is not None:
        with suppress(BrokenProcessPool):
            return future.result()
    return next(_here(repository, [blobs]))
