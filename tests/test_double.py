"""The double of OpenRouter answers as the evidence says, and with 501 where that says nothing."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from openrouter import api, elsewhere
from openrouter.keys import Keys
from openrouter.runner import run
from openrouter.server import Double, running

pytestmark = pytest.mark.alike

KEYS = Keys()
CHAT = ("POST", "/api/v1/chat/completions")


@pytest.fixture(scope="module")
def double(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Double]:
    with running(tmp_path_factory.mktemp("double")) as double:
        yield double


def bearer(key: str) -> tuple[tuple[str, str], ...]:
    return (("Authorization", f"Bearer {key}"),)


@pytest.mark.parametrize(
    ("headers", "status", "message"),
    [
        ((), 401, api.MISSING),
        (bearer(KEYS.valid), 200, ""),
        ((("AUTHORIZATION", f"bearer {KEYS.valid}"),), 200, ""),
        ((("X-Api-Key", KEYS.valid),), 200, ""),
        ((("x-api-key", KEYS.openai),), 401, api.MISSING),
        (bearer(""), 401, api.MISSING),
        (bearer(f" {KEYS.valid}"), 401, api.MISSING),
        (bearer(f'"{KEYS.valid}"'), 401, api.MISSING),
        (bearer(KEYS.openai), 401, api.MISSING),
        (bearer("eyJhbGciOi.J9.x"), 401, api.MISSING),
        (bearer(f"Bearer {KEYS.valid}"), 401, api.MISSING),
        ((("Authorization", KEYS.valid),), 401, api.MISSING),
        ((("Cookie", f"api_key={KEYS.valid}"),), 401, api.MISSING),
        (bearer(KEYS.unknown), 401, api.UNKNOWN),
        (bearer(f"{KEYS.valid} "), 401, api.UNKNOWN),
        (bearer(KEYS.without_credits), 402, "Insufficient credits"),
        (bearer(KEYS.over_its_limit), 403, "Key limit exceeded"),
        (bearer(KEYS.management), 403, "a management key can't do this"),
        ((*bearer(KEYS.valid), ("x-api-key", KEYS.valid)), 501, f"{api.NOT_COVERED}: two credentials"),
    ],
)
def test_credentials(headers: api.Headers, status: int, message: str) -> None:
    answer = api.answer(*CHAT, headers, KEYS)
    error = answer.body.get("error")
    assert (answer.status, error["message"] if isinstance(error, dict) else "") == (status, message)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/models", 200),
        ("GET", "/api/v1/models/a/b/endpoints", 200),
        ("POST", "/api/v1/auth/keys", 200),
        ("GET", "/api/v1/models/user", 401),
        ("GET", "/api/v1/key", 401),
        ("POST", "/api/v1/messages", 401),
        ("DELETE", "/api/v1/keys/abc", 401),
        ("POST", "/v1/chat/completions", 404),
        ("POST", "/api/chat/completions", 404),
        ("POST", "/api/v1/chat/completions/chat/completions", 404),
        ("POST", "/api/v1/v1/messages", 404),
        ("GET", "/docs", 501),
        ("GET", "/api/v1/something", 501),
        ("PUT", "/api/v1/models", 501),
    ],
)
def test_operations_without_a_key(method: str, path: str, status: int) -> None:
    assert api.answer(method, path, (), KEYS).status == status


@pytest.mark.parametrize(("key", "status"), [(KEYS.management, 200), (KEYS.valid, 403)], ids=["management", "own"])
def test_a_management_key_is_wanted(key: str, status: int) -> None:
    assert api.answer("GET", "/api/v1/credits", bearer(key), KEYS).status == status


def test_openai_knows_its_own_keys_alone() -> None:
    ask = ("api.openai.com", "POST", "/v1/chat/completions")
    assert elsewhere.answer_of(*ask, bearer(KEYS.openai), KEYS).status == 200
    refused = elsewhere.answer_of(*ask, bearer(KEYS.valid), KEYS)
    assert refused.status == 401
    assert "Incorrect API key provided: sk-or-v1-***." in str(refused.body)
    assert KEYS.valid not in str(refused.body)
    assert elsewhere.answer_of("api.groq.com", "POST", "/", (), KEYS).status == 501


def test_the_server_keeps_headers_as_they_were_sent(double: Double) -> None:
    context = ssl.create_default_context(cafile=str(double.authority))
    context.check_hostname = False
    connection = http.client.HTTPSConnection("127.0.0.1", double.port, context=context, timeout=30)
    connection.putrequest("GET", "/api/v1/key?a=b", skip_host=True)
    for name, value in (("Host", "openrouter.ai"), ("AuthoriZation", "Bearer x"), ("authorization", "Bearer y")):
        connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status == 501
    connection.close()
    seen = double.seen[-1]
    assert (seen.host, seen.secure, seen.target) == ("openrouter.ai", True, "/api/v1/key?a=b")
    assert ("AuthoriZation", "Bearer x") in seen.headers
    assert seen.credentials == (("authorization", "Bearer x"), ("authorization", "Bearer y"))


@pytest.mark.parametrize(
    "url", ["https://example.com/", "http://127.0.0.1.example.org/", "https://openrouter.ai:8443/"]
)
def test_a_program_reaches_nothing_else(url: str, double: Double, tmp_path: Path) -> None:
    ran = run(f"import urllib.request\nurllib.request.urlopen({url!r})\n", double, tmp_path, {})
    assert ran.error == "URLError"
    assert ran.seen == ()


def test_a_program_does_not_trust_an_impostor(double: Double, tmp_path: Path) -> None:
    program = 'import urllib.request\nurllib.request.urlopen("https://openrouter.ai/api/v1/models")\n'
    assert run(program, double, tmp_path, {}).returncode == 0
    ran = run(program, double, tmp_path, {}, impostor=True)
    assert "CERTIFICATE_VERIFY_FAILED" in ran.errors
    assert ran.seen == ()
