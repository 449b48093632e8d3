"""Objects of a repository by their names, one after another, from one process of git."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from subprocess import DEVNULL, PIPE

from flake8_openrouter.git.repositories import Repository
from flake8_openrouter.git.starting import GitError, Running

#: Bytes of an object that nobody wants any more which are passed by: to start git anew takes as long as a few more.
_PASSED = 1 << 20


class Objects:
    """Reads objects when they are asked for, in one thread. git is started then, in each process that asks.

    No thread listens to what it complains of: one would be in the way of a process that is forked.
    """

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._running: Running | None = None
        self._inherited: Running | None = None
        self._process = 0
        self._left = 0

    def opened(self, name: str) -> Content:
        """Return an object by its hash or another name, to be read before the next is asked for. Raises OSError."""
        git = self._ready()
        fields: list[bytes] = []
        with suppress(OSError):  # it has ended
            git.input.write(f"{name}\n".encode())
            git.input.flush()
            fields = git.output.readline().split()
        if len(fields) != 3 or not fields[2].isdigit():
            if not fields:
                self.end()
            raise _unreadable(name)
        self._left = int(fields[2]) + 1
        return Content(self, fields[0].decode(), fields[1].decode(), int(fields[2]))

    def take(self, name: str, most: int) -> bytes:
        """Return the next bytes of what is being read, at most so many. Raises OSError where there are none."""
        assert self._running is not None
        wanted = min(most, self._left - 1)
        data = self._running.output.read(wanted) if wanted > 0 else b""
        self._left -= len(data)
        if len(data) < wanted:
            self.end()
            raise _unreadable(name)
        return data

    def end(self) -> None:
        """End git."""
        if self._running is not None and self._process == os.getpid():
            self._running.end()
        self._running, self._left = None, 0

    def _ready(self) -> Running:
        """Return git, which has nothing more to say of what was asked before."""
        if self._process != os.getpid():  # another process, which was forked, started it, and reads its output
            self._inherited, self._running, self._left = self._running, None, 0
        if self._running is not None and self._left > _PASSED:
            self.end()
        if self._running is None:
            self._process, self._running = os.getpid(), self._started()
        while self._left:
            self._left -= len(self._running.output.read(self._left)) or self._left
        return self._running

    def _started(self) -> Running:
        try:
            return self._repository.git.start("cat-file", "--batch", stdin=PIPE, stderr=DEVNULL)
        except GitError as error:
            raise OSError(errno.EIO, str(error)) from None


class Content:
    """An object that is being read: its hash, its kind, such as ``blob``, and how many bytes it has."""

    def __init__(self, objects: Objects, name: str, kind: str, size: int) -> None:
        self.name, self.kind, self.size = name, kind, size
        self._objects, self._left = objects, size

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most so many; none at the end. Raises OSError."""
        data = self._objects.take(self.name, min(size, self._left))
        self._left -= len(data)
        return data


def _unreadable(name: str) -> OSError:
    return OSError(errno.EIO, f"git can't read its object {name[:12]}, or does not have it here")
