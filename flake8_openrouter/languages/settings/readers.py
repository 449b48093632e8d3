"""Whether a program of a project reads a variable by its name: it may make of it what no SDK does."""

from __future__ import annotations

import os
from pathlib import Path

from flake8_openrouter.disk import files
from flake8_openrouter.disk.descriptors import TooLarge
from flake8_openrouter.disk.views import remembered
from flake8_openrouter.languages._protocol import NothingElse
from flake8_openrouter.languages.settings import paths, sharing

_SOURCES = (
    *(".py", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".vue", ".svelte", ".go", ".rs", ".rb"),
    *(".java", ".kt", ".cs", ".php", ".sh", ".bash", ".ex", ".exs", ".swift", ".scala", ".dart", ".lua", ".ipynb"),
)
#: Files that are no programs, and say of a variable that something of it goes on to another one, or to a command.
_OTHERS = (
    *(".yaml", ".yml", ".toml", ".json", ".jsonc", ".conf", ".cfg", ".ini", ".properties", ".tpl", ".tmpl", ".j2"),
    *(".tf", ".nix", ".mk", ".bat", ".cmd", ".ps1", ".fish", ".http", ".rest", "makefile", "dockerfile", "justfile"),
)
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
        sources = _sources(str(self._root or os.path.dirname(os.path.abspath(path))))
        return sources is None or any(_names(data, name, is_program=is_program) for data, is_program in sources)


def forget() -> None:
    """Look through projects anew: their files may be others."""
    _sources.cache_clear()


def _names(data: bytes, name: str, *, is_program: bool) -> bool:
    return name.encode() in data and (is_program or sharing.refers(data.decode("latin-1"), name))


@remembered(most=1)
def _sources(root: str) -> tuple[tuple[bytes, bool], ...] | None:
    """Return what the files in a folder hold, and whether each is a program; None where they can't all be read."""
    found: list[tuple[bytes, bool]] = []
    passed = size = 0
    for folder, folders, names in files.walk(root):
        folders[:] = [each for each in folders if each in _HIDDEN or not (each.startswith(".") or each in _NOT_OURS)]
        passed += len(names)
        for name in filter(_is_source, names):
            try:
                data = files.read(os.path.join(folder, name), _LARGEST)
            except (OSError, TooLarge):
                return None
            found.append((data, name.endswith(_SOURCES)))
            size += len(data)
        if passed > _MOST or size > _LARGEST:
            return None
    return tuple(found)


def _is_source(name: str) -> bool:
    return name.endswith(_SOURCES) or name.lower().endswith(_OTHERS) or paths.is_dotenv(name)
