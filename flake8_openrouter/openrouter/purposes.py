"""What a request is for, as far as its path tells: that decides which kind of key it wants."""

from __future__ import annotations

from collections.abc import Sequence

from flake8_openrouter.model import Purpose
from flake8_openrouter.openrouter import api

#: Operations that call a model, and the first names of those that only a management key may use.
_INFERENCE = frozenset(
    (
        *("chat/completions", "completions", "responses", "messages", "embeddings", "rerank", "images", "videos"),
        *("audio/speech", "audio/transcriptions"),
    )
)
_MANAGEMENT = frozenset(("keys", "organization"))


def purpose(paths: Sequence[str]) -> Purpose:
    """Return what requests to paths of the API (``*`` for what is unknown) are for, where that is one thing."""
    found = {_purpose(path.removeprefix(f"{api.API_PATH}/")) for path in paths}
    return found.pop() if len(found) == 1 else Purpose.UNKNOWN


def _purpose(operation: str) -> Purpose:
    if operation in _INFERENCE:
        return Purpose.INFERENCE
    return Purpose.MANAGEMENT if operation.partition("/")[0] in _MANAGEMENT else Purpose.UNKNOWN
