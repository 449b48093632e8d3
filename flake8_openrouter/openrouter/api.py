"""What OpenRouter itself says: hosts, paths, which operations want a key, the form of a key, variables.

Sources: OpenRouter's API reference and OpenAPI file, its authentication guide; counts from public code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from math import log2

from flake8_openrouter.openrouter.operations import PROTECTED, PUBLIC, Operation

HOST = "openrouter.ai"
API_PATH = "/api/v1"
BASE_URL = f"https://{HOST}{API_PATH}"
ANTHROPIC_BASE_URL = f"https://{HOST}/api"
KEY_PREFIX = "sk-or-"
SCHEME = "Bearer "

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
        "ANTHROPIC_API_KEY",
        "ANTHROPIC_AUTH_TOKEN",
        "GROQ_API_KEY",
        "MISTRAL_API_KEY",
        "DEEPSEEK_API_KEY",
        "TOGETHER_API_KEY",
        "GEMINI_API_KEY",
        "GOOGLE_API_KEY",
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

#: ``sk-or-v1-`` and 64 lowercase hex digits (API reference, "Get current API key").
LIVE_KEY = re.compile(r"sk-or-v1-([0-9a-f]{64})(?![0-9A-Za-z])")

_KEY_IN_TEXT = re.compile(r"sk-or-[\w-]+")

#: What OpenRouter's OpenAPI file prints as examples: no leaks.
PUBLISHED_KEYS = (
    "0e6f44a47a05f1dad2ad7e88c4c1d6b77688157716fb1a5271146f7464951c96",
    "d3558566a246d57584c29dd02393d4a5324c7575ed9dd44d743fe1037e0b855d",
)

#: Real keys have 3.67 to 3.95 bits a hex digit (57 keys measured).
_LEAST_ENTROPY = 3.0
_LONGEST_PERIOD = 16

#: What an SDK adds to its base itself, so no base ends in one.
OPERATIONS = ("chat/completions", "completions", "responses", "messages", "embeddings", "models", "key")


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


def is_live(key: str) -> bool:
    """Tell whether a whole key looks issued: its form, no published example, not typed by hand."""
    match = LIVE_KEY.fullmatch(key)
    return match is not None and match[1] not in PUBLISHED_KEYS and _is_random(match[1])


def _is_random(digits: str) -> bool:
    counts = [digits.count(digit) for digit in set(digits)]
    entropy = -sum(count / len(digits) * log2(count / len(digits)) for count in counts)
    periodic = any(digits == (digits[:size] * len(digits))[: len(digits)] for size in range(1, _LONGEST_PERIOD + 1))
    return entropy > _LEAST_ENTROPY and not periodic


def label(key: str) -> str:
    """Name a key as the dashboard does, so that its owner knows it and nothing leaks: ``sk-or-v1-0e6...1c96``."""
    found = _KEY_IN_TEXT.search(key)
    key = found[0] if found else key
    prefix = "sk-or-v1-" if key.startswith("sk-or-v1-") else KEY_PREFIX
    body = key[len(prefix) :] if key.startswith(prefix) else key
    if len(body) < 16:
        return f"{prefix}{body[:3]}..."
    return f"{prefix}{body[:3]}...{body[-4:]}"


def key_hash(key: str) -> str:
    """Return the SHA-256 of a key, in hex, by which the dashboard knows it; nothing for one that looks not issued."""
    return sha256(key.encode()).hexdigest() if is_live(key) else ""


def key_link(digest: str) -> str:
    """Return the address that opens a key for its signed-in owner, by its hash."""
    return f"https://{HOST}/keys/{digest}"


def mentions(name: str) -> bool:
    """Tell whether a name is OpenRouter's."""
    lowered = name.lower()
    return any(word in lowered for word in WORDS)
