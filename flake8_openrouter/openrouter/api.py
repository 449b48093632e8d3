"""What OpenRouter itself says: hosts, paths, which operations want a key, variables.

Sources: OpenRouter's API reference and OpenAPI file, its authentication guide; counts from public code.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from flake8_openrouter.openrouter import needles
from flake8_openrouter.openrouter.operations import PROTECTED, PUBLIC, Operation

HOST = "openrouter.ai"
API_PATH = "/api/v1"
BASE_URL = f"https://{HOST}{API_PATH}"
ANTHROPIC_BASE_URL = f"https://{HOST}/api"
SCHEME = "Bearer "

#: Hosts of strangers that are taken for OpenRouter's: a key that is sent there is theirs.
STRANGERS = frozenset(
    ("openrouter.io", "openrouter.com", "openrouter.net", "openrouter.org", "openrouter.dev", "open-router.ai")
)


def is_strangers(host: str) -> bool:
    """Tell whether a host is one of a stranger's, or the one that it would have for an API."""
    return host.removeprefix("api.") in STRANGERS


#: The documented variable, then the other spellings that public code uses.
VARIABLES = (
    "OPENROUTER_API_KEY",
    "OPENROUTER_KEY",
    "OPEN_ROUTER_API_KEY",
    "OPEN_ROUTER_KEY",
    "OPENROUTER_API_TOKEN",
    "OPENROUTER_TOKEN",
    "OR_API_KEY",
)

#: Other providers' variables.
FOREIGN_VARIABLES = frozenset(
    (
        "OPENAI_API_KEY",
        "OPENAI_KEY",
        "ANTHROPIC_API_KEY",
        "ANTHROPIC_AUTH_TOKEN",
        "GROQ_API_KEY",
        "MISTRAL_API_KEY",
        "DEEPSEEK_API_KEY",
        "TOGETHER_API_KEY",
        "GEMINI_API_KEY",
        "GOOGLE_API_KEY",
        "GOOGLE_GENERATIVE_AI_API_KEY",
        "XAI_API_KEY",
        "PERPLEXITY_API_KEY",
        "COHERE_API_KEY",
        "GLM_API_KEY",
        "GROQ_API",
        "HF_TOKEN",
        "HUGGINGFACE_API_KEY",
    )
)

#: Names in which a program says that it means OpenRouter, in lower case.
WORDS = ("openrouter", "open_router", "open-router")

#: What an SDK adds to its base itself, so no base ends in one.
OPERATIONS = ("chat/completions", "completions", "responses", "messages", "embeddings", "models", "key")

#: What is behind the version in the paths that are asked for by GET, where that is one name.
_GOT = frozenset(
    segments[-1]
    for verb, segments in (*PROTECTED, *PUBLIC)
    if verb == "GET" and f"/{'/'.join(segments[:-1])}" == API_PATH
)


def is_got(name: str) -> bool:
    """Tell whether a name alone is a path that is asked for by GET, to a base that ends with the version."""
    return name in _GOT


def is_protected(method: str, path: str) -> bool:
    """Tell whether the API documents a 401 for this method and path (``/api/v1/…``, ``*`` for what is unknown)."""
    segments = path.strip("/").split("/")
    if any(_matches(row, method, segments) for row in PUBLIC):
        return False
    return any(_matches(row, method, segments) for row in PROTECTED)


def is_public(method: str, path: str) -> bool:
    """Tell whether a path of the API (``*`` for what is unknown) can't be one that documents a 401 for some method."""
    if not path.startswith(f"{API_PATH}/") or path.strip("/") == API_PATH.strip("/"):
        return False
    segments = path.strip("/").split("/")
    if any(_matches(row, method, segments) for row in PUBLIC):
        return True
    return not any(_may_match(wanted, segments) for _, wanted in PROTECTED)


def _may_match(wanted: Sequence[str], segments: list[str]) -> bool:
    if wanted[-1] == "**":
        wanted, segments = wanted[:-1], segments[: len(wanted) - 1]
    return len(wanted) == len(segments) and all(
        want == "*" or "*" in segment or want == segment for want, segment in zip(wanted, segments, strict=True)
    )


def _matches(row: Operation, method: str, segments: list[str]) -> bool:
    verb, wanted = row
    if verb not in ("*", method):
        return False
    if wanted[-1] == "**":
        wanted = wanted[:-1]
        segments = segments[: len(wanted)]
    return len(wanted) == len(segments) and all(
        want in ("*", segment) for want, segment in zip(wanted, segments, strict=True)
    )


@lru_cache(maxsize=1024)
def mentions(name: str) -> bool:
    """Tell whether a name is OpenRouter's."""
    return needles.has_any(name.lower(), WORDS)
