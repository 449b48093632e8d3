"""Blobs as git reads them, one after another, in a process that is started anew where one of them ends it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from subprocess import PIPE
from typing import IO, NamedTuple

from flake8_openrouter.disk import windows
from flake8_openrouter.git.listing import Listed
from flake8_openrouter.git.repositories import Repository
from flake8_openrouter.git.starting import Running

_READ = ("cat-file", "--batch=%(objectname)")

#: Bytes that git may hold of an object at once: one that it has as a difference to another it puts together whole.
MOST_HELD = 48_000_000
#: How often git is started anew after an object that ends it.
_RESTARTS = 1000


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
    """Reads blobs, one after another; git, which is started for the first of them, waits for more until it is ended.

    After some were read, ``damaged`` is how many of them git can't read, ``vanished`` how many were gone, ``held`` how
    many it would have to hold whole, and ``failure`` says why not all were read.
    """

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._git: Running | None = None
        self.damaged = self.vanished = self.held = 0
        self.failure = ""

    def read(self, blobs: Iterable[Listed]) -> Generator[Blob, None, None]:
        """Yield each blob; what of one is not read before the next is asked for is passed by."""
        self.damaged = self.vanished = self.held = 0
        self.failure = ""
        awaited = deque(blobs)
        for _ in range(_RESTARTS):
            yield from self._read(awaited)
            if not awaited:
                return
            self._note(awaited.popleft())
        self.failure = "git failed too often"

    def close(self) -> None:
        """End git."""
        if self._git is not None:
            self._git.end()
        self._git = None

    def _note(self, blob: Listed) -> None:
        """Note a blob that git could not read."""
        if blob.size > MOST_HELD:
            self.held += 1
        else:
            self.damaged += 1

    def _read(self, awaited: deque[Listed]) -> Iterator[Blob]:
        """Yield what git reads, until there is no more or it ends where it should have gone on."""
        git = self._git = self._git or self._repository.git.start(*_READ, stdin=PIPE, most=MOST_HELD)
        names = "".join(f"{blob.name}\n" for blob in awaited).encode()
        feeder = threading.Thread(target=_feed, args=(git.input, names), daemon=True)
        feeder.start()
        try:
            while awaited and (header := git.output.readline()):
                if b" " in header:  # it says that the object is missing
                    self.vanished += 1
                elif not (yield from _blob(git.output, awaited[0])):
                    return
                awaited.popleft()
        finally:
            if awaited:
                self.close()
            feeder.join()


def _feed(stream: IO[bytes], names: bytes) -> None:
    """Ask for blobs, beside their reader: git answers before it has heard all."""
    with suppress(OSError, ValueError):  # git has ended, or is ended just now
        stream.write(names)
        stream.flush()


def _blob(output: IO[bytes], blob: Listed) -> Generator[Blob, None, bool]:
    """Yield a blob, whole unless it is searched in pieces; return whether all was there, and the line end after it."""
    name, size = blob
    if size <= windows.SIZE:
        data = output.read(size)
        is_whole = output.read(1) == b"\n"
        if is_whole:
            yield Blob(name, size, BytesIO(data).read)
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
