"""Functions that are given some of their arguments before: ``functools.partial``."""

from __future__ import annotations

import pytest
from cases import codes

from flake8_openrouter.run.fixing import fix_source

HEAD = """\
import functools
import os
from functools import partial

import requests
from openai import OpenAI

U = "https://openrouter.ai/api/v1/chat/completions"
B = "https://openrouter.ai/api/v1"
K = os.environ["OPENROUTER_API_KEY"]
RIGHT = {"Authorization": f"Bearer {K}"}
"""

PROGRAMS: dict[str, tuple[str, list[str]]] = {
    "headers before": ("post = partial(requests.post, headers=RIGHT)\npost(U, json={})", []),
    "headers later": ("post = partial(requests.post, U)\npost(json={}, headers=RIGHT)", []),
    "no headers": ("post = functools.partial(requests.post, U, timeout=3)\npost(json={})", ["OPR501"]),
    "a bare key": ('post = partial(requests.post, U)\npost(headers={"Authorization": K})', ["OPR301"]),
    "arguments that are not known": ("post = partial(requests.post, U, **options)\npost(json={})", []),
    "a function that is not known": ("post = partial(function, U)\npost(json={})", []),
    "two of them": ("post = partial(partial(requests.post, U), json={})\npost()", []),
    "a client": ("make = partial(OpenAI, base_url=B, api_key=K)\nclient = make()", []),
    "a client that gets its key later": ("make = partial(OpenAI, base_url=B)\nclient = make(api_key=K)", []),
    "a client without a key": ("make = partial(OpenAI, base_url=B)\nclient = make()", ["OPR502"]),
    "a client without an endpoint": ("make = partial(OpenAI, api_key=K)\nclient = make(timeout=3)", ["OPR603"]),
    "a client with another key": (
        "make = partial(OpenAI, api_key='your-api-key')\nclient = make(base_url=B, api_key=K)",
        [],
    ),
}


@pytest.mark.parametrize(("program", "expected"), PROGRAMS.values(), ids=PROGRAMS)
def test_a_call_of_a_partial_function(program: str, expected: list[str]) -> None:
    assert codes(f"{HEAD}{program}\n") == expected


def test_what_is_missing_is_added_to_the_call() -> None:
    program = f"{HEAD}make = partial(OpenAI, base_url=B)\nclient = make()\n"
    fixed = fix_source(program.encode(), "app.py", unsafe=True).data.decode()
    assert fixed.endswith('client = make(api_key=os.environ["OPENROUTER_API_KEY"])\n')
