"""What comes of the Example of each rule's page, as its fixture folder says, and of what to use instead."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

import tomli
from harness import FIXTURES
from openrouter.runtimes import NODE, SHELL

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


def others() -> Iterator[Claim]:
    """Yield a claim for each rule's Example in another language of which its ``proof.toml`` has a table."""
    for rule in all_rules():
        sections = page(rule).sections
        said = _tables(rule)
        for end, (table, runtime, usual) in _LANGUAGES.items():
            if table in said and f"Example{end}" in sections:
                program = sections[f"Example{end}"].replace(_KEY_IN_PAGES, VALID_KEY)
                imported = _IMPORTED.search(program)
                client = _NODE_CLIENTS.get(imported[1], imported[1]) if imported else usual
                yield Claim(rule.code, client, "the page's Example", program, **_fields(said[table]), runtime=runtime)


#: By the end of an Example's heading: its table in ``proof.toml``, what runs it, and the client that needs no import.
_LANGUAGES = {" in JavaScript": ("javascript", NODE, "fetch"), " in the shell": ("shell", SHELL, "curl")}
_IMPORTED = re.compile(r"""^import .* from ["']([^"']+)["'];?$""", re.MULTILINE)
_NODE_CLIENTS = {"openai": "openai@7", "@langchain/openai": "@langchain/openai@1", "node:https": "https.request"}
_NODE_CLIENTS |= {"@anthropic-ai/sdk": "@anthropic-ai/sdk@1"}


def of_programs() -> Iterator[Rule]:
    """Yield the rules whose Example can be run."""
    return (rule for rule in all_rules() if page(rule).examples[0].path.endswith(".py"))


def _said(rule: Rule) -> dict[str, Any]:
    """Return what comes of a rule's Example, as its fixture folder says: ``proof.toml``.

    ``seen``, ``fixed``, ``ends`` and ``environment`` are a claim's; ``unset`` names the variables that are not set.
    The tables ``javascript`` and ``shell`` say the same of the page's other Examples.
    """
    said = _tables(rule)
    return _fields({name: value for name, value in said.items() if name not in ("javascript", "shell")})


def _tables(rule: Rule) -> dict[str, Any]:
    file = FIXTURES / rule.code.lower() / "proof.toml"
    return tomli.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def _fields(said: dict[str, Any]) -> dict[str, Any]:
    said = dict(said)
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
