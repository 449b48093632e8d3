"""What comes of the Example of each rule's page, as its fixture folder says, and of what to use instead."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import tomli
from harness import FIXTURES

from flake8_openrouter.rules._pages import page
from flake8_openrouter.rules._registry import all_rules
from flake8_openrouter.rules._rule import Rule
from proof import http_claims, sdk_claims
from proof.claim import VALID_KEY, Claim

#: The key in the pages: theirs has not the form of a real one.
_KEY_IN_PAGES = "sk-or-v1-abc123def456"
_CLIENTS = (*http_claims.CLIENTS, *sdk_claims.SDKS)


def claims() -> Iterator[Claim]:
    """Yield a claim for each rule's Example."""
    for rule in of_programs():
        program = page(rule).sections["Example"].replace(_KEY_IN_PAGES, VALID_KEY)
        yield Claim(rule.code, client_of(program), "the page's Example", program, **_said(rule))


def of_programs() -> Iterator[Rule]:
    """Yield the rules whose Example can be run."""
    return (rule for rule in all_rules() if page(rule).examples[0].path.endswith(".py"))


def _said(rule: Rule) -> dict[str, Any]:
    """Return what comes of a rule's Example, as its fixture folder says: ``proof.toml``.

    ``seen``, ``fixed``, ``ends`` and ``environment`` are a claim's; ``unset`` names the variables that are not set.
    """
    said = tomli.loads((FIXTURES / rule.code.lower() / "proof.toml").read_text(encoding="utf-8"))
    unset = dict.fromkeys(said.pop("unset", ()))
    return {**said, "environment": {**said.get("environment", {}), **unset}}


def instead() -> Iterator[tuple[str, str, str]]:
    """Yield each rule's code, the client of its Use instead, and that program."""
    for rule in of_programs():
        program = page(rule).sections["Use instead"]
        yield rule.code, client_of(program), program


def client_of(program: str) -> str:
    """Return the client that a program imports."""
    tree = ast.parse(program.replace(VALID_KEY, ""))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = [
        node.module or "" if isinstance(node, ast.ImportFrom) else alias.name
        for node in imports
        for alias in node.names
    ]
    return next(client for client in map(_client, modules) if client in _CLIENTS)


def _client(module: str) -> str:
    return module.replace("_", "-")
