"""The Python front end: a tree to the facts that rules ask for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from flake8_openrouter import destinations, openrouter
from flake8_openrouter.destinations import Surroundings
from flake8_openrouter.model import Document, Fact
from flake8_openrouter.python import http, literals, loose, outputs, sdks
from flake8_openrouter.python.context import Context
from flake8_openrouter.python.modules import Modules
from flake8_openrouter.python.scopes import Module
from flake8_openrouter.python.values import Evaluator
from flake8_openrouter.python.walk import walk


@dataclass(frozen=True, slots=True)
class Settings:
    """What the configuration says that reading depends on. ``root`` is the project's folder."""

    gateways: tuple[str, ...] = ()
    env_names: frozenset[str] = frozenset(openrouter.VARIABLES)
    any_scope: bool = False
    in_tests: bool = False
    root: Path | None = None


def read(document: Document, tree: ast.Module, settings: Settings) -> Iterator[Fact]:
    """Yield the facts of a file."""
    module = walk(document, tree)
    around = Surroundings(settings.gateways, destinations.file_evidence(_texts(module)), settings.any_scope)
    context = Context(
        module,
        Evaluator(Modules(settings.root), settings.env_names),
        around,
        settings.in_tests,
        _module_evidence(document.path),
    )
    yield from literals.facts(context)
    yield from http.facts(context)
    yield from sdks.facts(context)
    yield from loose.facts(context)
    yield from outputs.facts(context)


def _texts(module: Module) -> Iterator[str]:
    for site in module.strings:
        if isinstance(site.node.value, str):
            parent = module.parents.get(site.node)
            if not isinstance(parent, ast.Expr):
                yield site.node.value


def _module_evidence(path: str) -> str:
    name = PurePath(path).stem
    return f"module {name}" if openrouter.mentions(name) else ""
