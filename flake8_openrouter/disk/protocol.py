"""What a view is: what files are asked for. Only types: to make protocols takes longer than to read a few files."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Protocol


class Status(Protocol):
    """What is told of a file or folder: as ``os.stat_result``, of which this is a part."""

    @property
    def st_mode(self) -> int: ...
    @property
    def st_size(self) -> int: ...
    @property
    def st_mtime_ns(self) -> int: ...
    @property
    def st_ctime_ns(self) -> int: ...


class Entry(Protocol):
    """What is in a folder: as ``os.DirEntry``, of which this is a part."""

    @property
    def name(self) -> str: ...
    @property
    def path(self) -> str: ...
    def is_dir(self, *, follow_symlinks: bool = True) -> bool: ...
    def is_file(self, *, follow_symlinks: bool = True) -> bool: ...


class Opened(Protocol):
    """A file that is read piece by piece: at most so many bytes at once, and none at its end."""

    def read(self, size: int, /) -> bytes: ...


class View(Protocol):
    """What files are asked for. Each question raises OSError as the system does, and follows links.

    Paths are absolute, or relative to the current folder. ``is_tracked``: git tracks all that is seen.
    """

    @property
    def is_tracked(self) -> bool: ...

    def status(self, path: str) -> Status:
        """Return what is told of a file or folder. Two files with the same times and size hold the same."""

    def entries(self, folder: str) -> Iterable[Entry]:
        """Return what is in a folder, in any order."""

    def opened(self, path: str) -> AbstractContextManager[Opened]:
        """Return a file, to be read from its beginning. What is no file is never waited for."""

    def read(self, path: str, most: int) -> bytes:
        """Return a file's bytes. Raises ``TooLarge`` for more of them than ``most``."""

    def real(self, path: str) -> str:
        """Return an absolute path with no links in it; raises nothing."""

    def own(self, folder: str) -> frozenset[str] | None:
        """Return the files in a folder, an absolute path, that are others than they were seen before this view.

        None where any may be: nobody tells of changes there.
        """
