"""From a tree to the sites that are found in it."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Iterator

from flake8_openrouter.languages._protocol import Settings
from flake8_openrouter.languages.python.inference import expressions
from flake8_openrouter.languages.python.inference.exports import Exports
from flake8_openrouter.languages.python.sites import (
    environments,
    exposures,
    hosts,
    key_literals,
    openers,
    requests,
    sdk_clients,
    unsent_headers,
)
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.syntax.modules import Modules
from flake8_openrouter.languages.python.syntax.scopes import Module
from flake8_openrouter.languages.python.syntax.walk import walk
from flake8_openrouter.model import Document, Fact, Site
from flake8_openrouter.openrouter import api, destinations
from flake8_openrouter.openrouter.destinations import Surroundings


def read(document: Document, tree: ast.Module, settings: Settings, modules: Modules) -> list[Site]:
    """Return the sites of a file."""
    module = walk(document, tree)
    modules.check(module)
    around = Surroundings(settings.gateways, destinations.file_evidence(_urls(module)), settings.any_scope)
    evaluator, exports = expressions.evaluator(modules, settings.env_names), Exports(module, modules)
    evidence, follows = _module_evidence(document.path), settings.follows_responses
    context = Context(module, evaluator, around, settings.in_tests, evidence, exports, follows)
    # What requests carry is accounted for before headers are looked for elsewhere.
    found = [
        *_alone(key_literals.facts(context)),
        *requests.sites(context),
        *sdk_clients.sites(context),
        *_commands(context),
        *_alone(openers.facts(context)),
        *_alone(hosts.facts(context)),
        *environments.sites(context),
        *_alone(unsent_headers.facts(context)),
        *_alone(exposures.facts(context)),
    ]
    return [site for site in found if site.facts]


def _commands(context: Context) -> Iterator[Site]:
    """Yield what curl is told to send, which few programs run or have as a library."""
    if "curl" not in context.module.document.text:
        return
    from flake8_openrouter.languages.python.sites import curl, pycurl_requests

    yield from curl.sites(context)
    yield from pycurl_requests.sites(context)


def _alone(facts: Iterable[Fact]) -> Iterator[Site]:
    return (Site((fact,)) for fact in facts)


def _urls(module: Module) -> Iterator[str]:
    """Yield the texts that hold a URL, docstrings left out."""
    for site in module.strings:
        text = site.node.value
        if isinstance(text, str) and "://" in text and not isinstance(module.parents.get(site.node), ast.Expr):
            yield text


def _module_evidence(path: str) -> str:
    name = os.path.splitext(os.path.basename(path))[0]
    return f"module {name}" if api.mentions(name) else ""
