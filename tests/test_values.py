"""What an expression comes to: the findings on a header whose value it is, by expression."""

from __future__ import annotations

import pytest
from cases import codes

HEAD = """\
import os
import requests
from dataclasses import dataclass
from urllib.parse import urljoin
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

U = "https://openrouter.ai/api/v1/chat/completions"
K = os.environ["OPENROUTER_API_KEY"]
"""
POST = 'requests.post(U, headers={"Authorization": v})\n'
BARE = ["OPR301"]

#: Statements that bind ``v``, and the codes of what is wrong with it as a header's value.
VALUES: dict[str, tuple[str, list[str]]] = {
    "a percent sign in a template": ('v = "Bearer %s%%" % K', []),
    "a percent sign after the bare key": ('v = "%s%%" % K', BARE),
    "doubled braces in a template": ('v = "{}{{}}".format(K)', BARE),
    "a template that is not known": ("v = x % K", []),
    "a wrong join": ('v = "".join(K, K)', []),
    "stripped of what is not known": ("v = K.strip(x)", []),
    "a scheme in upper case": ('v = "bearer ".upper() + K', ["OPR304"]),
    "a scheme in title case": ('v = "bearer ".title() + K', []),
    "a field's default": ("@dataclass\nclass S:\n    key: str = K\nv = S().key", BARE),
    "a field that is given": ("@dataclass\nclass S:\n    key: str\nv = S(key=K).key", BARE),
    "Field(default=…)": ("class S(BaseSettings):\n    key: str = Field(default=K)\nv = S().key", BARE),
    "Field(...)": (
        "class S(BaseSettings):\n    openrouter_api_key: str = Field(...)\nv = S().openrouter_api_key",
        BARE,
    ),
    "Field(alias=…)": ('class S(BaseSettings):\n    k: str = Field(alias="OPENROUTER_API_KEY")\nv = S().k', BARE),
    "a class in a class": ("class A:\n    class S:\n        key = K\nv = A.S.key", BARE),
    "an object by its annotation in quotes": (
        'class S:\n    key = K\ndef f(s: "S"):\n    return s.key\nv = f(x)',
        BARE,
    ),
    "a secret in an f-string": ('s: SecretStr = SecretStr(K)\nv = f"Bearer {s}"', ["OPR105"]),
    "a secret got back": ('s = SecretStr(K)\nv = f"{s.get_secret_value()}"', BARE),
    "a variable that the file sets": (
        'os.environ["OPENROUTER_API_KEY"] = "Bearer x"\nv = os.environ["OPENROUTER_API_KEY"]',
        ["OPR104"],
    ),
    "too many returns to tell": (
        "def f(x):\n" + "".join(f"    if x == {number}: return K\n" for number in range(14)) + "v = f(1)",
        [],
    ),
    "pairs, one of them unknown": ('v = dict([("k", K), x])["k"]', BARE),
}


@pytest.mark.parametrize(("program", "expected"), VALUES.values(), ids=VALUES)
def test_a_headers_value(program: str, expected: list[str]) -> None:
    assert codes(f"{HEAD}{program}\n{POST}") == expected


#: Requests whose URL is put together, and those whose headers come otherwise: each sends the bare key to OpenRouter.
REQUESTS = {
    "urljoin": 'requests.post(urljoin("https://openrouter.ai/", "api/v1/key"), headers={"Authorization": K})',
    "urljoin with an unknown path": 'requests.post(urljoin("https://openrouter.ai/", x), headers={"Authorization": K})',
    "a base that ends in a slash": (
        'import httpx\nc = httpx.Client(base_url="https://openrouter.ai/api/v1/")\n'
        'c.post("/key", headers={"Authorization": K})'
    ),
    "http.client": (
        'import http.client\nc = http.client.HTTPSConnection("openrouter.ai")\n'
        'c.putrequest("POST", "/api/v1/chat/completions")\nc.putheader("Authorization", K)'
    ),
    "an attribute by its annotation": (
        "class S:\n    key = K\nclass T:\n    s: S\n    def f(self):\n"
        '        requests.post(U, headers={"Authorization": self.s.key})'
    ),
    "headers that go by what else is in them": 'h = {"Authorization": K, "HTTP-Referer": "x"}',
}


@pytest.mark.parametrize("program", REQUESTS.values(), ids=REQUESTS)
def test_a_request(program: str) -> None:
    assert codes(f"{HEAD}{program}\n") == BARE
