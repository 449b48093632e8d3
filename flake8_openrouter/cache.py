"""Files that are known to be clean, so that the next run passes them by.

Remembered is only that nothing was found: by the contents of the file and of the others that were looked for, the
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

from flake8_openrouter import files
from flake8_openrouter.config import Configuration


class _Entry(NamedTuple):
    """``digest`` stands for a clean file; ``others`` has those of the files looked for, None for what is not there."""

    digest: str
    others: Mapping[str, str | None]


class Cache:
    """What is known of the files that are checked from one folder, an absolute path. Read when it is first asked."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._asked: dict[str, str] = {}
        self._digests: dict[str, str | None] = {}
        self._is_new = False

    def holds(self, path: str, data: bytes, configuration: Configuration) -> bool:
        """Tell whether a file with these bytes is known to be clean."""
        place = os.path.abspath(path)
        digest = self._asked[place] = _digest(repr(configuration).encode(), os.fsencode(place), data)
        known = self._known.get(place)
        return known is not None and known.digest == digest and self._are_as_they_were(known.others)

    def note(self, path: str, others: tuple[str, ...]) -> None:
        """Remember that a file that was asked for is clean, as long as the others that were looked for stay as is."""
        place = os.path.abspath(path)
        self._known[place] = _Entry(self._asked.pop(place), {other: self._digest_of(other) for other in others})
        self._is_new = True

    def write(self) -> None:
        """Keep what is known of the files that are still there; where that can't be done, it is forgotten."""
        if self._file is None or not self._is_new:
            return
        import json

        kept = {path: entry for path, entry in self._known.items() if os.path.exists(path)}
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            files.write(self._file, self._before, json.dumps({"stamp": self._stamp, "clean": kept}).encode())

    @cached_property
    def _file(self) -> Path | None:
        """Where it is kept; None where the user has no place for caches."""
        place = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/.cache")
        name = f"{_digest(os.fsencode(self._folder))}.json"
        return Path(place, "flake8-openrouter", name) if os.path.isabs(place) else None

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
            return {path: _Entry(digest, dict(others)) for path, (digest, others) in entries}
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return {}

    @cached_property
    def _stamp(self) -> str:
        """What tells this package, as it is installed, and the interpreter from others."""
        import sys

        walked = os.walk(os.path.dirname(__file__))
        modules = sorted(os.path.join(folder, name) for folder, _, names in walked for name in names)
        states = (os.stat(module) for module in modules if module.endswith(".py"))
        return _digest(sys.version.encode(), *(f"{state.st_size} {state.st_mtime_ns}".encode() for state in states))

    def _are_as_they_were(self, others: Mapping[str, str | None]) -> bool:
        return all(self._digest_of(path) == digest for path, digest in others.items())

    def _digest_of(self, path: str) -> str | None:
        if path not in self._digests:
            try:
                self._digests[path] = _digest(files.read(path))
            except OSError:
                self._digests[path] = None
        return self._digests[path]


def _digest(*parts: bytes) -> str:
    import hashlib  # 5 ms: only where a file concerns us

    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(len(part).to_bytes(8, "little") + part)
    return found.hexdigest()
