"""Whether a program of a project reads a variable by its name: it may make of it what no SDK does."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from flake8_openrouter.disk import files
from flake8_openrouter.disk.descriptors import TooLarge
from flake8_openrouter.languages._protocol import NothingElse

_SOURCES = (
    *(".py", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".vue", ".svelte", ".go", ".rs", ".rb"),
    *(".java", ".kt", ".cs", ".php", ".sh", ".bash", ".ex", ".exs", ".swift", ".scala", ".dart", ".lua", ".ipynb"),
)
_NOT_OURS = frozenset(("node_modules", "site-packages", "venv", "__pycache__", "build", "dist", "target"))

#: Files that are passed, and bytes of sources that are looked through: in a larger project nobody can tell.
_MOST = 20_000
_LARGEST = 20_000_000


class Readers(NothingElse):
    """The sources of a project, looked through when somebody asks; ``root`` is None where nothing marks its folder."""

    def __init__(self, root: Path | None) -> None:
        self._root = root

    def may_read(self, name: str, path: str) -> bool:
        """Tell whether a source names a variable of the file at a path, or can't be told not to."""
        sources = _sources(str(self._root or os.path.dirname(os.path.abspath(path))))
        return sources is None or any(name.encode() in data for data in sources)


@lru_cache(maxsize=1)
def _sources(root: str) -> tuple[bytes, ...] | None:
    """Return what the sources in a folder hold; None where they are too many, or one can't be read."""
    found: list[bytes] = []
    passed = size = 0
    for folder, folders, names in os.walk(root):
        folders[:] = [each for each in folders if not each.startswith(".") and each not in _NOT_OURS]
        passed += len(names)
        for name in filter(_is_source, names):
            try:
                data = files.read(os.path.join(folder, name), _LARGEST)
            except (OSError, TooLarge):
                return None
            found.append(data)
            size += len(data)
        if passed > _MOST or size > _LARGEST:
            return None
    return tuple(found)


def _is_source(name: str) -> bool:
    return name.endswith(_SOURCES)
