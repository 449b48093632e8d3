"""Which clients are there, and which claims can be proven with them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import metadata
from platform import python_version

from proof import http_claims, page_claims, program_claims, sdk_claims
from proof.claim import AG2, HTTP, LITELLM, OLD_OPENAI, SDKS, Claim

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


def versions(environment: str) -> dict[str, str]:
    """Return the versions of an environment's clients, and of Python."""
    return {"Python": python_version(), **{name: _version(name) for name in _PACKAGES[environment]}}


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
