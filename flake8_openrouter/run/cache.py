"""Files that are known to be clean, so that the next run passes them by.

Remembered is only that nothing was found: by the file's contents, the states of the others that were looked for, the
settings, and this package as it is installed. Kept are digests and paths, no source. A cache that can't be read, or is
damaged, is an empty one; of two runs that end at once, one's memory stays.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from flake8_openrouter.disk import files, trees
from flake8_openrouter.disk.files import State
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run import installed


class _Entry(NamedTuple):
    """``digest`` stands for a clean file; ``others`` are the states of the files that were looked for meanwhile."""

    digest: str
    others: Mapping[str, State | None]


class Cache:
    """What is known of the files that are checked from one folder, an absolute path. Read when it is first asked."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._asked: dict[str, str] = {}
        self._trees: dict[str, State | None] = {}
        self._is_new = False

    def holds(self, path: str, data: bytes, configuration: Configuration) -> bool:
        """Tell whether a file with these bytes is known to be clean."""
        place = os.path.abspath(path)
        digest = self._asked[place] = installed.digest(repr(configuration).encode(), os.fsencode(place), data)
        known = self._known.get(place)
        if known is None or known.digest != digest:
            return False
        return all(self._state(other) == state for other, state in known.others.items())

    def _state(self, path: str) -> State | None:
        """Return the state of a file, or of all files of a project, which is found once."""
        if not path.endswith(trees.ALL):
            return files.state(path)
        if path not in self._trees:
            self._trees[path] = trees.state(path)
        return self._trees[path]

    def note(self, path: str, others: Mapping[str, State | None]) -> None:
        """Remember that a file that was asked for is clean, as long as the others that were looked for stay as is."""
        place = os.path.abspath(path)
        if digest := self._asked.pop(place, ""):
            self._known[place] = _Entry(digest, others)
            self._is_new = True

    def write(self) -> None:
        """Keep what is known of the files that are still there; where that can't be done, it is forgotten."""
        if self._file is None or not self._is_new:
            return
        import json

        kept = {path: entry for path, entry in self._known.items() if os.path.exists(path)}
        with suppress(OSError, RuntimeError):  # a link to itself is the latter
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            files.write(self._file, self._before, json.dumps({"stamp": self._stamp, "clean": kept}).encode())

    @cached_property
    def _file(self) -> Path | None:
        """Where it is kept; None where the user has no place for caches, or nothing tells this package from others."""
        place, name = installed.caches(), f"{installed.digest(os.fsencode(self._folder))}.json"
        return place / name if place is not None and self._stamp else None

    @cached_property
    def _before(self) -> bytes | None:
        with suppress(OSError):
            return files.read(self._file) if self._file is not None else None
        return None

    @cached_property
    def _known(self) -> dict[str, _Entry]:
        import json

        try:
            content: Any = json.loads(self._before or b"{}")
            entries = content["clean"].items() if content["stamp"] == self._stamp else ()
            return {path: _Entry(digest, _states(others)) for path, (digest, others) in entries}
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return {}

    @cached_property
    def _stamp(self) -> str:
        """What tells this package, as it is installed, and the interpreter from others; empty where nothing does."""
        return installed.stamp()


def _states(others: Mapping[str, list[int] | None]) -> dict[str, State | None]:
    return {path: None if state is None else State(*state) for path, state in others.items()}
