"""Files as they are read and written here: what is not one is never waited for, and a file is written whole or not."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.disk import descriptors, views

if TYPE_CHECKING:
    from flake8_openrouter.disk.copies import Copy
    from flake8_openrouter.disk.protocol import Entry, Status

_BINARY = getattr(os, "O_BINARY", 0)

#: Bytes of a file from which on it is read piece by piece.
LARGE = 8_000_000


class ChangedMeanwhile(OSError):
    """A file no longer holds what was read, so that it was not written."""


class State(NamedTuple):
    """What tells a file from what it was before: when it was changed and written, in nanoseconds, its size in bytes."""

    changed: int
    written: int
    size: int


def status(path: str) -> Status:
    """Return what is told of what is at a path. Raises OSError, and ValueError where no path can be so."""
    return views.current().status(path)


def state(path: str) -> State | None:
    """Return the state of what is at a path; None where nothing is, or no path can be so."""
    try:
        found = views.current().status(path)
    except (OSError, ValueError):
        return None
    return State(found.st_ctime_ns, found.st_mtime_ns, found.st_size)


def exists(path: str) -> bool:
    """Tell whether anything is at a path, or where a link there leads."""
    return _mode(path) != 0


def is_file(path: str) -> bool:
    """Tell whether a file is at a path, or where a link there leads."""
    return stat.S_ISREG(_mode(path))


def is_folder(path: str) -> bool:
    """Tell whether a folder is at a path, or where a link there leads."""
    return stat.S_ISDIR(_mode(path))


def _mode(path: str) -> int:
    try:
        return views.current().status(path).st_mode
    except (OSError, ValueError):
        return 0


def real(path: str) -> str:
    """Return an absolute path with no links in it."""
    return views.current().real(path)


def entries(folder: str) -> Iterable[Entry]:
    """Return what is in a folder, in any order. Raises OSError."""
    return views.current().entries(folder)


def walk(root: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each folder from a root down, with the names of its folders and of its files.

    What a caller takes out of the former is not looked into. Links to folders are named with these and never followed;
    a file is not named to which a link leads out of the root. What can't be listed is empty.
    """
    waiting, top = [root], os.path.join(real(root), "")
    while waiting:
        folder = waiting.pop()
        kinds = _kinds(folder)
        folders = [entry.name for entry, is_one in kinds if is_one]
        yield folder, folders, [entry.name for entry, is_one in kinds if not (is_one or _leads_out(entry, top))]
        links = {entry.name for entry, is_one in kinds if is_one and not entry.is_dir(follow_symlinks=False)}
        waiting += (os.path.join(folder, name) for name in reversed(folders) if name not in links)


def is_walked(path: str, root: str, enters: Callable[[str], bool]) -> bool:
    """Tell whether ``walk`` names a file below a root, if it is there, where it ``enters`` folders by their names."""
    top, folder = real(root), os.path.dirname(path)
    folders = [name for name in folder.removeprefix(root).split(os.sep) if name]
    if not all(map(enters, folders)) or real(folder) != os.path.join(top, *folders):
        return False
    return real(path).startswith(os.path.join(top, ""))


def _leads_out(entry: Entry, top: str) -> bool:
    """Tell whether a link leads out of a folder, whose path ends in a separator."""
    try:
        return not (entry.is_file(follow_symlinks=False) or real(entry.path).startswith(top))
    except OSError:
        return True


def _kinds(folder: str) -> list[tuple[Entry, bool]]:
    """Return what is in a folder, each with whether it is one itself."""
    try:
        return [(entry, _is_folder(entry)) for entry in views.current().entries(folder)]
    except OSError:
        return []


def _is_folder(entry: Entry) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def read(path: str | Path, most: int = descriptors.LARGEST) -> bytes:
    """Return a file's bytes. Raises OSError, for what is not a file too: a FIFO would be waited for.

    Raises TooLarge for more bytes than ``most``.
    """
    return views.current().read(str(path), most)


def write(path: Path, before: bytes | None, after: bytes) -> None:
    """Put new bytes in a file's place, all or nothing; what else it has stays, and a symlink's target is written.

    It is the file on disk, however files are seen.

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
    return (views.DISK.read(str(target), descriptors.LARGEST) if target.exists() else None) == data


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
