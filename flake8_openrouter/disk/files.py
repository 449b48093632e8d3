"""Files as they are read and written here: what is not one is never waited for, and a file is written whole or not."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.disk import descriptors

if TYPE_CHECKING:
    from flake8_openrouter.disk.copies import Copy

_BINARY = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

#: Bytes of a file from which on it is read piece by piece.
LARGE = 8_000_000


class ChangedMeanwhile(OSError):
    """A file no longer holds what was read, so that it was not written."""


class State(NamedTuple):
    """What tells a file from what it was before: when it was changed and written, in nanoseconds, its size in bytes."""

    changed: int
    written: int
    size: int


def state(path: str) -> State | None:
    """Return the state of what is at a path; None where nothing is, or no path can be so."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return State(status.st_ctime_ns, status.st_mtime_ns, status.st_size)


def read(path: str | Path, most: int = descriptors.LARGEST) -> bytes:
    """Return a file's bytes. Raises OSError, for what is not a file too: a FIFO would be waited for.

    Raises TooLarge for more bytes than ``most``.
    """
    descriptor = os.open(path, os.O_RDONLY | _BINARY)
    try:
        return descriptors.contents(descriptor, str(path), most)
    finally:
        os.close(descriptor)


def write(path: Path, before: bytes | None, after: bytes) -> None:
    """Put new bytes in a file's place, all or nothing; what else it has stays, and a symlink's target is written.

    Raises ChangedMeanwhile where the file no longer holds ``before`` (None: there was none), and OSError for what the
    system refuses. What an earlier writer left beside it that was killed is taken away.
    """
    from flake8_openrouter.disk import copies  # only to write

    target = path.resolve()
    copies.tidy(target.parent)
    if _holds(target, after):
        return
    _require(target, before)
    if before is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    with copies.ending_tidily(), copies.Copy(target, after, copies.number(), "new") as copy:
        if before is None:
            os.chmod(copy.path, 0o666 & ~_umask())
        elif target.stat().st_nlink > 1 or not copies.carries_all(copy.path, target):
            # A rename would part the file from its other names, or from what the copy can't be given.
            with copies.Copy(target, before, copy.number, "old") as old:
                _overwrite(target, before, after, (copy, old))
            return
        _require(target, before)
        copy.replace(target)


def _holds(target: Path, data: bytes | None) -> bool:
    return (read(target) if target.exists() else None) == data


def _require(target: Path, before: bytes | None) -> None:
    if not _holds(target, before):
        raise ChangedMeanwhile(errno.EBUSY, "the file changed during the run", str(target))


def _overwrite(target: Path, before: bytes, after: bytes, copies: tuple[Copy, Copy]) -> None:
    """Write a file itself, or put back what it held. Its copies stay until it is whole."""
    _require(target, before)
    descriptor = os.open(target, os.O_RDWR | _BINARY)
    try:
        _keep(copies, True)
        try:
            descriptors.write_synced(descriptor, after)
        except BaseException:
            _put_back(descriptor, before, copies[1])
            _keep(copies, False)
            raise
        _keep(copies, False)
    finally:
        os.close(descriptor)


def _keep(copies: tuple[Copy, Copy], stay: bool) -> None:
    for copy in copies:
        copy.stays = stay


def _put_back(descriptor: int, before: bytes, copy: Copy) -> None:
    try:
        descriptors.write_synced(descriptor, before)
    except OSError as error:
        reason = f"{error.strerror}; the file is half written, and what it held is in {copy.path}"
        raise OSError(error.errno, reason, str(copy.path)) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
