"""What OpenRouter answers, as far as it is known: a pure function of a request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from openrouter.keys import Keys

HOSTS = ("openrouter.ai", "eu.openrouter.ai", "us.openrouter.ai")

#: "No usable credential arrived", as it reads today: no header, an empty bearer, or one without ``sk-or-v1-``.
MISSING = "Missing Authentication header"
#: The key is well-formed, and unknown, expired, disabled or deleted.
UNKNOWN = "User not found."
NOT_COVERED = "the evidence does not cover this request"

#: Operations that document no 401, below ``/api/v1``.
_PUBLIC = re.compile(
    r"GET (/models|/models/count|/models/[^/]+/[^/]+/endpoints|/model/[^/]+/[^/]+|/providers|/embeddings/models"
    r"|/images/models(/.+/endpoints)?|/videos/models|/endpoints/zdr)|POST (/auth/keys|/credits/coinbase)"
)
#: Those that do.
_AUTHENTICATED = re.compile(
    r"POST (/chat/completions|/responses|/messages|/embeddings|/rerank|/images|/videos|/audio/speech"
    r"|/audio/transcriptions|/auth/keys/code|/presets/[^/]+/(chat/completions|messages|responses)|/completions)"
    r"|GET (/key|/credits|/activity|/generation|/generation/content|/models/user|/benchmarks|/videos/[^/]+(/content)?"
    r"|/auth/key)"
    r"|[A-Z]+ /(keys|byok|files|guardrails|workspaces|observability/destinations|organization/members|presets"
    r"|analytics|datasets|scim)(/.*)?"
)
_MANAGEMENT = re.compile(
    r"[A-Z]+ /(keys|credits|activity|analytics|guardrails|byok|workspaces|organization/members)(/.*)?"
)
#: What ends like an operation and is none has a wrong base: ``/v1/…``, ``/api/…``, a path that is doubled.
_WRONG_BASE = re.compile(
    r"(?!/api/v1/(?:chat/)?[^/]+$).*/(chat/completions|completions|responses|messages|embeddings|models|key|credits)"
)

_BASE = "/api/v1"
_BEARER = re.compile(r"(?i:bearer) (sk-or-v1-.*)")
_USAGE = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Answer:
    """A status, and the body that is sent as JSON."""

    status: int
    body: dict[str, object]

    @classmethod
    def error(cls, status: int, message: str) -> Answer:
        return cls(status, {"error": {"message": message, "code": status}})


def answer(method: str, path: str, headers: Headers, keys: Keys) -> Answer:
    """Return what OpenRouter answers; ``path`` without its query, ``headers`` as they were sent."""
    operation = f"{method} {path.removeprefix(_BASE)}" if path.startswith(f"{_BASE}/") else ""
    if _PUBLIC.fullmatch(operation):
        return Answer(200, _body(operation))
    if _AUTHENTICATED.fullmatch(operation):
        return _authenticated(operation, headers, keys)
    if _WRONG_BASE.fullmatch(path):
        return Answer.error(404, "Not Found")
    return Answer.error(501, NOT_COVERED)


def credentials(headers: Headers) -> Iterator[tuple[str, str]]:
    """Yield the headers that OpenRouter takes a credential from, by their names in lower case."""
    for name, value in headers:
        if name.lower() in ("authorization", "x-api-key"):
            yield name.lower(), value


def _authenticated(operation: str, headers: Headers, keys: Keys) -> Answer:
    found = list(credentials(headers))
    if len(found) > 1:
        return Answer.error(501, f"{NOT_COVERED}: two credentials")
    key = _key(*found[0]) if found else None
    if key is None:
        return Answer.error(401, MISSING)
    if operation == "GET /key" and key in (keys.valid, keys.management):
        return Answer(200, {"data": {**_KEY, "is_management_key": key == keys.management}})
    wants_management = _MANAGEMENT.fullmatch(operation) is not None
    refusals = {
        keys.valid: Answer.error(403, "a management key is required") if wants_management else None,
        keys.management: None if wants_management else Answer.error(403, "a management key can't do this"),
        keys.without_credits: Answer.error(402, "Insufficient credits"),
        keys.over_its_limit: Answer.error(403, "Key limit exceeded"),
    }
    return (refusals[key] or Answer(200, _body(operation))) if key in refusals else Answer.error(401, UNKNOWN)


def _key(name: str, value: str) -> str | None:
    """Return the key that a header carries, exactly as it is there."""
    if name == "x-api-key":
        return value if value.startswith("sk-or-v1-") else None
    match = _BEARER.fullmatch(value)
    return match[1] if match else None


def _body(operation: str) -> dict[str, object]:
    return _BODIES.get(operation, {"data": []})


_MESSAGE = {"role": "assistant", "content": "Hello."}
_BODIES: dict[str, dict[str, object]] = {
    "POST /chat/completions": {
        "id": "gen-1",
        "object": "chat.completion",
        "created": 1,
        "model": "openai/gpt-4o-mini",
        "choices": [{"index": 0, "message": _MESSAGE, "finish_reason": "stop", "logprobs": None}],
        "usage": _USAGE,
    },
    "POST /completions": {
        "id": "gen-1",
        "object": "text_completion",
        "created": 1,
        "model": "openai/gpt-4o-mini",
        "choices": [{"index": 0, "text": "Hello.", "finish_reason": "stop", "logprobs": None}],
        "usage": _USAGE,
    },
    "POST /messages": {
        "id": "msg-1",
        "type": "message",
        "role": "assistant",
        "model": "anthropic/claude-haiku",
        "content": [{"type": "text", "text": "Hello."}],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": 1, "output_tokens": 1},
    },
    "POST /embeddings": {
        "object": "list",
        "model": "openai/text-embedding-3-small",
        "data": [{"object": "embedding", "index": 0, "embedding": [0.5, 0.5]}],
        "usage": {"prompt_tokens": 1, "total_tokens": 1},
    },
}
#: What GET /key says of a key, as the API reference has it.
_KEY: dict[str, object] = {
    "label": "sk-or-v1-abc...def",
    "limit": 100,
    "limit_remaining": 74.5,
    "limit_reset": "monthly",
    "usage": 25.5,
    "is_free_tier": False,
    "expires_at": None,
}
