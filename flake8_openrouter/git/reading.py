"""Blobs as git reads them, one after another, in a process that is started anew where one of them ends it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from subprocess import PIPE
from typing import IO, NamedTuple

from flake8_openrouter.disk import windows
from flake8_openrouter.git.repositories import Repository
from flake8_openrouter.git.starting import Running

_READ = ("cat-file", "--batch=%(objectname) %(objectsize)", "--buffer")

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


class Reader:
    """Reads the blobs of which another thread takes the names, a list at a time.

    Afterwards ``damaged`` are those that git can't read, ``vanished`` is how many were gone, ``held`` are those that
    git would have to hold whole, and ``failure`` says why not all were read.
    """

    def __init__(self, repository: Repository, lists: Iterator[Sequence[Listed]]) -> None:
        self._repository, self._lists = repository, lists
        self.damaged: list[str] = []
        self.held: list[Listed] = []
        self.vanished = 0
        self.failure = ""
        self._awaited: deque[Listed] = deque()
        self._error: BaseException | None = None
        self._is_all_said = self._is_over = False

    def __iter__(self) -> Generator[Blob, None, None]:
        """Yield each blob; what of one is not read before the next is asked for is passed by."""
        for _ in range(_RESTARTS):
            yield from self._read()
            if self._error is not None:
                raise self._error
            if self._is_all_said and not self._awaited:
                return
            if self._awaited:  # git ended where it should have gone on
                self._note(self._awaited.popleft())
        self.failure = "git failed too often"

    def _note(self, blob: Listed) -> None:
        """Note a blob that git could not read."""
        if blob.size > MOST_HELD:
            self.held.append(blob)
        else:
            self.damaged.append(blob.name)

    def _read(self) -> Iterator[Blob]:
        """Yield what one process of git reads, until there is no more or it fails."""
        self._is_over = False
        git = self._repository.git.start(*_READ, stdin=PIPE, most=MOST_HELD)
        feeder = threading.Thread(target=self._feed, args=(git,), daemon=True)
        feeder.start()
        try:
            while header := git.output.readline():
                name, _, size = header.rstrip(b"\n").partition(b" ")
                if not size.isdigit():
                    self.vanished += 1
                elif not (yield from _blob(git.output, name.decode(), int(size))):
                    return
                self._awaited.popleft()
        finally:
            self._is_over = True
            git.end()
            feeder.join()

    def _feed(self, git: Running) -> None:
        """Ask for all that was asked for in vain, and then for what is next."""
        try:
            with suppress(OSError), git.input as stream:
                stream.write(_lines(self._awaited))
                for blobs in self._lists:
                    self._awaited.extend(blobs)
                    if self._is_over:
                        return
                    stream.write(_lines(blobs))
                    stream.flush()
                self._is_all_said = True
        except BaseException as error:
            self._error = error


def _blob(output: IO[bytes], name: str, size: int) -> Generator[Blob, None, bool]:
    """Yield a blob, whole unless it is searched in pieces; return whether all was there, and the line end after it."""
    if size <= windows.SIZE:
        data = output.read(size + 1)
        is_whole = data[size:] == b"\n"
        if is_whole:
            yield Blob(name, size, BytesIO(data[:size]).read)
        return is_whole
    content = _Content(output, size)
    yield Blob(name, size, content.read)
    return content.is_passed()


class _Content:
    """The bytes of a blob, in what git prints."""

    def __init__(self, output: IO[bytes], size: int) -> None:
        self._output, self._left = output, size

    def read(self, most: int) -> bytes:
        wanted = min(most, self._left)
        data = self._output.read(wanted) if wanted else b""
        self._left -= len(data)
        if len(data) < wanted:
            raise Damaged
        return data

    def is_passed(self) -> bool:
        """Pass by what was not read, and the line end after it; tell whether all of it was there."""
        with suppress(Damaged):
            while self._left:
                self.read(windows.SIZE)
            return self._output.read(1) == b"\n"
        return False


def _lines(blobs: Iterable[Listed]) -> bytes:
    return "".join(f"{blob.name}\n" for blob in blobs).encode()
