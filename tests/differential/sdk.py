"""A stand-in for the ``openai`` package: what it sends is put together as the real client does it."""

from __future__ import annotations

import os
import types
from collections.abc import Mapping

import httpx


class OpenAIError(Exception):
    """The client lacks a key."""


class APIStatusError(OpenAIError):
    """The answer is no 200."""


class _Completions:
    def __init__(self, client: OpenAI) -> None:
        self._client = client

    def create(self, *, extra_headers: Mapping[str, str] | None = None, **body: object) -> types.SimpleNamespace:
        given = {"Authorization": f"Bearer {self._client.api_key}", **self._client.default_headers}
        headers = httpx.Headers({**given, **(extra_headers or {})})  # two spellings of a name are sent both
        response = httpx.post(f"{self._client.base_url.rstrip('/')}/chat/completions", headers=headers, json=body)
        if response.status_code != 200:
            raise APIStatusError(response.status_code)
        return types.SimpleNamespace(id=response.json()["id"])


class OpenAI:
    """The client of the SDK, as far as programs use it here."""

    def __init__(
        self, api_key: str | None = None, base_url: str | None = None, default_headers: Mapping[str, str] | None = None
    ) -> None:
        found = os.environ.get("OPENAI_API_KEY") if api_key is None else api_key
        if found is None:
            raise OpenAIError("no key")
        self.api_key = found
        self.base_url = base_url or os.environ.get("OPENAI_BASE_URL") or "https://api.openai.com/v1"
        self.default_headers = dict(default_headers or {})
        self.chat = types.SimpleNamespace(completions=_Completions(self))


def module() -> types.ModuleType:
    """Return the package, new: programs may write to it."""
    package = types.ModuleType("openai")
    for each in (OpenAI, OpenAIError, APIStatusError):
        setattr(package, each.__name__, each)
    return package
