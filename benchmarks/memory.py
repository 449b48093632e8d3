"""What the largest process of a check holds, whatever a file is: each case has a folder of its own in the cache."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import chain, repeat
from pathlib import Path
from typing import NamedTuple

from benchmarks import peers
from benchmarks.figures import Bench, Figure, at_most
from benchmarks.measure import rounds, spread

#: Megabytes that a check may hold.
_MOST = 60


class Case(NamedTuple):
    """A file, its pieces, and how many bytes it has of which none is in a block of the disk."""

    file: str
    pieces: Callable[[], Iterator[bytes]]
    sparse: int = 0


def _key(number: int) -> bytes:
    """Return a key that nobody has issued."""
    digits = random.Random(f"benchmarks {number}").choices("0123456789abcdef", k=64)
    return f"sk-or-v1-{''.join(digits)}".encode()


def _log() -> Iterator[bytes]:
    lines = b"2026-01-02 10:00:00 INFO a request was served in 12 ms\n" * 20_000
    return chain(repeat(lines, 300_000_000 // len(lines)), (b"ERROR key ", _key(1), b"\n", lines))


def _line() -> Iterator[bytes]:
    texts = b'"a text in a long line", ' * 40_000
    return chain((b"[",), repeat(texts, 60_000_000 // len(texts)), (b'"', _key(2), b'"]\n'))


def _keys() -> Iterator[bytes]:
    return (b"KEY = %s\n" % _key(number) for number in range(8_000_000 // 80 - 1))


CASES = {
    "a log of 300 MB, a key at its end": Case("service.log", _log),
    "60 MB of JSON on one line": Case("data.json", _line),
    "10 GB of nothing": Case("sparse.txt", lambda: iter(()), sparse=10_000_000_000),
    "8 MB of keys": Case("keys.txt", _keys),
}


def memory(bench: Bench) -> Iterator[Figure]:
    for name, case in CASES.items():
        command = peers.check(bench.cache, _folder(bench.cache, case), name=name)
        found = spread([run.memory for run in rounds([command], 1)[name]])
        what = f"peak memory, {name}"
        yield at_most(what, _MOST, found, "MB")


def _folder(cache: Path, case: Case) -> Path:
    """Return the folder of a case, made once."""
    folder = cache / "memory" / Path(case.file).stem
    if not folder.exists():
        made = folder.with_suffix(".part")
        made.mkdir(parents=True)
        with (made / case.file).open("wb") as file:
            file.writelines(case.pieces())
            if case.sparse:
                file.truncate(case.sparse)
        made.rename(folder)
    return folder
