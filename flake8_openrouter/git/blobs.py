"""The blobs of a repository, each once: those that no ref reaches as well."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from flake8_openrouter.git.reading import Blob, Listed, Reader
from flake8_openrouter.git.repositories import Repository
from flake8_openrouter.git.starting import Running

Item = TypeVar("Item")

_ALL = ("cat-file", "--batch-all-objects", "--unordered", "--buffer")
_REACHED = (
    *("rev-list", "--objects", "--no-object-names", "--all", "--reflog", "--indexed-objects"),
    "--ignore-missing",
)
_LISTED = "--batch-check=%(objecttype) %(objectname) %(objectsize)"

#: Objects that are asked for at once.
_CHUNK = 512


class Blobs:
    """The blobs of a repository, about in the order in which git finds them. ``wanted`` picks those that are read.

    It is asked in another thread, for a list at a time. So many ``readers`` read side by side: git takes longer to put
    a blob together than we to search it. Afterwards ``listed`` is how many objects there are of any type, ``blobs`` how
    many of them are blobs, and ``asked`` how many of those are read. ``damaged`` are those that git can't read,
    ``vanished`` is how many were gone before they were read, ``held`` are those that git would have to hold whole, and
    ``failure`` says why there may be more.
    """

    def __init__(
        self, repository: Repository, wanted: Callable[[Sequence[Listed]], Sequence[Listed]], readers: int = 1
    ) -> None:
        self._repository, self._wanted = repository, wanted
        self.listed = self.blobs = self.asked = 0
        self._failure = ""
        self._lists: list[Running] = []
        chunks = _Shared(self._chunks())
        self._readers = [Reader(repository, chunks) for _ in range(readers)]

    @property
    def vanished(self) -> int:
        return sum(reader.vanished for reader in self._readers)

    @property
    def damaged(self) -> list[str]:
        return [name for reader in self._readers for name in reader.damaged]

    @property
    def held(self) -> list[Listed]:
        return [blob for reader in self._readers for blob in reader.held]

    @property
    def failure(self) -> str:
        return next(filter(None, (reader.failure for reader in self._readers)), self._failure)

    def __iter__(self) -> Iterator[Blob]:
        """Yield each blob; what of one is not read before the next is asked for is passed by."""
        reading = [iter(reader) for reader in self._readers]
        try:
            yield from _in_turn(reading)
        finally:
            for each in reading:
                each.close()
            for process in self._lists:
                process.end()

    def _chunks(self) -> Iterator[Sequence[Listed]]:
        """Yield what is to be read."""
        lines = iter(self._list().output)
        while chunk := list(islice(lines, _CHUNK)):
            self.listed += len(chunk)
            blobs = [_listed(line) for line in chunk if line.startswith(b"blob ")]
            wanted = self._wanted(blobs)
            self.blobs += len(blobs)
            self.asked += len(wanted)
            yield wanted
        self._failure = next(filter(None, [process.ended() for process in self._lists]), "")

    def _list(self) -> Running:
        """Start what lists all objects; where some belong to others as well, those alone that a ref reaches."""
        git = self._repository.git
        if not self._repository.borrowed:
            self._lists = [git.start(*_ALL, _LISTED)]
            return self._lists[0]
        reached = git.start(*_REACHED, *(["--missing=allow-any"] if self._repository.is_partial else []))
        self._lists = [git.start("cat-file", "--buffer", _LISTED, stdin=reached.output), reached]
        return self._lists[0]


class _Shared(Iterator[Item]):
    """Items that several threads take, each of them once."""

    def __init__(self, items: Iterator[Item]) -> None:
        self._items, self._lock = items, threading.Lock()

    def __next__(self) -> Item:
        with self._lock:
            return next(self._items)


def _in_turn(several: Iterable[Iterator[Item]]) -> Iterator[Item]:
    """Yield an item of each, again and again, until none has more."""
    waiting = deque(several)
    while waiting:
        each = waiting.popleft()
        for item in islice(each, 1):
            yield item
            waiting.append(each)


def _listed(line: bytes) -> Listed:
    _, name, size = line.split()
    return Listed(name.decode(), int(size))
