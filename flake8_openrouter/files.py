"""Files as they are read and written here: what is no file is never waited for, and a file is written whole or not."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)

#: Bytes that are read at once where a file is not as large as was said: it grows, or has no size.
_PIECE = 1 << 20
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class ChangedMeanwhile(OSError):
    """A file no longer holds what was read, so that it was not written."""


def kind(mode: int) -> str:
    """Return what a mode that is no file's says that there is."""
    return next((name for matches, name in _KINDS if matches(mode)), "something else")


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


def read(path: str | Path) -> bytes:
    """Return a file's bytes. Raises OSError, for what is no file too: a FIFO would be waited for."""
    descriptor = os.open(path, _READING)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, f"{kind(status.st_mode)}, not a file", str(path))
        data = os.read(descriptor, status.st_size + 1)
        while len(data) != status.st_size and (more := os.read(descriptor, _PIECE)):
            data += more
        return data
    finally:
        os.close(descriptor)


def write(path: Path, before: bytes | None, after: bytes) -> None:
    """Put new bytes in a file's place, all or nothing; its mode stays, a symlink's target is written.

    Raises ChangedMeanwhile where the file no longer holds ``before`` (None: there was none), and OSError for what the
    system refuses.
    """
    target = path.resolve()
    if _holds(target, after):
        return
    _require(target, before)
    if before is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    copy = _copied(target, after)
    # A rename would part a file from its other names.
    put = _overwrite if before is not None and target.stat().st_nlink > 1 else _rename
    put(copy, target, before)


def _holds(target: Path, data: bytes | None) -> bool:
    return (read(target) if target.exists() else None) == data


def _require(target: Path, before: bytes | None) -> None:
    if not _holds(target, before):
        raise ChangedMeanwhile(errno.EBUSY, "it changed meanwhile", str(target))


def _copied(target: Path, data: bytes) -> Path:
    """Write a synced copy beside a file."""
    import tempfile  # with shutil and random: only to write

    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            _write_synced(file, data)
    except BaseException:
        os.unlink(name)
        raise
    return Path(name)


def _rename(copy: Path, target: Path, before: bytes | None) -> None:
    try:
        if before is None:
            os.chmod(copy, 0o666 & ~_umask())
        else:
            status = target.stat()
            if hasattr(os, "chown"):
                with suppress(PermissionError):
                    os.chown(copy, status.st_uid, status.st_gid)
            os.chmod(copy, stat.S_IMODE(status.st_mode))
        _require(target, before)
        copy.replace(target)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise


def _overwrite(copy: Path, target: Path, before: bytes | None) -> None:
    """Write a file itself; the copy stays until that is done."""
    try:
        _require(target, before)
    except BaseException:
        copy.unlink()
        raise
    try:
        with target.open("r+b") as file:
            _write_synced(file, read(copy))
    except OSError as error:
        raise OSError(error.errno, f"{error.strerror}; what was to be written is in {copy}", str(target)) from error
    copy.unlink()


def _write_synced(file: BinaryIO, data: bytes) -> None:
    file.write(data)
    file.truncate()
    file.flush()
    os.fsync(file.fileno())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
