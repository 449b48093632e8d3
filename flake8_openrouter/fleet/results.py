"""The file of a run's rows, which is its ledger too: what is in it whole is done, whoever was killed when.

While a run goes on it appends a block for each repository: its row, and those of its findings and keys, of which the
first one says how many there are. At the end the blocks are put in order, each once. A block that a killed run, or a
full disk, left half written is taken away by the next run.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from io import FileIO
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from flake8_openrouter.disk import descriptors
from flake8_openrouter.fleet import rows
from flake8_openrouter.fleet.rows import Repository, RowError

NAME = "results.jsonl"
#: The rows of the run before, by which a report tells what is new.
PREVIOUS = "previous.jsonl"
_LOCK = ".lock"

#: Bytes that are copied at once.
_PIECE = 1 << 20


class ResultsError(Exception):
    """The results can't be kept in a folder: why, in words for the user."""


class Block(NamedTuple):
    """Where the rows of a repository are, in bytes, and what its own row says."""

    start: int
    end: int
    row: Repository


class Results:
    """The results in a folder, open for one run at a time. Raises ResultsError, and OSError as the system does."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.blocks: dict[str, Block] = {}
        self._folder = folder
        self._lock = -1
        self._file: FileIO | None = None

    def __enter__(self) -> Results:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self._folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        if not descriptors.lock(self._lock, wait=False):
            os.close(self._lock)
            raise ResultsError(f"another run writes its results to {self._folder}")
        try:
            self._open()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
        os.close(self._lock)

    def add(self, lines: bytes) -> Repository:
        """Append the block of a repository, and return its row; where that fails nothing of it stays."""
        assert self._file is not None
        start = self._file.seek(0, os.SEEK_END)
        try:
            left = memoryview(lines)
            while left:  # what a disk takes of it last may be a part
                left = left[self._file.write(left) :]
        except OSError:
            os.ftruncate(self._file.fileno(), start)
            raise
        row = rows.row(lines[: lines.index(b"\n")])
        assert isinstance(row, Repository)
        self.blocks[row.repository] = Block(start, start + len(lines), row)
        return row

    def finish(self, names: Iterable[str]) -> None:
        """Put the blocks of some repositories in order, and take all others away."""
        wanted = [self.blocks[name] for name in sorted(names) if name in self.blocks]
        ends = [0, *(block.end for block in wanted)]
        size = self.path.stat().st_size
        if ends[-1] == size and all(block.start == end for block, end in zip(wanted, ends, strict=False)):
            return
        new = self.path.with_suffix(".new")
        try:
            with open(new, "wb") as target:
                for block in wanted:
                    target.writelines(self._pieces(block))
                target.flush()
                os.fsync(target.fileno())
            new.replace(self.path)
        finally:
            new.unlink(missing_ok=True)

    def _pieces(self, block: Block) -> Iterator[bytes]:
        assert self._file is not None
        self._file.seek(block.start)
        left = block.end - block.start
        while left and (piece := self._file.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece

    def _open(self) -> None:
        if self.path.is_symlink():
            raise ResultsError(f"{self.path} is a link")
        self._file = FileIO(self.path, "a+")
        self._file.seek(0)
        end = 0
        for block in _blocks(self._file, self.path):
            self.blocks[block.row.repository], end = block, block.end
        if end < self.path.stat().st_size:
            os.ftruncate(self._file.fileno(), end)
        elif _is_in_order(self.blocks.values(), end):
            self._keep(self.path.with_name(PREVIOUS))

    def _keep(self, previous: Path) -> None:
        """Keep the rows of a run that came to its end; those of one that did not are the same run's, which goes on."""
        new = previous.with_suffix(".new")
        try:
            shutil.copyfile(self.path, new)
            new.replace(previous)
        finally:
            new.unlink(missing_ok=True)


def _blocks(file: FileIO, path: Path) -> Iterator[Block]:
    """Yield the whole blocks of a file from its beginning on. Raises ResultsError where it holds something else."""
    start = 0
    lines = iter(open(file.fileno(), "rb", closefd=False))  # noqa: SIM115
    for line in lines:
        try:
            row = rows.row(line)
            following = list(islice(lines, row.findings + row.keys)) if isinstance(row, Repository) else []
            if not isinstance(row, Repository) or not _is_whole(row, following) or not line.endswith(b"\n"):
                return
        except RowError as error:
            if start or not line.endswith(b"\n"):
                return
            raise ResultsError(f"{path} is there, and holds no results: line 1 is {error}") from None
        end = start + len(line) + sum(map(len, following))
        yield Block(start, end, row)
        start = end


def _is_in_order(blocks: Iterable[Block], end: int) -> bool:
    """Tell whether blocks are as ``finish`` leaves them: each once, by name, and nothing else in the file."""
    every = list(blocks)
    names = [block.row.repository for block in every]
    return bool(every) and names == sorted(names) and sum(block.end - block.start for block in every) == end


def _is_whole(row: Repository, following: list[bytes]) -> bool:
    whole = len(following) == row.findings + row.keys and all(line.endswith(b"\n") for line in following)
    return whole and all(each.repository == row.repository for each in rows.read(following))
