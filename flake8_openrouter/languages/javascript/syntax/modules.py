"""The other files of a project, as JavaScript imports them: read from disk, never executed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flake8_openrouter.disk.files import State
from flake8_openrouter.languages._protocol import Shared


class Modules:
    """See ``Project``."""

    def __init__(self, root: Path | None) -> None:
        self.root = root
        self.consulted: Mapping[str, State | None] = {}

    def shared(self) -> Shared | None:
        """See ``Project``."""
        return None
