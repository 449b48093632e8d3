"""Open files: read within bounds, written through to the disk, locked."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable

#: Bytes of a file from which on it is not read: no source is as large, and a sparse file may be any size.
LARGEST = 100_000_000

_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)

#: Bytes that are read at once where a file is not as large as was said: it grows, or has no size.
_PIECE = 1 << 20


def kind(mode: int) -> str:
    """Return what a mode that is not a file's says that there is."""
    return next((name for matches, name in _KINDS if matches(mode)), "something else")


class TooLarge(OSError):
    """A file is too large to be held."""


def contents(descriptor: int, path: str, most: int = LARGEST) -> bytes:
    """Return an open file's bytes. Raises OSError for what is not a file, TooLarge for one of more than ``most``."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, f"{kind(status.st_mode)}, not a file", path)
    refuse_large(status.st_size, path, most)
    try:
        data = os.read(descriptor, status.st_size + 1)
        while len(data) != status.st_size and (more := os.read(descriptor, _PIECE)):
            data += more
            refuse_large(len(data), path, most)
    except MemoryError:
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM), path) from None
    return data


def refuse_large(size: int, path: str, most: int) -> None:
    """Raise TooLarge for a file of more bytes than ``most``."""
    if size > most:
        raise TooLarge(errno.EFBIG, f"it is larger than {most // 1_000_000} MB", path)


def write_synced(descriptor: int, data: bytes) -> None:
    """Put bytes in the place of all that an open file holds, and wait until the disk has them."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]
    os.ftruncate(descriptor, len(data))
    os.fsync(descriptor)


def lock(descriptor: int, *, wait: bool) -> bool:
    """Lock an open file for this process; False where another one has, or where nothing here knows locks.

    Windows knows none of these, and takes no file away that is open: there it is True.
    """
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True
