"""The copies beside a file through which it is written: with all that it has, and gone whatever ends the process.

A copy is locked as long as its writer lives. So the next one knows those that a killed one left.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType, TracebackType
from typing import NamedTuple

from flake8_openrouter.disk import descriptors

#: A copy's name: the file's, a number of its own, and what it holds: what is to be written, or what was there.
_NAME = re.compile(r"\.(?P<file>.+)\.(?P<number>[0-9a-f]{16})\.flake8-openrouter-(?P<holds>new|old)", re.DOTALL)
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

#: Signals that end a process which does not expect them, and leave it no time to take a copy away.
_ENDING = ("SIGTERM", "SIGINT", "SIGHUP", "SIGXCPU")


class Copy:
    """A synced copy beside a file, of its ``new`` bytes or its ``old`` ones; gone after its block unless it ``stays``.

    Raises OSError for what the system refuses.
    """

    def __init__(self, file: Path, data: bytes, number: str, holds: str) -> None:
        self.path = file.with_name(f".{file.name}.{number}.flake8-openrouter-{holds}")
        self.number = number
        self.stays = False
        self._data = data
        self._descriptor = -1

    def __enter__(self) -> Copy:
        try:
            self._create()
            while descriptors.lock(self._descriptor, wait=True) and not os.fstat(self._descriptor).st_nlink:
                os.close(self._descriptor)  # who takes such copies away was there before the lock
                self._create()
            descriptors.write_synced(self._descriptor, self._data)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def replace(self, file: Path) -> None:
        """Put the copy in a file's place."""
        if os.name == "nt":  # which renames no open file
            self._close()
        self.path.replace(file)

    def _create(self) -> None:
        try:
            self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise
            reason = f"can't create a file in its folder {self.path.parent}: {error.strerror}"
            raise OSError(error.errno, reason, str(self.path.parent)) from None

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def _end(self) -> None:
        with suppress(OSError):
            if not self.stays and os.name != "nt":  # before others may lock it
                self.path.unlink(missing_ok=True)
        self._close()
        with suppress(OSError):
            if not self.stays:
                self.path.unlink(missing_ok=True)


def number() -> str:
    """Return what tells the copies of one write from all others."""
    return os.urandom(8).hex()


class _Attributes(NamedTuple):
    """What a file has besides its bytes and names; on Linux the further ones hold access lists as well."""

    owner: int
    group: int
    mode: int
    further: dict[str, bytes]


def carries_all(copy: Path, file: Path) -> bool:
    """Give a copy the attributes of a file, and tell whether it has them all: False where that can't be known."""
    if not hasattr(os, "listxattr"):
        return False
    try:
        wanted, given = _attributes(file), _attributes(copy)
        if (given.owner, given.group) != (wanted.owner, wanted.group):
            os.chown(copy, wanted.owner, wanted.group)
        for name in given.further.keys() - wanted.further.keys():
            os.removexattr(copy, name)
        for name, value in wanted.further.items():
            if given.further.get(name) != value:
                os.setxattr(copy, name, value)
        os.chmod(copy, wanted.mode)
        return _attributes(copy) == wanted
    except OSError:
        return False


def _attributes(path: Path) -> _Attributes:
    status = os.stat(path)
    try:
        names = os.listxattr(path)
    except OSError as error:
        if error.errno != errno.ENOTSUP:
            raise
        names = []
    further = {name: os.getxattr(path, name) for name in names}
    return _Attributes(status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode), further)


class _Ended(BaseException):
    """A signal has come that ends the process."""


@contextmanager
def ending_tidily() -> Iterator[None]:
    """Let a signal that would end the process at once unwind the block before, which takes its copies away."""
    import signal

    received: list[int] = []
    replaced: list[int] = []

    def end(number: int, frame: FrameType | None) -> None:
        received.append(number)
        if len(received) == 1:  # another one does not disturb the unwinding
            raise _Ended

    try:
        for name in _ENDING:
            known = getattr(signal, name, None)
            if known is not None and signal.getsignal(known) == signal.SIG_DFL:
                with suppress(ValueError):  # not in the main thread
                    signal.signal(known, end)
                    replaced.append(known)
        yield
    finally:
        for known in replaced:
            signal.signal(known, signal.SIG_DFL)
        if received:
            os.kill(os.getpid(), received[0])


def tidy(folder: Path) -> None:
    """Take away what killed writers left in a folder; a file that one half wrote gets back what it held."""
    try:
        matches = [match for name in os.listdir(folder) if (match := _NAME.fullmatch(name))]
    except OSError:
        return
    writes: dict[tuple[str, str], dict[str, Path]] = {}
    for match in matches:
        writes.setdefault((match["file"], match["number"]), {})[match["holds"]] = folder / match[0]
    for (name, _), copies in writes.items():
        with suppress(OSError), ExitStack() as stack:
            opened = {holds: stack.enter_context(_opened(path, os.O_RDONLY)) for holds, path in copies.items()}
            if not all(descriptors.lock(descriptor, wait=False) for descriptor in opened.values()):
                continue
            if len(opened) == 1 or _is_whole_again(folder / name, opened, copies):
                for path in copies.values():
                    path.unlink()


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    descriptor = os.open(path, flags | _BINARY)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not a file", str(path))
        yield descriptor
    finally:
        os.close(descriptor)


def _is_whole_again(file: Path, opened: dict[str, int], copies: dict[str, Path]) -> bool:
    """Put back what a file held that is half written, and tell whether it is whole; of no other that can be told."""
    old, new = (descriptors.contents(opened[holds], str(copies[holds])) for holds in ("old", "new"))
    with _opened(file, os.O_RDWR) as descriptor:
        data = descriptors.contents(descriptor, str(file))
        if data == new or data.startswith(old):  # the copy of what was there may be half written instead
            return True
        is_mixed = len(data) >= len(old) and all(
            data[at : at + 1] in (old[at : at + 1], new[at : at + 1]) for at in range(len(data))
        )
        if is_mixed:
            descriptors.write_synced(descriptor, old)
        return is_mixed
