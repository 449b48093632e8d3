"""Values that functions of the standard library make: what comes of a key that went through one."""

from __future__ import annotations

import pytest
from cases import codes
from every_rule import EVERY

from flake8_openrouter.run.fixing import fix_source

HEAD = """\
import argparse
import enum
import importlib
import json
import os
import string
from collections import ChainMap, defaultdict, namedtuple
from dataclasses import dataclass
from types import MappingProxyType, SimpleNamespace
from typing import NamedTuple, TypedDict

import requests
from openai import OpenAI

U = "https://openrouter.ai/api/v1/chat/completions"
B = "https://openrouter.ai/api/v1"
K = os.environ["OPENROUTER_API_KEY"]
"""
POST = 'requests.post(U, headers={"Authorization": v}).raise_for_status()\n'
BARE = ["OPR301"]

#: Statements that bind ``v``, and the codes of what is wrong with it as a header's value.
VALUES: dict[str, tuple[str, list[str]]] = {
    "namedtuple, in its place": ('C = namedtuple("C", "url key")\nv = C(U, K).key', BARE),
    "namedtuple, by name": ('C = namedtuple("C", ["url", "key"])\nc = C(url=U, key=f"Bearer {K}")\nv = c.key', []),
    "namedtuple, another field": ('C = namedtuple("C", "key, scheme")\nc = C(K, f"Bearer {K}")\nv = c.scheme', []),
    "NamedTuple()": ('C = NamedTuple("C", [("url", str), ("key", str)])\nv = C(U, K).key', BARE),
    "a class of NamedTuple": ("class C(NamedTuple):\n    url: str\n    key: str = ''\nv = C(U, K).key", BARE),
    "a dataclass, in its place": ("@dataclass\nclass C:\n    url: str\n    key: str = ''\nv = C(U, K).key", BARE),
    "a dataclass, the wrong place": ("@dataclass\nclass C:\n    key: str\n    v: str\nv = C(K, f'Bearer {K}').v", []),
    "a dataclass, some of them starred": ("@dataclass\nclass C:\n    url: str\n    key: str\nv = C(*x, K).key", []),
    "SimpleNamespace": ("v = SimpleNamespace(key=K).key", BARE),
    "SimpleNamespace of a mapping": ('v = SimpleNamespace(**{"key": K}).key', BARE),
    "a namespace that is set": ("c = SimpleNamespace(key='your-api-key')\nc.key = f'Bearer {K}'\nv = c.key", []),
    "argparse.Namespace": ("v = argparse.Namespace(key=K).key", BARE),
    "a TypedDict that is called": ('class C(TypedDict):\n    key: str\nv = C(key=K)["key"]', BARE),
    "a dict of pairs": ('v = {name: value for name, value in [("url", U), ("key", K)]}["key"]', BARE),
    "a dict of pairs, turned": ('v = {value: name for name, value in [(K, "key")]}["key"]', []),
    "a loop over pairs": ('c = {}\nfor n, w in (("url", U), ("key", K)):\n    c[n] = w\nv = c["key"]', BARE),
    "a loop over pairs that are not known": ('c = {}\nfor n, w in x:\n    c[n] = w\nv = c["key"]', []),
    "zip": ('v = dict(zip(("url", "key"), (U, K)))["key"]', BARE),
    "zip of lists that are not known": ('v = dict(zip(x, (U, K)))["key"]', []),
    "fromkeys": ('v = dict.fromkeys(("url", "key"), K)["key"]', BARE),
    "json.loads": ('v = "Bearer " + json.loads(\'{"a": [{"key": "your-api-key"}]}\')["a"][0]["key"]', ["OPR104"]),
    "json.loads of what is none": ('v = json.loads(\'{"key": \')["key"]', []),
    "json.loads of a file": ('v = json.loads(open("x.json").read())["key"]', []),
    "Template": ('v = string.Template("$key").substitute(key=K)', BARE),
    "Template with a scheme": ('v = string.Template("Bearer ${key}").safe_substitute({"key": K})', []),
    "Template, nothing for a name": ('v = string.Template("$key").safe_substitute(other=K)', []),
    "expandvars": ('v = os.path.expandvars("$OPENROUTER_API_KEY")', BARE),
    "expandvars with a scheme": ('v = os.path.expandvars("Bearer ${OPENROUTER_API_KEY}")', []),
    "expandvars of another provider's variable": ('v = os.path.expandvars("Bearer $OPENAI_API_KEY")', ["OPR606"]),
    "ChainMap": ('v = ChainMap({"key": K}, {"key": f"Bearer {K}"})["key"]', BARE),
    "MappingProxyType": ('v = MappingProxyType({"key": K})["key"]', BARE),
    "defaultdict": ('v = defaultdict(str, {"url": U}, key=K)["key"]', BARE),
    "getattr": ('v = getattr(SimpleNamespace(key=K), "key")', BARE),
    "an enumeration": ("class C(enum.Enum):\n    KEY = K\nv = C.KEY.value", BARE),
    "an enumeration with a scheme": ("class C(enum.Enum):\n    KEY = f'Bearer {K}'\nv = C.KEY.value", []),
}


@pytest.mark.parametrize(("program", "expected"), VALUES.values(), ids=VALUES)
def test_a_headers_value(program: str, expected: list[str]) -> None:
    assert codes(f"{HEAD}{program}\n{POST}", EVERY) == expected


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ('m = importlib.import_module("openai")\nm.OpenAI(base_url=B)', ["OPR502"]),
        ('m = importlib.import_module("openai")\nm.OpenAI(base_url=B, api_key=K)', []),
        ('m = __import__("openai")\nm.OpenAI(api_key=K)', ["OPR603"]),
        ("m = importlib.import_module(name)\nm.OpenAI(base_url=B)", []),
        ('m = importlib.import_module(".openai", "package")\nm.OpenAI(base_url=B)', []),
    ],
)
def test_a_module_that_is_imported_by_its_name(program: str, expected: list[str]) -> None:
    assert codes(f"{HEAD}{program}\n", EVERY) == expected


def test_a_document_in_a_text_is_left_as_it_is() -> None:
    program = f'{HEAD}v = "Bearer " + json.loads(\'{{"key": "your-api-key"}}\')["key"]\n{POST}'
    assert fix_source(program.encode(), "app.py", unsafe=True).data.decode() == program


@pytest.mark.parametrize("document", ["[" * 10_000, "{" * 500, '{"a":' * 150 + "1" + "}" * 150, "[" * 150 + "]" * 150])
def test_a_document_that_is_nested_deeply_is_not_known(document: str) -> None:
    assert codes(f'{HEAD}v = json.loads({document!r})["key"]\n{POST}') == []
