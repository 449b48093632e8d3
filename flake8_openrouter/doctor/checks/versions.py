"""Versions of SDKs in the project's environments, and what is known of them. Nothing is imported: metadata is read."""

from __future__ import annotations

import glob
import json
import os
from collections.abc import Iterator
from importlib import metadata
from typing import NamedTuple

from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.doctor.subject import JAVASCRIPT, PYTHON, Subject, family_of
from flake8_openrouter.doctor.world import Unread, World
from flake8_openrouter.model import Message

CHECK = "versions"
_ENVIRONMENTS = (".venv", "venv")
_PACKAGES = ("lib/python*/site-packages", "Lib/site-packages")


class Trap(NamedTuple):
    """What is known of the versions ``first`` to ``last`` of a package, by the first number of each, both included.

    ``clients`` are the names of its clients; the trap matters where the code builds one.
    """

    family: str
    package: str
    first: int
    last: int
    clients: tuple[str, ...]
    what: Message


_OPENAI = ("OpenAI", "AsyncOpenAI", "Client", "AsyncClient")
_ANTHROPIC = ("Anthropic", "AsyncAnthropic")
_CHAT = ("ChatOpenAI",)

#: Seen by running each of them against a server that records headers.
TRAPS: tuple[Trap, ...] = (
    Trap(PYTHON, "openai", 0, 0, _OPENAI, _("it has no clients with base_url: openai.api_base is what it reads")),
    Trap(PYTHON, "openai", 1, 1, _OPENAI, _("an empty api_key sends no Authorization header, and no error is raised")),
    Trap(
        PYTHON, "anthropic", 0, 0, _ANTHROPIC, _("api_key goes out as X-Api-Key, auth_token as Authorization: Bearer")
    ),
    Trap(PYTHON, "anthropic", 2, 99, _ANTHROPIC, _("api_key and auth_token together raise an error")),
    Trap(JAVASCRIPT, "openai", 4, 4, _OPENAI, _("a newline at the end of the key raises an error")),
    Trap(JAVASCRIPT, "openai", 4, 5, _OPENAI, _("an empty apiKey sends Bearer without a key, and no error is raised")),
    Trap(
        JAVASCRIPT, "@langchain/openai", 1, 99, _CHAT, _("openAIApiKey, basePath and the second argument are ignored")
    ),
    Trap(
        JAVASCRIPT,
        "@anthropic-ai/sdk",
        0,
        0,
        _ANTHROPIC,
        _("ANTHROPIC_API_KEY goes along with authToken where it is set"),
    ),
)


def check(subject: Subject) -> Iterator[Result]:
    """Yield what is known of the versions that are installed, of the clients that the code builds."""
    built = {(family_of(each), each.name.rpartition(".")[2]) for each in subject.code.sent}
    wanted = [trap for trap in TRAPS if any((trap.family, client) in built for client in trap.clients)]
    for trap in wanted:
        version = _installed(subject.world, trap)
        if version and trap.first <= _major(version) <= trap.last:
            message = _("{package} {version}: {what}", package=trap.package, version=version, what=trap.what)
            yield Result(CHECK, Status.NOTE, message)


def _major(version: str) -> int:
    first = version.partition(".")[0]
    return int(first) if first.isdecimal() else -1


def _installed(world: World, trap: Trap) -> str:
    """Return the version of a package that the project has; empty where it has none."""
    return _of_python(world, trap.package) if trap.family == PYTHON else _of_node(world, trap.package)


def _of_python(world: World, package: str) -> str:
    own = world.environment.get("VIRTUAL_ENV", "")
    folders = [*(str(world.folder / name) for name in _ENVIRONMENTS), *filter(None, (own,))]
    paths = [
        path
        for folder in folders
        for pattern in _PACKAGES
        for path in glob.glob(os.path.join(glob.escape(folder), pattern))
    ]
    if not paths:
        return ""
    found = next(iter(metadata.distributions(name=package, path=paths)), None)
    version = found.metadata["Version"] if found is not None else ""
    return version if isinstance(version, str) and version[:1].isdecimal() and len(version) < 30 else ""


def _of_node(world: World, package: str) -> str:
    try:
        text = world.text(world.folder / "node_modules" / package / "package.json")
        version = json.loads(text or "{}").get("version", "")
    except (Unread, ValueError, AttributeError, RecursionError):
        return ""
    return version if isinstance(version, str) and version[:1].isdecimal() and len(version) < 30 else ""
