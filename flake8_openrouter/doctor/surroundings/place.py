"""What is looked at around a project: its folder, the environment, and what its programs ask for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from flake8_openrouter.doctor.world import Unread, World

#: What is raised for a file that is not there, and for one that can't be read.
UNREADABLE = (FileNotFoundError, Unread)


class Place(NamedTuple):
    """Where a project is looked at from.

    ``wanted`` are the variables that may hold OpenRouter's key, the most wanted first. ``loads_file``: a program reads
    a file of variables by itself, as ``load_dotenv()`` does.
    """

    world: World
    wanted: tuple[str, ...]
    loads_file: bool = False

    @property
    def root(self) -> Path:
        return self.world.folder

    @property
    def environment(self) -> Mapping[str, str]:
        return self.world.environment

    def shown(self, path: Path, line: int = 0) -> str:
        """Return a path as it is shown, with a 1-based line."""
        text = self.world.shown(path)
        return f"{text}:{line}" if line else text

    def text(self, path: Path) -> str:
        """Return a file's text. Raises FileNotFoundError, and Unread for what can't be read."""
        text = self.world.text(path)
        if text is None:
            raise FileNotFoundError(path)
        return text


def line_of(text: str, offset: int) -> int:
    """Return the 1-based line of a place in a text."""
    return text.count("\n", 0, offset) + 1


def exists(path: Path) -> bool:
    """Tell whether something is at a path; what may not be asked for is not there."""
    try:
        return os.path.lexists(path)
    except (OSError, ValueError):
        return False
