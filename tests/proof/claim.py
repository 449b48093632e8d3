"""A claim, and what came of it when it was run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from openrouter import api
from openrouter.keys import Keys
from openrouter.runner import Ran, run
from openrouter.runtimes import PYTHON, Runtime
from openrouter.server import Double, Seen

from flake8_openrouter import check_source, fix_source
from flake8_openrouter.project.config import Configuration
from proof import node_packages

#: Stands in programs for a key that the double knows: none is written into a file.
VALID_KEY = "@VALID_KEY@"

RIGHT = "authorization: Bearer <valid key> → 200"
NO_FIX = "no fix"
#: In the place of what comes after the fix: there is nothing to find in the program.
SILENT = "nothing to fix"
#: Likewise, for a mistake that is known to be missed.
MISSED = "not found"

#: The environments in which the clients are installed; those that are not named here are in all of them.
HTTP, SDKS, LITELLM, OLD_OPENAI, AG2 = "HTTP clients", "SDKs", "litellm", "openai 1.x", "ag2"
CURL, NODE = "curl", "Node"
ENVIRONMENTS = {
    **dict.fromkeys(("openai", "anthropic", "openrouter", "langchain-openai", "openai-agents"), SDKS),
    "litellm": LITELLM,
    "openai 1.x": OLD_OPENAI,
    "ag2": AG2,
    "curl": CURL,
    **dict.fromkeys(node_packages.CLIENTS, NODE),
}

_BASIC = re.compile(r"Basic \S+")


@dataclass(frozen=True)
class Claim:
    """A program with a mistake that one rule finds.

    ``seen`` is what comes of it and ``fixed`` what comes of it after its fix, both in the words of ``described``.
    ``ends`` is the exception that it must end with, where that is what the rule warns of.
    ``environment`` has a value, or the name of one of the double's keys after a colon, or None for a variable that
    is unset; the fixed program always has its keys. ``impostor``: somebody else answers, with a false certificate.
    ``variables_file``: OpenRouter's key is in a file ``.env`` beside the program. ``fixed`` is ``SILENT`` where the
    program is one that the rule leaves alone, since with this client it does what is wanted, and ``MISSED`` where it
    should not.
    """

    rule: str
    client: str
    title: str
    program: str
    seen: str
    fixed: str = RIGHT
    environment: Mapping[str, str | None] = field(default_factory=dict)
    impostor: bool = False
    ends: str = ""
    variables_file: bool = False
    runtime: Runtime = PYTHON

    @property
    def environment_name(self) -> str:
        """The environment that has the client."""
        return ENVIRONMENTS.get(self.client, HTTP)

    def __str__(self) -> str:
        return f"{self.rule} {self.client} {self.title}"


@dataclass(frozen=True)
class Proof:
    """What was seen: the codes that the linter reports, what came of the program, and of the fixed one."""

    codes: tuple[str, ...]
    seen: str
    fixed: str
    ends: str


def prove(claim: Claim, double: Double, folder: Path) -> Proof:
    """Check a claim's program, run it, fix it, run it again."""
    program = claim.program.replace(VALID_KEY, double.keys.valid)
    ran = executed(claim, double, folder)
    path = str(folder / claim.runtime.file)
    configuration = Configuration(extend_select=(claim.rule,))
    codes = tuple(dict.fromkeys(finding.code for finding in check_source(program, path, configuration)))
    if not codes:
        silent = MISSED if claim.fixed == MISSED else SILENT
        return Proof(codes, described(ran, double.keys), silent, ran.error)
    result = fix_source(program.encode(), path, unsafe=True, configuration=configuration)
    if not result.fixed:
        return Proof(codes, described(ran, double.keys), NO_FIX, ran.error)
    environment = {**_surroundings(claim, double.keys), **_usual(double.keys)}
    again = run(result.data.decode(), double, folder, environment, runtime=claim.runtime)
    return Proof(codes, described(ran, double.keys), described(again, double.keys), ran.error)


def executed(claim: Claim, double: Double, folder: Path) -> Ran:
    """Run a claim's program in a folder that has what it needs."""
    write_keys(double.keys, folder, variables_file=claim.variables_file)
    node_packages.link(claim.client, folder)
    program = claim.program.replace(VALID_KEY, double.keys.valid)
    environment = _surroundings(claim, double.keys)
    return run(program, double, folder, environment, runtime=claim.runtime, impostor=claim.impostor)


def _surroundings(claim: Claim, keys: Keys) -> dict[str, str]:
    given = {name: _value(value, keys) for name, value in claim.environment.items()}
    return {name: value for name, value in {**_usual(keys), **given}.items() if value is not None}


def _usual(keys: Keys) -> dict[str, str]:
    return {"OPENROUTER_API_KEY": keys.valid, "OPENAI_API_KEY": keys.openai}


def write_keys(keys: Keys, folder: Path, *, variables_file: bool) -> None:
    """Write the files in which programs look for a key."""
    (folder / "openrouter.key").write_text(f"{keys.valid}\n", encoding="utf-8")
    text = f"OPENROUTER_API_KEY={keys.valid}\n" if variables_file else ""
    (folder / ".env").write_text(text, encoding="utf-8")


def _value(value: str | None, keys: Keys) -> str | None:
    return str(getattr(keys, value[1:])) if value and value.startswith(":") else value


def described(ran: Ran, keys: Keys) -> str:
    """Say what was sent where, and what came back, with each key by its name; of several requests the last."""
    if not ran.seen:
        return f"{ran.error}, nothing sent" if ran.error else "nothing sent"
    last = ran.seen[-1]
    sent = " and ".join(f"{name}: {value}".rstrip() for name, value in last.credentials) or "no credential"
    shown = f", printed: {keys.named(key)}" if (key := next(filter(ran.output.count, vars(keys).values()), "")) else ""
    return f"{_place(last)}{_BASIC.sub('Basic …', keys.named(sent))} → {last.status}{shown}"


def _place(request: Seen) -> str:
    if request.method == "CONNECT":
        return f"as a proxy to {request.host}: "
    host = "" if request.host in api.HOSTS else f"{request.host}: "
    return host if request.secure else f"{host}in clear text: "
