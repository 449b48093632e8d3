"""The files of a folder, with all below it, whose names end in some way: their states, each and all together."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator

from flake8_openrouter.disk import files
from flake8_openrouter.disk.files import State

#: What a path ends in that stands for all files of a folder that ``sources`` yields.
ALL = os.path.join("", "**")

SUFFIXES = (".py", ".pyi", ".pyw", ".ipynb")
_LEFT_OUT = frozenset(
    (".git", ".hg", ".nox", ".tox", ".venv", "venv", "__pycache__", "build", "dist", "node_modules", "site-packages")
)

#: How many files are yielded, and how large they may be together; and how many folders are looked into.
MAX_FILES = 5_000
MAX_BYTES = 50_000_000
MAX_FOLDERS = 20_000


def sources(root: str) -> Iterator[tuple[str, State | None]]:
    """Yield the sources in a folder, an absolute path, each with its state; at last None for one too many of them.

    The path of what is too much is empty.
    """
    count = size = 0
    for number, (folder, folders, names) in enumerate(files.walk(root)):
        folders[:] = sorted(filter(_is_entered, folders))
        for name in sorted(name for name in names if name.endswith(SUFFIXES)):
            path = os.path.join(folder, name)
            state = files.state(path)
            count, size = count + 1, size + (state.size if state else 0)
            if count > MAX_FILES or size > MAX_BYTES:
                yield "", None
                return
            yield path, state
        if number > MAX_FOLDERS:
            yield "", None
            return


def is_source(path: str, root: str) -> bool:
    """Tell whether ``sources`` yields a file of a folder if it is there, and not too much."""
    return path.endswith(SUFFIXES) and files.is_walked(path, root, _is_entered)


def order(path: str) -> list[tuple[bool, str]]:
    """Return what orders paths as ``sources`` yields them: the files of a folder come before what is below it."""
    *folders, name = path.split(os.sep)
    return [*((True, folder) for folder in folders), (False, name)]


def _is_entered(name: str) -> bool:
    return name not in _LEFT_OUT


def state(path: str) -> State | None:
    """Return the state of a file; for a path that ends in ``ALL`` one that tells all of the folder's files."""
    return together(sources(path.removesuffix(ALL))) if path.endswith(ALL) else files.state(path)


def together(found: Iterable[tuple[str, State | None]]) -> State:
    """Return one state for many: the last change, a checksum of all, and how large they are together."""
    changed = checksum = size = 0
    for path, state in found:
        changed = max(changed, state.changed) if state else changed
        size += state.size if state else 0
        checksum = zlib.crc32(f"{path}{state}".encode(errors="surrogateescape"), checksum)
    return State(changed, checksum, size)
