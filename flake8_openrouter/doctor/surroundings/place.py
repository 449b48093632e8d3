"""What is looked at around a project: its folder, the environment, and what its programs ask for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from flake8_openrouter.disk import files
from flake8_openrouter.openrouter.masking import presentable

#: Bytes of a file of settings: what is larger holds no few variables.
_MOST = 1_000_000


class Wanted(NamedTuple):
    """What the programs of a project ask for.

    ``variables`` are those that may hold OpenRouter's key, the most wanted first. ``loads_file``: a program reads a
    file of variables by itself, as ``load_dotenv()`` does.
    """

    variables: tuple[str, ...]
    loads_file: bool = False


class Place(NamedTuple):
    """Where a project is looked at from. ``home`` is None where there is none."""

    root: Path
    environment: Mapping[str, str]
    wanted: Wanted
    home: Path | None = None

    def shown(self, path: Path, line: int = 0) -> str:
        """Return a path as it is shown: from the project's folder on, else with ``~`` for the home folder."""
        text = _from(path, self.root) or _in_home(path, self.home) or path.name
        return presentable(f"{text}:{line}" if line else text)

    def text(self, path: Path) -> str:
        """Return a file's text. Raises OSError, for what is no file and what is too large as well."""
        return files.read(path, _MOST).decode("utf-8", errors="replace")


def _from(path: Path, root: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return ""


def _in_home(path: Path, home: Path | None) -> str:
    if home is not None and (rest := _from(path, home)):
        return f"~/{rest}"
    return path.as_posix() if path.parts[1:2] in (("etc",), ("usr",), ("run",), ("lib",)) else ""


def line_of(text: str, offset: int) -> int:
    """Return the 1-based line of a place in a text."""
    return text.count("\n", 0, offset) + 1


def exists(path: Path) -> bool:
    """Tell whether something is at a path; what may not be asked for is not there."""
    try:
        return os.path.lexists(path)
    except (OSError, ValueError):
        return False
