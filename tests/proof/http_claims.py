"""Each mistake in a call, with each HTTP client that can make it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from proof.claim import RIGHT, VALID_KEY, Claim

_KEY = "os.environ['OPENROUTER_API_KEY']"
_BEARER = f'f"Bearer {{{_KEY}}}"'

#: A whole program for each client: ``ARGUMENTS`` gives way to what is wrong.
CLIENTS: Mapping[str, str] = {
    "requests": """\
import os

import requests

response = requests.post("https://openrouter.ai/api/v1/chat/completions", ARGUMENTS, json={"model": "m"})
print(response.status_code)
""",
    "httpx": """\
import os

import httpx

response = httpx.post("https://openrouter.ai/api/v1/chat/completions", ARGUMENTS, json={"model": "m"})
print(response.status_code)
""",
    "aiohttp": """\
import asyncio
import os

import aiohttp


async def main():
    async with aiohttp.ClientSession() as session:
        url = "https://openrouter.ai/api/v1/chat/completions"
        async with session.post(url, ARGUMENTS, json={"model": "m"}) as response:
            print(response.status)


asyncio.run(main())
""",
    "urllib.request": """\
import os
import urllib.request

request = urllib.request.Request("https://openrouter.ai/api/v1/chat/completions", b'{"model": "m"}', ARGUMENTS)
with urllib.request.urlopen(request) as response:
    print(response.status)
""",
    "urllib3": """\
import os

import urllib3

pool = urllib3.PoolManager()
response = pool.request("POST", "https://openrouter.ai/api/v1/chat/completions", ARGUMENTS, json={"model": "m"})
print(response.status)
""",
    "http.client": """\
import http.client
import os

connection = http.client.HTTPSConnection("openrouter.ai")
connection.request("POST", "/api/v1/chat/completions", '{"model": "m"}', ARGUMENTS)
print(connection.getresponse().status)
""",
}
_ALL = tuple(CLIENTS)
_HIGH = ("requests", "httpx", "aiohttp")


@dataclass(frozen=True)
class Mistake:
    """Arguments that are wrong, what comes of them, and with which clients something else does."""

    rule: str
    arguments: str
    seen: str
    clients: tuple[str, ...] = _ALL
    otherwise: Mapping[str, str] = field(default_factory=dict)
    fixed: str = RIGHT
    environment: Mapping[str, str | None] = field(default_factory=dict)
    impostor: bool = False


def _header(name: str, value: str) -> str:
    return f'headers={{"{name}": {value}}}'


def _authorization(value: str) -> str:
    return _header("Authorization", value)


_RAISES_VALUE_ERROR = dict.fromkeys(("aiohttp", "urllib.request", "urllib3", "http.client"), "ValueError, nothing sent")

MISTAKES = (
    Mistake(
        "OPR608",
        _authorization("f\"Bearer {os.environ['OPENROUTER_PROVISIONING_KEY']}\""),
        "authorization: Bearer <management key> → 403",
        fixed="no fix",
        environment={"OPENROUTER_PROVISIONING_KEY": ":management"},
    ),
    Mistake("OPR101", _authorization(f'"Bearer {VALID_KEY}"'), RIGHT),
    Mistake("OPR102", _authorization(f"f\"Bearer {{os.getenv('{VALID_KEY}')}}\""), "authorization: Bearer None → 401"),
    Mistake("OPR103", _authorization(f"f\"Bearer {{os.getenv('OPENROUTER_API_KEY', '{VALID_KEY}')}}\""), RIGHT),
    Mistake("OPR104", _authorization('"Bearer your-api-key-here"'), "authorization: Bearer your-api-key-here → 401"),
    Mistake(
        "OPR104",
        _authorization('"Bearer "'),
        "authorization: Bearer → 401",
        otherwise={"httpx": "LocalProtocolError, nothing sent"},
    ),
    Mistake(
        "OPR105",
        _authorization('"Bearer sk-proj-abc123def456"'),
        "authorization: Bearer sk-proj-abc123def456 → 401",
        fixed="no fix",
    ),
    Mistake(
        "OPR106",
        _authorization("f\"Bearer {open('openrouter.key').read()}\""),
        "InvalidHeader, nothing sent",
        otherwise={"httpx": "LocalProtocolError, nothing sent", **_RAISES_VALUE_ERROR},
    ),
    Mistake(
        "OPR107",
        _authorization("f\"Bearer {os.getenv('OPENROUTER_API_KEY')}\""),
        "authorization: Bearer None → 401",
        environment={"OPENROUTER_API_KEY": None},
    ),
    Mistake("OPR201", _header("authorization", _BEARER), RIGHT),
    Mistake("OPR202", _header("Authorisation", _BEARER), "no credential → 401"),
    Mistake("OPR202", _header("Authentication", _BEARER), "no credential → 401"),
    Mistake("OPR203", _header("api-key", _KEY), "no credential → 401"),
    Mistake("OPR203", _header("X-Auth-Token", _BEARER), "no credential → 401"),
    Mistake("OPR301", _authorization(_KEY), "authorization: <valid key> → 401"),
    Mistake("OPR302", _authorization(f'f"Bearer{{{_KEY}}}"'), "authorization: Bearer<valid key> → 401"),
    Mistake("OPR302", _authorization(f'f"Bearer  {{{_KEY}}}"'), "authorization: Bearer  <valid key> → 401"),
    Mistake("OPR302", _authorization(f'f"Bearer: {{{_KEY}}}"'), "authorization: Bearer: <valid key> → 401"),
    Mistake("OPR302", _authorization(f'f"Token {{{_KEY}}}"'), "authorization: Token <valid key> → 401"),
    Mistake("OPR302", _authorization(f'f"Bearer <{{{_KEY}}}>"'), "authorization: Bearer <<valid key>> → 401"),
    Mistake("OPR303", _authorization('"Bearer {api_key}"'), "authorization: Bearer {api_key} → 401"),
    Mistake(
        "OPR303", _authorization('"Bearer $OPENROUTER_API_KEY"'), "authorization: Bearer $OPENROUTER_API_KEY → 401"
    ),
    Mistake("OPR304", _authorization(f'f"bearer {{{_KEY}}}"'), "authorization: bearer <valid key> → 200"),
    Mistake("OPR401", f'cookies={{"api_key": {_KEY}}}', "no credential → 401", _HIGH),
    Mistake("OPR401", _header("Cookie", f'f"api_key={{{_KEY}}}"'), "no credential → 401"),
    Mistake("OPR402", f'params={{"api_key": {_KEY}}}', "no credential → 401", _HIGH),
    Mistake("OPR402", f'{{"Authorization": {_BEARER}}}', "no credential → 401", ("requests",)),
    Mistake(
        "OPR403",
        f'headers={{"Authorization": {_BEARER}}}, auth=("", {_KEY})',
        "authorization: Basic … → 401",
        ("requests", "httpx"),
    ),
    Mistake("OPR501", 'headers={"Content-Type": "application/json"}', "no credential → 401"),
    Mistake("OPR602", f"{_authorization(_BEARER)}, verify=False", RIGHT, ("requests", "httpx"), impostor=True),
    Mistake("OPR602", f"{_authorization(_BEARER)}, ssl=False", RIGHT, ("aiohttp",), impostor=True),
    Mistake(
        "OPR606",
        _authorization("f\"Bearer {os.environ['OPENAI_API_KEY']}\""),
        "authorization: Bearer <openai key> → 401",
    ),
)


def claims() -> Iterator[Claim]:
    """Yield a claim for each mistake and client."""
    for mistake in MISTAKES:
        for client in mistake.clients:
            yield Claim(
                mistake.rule,
                client,
                mistake.arguments,
                CLIENTS[client].replace("ARGUMENTS", mistake.arguments),
                mistake.otherwise.get(client, mistake.seen),
                mistake.fixed,
                mistake.environment,
                mistake.impostor,
            )
