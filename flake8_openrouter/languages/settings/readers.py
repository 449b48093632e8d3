"""Whether a program of a project reads a variable by its name: it may make of it what no SDK does."""

from __future__ import annotations

import os
from pathlib import Path

from flake8_openrouter.disk import files
from flake8_openrouter.disk.descriptors import TooLarge
from flake8_openrouter.disk.views import adapted
from flake8_openrouter.languages._protocol import NothingElse
from flake8_openrouter.languages.settings import paths, sharing

_PROGRAMS = (
    *(".py", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".vue", ".svelte", ".go", ".rs", ".rb"),
    *(".java", ".kt", ".cs", ".php", ".sh", ".bash", ".ex", ".exs", ".swift", ".scala", ".dart", ".lua", ".ipynb"),
)
#: Files that are no programs, and say of a variable that something of it goes on to another one, or to a command.
_OTHERS = (
    *(".yaml", ".yml", ".toml", ".json", ".jsonc", ".conf", ".cfg", ".ini", ".properties", ".tpl", ".tmpl", ".j2"),
    *(".tf", ".nix", ".mk", ".bat", ".cmd", ".ps1", ".fish", ".http", ".rest"),
)
_NAMES = ("makefile", "dockerfile", "justfile")
#: What the names of files end in that are looked through, but for those that go by a name.
SUFFIXES = (*_PROGRAMS, *_OTHERS)
_HIDDEN = frozenset((".github", ".devcontainer", ".vscode", ".circleci"))
_NOT_OURS = frozenset(("node_modules", "site-packages", "venv", "__pycache__", "build", "dist", "target"))

#: Files that are passed, and bytes of sources that are looked through: in a larger project nobody can tell.
_MOST = 20_000
_LARGEST = 20_000_000


class Readers(NothingElse):
    """The sources of a project, looked through when somebody asks; ``root`` is None where nothing marks its folder."""

    def __init__(self, root: Path | None) -> None:
        self._root = root

    def may_read(self, name: str, path: str) -> bool:
        """Tell whether a source names a variable of the file at a path, or can't be told not to.

        Of a file that is no program what refers to the variable counts, not what sets it.
        """
        sources = held(str(self._root or os.path.dirname(os.path.abspath(path))))
        return sources is None or any(_names(data, name, other) for other, data in sources.items())


def forget() -> None:
    """Look through projects anew: their files may be others."""
    held.cache_clear()


def _names(data: bytes, name: str, path: str) -> bool:
    return name.encode() in data and (path.endswith(_PROGRAMS) or sharing.refers(data.decode("latin-1"), name))


#: What files hold, by their paths; None where they can't all be read.
Held = dict[str, bytes] | None


def _with(found: Held, root: str, paths: frozenset[str]) -> Held:
    """Return what the files in a folder hold of which some are others than when they were read."""
    if found is None:
        return None
    own = [path for path in paths if _is_source(os.path.basename(path)) and files.is_walked(path, root, _is_entered)]
    return _within_bounds({**found, **{path: files.read(path) for path in own}})


def _within_bounds(found: dict[str, bytes]) -> Held:
    return found if sum(map(len, found.values())) <= _LARGEST else None


@adapted(_with, most=1)
def held(root: str) -> Held:
    """Return what the files in a folder hold."""
    found: dict[str, bytes] = {}
    passed = size = 0
    for folder, folders, names in files.walk(root):
        folders[:] = filter(_is_entered, folders)
        passed += len(names)
        for name in filter(_is_source, names):
            path = os.path.join(folder, name)
            try:
                found[path] = files.read(path, _LARGEST)
            except (OSError, TooLarge):
                return None
            size += len(found[path])
        if passed > _MOST or size > _LARGEST:
            return None
    return found


def _is_entered(name: str) -> bool:
    return name in _HIDDEN or not (name.startswith(".") or name in _NOT_OURS)


def _is_source(name: str) -> bool:
    return name.endswith(_PROGRAMS) or name.lower().endswith((*_OTHERS, *_NAMES)) or paths.is_dotenv(name)
