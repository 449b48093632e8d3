"""The Python front end: a tree to the facts that rules ask for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePath

from flake8_openrouter.languages._protocol import Settings
from flake8_openrouter.languages.python.inference import expressions
from flake8_openrouter.languages.python.inference.exports import Exports
from flake8_openrouter.languages.python.sites import exposures, key_literals, requests, sdk_clients, unsent_headers
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.syntax.modules import Modules
from flake8_openrouter.languages.python.syntax.scopes import Module
from flake8_openrouter.languages.python.syntax.walk import walk
from flake8_openrouter.model import Document, Fact
from flake8_openrouter.openrouter import api, destinations
from flake8_openrouter.openrouter.destinations import Surroundings


def read(document: Document, tree: ast.Module, settings: Settings, modules: Modules) -> Iterator[Fact]:
    """Yield the facts of a file."""
    module = walk(document, tree)
    around = Surroundings(settings.gateways, destinations.file_evidence(_urls(module)), settings.any_scope)
    evaluator, exports = expressions.evaluator(modules, settings.env_names), Exports(module, modules)
    evidence, follows = _module_evidence(document.path), settings.follows_responses
    context = Context(module, evaluator, around, settings.in_tests, evidence, exports, follows)
    # What requests carry is accounted for before headers are looked for elsewhere.
    readers = (key_literals, requests, sdk_clients, unsent_headers, exposures)
    found = [fact for room in readers for fact in room.facts(context)]
    module.release()
    yield from found


def _urls(module: Module) -> Iterator[str]:
    """Yield the texts that hold a URL, docstrings left out."""
    for site in module.strings:
        text = site.node.value
        if isinstance(text, str) and "://" in text and not isinstance(module.parents.get(site.node), ast.Expr):
            yield text


def _module_evidence(path: str) -> str:
    name = PurePath(path).stem
    return f"module {name}" if api.mentions(name) else ""
