"""What each rule's page says of its Example and of what to use instead."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from flake8_openrouter.rules._pages import page
from flake8_openrouter.rules._registry import all_rules
from proof.claim import NO_FIX, RIGHT, VALID_KEY, Claim

#: The key in the pages: theirs has not the form of a real one.
_KEY_IN_PAGES = "sk-or-v1-abc123def456"
_CLIENTS = {"requests": "requests", "openai": "openai", "httpx": "httpx"}


@dataclass(frozen=True)
class Said:
    """What comes of an Example, before and after its fix; the rest as in a claim."""

    seen: str
    fixed: str = RIGHT
    environment: Mapping[str, str | None] = field(default_factory=dict)
    ends: str = ""


_UNSET: Mapping[str, str | None] = {"OPENROUTER_API_KEY": None}
_UNKNOWN: Mapping[str, str | None] = {"OPENROUTER_API_KEY": ":unknown"}

EXAMPLES: Mapping[str, Said] = {
    "OPR101": Said(RIGHT),
    "OPR102": Said("authorization: Bearer None → 401"),
    "OPR103": Said(RIGHT, environment=_UNSET),
    "OPR104": Said("authorization: Bearer your-api-key-here → 401"),
    "OPR105": Said("authorization: Bearer sk-proj-abc123def456 → 401", NO_FIX),
    "OPR106": Said("InvalidHeader, nothing sent"),
    "OPR107": Said("authorization: Bearer None → 401", environment=_UNSET),
    "OPR201": Said(RIGHT),
    "OPR202": Said("no credential → 401"),
    "OPR203": Said("no credential → 401"),
    "OPR301": Said("authorization: <valid key> → 401"),
    "OPR302": Said("authorization: Bearer<valid key> → 401"),
    "OPR303": Said("authorization: Bearer {api_key} → 401"),
    "OPR304": Said("authorization: bearer <valid key> → 200"),
    "OPR401": Said("no credential → 401"),
    "OPR402": Said("no credential → 401"),
    "OPR403": Said("authorization: Basic … → 401"),
    "OPR501": Said("no credential → 401"),
    "OPR502": Said("authorization: Bearer <openai key> → 401"),
    "OPR601": Said("authorization: Bearer <valid key> → 404"),
    "OPR602": Said("in clear text: authorization: Bearer <valid key> → 501"),
    "OPR603": Said("api.openai.com: authorization: Bearer <valid key> → 401"),
    "OPR604": Said("authorization: Bearer Bearer <valid key> → 401"),
    "OPR605": Said("api.openai.com: authorization: Bearer <valid key> → 401", NO_FIX),
    "OPR606": Said("authorization: Bearer <openai key> → 401"),
    "OPR701": Said(f"{RIGHT}, printed: <valid key>", NO_FIX),
    "OPR702": Said("authorization: Bearer <unknown key> → 401", environment=_UNKNOWN, ends="KeyError"),
    "OPR703": Said("authorization: Bearer <unknown key> → 200", environment=_UNKNOWN),
}


def claims() -> Iterator[Claim]:
    """Yield a claim for each rule's Example."""
    for rule in all_rules():
        said = EXAMPLES[rule.code]
        program = page(rule).sections["Example"].replace(_KEY_IN_PAGES, VALID_KEY)
        yield Claim(
            rule.code,
            client_of(program),
            "the page's Example",
            program,
            said.seen,
            said.fixed,
            said.environment,
            ends=said.ends,
        )


def instead() -> Iterator[tuple[str, str, str]]:
    """Yield each rule's code, the client of its Use instead, and that program."""
    for rule in all_rules():
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
    return next(_CLIENTS[module] for module in modules if module in _CLIENTS)
