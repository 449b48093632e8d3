"""The Python front end: a tree to the facts that rules ask for."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from flake8_openrouter import destinations, openrouter
from flake8_openrouter.destinations import Surroundings
from flake8_openrouter.model import Document, Fact, Header
from flake8_openrouter.python import http, literals, loose, outputs, sdks
from flake8_openrouter.python.context import Context
from flake8_openrouter.python.modules import Modules
from flake8_openrouter.python.scopes import Module
from flake8_openrouter.python.values import Evaluator
from flake8_openrouter.python.walk import walk


class Settings(NamedTuple):
    """What the configuration says that reading depends on."""

    gateways: tuple[str, ...] = ()
    env_names: frozenset[str] = frozenset(openrouter.VARIABLES)
    any_scope: bool = False
    in_tests: bool = False


def read(document: Document, tree: ast.Module, settings: Settings, modules: Modules) -> Iterator[Fact]:
    """Yield the facts of a file."""
    module = walk(document, tree)
    around = Surroundings(settings.gateways, destinations.file_evidence(_urls(module)), settings.any_scope)
    context = Context(
        module, Evaluator(modules, settings.env_names), around, settings.in_tests, _module_evidence(document.path)
    )
    readers = (literals, http, sdks, loose, outputs)
    found = [fact for room in readers for fact in room.facts(context)]
    spelt = _spelt_elsewhere(module, found)
    module.release()
    for fact in found:
        if isinstance(fact, Header) and fact.name in spelt and fact.name_span not in context.inline:
            fact = fact._replace(read_back=True)
        yield fact


def _spelt_elsewhere(module: Module, facts: Iterable[Fact]) -> set[str]:
    """Return the names of headers that stand as texts where no header is seen to be sent: they may be read by it."""
    headers = [fact for fact in facts if isinstance(fact, Header)]
    names, places = {fact.name for fact in headers}, {fact.name_span.start for fact in headers}
    mentions = (site.node for site in module.strings if site.node.value in names)
    return {str(node.value) for node in mentions if module.span(node).start not in places}


def _urls(module: Module) -> Iterator[str]:
    """Yield the texts that hold a URL, docstrings left out."""
    for site in module.strings:
        text = site.node.value
        if isinstance(text, str) and "://" in text and not isinstance(module.parents.get(site.node), ast.Expr):
            yield text


def _module_evidence(path: str) -> str:
    name = PurePath(path).stem
    return f"module {name}" if openrouter.mentions(name) else ""
