"""Which clients are there, and which claims can be proven with them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from platform import python_version

from proof import (
    curl_claims,
    http_claims,
    node_claims,
    node_packages,
    node_sdk_claims,
    page_claims,
    program_claims,
    sdk_claims,
)
from proof.claim import AG2, CURL, HTTP, LITELLM, NODE, OLD_OPENAI, SDKS, Claim

_PACKAGES = {
    HTTP: ("requests", "httpx", "aiohttp", "urllib3"),
    SDKS: ("openai", "anthropic", "openrouter", "langchain-openai", "openai-agents"),
    LITELLM: ("litellm",),
    OLD_OPENAI: ("openai",),
    AG2: ("ag2", "openai"),
}


def claims() -> Iterator[Claim]:
    """Yield all claims, those of each rule's page first."""
    yield from page_claims.claims()
    yield from http_claims.claims()
    yield from sdk_claims.claims()
    yield from program_claims.claims()
    yield from page_claims.others()
    yield from node_claims.claims()
    yield from node_sdk_claims.claims()
    yield from curl_claims.claims()


@cache
def present() -> str:
    """Return the name of the environment that this is, by its packages: its claims are proven here."""
    if _version("litellm"):
        return LITELLM
    if _version("ag2"):
        return AG2
    if _version("openai").startswith("1."):
        return OLD_OPENAI
    return SDKS if all(map(_version, _PACKAGES[SDKS])) else HTTP


def here() -> tuple[str, ...]:
    """Return the environments whose claims are proven now: Python's, and curl's; Node's alone where it was set up."""
    if node_packages.folder():
        return (NODE,)
    return (present(), CURL) if shutil.which("curl") else (present(),)


def versions(environment: str) -> dict[str, str]:
    """Return the versions of an environment's clients, and of what runs them."""
    if environment == NODE:
        return {"Node": _said("node"), **node_packages.versions()}
    if environment == CURL:
        return {"curl": _said("curl").split()[1], "bash": _said("bash").split()[3]}
    return {"Python": python_version(), **{name: _version(name) for name in _PACKAGES[environment]}}


def _said(program: str) -> str:
    """Return what a program says of its version."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return said.splitlines()[0].lstrip("v")


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
