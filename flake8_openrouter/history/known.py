"""Keys that are known already, and not reported: in the same file as the findings that ``check`` knows."""

from __future__ import annotations

from hashlib import sha256

from flake8_openrouter.history.results import Key

_DIGITS = 32


def fingerprint(key: Key) -> str:
    """Return a key's entry in a baseline, the same one in each repository: a key that is revoked is so everywhere."""
    return sha256(f"history\0{key.digest}".encode()).hexdigest()[:_DIGITS]
