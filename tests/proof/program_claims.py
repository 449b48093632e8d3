"""Mistakes that are more than an argument of a call: what is read when, which key is for what, and where traces go."""

from __future__ import annotations

from collections.abc import Iterator

from proof import http_claims, sdk_claims
from proof.claim import NO_FIX, RIGHT, Claim

_TO_OPENAI = "api.openai.com: authorization: Bearer <valid key> → 401"
_WITH_OPENAI_KEY = "authorization: Bearer <openai key> → 401"
_MANAGED = {"OPENROUTER_PROVISIONING_KEY": ":management"}

# OPR109: the key is in a file alone

_TOO_EARLY = """\
import os

from dotenv import load_dotenv

KEY = os.getenv("OPENROUTER_API_KEY")
load_dotenv()
"""
_SENDING_KEY = 'headers={"Authorization": f"Bearer {KEY}"}'
_BUILT_WITH_KEY = 'base_url="https://openrouter.ai/api/v1", api_key=KEY'
_EARLY = (
    ("requests", "authorization: Bearer None → 401"),
    ("httpx", "authorization: Bearer None → 401"),
    ("aiohttp", "authorization: Bearer None → 401"),
    ("openai", _WITH_OPENAI_KEY),
    ("openai 1.x", _WITH_OPENAI_KEY),
    ("langchain-openai", _WITH_OPENAI_KEY),
)


def _read_too_early() -> Iterator[Claim]:
    for client, seen in _EARLY:
        is_http = client in http_claims.CLIENTS
        program = (http_claims.CLIENTS | sdk_claims.SDKS)[client.partition(" ")[0]]
        arguments = _SENDING_KEY if is_http else _BUILT_WITH_KEY
        yield Claim(
            "OPR109",
            client,
            'KEY = os.getenv("OPENROUTER_API_KEY"), then load_dotenv()',
            _TOO_EARLY + program.replace("ARGUMENTS", arguments),
            seen,
            NO_FIX,
            {"OPENROUTER_API_KEY": None},
            variables_file=True,
        )


# OPR608: which key is for what

_LISTING = """\
import os

import CLIENT

key = os.environ["OPENROUTER_API_KEY"]
response = CLIENT.get("https://openrouter.ai/api/v1/keys", headers={"Authorization": f"Bearer {key}"})
print(response.status_code)
"""


def _wrong_kind() -> Iterator[Claim]:
    for client in ("requests", "httpx"):
        title = "GET /keys with os.environ['OPENROUTER_API_KEY']"
        yield Claim(
            "OPR608",
            client,
            title,
            _LISTING.replace("CLIENT", client),
            "authorization: Bearer <valid key> → 403",
            NO_FIX,
        )


# OPR607: a client of another API

_AZURE = """\
import os

from openai import AzureOpenAI

client = AzureOpenAI(
    azure_endpoint="https://openrouter.ai/api/v1", api_key=os.environ["OPENROUTER_API_KEY"], api_version="2024-10-21"
)
answer = client.chat.completions.create(
    model="openai/gpt-4o-mini", messages=[{"role": "user", "content": "Hello"}]
)
print(answer.choices[0].message.content)
"""

# OPR603: the traces of an agent

_AGENT = """\
import os

from agents import Agent, Runner, set_default_openai_api, set_default_openai_client
from openai import AsyncOpenAI

client = AsyncOpenAI(base_url="https://openrouter.ai/api/v1", api_key=os.environ["OPENROUTER_API_KEY"])
SETTING
set_default_openai_api("chat_completions")
print(Runner.run_sync(Agent(name="Poet", model="gpt-4o-mini"), "Hello").final_output)
"""
_TRACED = ("set_default_openai_client(client)", "set_default_openai_client(client, use_for_tracing=True)")

# A client that is configured by a mapping, and settings of a package

_AUTOGEN = """\
import os

from autogen import OpenAIWrapper

wrapper = OpenAIWrapper(config_list=[{"model": "openai/gpt-4o-mini", ARGUMENTS}])
print(wrapper.create(messages=[{"role": "user", "content": "Hello"}]).choices[0].message.content)
"""
_BASE, _KEY = '"base_url": "https://openrouter.ai/api/v1"', "\"api_key\": os.environ['OPENROUTER_API_KEY']"
_ENTRIES = (
    ("OPR104", f'{_BASE}, "api_key": "your-key-here"', "authorization: Bearer your-key-here → 401"),
    ("OPR502", _BASE, _WITH_OPENAI_KEY),
    ("OPR601", f'"base_url": "https://openrouter.ai/v1", {_KEY}', "authorization: Bearer <valid key> → 404"),
    ("OPR603", _KEY, _TO_OPENAI),
    (
        "OPR604",
        f'{_BASE}, "api_key": f"Bearer {{os.environ[\'OPENROUTER_API_KEY\']}}"',
        "authorization: Bearer Bearer <valid key> → 401",
    ),
    ("OPR606", f"{_BASE}, \"api_key\": os.environ['OPENAI_API_KEY']", _WITH_OPENAI_KEY),
)
_SETTINGS = """\
import os

import openai

ARGUMENTS
answer = openai.chat.completions.create(
    model="openai/gpt-4o-mini", messages=[{"role": "user", "content": "Hello"}]
)
print(answer.choices[0].message.content)
"""
_ENDPOINT = 'openai.base_url = "https://openrouter.ai/api/v1/"'
_ASSIGNED = (
    ("OPR107", f'{_ENDPOINT}; openai.api_key = os.getenv("OPENROUTER_API_KEY")', _WITH_OPENAI_KEY, RIGHT),
    ("OPR502", f"{_ENDPOINT}; openai.api_key = None", _WITH_OPENAI_KEY, NO_FIX),
    ("OPR603", 'openai.api_key = os.environ["OPENROUTER_API_KEY"]', _TO_OPENAI, NO_FIX),
)

# The provider that a model's name tells

_ROUTED = """\
import os

import litellm

answer = litellm.completion(
    model="MODEL", messages=[{"role": "user", "content": "Hello"}], api_key=os.environ["OPENROUTER_API_KEY"]
)
print(answer.choices[0].message.content)
"""


def claims() -> Iterator[Claim]:
    """Yield the claims whose programs are more than a call with something wrong in it."""
    yield from _read_too_early()
    yield from _wrong_kind()
    yield Claim(
        "OPR607",
        "openai",
        'AzureOpenAI(azure_endpoint="https://openrouter.ai/api/v1", …)',
        _AZURE,
        "no credential → 404",
        NO_FIX,
    )
    for setting in _TRACED:
        yield Claim("OPR603", "openai-agents", setting, _AGENT.replace("SETTING", setting), _TO_OPENAI, NO_FIX)
    for rule, entries, seen in _ENTRIES:
        yield Claim(rule, "ag2", f"{{{entries}}}", _AUTOGEN.replace("ARGUMENTS", entries), seen)
    for rule, settings, seen, fixed in _ASSIGNED:
        unset = {"OPENROUTER_API_KEY": None} if rule == "OPR107" else {}
        program = _SETTINGS.replace("ARGUMENTS", settings.replace("; ", "\n"))
        yield Claim(rule, "openai", settings, program, seen, fixed, unset)
    for model in ("openai/gpt-4o-mini", "gpt-4o-mini"):
        yield Claim("OPR603", "litellm", f'model="{model}"', _ROUTED.replace("MODEL", model), _TO_OPENAI)
