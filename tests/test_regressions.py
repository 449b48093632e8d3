"""Inputs that once broke a promise, each as small as it could be made, and what is to come of them."""

from __future__ import annotations

import pytest
from edited import HEAD, fixed

CLIENT = f"{HEAD}OpenAI(api_key=K, base_url=URL)\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("https://openrouter.ai/v1/key", "https://openrouter.ai/api/v1"),
        ("http://openrouter.ai/v1/chat/completions/", "https://openrouter.ai/api/v1/"),
        ("https://api.openrouter.ai/v1/chat/completions", "https://openrouter.ai/api/v1"),
        ("https://api.openrouter.ai/models", "https://openrouter.ai/api/v1"),
    ],
)
def test_a_base_with_an_operation_behind_a_wrong_root_is_mended_at_once(before: str, after: str) -> None:
    assert fixed(CLIENT.replace("URL", f'"{before}"')) == CLIENT.replace("URL", f'"{after}"')
