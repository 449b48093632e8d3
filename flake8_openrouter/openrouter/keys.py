"""Keys as OpenRouter issues them: their form, what names one without showing it, and those that are in a text.

Sources: OpenRouter's API reference and OpenAPI file; counts from public code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from math import log2

from flake8_openrouter.openrouter.api import HOST

PREFIX = "sk-or-"

#: What goes on after 64 digits, so that they are no key; another key doesn't.
MORE = r"(?!(?i:sk-or-))[0-9A-Za-z]"
#: ``sk-or-v1-`` and 64 lowercase hex digits (API reference, "Get current API key").
LIVE = re.compile(rf"sk-or-v1-([0-9a-f]{{64}})(?!{MORE})")

_KEY_IN_TEXT = re.compile(r"sk-or-[\w-]+")

#: What OpenRouter's OpenAPI file prints as examples: no leaks.
PUBLISHED = (
    "0e6f44a47a05f1dad2ad7e88c4c1d6b77688157716fb1a5271146f7464951c96",
    "d3558566a246d57584c29dd02393d4a5324c7575ed9dd44d743fe1037e0b855d",
)

#: Real keys have 3.67 to 3.95 bits a hex digit (57 keys measured).
_LEAST_ENTROPY = 3.0

_LONGEST_PERIOD = 32

#: What is counted, or typed along a row of keys, has the same two steps from digit to digit nearly always, or to the
#: digit that is a few further; random digits never have.
_FURTHEST = 4
_STEPS, _MOST = 2, 0.75

#: Names under which a text that looks like a key is shown or looked for, and not used as one.
MENTIONING = frozenset(
    (
        *("placeholder", "help", "description", "label", "caption", "example", "examples", "pattern", "regex"),
        *("prefix", "title", "text", "hint", "message", "metavar"),
    )
)

#: A label as messages have it.
LABEL = re.compile(r"sk-or-(?:(?!sk-or-)[A-Za-z0-9_-])*\.\.\.[A-Za-z0-9_-]*")


def is_live(key: str) -> bool:
    """Tell whether a whole key looks issued: its form, no published example, not typed by hand."""
    match = LIVE.fullmatch(key)
    return match is not None and match[1] not in PUBLISHED and _is_random(match[1])


@lru_cache(maxsize=1024)
def _is_random(digits: str) -> bool:
    counts = [digits.count(digit) for digit in set(digits)]
    entropy = -sum(count / len(digits) * log2(count / len(digits)) for count in counts)
    periodic = any(digits.startswith(digits[size:]) for size in range(1, _LONGEST_PERIOD + 1))
    return entropy > _LEAST_ENTROPY and not periodic and not _is_counted(digits)


def _is_counted(digits: str) -> bool:
    """Tell whether digits follow from those before them."""
    values = [int(digit, 16) for digit in digits]
    for size in range(1, _FURTHEST + 1):
        steps = [(value - before) % 16 for before, value in zip(values, values[size:], strict=False)]
        if sum(sorted(map(steps.count, set(steps)))[-_STEPS:]) >= _MOST * (len(digits) - size):
            return True
    return False


def label(key: str) -> str:
    """Name a key as the dashboard does, so that its owner knows it and nothing leaks: ``sk-or-v1-0e6...1c96``."""
    found = _KEY_IN_TEXT.search(key)
    key = found[0] if found else key
    prefix = "sk-or-v1-" if key.startswith("sk-or-v1-") else PREFIX
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


def live(text: str) -> Iterator[re.Match[str]]:
    """Yield the whole keys in a text, whatever it is, that look issued."""
    return (match for match in LIVE.finditer(text) if is_live(match[0]))
