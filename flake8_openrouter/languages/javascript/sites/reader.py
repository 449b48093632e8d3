"""From a tree to sites."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.inference.evaluator import Evaluator
from flake8_openrouter.languages.javascript.inference.expressions import HANDLERS
from flake8_openrouter.languages.javascript.sites import requests, unsent
from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.languages.javascript.syntax.module import Module
from flake8_openrouter.model import Site

if TYPE_CHECKING:
    from flake8_openrouter.languages._protocol import Settings
    from flake8_openrouter.languages.javascript.syntax.modules import Modules
    from flake8_openrouter.languages.trees.source import Source

#: What finds sites, in the order in which it is asked.
_READERS: tuple[Callable[[Context], Iterator[Site]], ...] = (requests.sites, unsent.sites)


def read(source: Source, settings: Settings, project: Modules) -> Iterator[Site]:
    """Yield what the rules ask for."""
    evaluator = Evaluator(HANDLERS, project, settings.env_names)
    context = Context(Module(source), evaluator, settings)
    for reader in _READERS:
        yield from reader(context)
