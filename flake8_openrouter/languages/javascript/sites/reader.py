"""From a tree to sites."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flake8_openrouter.model import Site

if TYPE_CHECKING:
    from flake8_openrouter.languages._protocol import Settings
    from flake8_openrouter.languages.javascript.syntax.modules import Modules
    from flake8_openrouter.languages.trees.source import Source


def read(source: Source, settings: Settings, project: Modules) -> Iterable[Site]:
    """Return what the rules ask for."""
    return ()
