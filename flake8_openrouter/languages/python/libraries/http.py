"""Tables: the HTTP libraries' functions, sessions and arguments, as their own signatures have them.

A new library is a row.
"""

from __future__ import annotations

from typing import NamedTuple

#: What the arguments of HTTP calls are for, whatever the library.
ROLES = {
    "method": "method",
    "url": "url",
    "fullurl": "url",
    "headers": "headers",
    "extra_headers": "headers",
    "params": "query",
    "data": "body",
    "json": "body",
    "content": "body",
    "body": "body",
    "fields": "body",
    "cookies": "cookies",
    "auth": "auth",
    "verify": "verify",
    "ssl": "verify",
    "verify_ssl": "verify",
    "ssl_context": "verify",
    "context": "verify",
    "base_url": "base",
    "host": "host",
}

#: Arguments that carry no credential.
HARMLESS = frozenset(
    (
        "timeout",
        "stream",
        "allow_redirects",
        "follow_redirects",
        "proxies",
        "proxy",
        "files",
        "hooks",
        "raise_for_status",
        "read_timeout",
        "connect_timeout",
        "retries",
        "redirect",
        "preload_content",
        "limits",
        "http2",
        "http1",
        "encoding",
        "unverifiable",
        "origin_req_host",
        "port",
        "num_pools",
        "maxsize",
        "json_serialize",
        "read_bufsize",
        "max_redirects",
        "chunked",
        "extensions",
        "default_encoding",
        "connector",
        "auto_decompress",
        "conn_timeout",
        "decode_content",
        "impersonate",
        "compress",
    )
)

#: Modules and fixtures that play a server, so that what is said to them is no request.
MOCKS = frozenset(
    (
        "respx",
        "responses",
        "httpretty",
        "requests_mock",
        "aioresponses",
        "vcr",
        "pytest_httpx",
        "httpx_mock",
        "unittest",
        "mock",
    )
)

#: Clients of the file's own server in its tests.
TEST_CLIENTS = frozenset(("TestClient", "test_client", "AsyncTestClient", "APIClient"))

VERBS = ("get", "options", "head", "post", "put", "patch", "delete")

_REQUESTS_POSITIONAL = {
    "get": ("url", "params"),
    "post": ("url", "data", "json"),
    "put": ("url", "data"),
    "patch": ("url", "data"),
}
_SESSION_REQUEST = ("method", "url", "params", "data", "headers", "cookies", "files", "auth", "timeout")


class HttpCall(NamedTuple):
    """A callable that sends or prepares a request: its method ("" where an argument says it) and signature."""

    library: str
    method: str
    positional: tuple[str, ...]
    prepares: bool = False


class HttpClient(NamedTuple):
    """A session: its constructor's positional arguments and the library whose methods it has."""

    library: str
    positional: tuple[str, ...] = ()


def _verbs(library: str, positional: dict[str, tuple[str, ...]]) -> dict[str, HttpCall]:
    return {verb: HttpCall(library, verb.upper(), positional.get(verb, ("url",))) for verb in VERBS}


def _module(library: str, calls: dict[str, HttpCall]) -> dict[str, HttpCall]:
    return {f"{library}.{name}": call for name, call in calls.items()}


_REQUESTS = {**_verbs("requests", _REQUESTS_POSITIONAL), "request": HttpCall("requests", "", ("method", "url"))}
_HTTPX = {
    **_verbs("httpx", {}),
    "request": HttpCall("httpx", "", ("method", "url")),
    "stream": HttpCall("httpx", "", ("method", "url")),
}
_AIOHTTP = {**_verbs("aiohttp", {}), "request": HttpCall("aiohttp", "", ("method", "url"))}
_URLLIB3 = ("method", "url", "body", "fields", "headers", "json")
_URLLIB_REQUEST = ("url", "data", "headers", "origin_req_host", "unverifiable", "method")

#: Functions of modules.
FUNCTIONS: dict[str, HttpCall] = {
    **_module("requests", _REQUESTS),
    **_module("requests.api", _REQUESTS),
    **_module("httpx", _HTTPX),
    **_module("httpx2", _HTTPX),
    **_module("curl_cffi", _HTTPX),
    **_module("curl_cffi.requests", _HTTPX),
    **_module("niquests", _REQUESTS),
    "aiohttp.request": HttpCall("aiohttp", "", ("method", "url")),
    "urllib3.request": HttpCall("urllib3", "", ("method", "url")),
    "urllib.request.Request": HttpCall("urllib", "", _URLLIB_REQUEST, prepares=True),
    "urllib.request.urlopen": HttpCall("urllib", "", ("url", "data", "timeout")),
    "requests.Request": HttpCall(
        "requests", "", ("method", "url", "headers", "files", "data", "params", "auth", "cookies"), prepares=True
    ),
    "httpx.Request": HttpCall("httpx", "", ("method", "url"), prepares=True),
}

_HTTPX_CLIENT = {**_HTTPX, "build_request": HttpCall("httpx", "", ("method", "url"), prepares=True)}
_POOL = {
    "request": HttpCall("urllib3", "", _URLLIB3),
    "urlopen": HttpCall("urllib3", "", ("method", "url", "redirect")),
}

#: Methods of a library's sessions.
METHODS: dict[str, dict[str, HttpCall]] = {
    "requests": {**_REQUESTS, "request": HttpCall("requests", "", _SESSION_REQUEST)},
    "httpx": _HTTPX_CLIENT,
    "curl_cffi": _HTTPX,
    "aiohttp": {**_AIOHTTP, "ws_connect": HttpCall("aiohttp", "GET", ("url",))},
    "urllib3": _POOL,
    "http.client": {"request": HttpCall("http.client", "", ("method", "url", "body", "headers"))},
}

#: What is assumed of a session whose library can't be told: what all of them share.
ANY_METHOD: dict[str, HttpCall] = {
    **{verb: HttpCall("", verb.upper(), ("url",)) for verb in VERBS},
    "request": HttpCall("", "", ("method", "url")),
    "stream": HttpCall("", "", ("method", "url")),
    "build_request": HttpCall("", "", ("method", "url"), prepares=True),
}

HTTP_CLIENTS: dict[str, HttpClient] = {
    "requests.Session": HttpClient("requests"),
    "requests.session": HttpClient("requests"),
    "requests.sessions.Session": HttpClient("requests"),
    "curl_cffi.Session": HttpClient("curl_cffi"),
    "curl_cffi.AsyncSession": HttpClient("curl_cffi"),
    "curl_cffi.requests.Session": HttpClient("curl_cffi"),
    "curl_cffi.requests.AsyncSession": HttpClient("curl_cffi"),
    "niquests.Session": HttpClient("requests"),
    "niquests.AsyncSession": HttpClient("requests"),
    "httpx.Client": HttpClient("httpx"),
    "httpx.AsyncClient": HttpClient("httpx"),
    "httpx2.Client": HttpClient("httpx"),
    "httpx2.AsyncClient": HttpClient("httpx"),
    "openai.DefaultHttpxClient": HttpClient("httpx"),
    "openai.DefaultAsyncHttpxClient": HttpClient("httpx"),
    "anthropic.DefaultHttpxClient": HttpClient("httpx"),
    "anthropic.DefaultAsyncHttpxClient": HttpClient("httpx"),
    "aiohttp.ClientSession": HttpClient("aiohttp", ("base_url",)),
    "urllib3.PoolManager": HttpClient("urllib3", ("num_pools", "headers")),
    "http.client.HTTPSConnection": HttpClient("http.client", ("host", "port")),
    "http.client.HTTPConnection": HttpClient("http.client", ("host", "port")),
}

#: Constructors whose first argument is the value itself.
WRAPPERS = frozenset(
    (
        "str",
        "pydantic.SecretStr",
        "pydantic.v1.SecretStr",
        "langchain_core.utils.SecretStr",
        "httpx.URL",
        "httpx2.URL",
        "yarl.URL",
        "httpx.Headers",
        "httpx2.Headers",
        "multidict.CIMultiDict",
        "haystack.utils.Secret.from_token",
        "haystack.utils.auth.Secret.from_token",
        "typing.cast",
    )
)
