"""What a client is given once it is built."""

from __future__ import annotations

import pytest
from cases import codes
from every_rule import EVERY

pytestmark = pytest.mark.alike

HEAD = """\
import os
from openai import OpenAI

B = "https://openrouter.ai/api/v1"
K = os.environ["OPENROUTER_API_KEY"]
"""

PROGRAMS: dict[str, tuple[str, list[str]]] = {
    "a key": ("client = OpenAI(base_url=B)\nclient.api_key = K", []),
    "a key in a branch": ("client = OpenAI(base_url=B)\nif x:\n    client.api_key = K", []),
    "a key in another function": (
        "class A:\n    def __init__(self):\n        self.client = OpenAI(base_url=B)\n"
        "    def use(self, key):\n        self.client.api_key = key",
        [],
    ),
    "a placeholder": ("client = OpenAI(base_url=B, api_key=K)\nclient.api_key = 'your-api-key'", ["OPR104"]),
    "a key for a placeholder": ("client = OpenAI(base_url=B, api_key='your-api-key')\nclient.api_key = K", []),
    "a key for a placeholder in a branch": (
        "client = OpenAI(base_url=B, api_key='your-api-key')\nif x:\n    client.api_key = K",
        ["OPR104"],
    ),
    "a scheme": ("client = OpenAI(base_url=B)\nclient.api_key = f'Bearer {K}'", ["OPR604"]),
    "another provider's key": (
        "client = OpenAI(base_url=B, api_key=K)\nclient.api_key = os.environ['OPENAI_API_KEY']",
        ["OPR606"],
    ),
    "a key that may be unset": ("client = OpenAI(base_url=B)\nclient.api_key = os.getenv('OPENROUTER_API_KEY')", []),
    "an endpoint": ("client = OpenAI(api_key=K)\nclient.base_url = B", []),
    "a wrong endpoint": ("client = OpenAI(api_key=K)\nclient.base_url = 'https://openrouter.ai/v1'", ["OPR601"]),
    "an endpoint and no key": ("client = OpenAI()\nclient.base_url = B", ["OPR502"]),
    "another object's key": ("client = OpenAI(base_url=B)\nother.api_key = K", ["OPR502"]),
    "one of two clients": (
        "first = OpenAI(base_url=B)\nsecond = OpenAI(base_url=B, api_key=K)\n"
        "c = first if x else second\nc.api_key = 'your-api-key'",
        [],
    ),
}


@pytest.mark.parametrize(("program", "expected"), PROGRAMS.values(), ids=PROGRAMS)
def test_a_client(program: str, expected: list[str]) -> None:
    assert codes(f"{HEAD}{program}\n", EVERY) == expected
