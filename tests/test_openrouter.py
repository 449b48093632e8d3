"""What OpenRouter says: which operations want a key, what a key looks like, and how one is named."""

from __future__ import annotations

import random
from hashlib import sha256

import pytest
from harness import live_hex, live_key

from flake8_openrouter.openrouter import api, keys

pytestmark = pytest.mark.alike

BODY = live_hex(1)


@pytest.mark.parametrize(
    ("method", "path", "wants_a_key"),
    [
        ("POST", "/api/v1/chat/completions", True),
        ("POST", "/api/v1/chat/completions/", True),
        ("GET", "/api/v1/chat/completions", False),
        ("POST", "/api/v1/chat", False),
        ("GET", "/api/v1/models", False),
        ("GET", "/api/v1/", False),
        ("GET", "/api/v1", False),
        ("POST", "/v2/api/v1/chat/completions", False),
        ("GET", "/api/v1/videos/models", False),
        ("GET", "/api/v1/videos/abc", True),
        ("GET", "/api/v1/videos/X", True),
        ("POST", "/api/v1/presets/api/v1/chat", True),
        ("GET", "/api/v1/videos/abc/content", True),
        ("GET", "/api/v1/videos/abc/frames", False),
        ("POST", "/api/v1/presets/models/responses", True),
        ("DELETE", "/api/v1/keys", True),
        ("DELETE", "/api/v1/keys/abc/def", True),
        ("GET", "/api/v1/observability", False),
        ("GET", "/api/v1/observability/destinations/abc", True),
        # of the official SDK
        ("DELETE", "/api/v1/batches/abc", True),
        ("POST", "/api/v1/containers/abc/files/def/promote", True),
        ("GET", "/api/v1/tools", True),
        ("PATCH", "/api/v1/external-users/abc", True),
        ("PUT", "/api/v1/private-endpoints/abc/pricing", True),
        ("PUT", "/api/v1/vault/interns/abc/secrets/def", True),
        ("POST", "/api/v1/systemone", True),
        ("PATCH", "/api/v1/organization/settings", True),
        ("GET", "/api/v1/classifications/task", True),
        ("POST", "/api/v1/generation/feedback", True),
        ("POST", "/api/alpha/decisions", True),
        ("POST", "/api/v1/alpha/decisions", False),
        ("POST", "/api/v1/oauth/token", False),
        ("POST", "/api/v1/auth/keys", False),
        ("GET", "/api/v1/images/models/author/slug/endpoints", False),
        # of other sources
        ("POST", "/api/beta/batches", True),
        ("POST", "/api/v1/organization", True),
        ("POST", "/api/v1/messages", True),
        ("POST", "/api/v1/completions", True),
        ("GET", "/api/v1/auth/key", True),
        ("POST", "/api/v1/credits/coinbase", False),
    ],
)
def test_operations_that_want_a_key(method: str, path: str, wants_a_key: bool) -> None:
    assert api.is_protected(method, path) is wants_a_key


@pytest.mark.parametrize(
    ("method", "path", "is_public"),
    [
        ("GET", "/api/v1/models", True),
        ("", "/api/v1/models/", True),
        ("GET", "/api/v1/models/*/*/endpoints", True),
        ("GET", "/api/v1/videos/models", True),
        ("GET", "/api/v1/models/user", False),
        ("GET", "/api/v1/models/*", False),
        ("GET", "/api/v1/mod*", False),
        ("GET", "/api/v1/*", False),
        ("GET", "/api/v1*", False),
        ("GET", "/api/v1/", False),
        ("GET", "/v1/models", False),
        ("GET", "/api/v1/chat/completions", False),
        ("POST", "/api/v1/chat/completions", False),
        ("DELETE", "/api/v1/keys/abc", False),
        ("GET", "/api/v1/keys/*/*", False),
        ("GET", "/api/v1/tools", False),
        ("GET", "/api/v1/oauth/jwks", True),
        ("GET", "/api/alpha/models", False),
    ],
)
def test_operations_that_are_public(method: str, path: str, is_public: bool) -> None:
    assert api.is_public(method, path) is is_public


def shuffled(digits: str) -> str:
    return "".join(random.Random(1).sample(digits, len(digits)))


@pytest.mark.parametrize(
    ("digits", "issued"),
    [
        (BODY, True),
        (BODY[:-1], False),
        (BODY.upper(), False),
        (keys.PUBLISHED[0], False),
        ("a" * 64, False),
        ("0123456789abcdef" * 4, False),
        (("0123456789abcdef0" * 4)[:64], False),
        ((BODY[:33] * 2)[:64], True),
        (shuffled("01234567" * 8), False),
        (shuffled("012345" * 10 + "0123"), False),
        (shuffled("012345678" * 7 + "0"), True),
    ],
)
def test_keys_that_look_issued(digits: str, issued: bool) -> None:
    assert keys.is_live(f"sk-or-v1-{digits}") is issued


@pytest.mark.parametrize(
    ("key", "label"),
    [
        (live_key(), f"sk-or-v1-{BODY[:3]}...{BODY[-4:]}"),
        (f"Bearer {live_key()}", f"sk-or-v1-{BODY[:3]}...{BODY[-4:]}"),
        ("sk-or-v1-abcdefghijklmnop", "sk-or-v1-abc...mnop"),
        ("sk-or-v1-abcdefghijklmno", "sk-or-v1-abc..."),
        ("sk-or-abcdef", "sk-or-abc..."),
        ("abcdef", "sk-or-abc..."),
    ],
)
def test_a_label(key: str, label: str) -> None:
    assert keys.label(key) == label


def test_a_key_is_known_by_its_hash_where_it_looks_issued() -> None:
    digest = sha256(live_key().encode()).hexdigest()
    assert keys.key_hash(live_key()) == digest
    assert keys.key_link(digest) == f"https://openrouter.ai/keys/{digest}"
    for key in ("sk-or-v1-abc123def456", f"sk-or-v1-{'0' * 64}", f"sk-or-v1-{keys.PUBLISHED[0]}"):
        assert keys.key_hash(key) == ""
