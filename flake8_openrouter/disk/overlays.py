"""Files some of which somebody has otherwise than they are written: an editor, with texts that are not saved."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from hashlib import blake2b
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.disk import descriptors
from flake8_openrouter.disk.views import DISK

if TYPE_CHECKING:
    from flake8_openrouter.disk.protocol import Entry, Opened, Status, View


class Told(NamedTuple):
    """The status of a file whose bytes, or whose digest, is known: of others it has other times."""

    st_mode: int
    st_size: int
    st_mtime_ns: int
    st_ctime_ns: int


class Named(NamedTuple):
    """An entry of a folder whose mode is known, and no link."""

    name: str
    path: str
    mode: int

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        return stat.S_ISDIR(self.mode)

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        return stat.S_ISREG(self.mode)


def told(mode: int, size: int, digest: bytes) -> Told:
    """Return a status that differs from any other with another digest, and from any file's on disk."""
    middle = len(digest) // 2
    before, after = (int.from_bytes(half, "big") for half in (digest[:middle], digest[middle:]))
    return Told(mode, size, before, -1 - after)  # no file was changed before 1970


class Overlay:
    """The files that another view has, but for those whose bytes are given by their paths.

    The files need not be there, nor their folders. One with links in its path is found by the path without them, too.
    ``watched`` are folders, absolute paths: whoever says what is in these files says as well when others change there.
    """

    def __init__(self, given: Mapping[str, bytes], below: View = DISK, *, watched: Sequence[str] = ()) -> None:
        self._below, self._watched = below, tuple(os.path.join(folder, "") for folder in watched)
        self._given: dict[str, bytes] = {}
        self._told: dict[str, Told] = {}
        self._folders: dict[str, dict[str, int]] = {}
        for path, data in given.items():
            status = told(stat.S_IFREG | 0o644, len(data), _digest(data))
            for place in dict.fromkeys((os.path.abspath(path), below.real(path))):
                self._given[place], self._told[place] = data, status
                self._lead_to(place)

    def _lead_to(self, place: str) -> None:
        """Let folders have what is in them, up to one that has it already."""
        mode = stat.S_IFREG
        folder, name = os.path.split(place)
        while name and name not in (names := self._folders.setdefault(folder, {})):
            names[name] = mode
            mode = stat.S_IFDIR
            folder, name = os.path.split(folder)

    @property
    def is_tracked(self) -> bool:
        return self._below.is_tracked

    def status(self, path: str) -> Status:
        place = os.path.abspath(path)
        if (known := self._told.get(place)) is not None:
            return known
        return self._below.status(path) if place not in self._folders else self._of_folder(place)

    def _of_folder(self, place: str) -> Status:
        """Return the status of a folder, which another one with other names in it has not."""
        try:
            known = self._below.status(place)
        except OSError:
            known = told(stat.S_IFDIR | 0o755, 0, b"")
        names = sorted(self._folders[place])
        parts = (*names, str(known.st_mtime_ns), str(known.st_ctime_ns))
        return told(known.st_mode, known.st_size, _digest("\0".join(parts).encode(errors="surrogateescape")))

    def entries(self, folder: str) -> Iterable[Entry]:
        own = self._folders.get(os.path.abspath(folder), {})
        try:
            there = list(self._below.entries(folder))
        except FileNotFoundError:
            if not own:
                raise
            there = []
        yield from there
        for name in sorted(own.keys() - {entry.name for entry in there}):
            yield Named(name, os.path.join(folder, name), own[name])

    def opened(self, path: str) -> AbstractContextManager[Opened]:
        data = self._given.get(os.path.abspath(path))
        return self._below.opened(path) if data is None else BytesIO(data)

    def read(self, path: str, most: int) -> bytes:
        data = self._given.get(os.path.abspath(path))
        if data is None:
            return self._below.read(path, most)
        descriptors.refuse_large(len(data), path, most)
        return data

    def real(self, path: str) -> str:
        return self._below.real(path)

    def own(self, folder: str) -> frozenset[str] | None:
        top = os.path.join(folder, "")
        if not top.startswith(self._watched):
            return None
        return frozenset(path for path in self._given if path.startswith(top))


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()
