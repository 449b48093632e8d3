"""From a tree to sites."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.inference.evaluator import Evaluator
from flake8_openrouter.languages.javascript.inference.expressions import HANDLERS
from flake8_openrouter.languages.javascript.sites import (
    assembled,
    exposed,
    key_literals,
    outputs,
    requests,
    sdk_clients,
    unsent,
)
from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.languages.javascript.syntax.module import Module
from flake8_openrouter.model import Credential, Site

if TYPE_CHECKING:
    from flake8_openrouter.languages._protocol import Settings
    from flake8_openrouter.languages.javascript.syntax.modules import Modules
    from flake8_openrouter.languages.trees.source import Source

#: What finds sites, in the order in which it is asked: the last ones look at what the others told.
_READERS: tuple[Callable[[Context], Iterator[Site]], ...] = (
    *(
        requests.sites,
        assembled.sites,
        sdk_clients.sites,
        unsent.sites,
        key_literals.sites,
        outputs.sites,
        exposed.sites,
    ),
)

#: What is asked of a test, which sends wrong headers on purpose, and to servers of its own: a key in one is a leak.
_IN_TESTS = (key_literals.sites,)


def read(source: Source, settings: Settings, project: Modules) -> Iterator[Site]:
    """Yield what the rules ask for."""
    evaluator = Evaluator(HANDLERS, project, settings.env_names)
    context = Context(Module(source), evaluator, settings)
    for reader in _IN_TESTS if settings.in_tests else _READERS:
        for site in reader(context):
            context.told += (fact for fact in site.every if isinstance(fact, Credential))
            yield site
