"""What was executed and seen, kept by environment and drawn as ``docs/proof.md``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from proof.claim import AG2, CURL, HTTP, LITELLM, NODE, OLD_OPENAI, SDKS, VALID_KEY, Claim

_DOCS = Path(__file__).parent.parent.parent / "docs"
PAGE = _DOCS / "proof.md"
_KEPT = _DOCS / "proof"
_ORDER = (HTTP, SDKS, OLD_OPENAI, LITELLM, AG2, NODE, CURL)

_HEAD = """\
# Proof

A rule is a claim: this code fails, that code works. Each claim below was executed. The real client ran the program,
unmodified, against a strict double of OpenRouter over TLS on the loopback; where the double's evidence ends, it
answers 501. Then the program was fixed and run again. Keys are shown by their names: `<valid key>` is one that the
double has issued, `<unknown key>` one of the right form that it has not.

This page is drawn by the run (`python tests/draw_proof.py`, in each of the environments); the tests compare it.

"""


def file_of(environment: str) -> Path:
    """Return the file that keeps what was seen in an environment."""
    return _KEPT / f"{environment.lower().replace(' ', '-')}.json"


def kept(environment: str) -> dict[str, Any]:
    """Return what was seen in an environment: the versions of its clients, and a row for each claim."""
    content: dict[str, Any] = json.loads(file_of(environment).read_text(encoding="utf-8"))
    return content


def keep(environment: str, versions: dict[str, str], claims: Iterable[Claim]) -> None:
    """Keep what was seen in an environment, and draw the page anew."""
    content = {"environment": environment, "versions": versions, "claims": rows(environment, claims)}
    _KEPT.mkdir(exist_ok=True)
    file_of(environment).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")


def rows(environment: str, claims: Iterable[Claim]) -> list[list[str]]:
    """Return rule, client, program, what was seen, and what after the fix, of an environment's claims."""
    return [
        [claim.rule, claim.client, _shown(claim), claim.seen, claim.fixed]
        for claim in claims
        if claim.environment_name == environment
    ]


def _shown(claim: Claim) -> str:
    title = claim.title.replace(VALID_KEY, "<valid key>")
    unset = [name for name, value in claim.environment.items() if value is None]
    beside = [f"{' and '.join(unset)} unset"] if unset else []
    beside += ["against an impostor"] if claim.impostor else []
    return ", ".join([title, *beside])


def page() -> str:
    """Return the page: a table for each rule."""
    every = [kept(environment) for environment in _ORDER if file_of(environment).exists()]
    found = [row for content in every for row in content["claims"]]
    return _HEAD + "\n".join([*_versions(every), *_tables(found)]) + "\n"


def _versions(every: list[dict[str, Any]]) -> Iterator[str]:
    yield "## The clients"
    yield ""
    for content in every:
        named = ", ".join(f"{name} {version}" for name, version in content["versions"].items())
        yield f"- {content['environment']}: {named}"


def _tables(found: list[list[str]]) -> Iterator[str]:
    for rule in sorted({row[0] for row in found}):
        yield from ("", f"## {rule}", "", "| client | program | what was seen | after the fix |", "|---|---|---|---|")
        for _, client, title, seen, fixed in (row for row in found if row[0] == rule):
            shown = title if title.startswith("the page") else f"`` {title} ``"
            yield f"| {client} | {shown} | `{seen}` | `{fixed}` |"
