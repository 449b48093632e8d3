"""The blobs of a repository, each once: those that no ref reaches as well."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from subprocess import PIPE
from typing import NamedTuple

from flake8_openrouter.git.repositories import Repository
from flake8_openrouter.git.starting import Running

_ALL = ("cat-file", "--batch-all-objects", "--unordered", "--buffer")
_REACHED = (
    *("rev-list", "--objects", "--no-object-names", "--all", "--reflog", "--indexed-objects"),
    "--ignore-missing",
)
_LISTED = "--batch-check=%(objecttype) %(objectname) %(objectsize)"
_READ = ("cat-file", "--batch=%(objectname) %(objectsize)", "--buffer")

#: Objects that are asked for at once.
_CHUNK = 512
#: Bytes that git may hold of an object at once: one that it has as a difference to another it puts together whole.
MOST_HELD = 48_000_000
#: How often git is started anew after an object that ends it.
_RESTARTS = 1000


class Listed(NamedTuple):
    """A blob that is in a repository: the name is its hash, in hex, the size counts bytes."""

    name: str
    size: int


class Blob(NamedTuple):
    """A blob that is being read. ``read(n)`` gives its next bytes, at most ``n``; none at its end.

    It raises Damaged where there should be more.
    """

    name: str
    size: int
    read: Callable[[int], bytes]


class Damaged(Exception):
    """git can't read an object."""


class Blobs:
    """The blobs of a repository, read in the order in which git finds them. ``wanted`` picks those that are read.

    It is asked in another thread, for a list at a time. Afterwards ``listed`` is how many objects there are of any
    type, ``blobs`` how many of them are blobs, and ``asked`` how many of those are read. ``damaged`` are those that
    git can't read, ``vanished`` is how many were gone before they were read, ``held`` are those that git would have to
    hold whole, and ``failure`` says why there may be more.
    """

    def __init__(self, repository: Repository, wanted: Callable[[Sequence[Listed]], Sequence[Listed]]) -> None:
        self._repository, self._wanted = repository, wanted
        self.listed = self.blobs = self.asked = self.vanished = 0
        self.damaged: list[str] = []
        self.held: list[Listed] = []
        self.failure = ""
        self._lists: list[Running] = []
        self._awaited: deque[Listed] = deque()
        self._error: BaseException | None = None
        self._is_all_said = self._is_over = False

    def __iter__(self) -> Iterator[Blob]:
        """Yield each blob; what of one is not read before the next is asked for is passed by."""
        chunks = self._chunks()
        try:
            for _ in range(_RESTARTS):
                yield from self._read(chunks)
                if self._error is not None:
                    raise self._error
                if self._is_all_said and not self._awaited:
                    return
                if self._awaited:  # git ended where it should have gone on
                    self._note(self._awaited.popleft())
            self.failure = self.failure or "git failed too often"
        finally:
            for process in self._lists:
                process.end()

    def _note(self, blob: Listed) -> None:
        """Note a blob that git could not read."""
        if blob.size > MOST_HELD:
            self.held.append(blob)
        else:
            self.damaged.append(blob.name)

    def _read(self, chunks: Iterator[Sequence[Listed]]) -> Iterator[Blob]:
        """Yield what one process of git reads, until there is no more or it fails."""
        self._is_over = False
        reader = self._repository.git.start(*_READ, stdin=PIPE, most=MOST_HELD)
        feeder = threading.Thread(target=self._feed, args=(reader, chunks), daemon=True)
        feeder.start()
        try:
            while header := reader.output.readline():
                name, _, size = header.rstrip(b"\n").partition(b" ")
                if not size.isdigit():
                    self._awaited.popleft()
                    self.vanished += 1
                    continue
                content = _Content(reader, int(size))
                yield Blob(name.decode(), int(size), content.read)
                if not content.is_passed():
                    return
                self._awaited.popleft()
        finally:
            self._is_over = True
            reader.end()
            feeder.join()

    def _feed(self, reader: Running, chunks: Iterator[Sequence[Listed]]) -> None:
        """Ask for all that was asked for in vain, and then for what is next."""
        try:
            with suppress(OSError), reader.input as stream:
                stream.write(_lines(self._awaited))
                for chunk in chunks:
                    self._awaited.extend(chunk)
                    if self._is_over:
                        return
                    stream.write(_lines(chunk))
                    stream.flush()
                self._is_all_said = True
        except BaseException as error:
            self._error = error

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
        self.failure = next(filter(None, [process.ended() for process in self._lists]), self.failure)

    def _list(self) -> Running:
        """Start what lists all objects; where some belong to others as well, those alone that a ref reaches."""
        git = self._repository.git
        if not self._repository.borrowed:
            self._lists = [git.start(*_ALL, _LISTED)]
            return self._lists[0]
        reached = git.start(*_REACHED, *(["--missing=allow-any"] if self._repository.is_partial else []))
        self._lists = [git.start("cat-file", "--buffer", _LISTED, stdin=reached.output), reached]
        return self._lists[0]


class _Content:
    """The bytes of a blob, in what git prints."""

    def __init__(self, reader: Running, size: int) -> None:
        self._reader, self._left = reader, size

    def read(self, most: int) -> bytes:
        wanted = min(most, self._left)
        data = self._reader.output.read(wanted) if wanted else b""
        self._left -= len(data)
        if len(data) < wanted:
            raise Damaged
        return data

    def is_passed(self) -> bool:
        """Pass by what was not read, and the line end after it; tell whether all of it was there."""
        with suppress(Damaged):
            while self._left:
                self.read(1 << 20)
            return self._reader.output.read(1) == b"\n"
        return False


def _lines(blobs: Iterable[Listed]) -> bytes:
    return "".join(f"{blob.name}\n" for blob in blobs).encode()


def _listed(line: bytes) -> Listed:
    _, name, size = line.split()
    return Listed(name.decode(), int(size))
