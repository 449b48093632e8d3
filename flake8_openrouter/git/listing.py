"""The blobs of a repository, each once: those that no ref reaches as well."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from flake8_openrouter.git.repositories import Repository
from flake8_openrouter.git.starting import Running

_ALL = ("cat-file", "--batch-all-objects", "--unordered", "--buffer")
_REACHED = (
    *("rev-list", "--objects", "--no-object-names", "--all", "--reflog", "--indexed-objects"),
    "--ignore-missing",
)
_LISTED = "--batch-check=%(objecttype) %(objectname) %(objectsize)"

#: Objects that are asked for at once.
_CHUNK = 512
#: Bytes of the blobs of a part, about, and how many there are at most: each is handed over by itself.
_SIZE, _MOST = 1 << 23, 1 << 12


class Listed(NamedTuple):
    """A blob that is in a repository: the name is its hash, in hex, the size counts bytes."""

    name: str
    size: int


class Listing:
    """The blobs of a repository in parts, about in the order in which git has them. ``wanted`` picks those of a list.

    Afterwards ``listed`` is how many objects there are of any type, ``blobs`` how many of them are blobs, ``asked`` how
    many of those are wanted, and ``failure`` says why there may be more.
    """

    def __init__(self, repository: Repository, wanted: Callable[[Sequence[Listed]], Sequence[Listed]]) -> None:
        self._repository, self._wanted = repository, wanted
        self.listed = self.blobs = self.asked = 0
        self.failure = ""
        self._processes: list[Running] = []

    def __iter__(self) -> Generator[list[Listed], None, None]:
        """Yield parts, none of which is empty."""
        part: list[Listed] = []
        size = 0
        try:
            for blob in self._blobs():
                part.append(blob)
                size += blob.size
                if size >= _SIZE or len(part) == _MOST:
                    yield part
                    part, size = [], 0
            if part:
                yield part
        finally:
            for process in self._processes:
                process.end()

    def _blobs(self) -> Iterator[Listed]:
        """Yield the blobs that are wanted."""
        lines = iter(self._started().output)
        while chunk := list(islice(lines, _CHUNK)):
            self.listed += len(chunk)
            blobs = [_listed(line) for line in chunk if line.startswith(b"blob ")]
            wanted = self._wanted(blobs)
            self.blobs += len(blobs)
            self.asked += len(wanted)
            yield from wanted
        self.failure = next(filter(None, [process.ended() for process in self._processes]), "")

    def _started(self) -> Running:
        """Start what lists all objects; where some belong to others as well, those alone that a ref reaches."""
        git = self._repository.git
        if not self._repository.borrowed:
            self._processes = [git.start(*_ALL, _LISTED)]
            return self._processes[0]
        reached = git.start(*_REACHED, *(["--missing=allow-any"] if self._repository.is_partial else []))
        self._processes = [git.start("cat-file", "--buffer", _LISTED, stdin=reached.output), reached]
        return self._processes[0]


def _listed(line: bytes) -> Listed:
    _, name, size = line.split()
    return Listed(name.decode(), int(size))
