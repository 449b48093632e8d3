"""The transports of the real HTTP clients, stubbed: what would be sent is noted, and answered without a network."""

from __future__ import annotations

import http.client
import io
import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest import mock

import aiohttp
import httpx
import requests
import requests.adapters

Headers = tuple[tuple[str, str], ...]

#: Takes method, URL, headers and body, notes them, and returns the status and the JSON of the answer.
Answer = Callable[[str, str, Headers, str], tuple[int, bytes]]


@contextmanager
def stubbed(answer: Answer) -> Iterator[None]:
    """Have all clients answered by a function."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    transport, async_transport = _httpx_transports(answer)
    with (
        mock.patch.object(requests.adapters.HTTPAdapter, "send", _requests_send(answer)),
        mock.patch.object(httpx, "HTTPTransport", transport),
        mock.patch("httpx._client.HTTPTransport", transport),
        mock.patch("httpx._client.AsyncHTTPTransport", async_transport),
        mock.patch.object(aiohttp.ClientSession, "_request", _aiohttp_request(answer)),
        mock.patch.object(http.client.HTTPConnection, "connect", _connect(answer, "http")),
        mock.patch.object(http.client.HTTPSConnection, "connect", _connect(answer, "https")),
        mock.patch.object(ssl, "_create_default_https_context", return_value=context),
    ):
        yield


def _shown(body: object) -> str:
    return body.decode() if isinstance(body, bytes) else str(body or "")


def _requests_send(answer: Answer) -> Callable[..., requests.Response]:
    def send(adapter: object, request: requests.PreparedRequest, **options: object) -> requests.Response:
        headers = tuple((_shown(name), _shown(value)) for name, value in request.headers.items())
        status, body = answer(request.method or "", request.url or "", headers, _shown(request.body))
        response = requests.Response()
        response.status_code, response._content = status, body
        response.url, response.request, response.encoding = request.url or "", request, "utf-8"
        response.raw = io.BytesIO()
        return response

    return send


def _httpx_transports(answer: Answer) -> tuple[type, type]:
    def answered(request: httpx.Request) -> httpx.Response:
        headers = tuple((name.decode(), value.decode()) for name, value in request.headers.raw)
        for name, value in headers:
            if value != value.strip() or any(letter in value + name for letter in "\r\n\0") or " " in name:
                raise httpx.LocalProtocolError(f"Illegal header {name!r}")  # as h11 does it
        status, body = answer(request.method, str(request.url), headers, _shown(request.content))
        return httpx.Response(status, content=body, request=request)

    class Transport(httpx.BaseTransport):
        def __init__(self, *arguments: object, **options: object) -> None: ...

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            request.read()
            return answered(request)

    class AsyncTransport(httpx.AsyncBaseTransport):
        def __init__(self, *arguments: object, **options: object) -> None: ...

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await request.aread()
            return answered(request)

    return Transport, AsyncTransport


class _Response:
    """What a program asks of aiohttp's response."""

    def __init__(self, status: int, body: bytes) -> None:
        self.status, self._body = status, body

    async def json(self) -> object:
        return json.loads(self._body)

    def raise_for_status(self) -> None:
        if self.status >= 400:
            raise aiohttp.ClientError(self.status)

    async def __aenter__(self) -> _Response:
        return self

    async def __aexit__(self, *_: object) -> None: ...

    def release(self) -> None: ...

    def close(self) -> None: ...

    async def wait_for_close(self) -> None: ...


def _aiohttp_request(answer: Answer) -> Callable[..., object]:
    async def request(
        session: aiohttp.ClientSession, method: str, url: str, *, headers: object = None, **options: object
    ) -> _Response:
        sent = tuple(session._prepare_headers(headers).items())  # type: ignore[arg-type]
        if any(letter in name + value for name, value in sent for letter in "\r\n\0"):
            raise ValueError("Newline or carriage return detected in headers")
        body = json.dumps(options["json"]) if "json" in options else ""
        return _Response(*answer(method, str(url), sent, body))

    return request


class _Socket:
    """Takes what http.client writes, and answers once it is read."""

    def __init__(self, answer: Answer, scheme: str, host: str) -> None:
        self._answer, self._scheme, self._host, self._sent = answer, scheme, host, b""

    def sendall(self, data: bytes) -> None:
        self._sent += data

    def makefile(self, mode: str) -> io.BytesIO:
        head, _, body = self._sent.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ")
        headers = tuple((name, value[1:]) for name, _, value in (line.partition(":") for line in lines))
        url = f"{self._scheme}://{self._host}{target}"
        status, content = self._answer(method, url, headers, _shown(body))
        return io.BytesIO(b"HTTP/1.1 %d Answer\r\nContent-Length: %d\r\n\r\n%s" % (status, len(content), content))

    def close(self) -> None: ...


def _connect(answer: Answer, scheme: str) -> Callable[[http.client.HTTPConnection], None]:
    def connect(connection: http.client.HTTPConnection) -> None:
        connection.sock = _Socket(answer, scheme, connection.host)  # type: ignore[assignment]

    return connect
