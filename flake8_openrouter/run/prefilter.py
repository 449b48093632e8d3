"""The substring test that decides whether a file is looked at at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_openrouter.project.config import Configuration

#: In lower case.
WORDS = ("openrouter", "open_router", "sk-or-")

#: Of which a file of no language must hold one.
KEYS = ("sk-or-",)

#: With ``scope = "any"``: whatever can send a request.
CLIENTS = (
    "requests",
    "httpx",
    "aiohttp",
    "urllib",
    "http.client",
    "openai",
    "anthropic",
    "litellm",
    "langchain",
    "authorization",
)


def words(configuration: Configuration) -> tuple[str, ...]:
    """Return the words of which a file must hold one, in lower case."""
    added = tuple(word.lower() for word in (*configuration.hosts, *configuration.env_names))
    return (*WORDS, *added, *(CLIENTS if configuration.scope == "any" else ()))


def passes(text: str, wanted: tuple[str, ...]) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in wanted)
