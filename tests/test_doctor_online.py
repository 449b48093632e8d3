"""``doctor --online``: what each answer means. OpenRouter is the double on the loopback, or a canned answer."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path

import httpx
import pytest
from command_line import command, write
from harness import live_key
from openrouter.server import Double, running

from flake8_openrouter.doctor import online
from flake8_openrouter.doctor.catalogue import said
from flake8_openrouter.doctor.online import Line
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.openrouter import keys

KEY = live_key(7)
NOW = datetime(2026, 11, 26, tzinfo=timezone.utc)

Handler = Callable[[httpx.Request], httpx.Response]


@pytest.fixture(scope="module")
def double(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Double]:
    with running(tmp_path_factory.mktemp("double")) as found:
        yield found


@pytest.fixture(autouse=True)
def asked_names(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Let no name but the loopback's be resolved; what else was asked for is listed, and is nothing."""
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    real, names = socket.getaddrinfo, []

    def resolved(host: str | bytes | None, *arguments: object, **options: object) -> object:
        name = host.decode() if isinstance(host, bytes) else str(host)
        if name != "127.0.0.1":
            names.append(name)
            raise socket.gaierror(socket.EAI_NONAME, "this name leads nowhere here")
        return real(host, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    yield names
    assert names == []


class ToDouble(httpx.BaseTransport):
    """Leads OpenRouter's name, and no other, to a port of the loopback; the certificate is checked for the name."""

    def __init__(self, double: Double, port: int) -> None:
        context = ssl.create_default_context(cafile=str(double.authority))
        self._inner, self._port = httpx.HTTPTransport(verify=context), port

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert (request.url.scheme, request.url.host) == ("https", "openrouter.ai")
        request.extensions["sni_hostname"] = request.url.host
        request.url = request.url.copy_with(host="127.0.0.1", port=self._port)
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()


def asked(key: str, transport: httpx.BaseTransport, waited: list[float] | None = None) -> list[Result]:
    waits = [] if waited is None else waited
    return online.of_key(key, Line(transport, waits.append, lambda: NOW))


def answering(*answers: httpx.Response | Exception) -> httpx.MockTransport:
    """Return what gives each answer once, the last one ever after."""
    left = list(answers)

    def handle(request: httpx.Request) -> httpx.Response:
        answer = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(answer, Exception):
            raise answer
        # A response can be read once.
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    return httpx.MockTransport(handle)


def refused(status: int, message: str = "no", **headers: str) -> httpx.Response:
    return httpx.Response(status, json={"error": {"code": status, "message": message}}, headers=headers)


def described(**data: object) -> httpx.Response:
    known = {"label": "sk-or-v1-abc...def", "limit": None, "is_free_tier": False, "expires_at": None}
    return httpx.Response(200, json={"data": {**known, **data}})


def text(results: list[Result]) -> str:
    each = [part for result in results for part in (result.message, *result.detail, result.repair)]
    return "\n".join(said(part, "en") for part in each)


def statuses(results: list[Result]) -> list[tuple[str, Status]]:
    return [(result.check, result.status) for result in results]


def test_a_key_that_is_known_is_well(double: Double) -> None:
    results = asked(double.keys.valid, ToDouble(double, double.port))
    assert statuses(results) == [(f"online-{aspect}", Status.OK) for aspect in ("key", "limit", "expiry")]
    assert "$100.00, $74.50 is left" in text(results)
    assert results[0].link == keys.key_link(keys.key_hash(double.keys.valid))
    seen = double.seen[-1]
    assert (seen.method, seen.target, seen.status) == ("GET", "/api/v1/key", 200)
    assert seen.credentials == (("authorization", f"Bearer {double.keys.valid}"),)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("management", "is a management key, which can't call models"),
        ("unknown", "User not found"),
        ("without_credits", "402"),
        ("over_its_limit", "the key's limit is used up"),
    ],
)
def test_each_key_of_the_double_is_told_apart(name: str, words: str, double: Double) -> None:
    key = getattr(double.keys, name)
    results = asked(key, ToDouble(double, double.port))
    assert (results[0].check, results[0].status) == ("online-key", Status.PROBLEM)
    assert words in text(results)
    assert results[0].repair


def test_one_who_has_no_certificate_is_sent_nothing(double: Double) -> None:
    before = len(double.seen)
    results = asked(double.keys.valid, ToDouble(double, double.impostor_port))
    assert statuses(results) == [("online-key", Status.PROBLEM)]
    assert "TLS: the certificate" in text(results)
    assert len(double.seen) == before


@pytest.mark.parametrize(
    "key", ["", "sk-proj-abcdefghijklmnop", "sk-or-v1-your-key", KEY + "\r", f"Bearer {KEY}", KEY[:-1], KEY + "é"]
)
def test_what_is_no_key_of_openrouters_is_not_sent(key: str) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        raise AssertionError("something was sent")

    results = asked(key, httpx.MockTransport(handle))
    assert statuses(results) == [("online-key", Status.UNKNOWN)]


CHAT, RESPONSES, MESSAGES = (
    {"error": {"code": 401, "message": "{}"}},
    {"status": "failed", "error": {"code": "server_error", "message": "{}"}, "error_type": "authentication"},
    {"type": "error", "error": {"type": "authentication_error", "message": "{}"}},
)


@pytest.mark.parametrize("body", [CHAT, RESPONSES, MESSAGES], ids=["chat", "responses", "messages"])
@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("Missing Authentication header or invalid API key", "took the header away"),
        ("No auth credentials found", "took the header away"),
        ("No cookie auth credentials found", "took the header away"),
        ("Missing Authentication header", "took the header away"),
        ("User not found.", "OpenRouter does not know it"),
        ("Invalid credentials", "OpenRouter does not take the key"),
        ("something new", "OpenRouter does not take the key"),
    ],
)
def test_each_message_of_a_401_is_known_in_each_shape(message: str, words: str, body: dict[str, object]) -> None:
    answer = httpx.Response(401, content=json.dumps(body).replace("{}", message))
    results = asked(KEY, answering(answer))
    assert words in text(results)
    assert results[0].status is Status.PROBLEM


ANSWERS: dict[str, tuple[httpx.Response, Status, str]] = {
    "402": (refused(402, "Insufficient credits"), Status.PROBLEM, "no credits"),
    "403 limit": (refused(403, "Key limit exceeded (total limit)"), Status.PROBLEM, "the key's limit is used up"),
    "403 address": (refused(403, "Your IP is not allowed"), Status.PROBLEM, "this IP address"),
    "403 kind": (refused(403, "Only management keys can do this"), Status.PROBLEM, "wrong kind"),
    "403 guardrail": (refused(403, "Blocked by a guardrail"), Status.PROBLEM, "a guardrail refuses"),
    "403 other": (refused(403, "Forbidden"), Status.PROBLEM, "does not allow the request"),
    "405": (refused(405, "Method Not Allowed"), Status.PROBLEM, "something in between"),
    "429": (refused(429, "Rate limit exceeded"), Status.UNKNOWN, "too many requests"),
    "500": (refused(500), Status.UNKNOWN, "an error of its own (500)"),
    "418": (refused(418), Status.UNKNOWN, "answered 418"),
    "407": (httpx.Response(407), Status.PROBLEM, "the proxy wants a user"),
    "redirect": (httpx.Response(302, headers={"Location": "https://login.corp.example/"}), Status.PROBLEM, "redirect"),
    "a page with 401": (httpx.Response(401, text="<html>"), Status.UNKNOWN, "answered 401 without a body"),
    "a page with 200": (httpx.Response(200, text="<html>"), Status.UNKNOWN, "is not OpenRouter's API"),
    "a list with 200": (httpx.Response(200, json=[]), Status.UNKNOWN, "is not OpenRouter's API"),
    "too much": (httpx.Response(200, text=" " * 70_000 + '{"data": {}}'), Status.UNKNOWN, "is not OpenRouter's API"),
    "deep": (httpx.Response(401, text="[" * 60_000), Status.UNKNOWN, "without a body"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_each_answer_has_a_meaning(name: str) -> None:
    answer, status, words = ANSWERS[name]
    results = asked(KEY, answering(answer))
    assert [result.status for result in results] == [status]
    assert words in text(results)
    assert "corp.example" not in text(results)


def test_a_redirect_is_not_followed() -> None:
    hosts: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        hosts.append(request.url.host)
        return httpx.Response(307, headers={"Location": "https://elsewhere.example/api/v1/key"})

    asked(KEY, httpx.MockTransport(handle))
    assert hosts == ["openrouter.ai"]


FAILURES: dict[str, tuple[Exception, Status, str]] = {
    "time-out": (httpx.ReadTimeout("slow"), Status.UNKNOWN, "did not answer in time"),
    "lost": (httpx.RemoteProtocolError("gone"), Status.UNKNOWN, "the connection was lost"),
    "proxy": (httpx.ProxyError("407"), Status.PROBLEM, "the proxy does not let"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_no_answer_has_a_meaning_and_is_asked_for_twice(name: str) -> None:
    error, status, words = FAILURES[name]
    waited: list[float] = []
    results = asked(KEY, answering(error), waited)
    assert [result.status for result in results] == [status]
    assert words in text(results)
    assert waited == [online.PAUSE]
    assert "asked twice" in text(results)


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (socket.gaierror(-2, "unknown"), "DNS"),
        (ConnectionRefusedError(111, "refused"), "refused"),
        (ssl.SSLCertVerificationError("self-signed"), "TLS: the certificate"),
        (ssl.SSLError("wrong version number"), "TLS: there is no secure connection"),
        (OSError(101, "Network is unreachable"), "there is no network"),
    ],
)
def test_what_led_to_a_failure_is_told(cause: Exception, words: str) -> None:
    error = httpx.ConnectError("failed")
    error.__cause__ = cause
    assert words in text(asked(KEY, answering(error)))


def test_a_refusal_that_goes_away_is_said() -> None:
    waited: list[float] = []
    results = asked(KEY, answering(refused(401, "User not found."), described()), waited)
    assert statuses(results)[-1] == ("online-retry", Status.NOTE)
    assert {each.status for each in results[:-1]} == {Status.OK}
    assert "first 401, then 200" in text(results)
    assert waited == [2]


@pytest.mark.parametrize(("said_to_wait", "pause"), [("7", 7), ("3600", 10), ("0", 1), ("soon", 2), ("", 2), ("٣", 2)])
def test_it_waits_as_long_as_it_is_told_but_not_for_ever(said_to_wait: str, pause: int) -> None:
    waited: list[float] = []
    answer = httpx.Response(429, json={"error": {}}, headers=[(b"Retry-After", said_to_wait.encode())])
    asked(KEY, answering(answer), waited)
    assert waited == [pause]


@pytest.mark.parametrize("status", [200, 402, 403, 405])
def test_what_does_not_pass_is_asked_once(status: int) -> None:
    waited: list[float] = []
    asked(KEY, answering(described() if status == 200 else refused(status)), waited)
    assert waited == []


OK, NOTE, PROBLEM = Status.OK, Status.NOTE, Status.PROBLEM
#: What is described, how the key, its limit, its end and its account come out, and some words.
DESCRIBED: dict[str, tuple[dict[str, object], dict[str, Status], str]] = {
    "no limit": ({}, {}, "no limit of its own"),
    "used up": ({"limit": 5, "limit_remaining": 0}, {"limit": PROBLEM}, "is used up"),
    "overdrawn": ({"limit": 5, "limit_remaining": -0.2}, {"limit": PROBLEM}, "is used up"),
    "a little left": ({"limit": 5, "limit_remaining": 0.01}, {}, "$0.01 is left"),
    "nothing said of what is left": ({"limit": 5}, {}, "its limit is $5.00"),
    "ends soon": ({"expires_at": "2026-11-29T10:00:00.000Z"}, {"expiry": NOTE}, "expires on 2026-11-29"),
    "has ended": ({"expires_at": "2026-11-25T10:00:00Z"}, {"expiry": PROBLEM}, "2026-11-25"),
    "ends late": ({"expires_at": "2027-06-01T00:00:00+00:00"}, {}, "expires on 2027-06-01"),
    "does not end": ({}, {}, "it does not expire"),
    "free": ({"is_free_tier": True}, {"tier": NOTE}, "free tier"),
    "management": ({"is_management_key": True}, {"key": PROBLEM}, "management key"),
    "as it was called": ({"is_provisioning_key": True}, {"key": PROBLEM}, "management key"),
}


def test_what_is_not_as_documented_is_left_out() -> None:
    results = asked(KEY, answering(described(limit="5", limit_remaining=True, expires_at="soon", is_free_tier="no")))
    assert statuses(results) == [("online-key", Status.OK)]


@pytest.mark.parametrize("name", DESCRIBED)
def test_what_is_known_of_a_key_is_told(name: str) -> None:
    data, differing, words = DESCRIBED[name]
    results = asked(KEY, answering(described(**data)))
    expected = {"key": OK, "limit": OK, "expiry": OK, **differing}
    assert statuses(results) == [(f"online-{aspect}", status) for aspect, status in expected.items()]
    assert words in text(results)


def test_nothing_that_a_user_sets_leads_the_key_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENROUTER_BASE_URL", "OPENAI_BASE_URL", "OPENAI_API_BASE", "ANTHROPIC_BASE_URL", "BASE_URL"):
        monkeypatch.setenv(name, "https://127.0.0.1:1/api/v1")
    seen: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return described()

    asked(KEY, httpx.MockTransport(handle))
    assert seen == ["https://openrouter.ai/api/v1/key"]


def test_without_a_transport_of_the_tests_it_is_openrouter_that_is_asked(asked_names: list[str]) -> None:
    results = online.of_key(KEY, Line(wait=lambda _: None))
    assert "DNS" in text(results)
    assert set(asked_names) == {"openrouter.ai"}
    asked_names.clear()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("HTTPS_PROXY", "http://127.0.0.1:1", "HTTPS_PROXY is set"),
        ("ALL_PROXY", "ftp://127.0.0.1:1", "a proxy variable holds no URL of a proxy"),
        ("SSL_CERT_FILE", "/nowhere/at/all.pem", "SSL_CERT_FILE"),
    ],
)
def test_a_proxy_or_a_bundle_that_is_wrong_is_named(
    name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    results = online.of_key(KEY, Line(wait=lambda _: None))
    assert words in text(results)
    assert "127.0.0.1" not in text(results)


def test_httpx_is_asked_for_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "httpx", None)
    results = online.of_key(KEY)
    assert statuses(results) == [("online-key", Status.UNKNOWN)]
    assert "flake8-openrouter[online]" in text(results)


@contextlib.contextmanager
def proxy(port: int) -> Iterator[tuple[int, list[str]]]:
    """Run a proxy that leads each ``CONNECT`` to a port of the loopback, and lists whom it was asked for."""
    listener = socket.create_server(("127.0.0.1", 0))
    asked_for: list[str] = []
    opened: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def start(target: Callable[..., None], *arguments: object) -> None:
        threads.append(threading.Thread(target=target, args=arguments, daemon=True))
        threads[-1].start()

    def pump(source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                inbound, _ = listener.accept()
                opened.append(inbound)
                head = b""
                while not head.endswith(b"\r\n\r\n"):
                    head += inbound.recv(1)
                asked_for.append(head.split()[1].decode())
                outbound = socket.create_connection(("127.0.0.1", port))
                opened.append(outbound)
                inbound.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                for pair in ((inbound, outbound), (outbound, inbound)):
                    start(pump, *pair)

    start(serve)
    try:
        yield listener.getsockname()[1], asked_for
    finally:
        for each in (listener, *opened):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        for thread in threads:
            thread.join(10)


PROGRAM = """\
import os

import requests

key = os.environ["OPENROUTER_API_KEY"]
requests.get("https://openrouter.ai/api/v1/key", headers={"Authorization": f"Bearer {key}"}).raise_for_status()
"""


@pytest.mark.parametrize("name", ["valid", "unknown"])
def test_the_command_asks_with_the_key_that_wins(name: str, double: Double, tmp_path: Path) -> None:
    write(tmp_path, {"project/app.py": PROGRAM})
    key = getattr(double.keys, name)
    with proxy(double.port) as (port, asked_for):
        environment = {
            "HTTPS_PROXY": f"http://127.0.0.1:{port}",
            "NO_PROXY": "",
            "SSL_CERT_FILE": str(double.authority),
            "OPENROUTER_API_KEY": key,
            "HOME": str(tmp_path),
            "LC_ALL": "C.UTF-8",
        }
        ran = command(tmp_path / "project", "doctor", "--online", "-v", ".", environment=environment)
        silent = command(tmp_path / "project", "doctor", "-v", ".", environment=environment)
    output = (ran.stdout + ran.stderr).decode()
    assert ("OpenRouter knows" if name == "valid" else "User not found") in output
    assert ran.returncode == (0 if name == "valid" else 1), output
    assert keys.key_link(keys.key_hash(key)) in output
    assert key not in output
    assert key[9:41] not in output
    assert key[-32:] not in output
    assert str(port) not in output
    assert set(asked_for) == {"openrouter.ai:443"}
    assert len(asked_for) == (1 if name == "valid" else 2)
    assert b"OpenRouter knows sk-or" not in silent.stdout
    assert os.fspath(tmp_path) not in output
