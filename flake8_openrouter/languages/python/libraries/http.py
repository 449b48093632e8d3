"""The table of HTTP libraries, and what is asked of all of them together. A new library is a row of ``LIBRARIES``.

Source: the packages' own signatures, which the tests compare with the rows where a package is installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import NamedTuple

from flake8_openrouter.languages.python.libraries.http_library import (
    Library,
    SessionClass,
    Signature,
    sessions,
    verbs,
    within,
)

#: What arguments are for that have one meaning wherever there are some; a row adds its own.
_COMMON_ROLES = {
    "method": "method",
    "url": "url",
    "fullurl": "url",  # of an opener's open()
    "headers": "headers",
    "extra_headers": "headers",
    "params": "query",
    "data": "body",
    "json": "body",
    "cookies": "cookies",
    "auth": "auth",
    "verify": "verify",
}

#: Arguments that carry no credential wherever there are some.
_COMMON_HARMLESS = ("timeout", "connect_timeout", "stream", "files", "proxies", "proxy", "encoding")

#: Modules that play any server.
_COMMON_MOCKS = ("httpretty", "vcr", "unittest", "mock")

#: Constructors of other packages whose first argument is the value itself.
_COMMON_WRAPPERS = (
    "str",
    "pydantic.SecretStr",
    "pydantic.v1.SecretStr",
    "langchain_core.utils.SecretStr",
    "haystack.utils.Secret.from_token",
    "haystack.utils.auth.Secret.from_token",
    "typing.cast",
)

#: Clients of the file's own server in its tests.
TEST_CLIENTS = frozenset(("TestClient", "test_client", "AsyncTestClient", "APIClient"))

_REQUEST = Signature("", ("method", "url"))
_PREPARED = Signature("", ("method", "url"), prepares=True)

_REQUESTS = {
    **verbs(get=("url", "params"), post=("url", "data", "json"), put=("url", "data"), patch=("url", "data")),
    "request": _REQUEST,
}
_REQUESTS_SESSION = {
    **_REQUESTS,
    "request": Signature("", ("method", "url", "params", "data", "headers", "cookies", "files", "auth", "timeout")),
}
_HTTPX = {**verbs(), "request": _REQUEST, "stream": _REQUEST}

LIBRARIES = (
    Library(
        "requests",
        functions={
            **within(("requests", "requests.api"), _REQUESTS),
            "requests.Request": Signature(
                "", ("method", "url", "headers", "files", "data", "params", "auth", "cookies"), prepares=True
            ),
        },
        sessions=sessions(("requests.Session", "requests.session", "requests.sessions.Session")),
        methods=_REQUESTS_SESSION,
        harmless=("allow_redirects", "hooks"),
        checking=("hooks",),
        completing=("auth",),
        adapters=("requests",),
        mappings=("CaseInsensitiveDict",),
        statuses=("raise_for_status", "status_code", "ok", "reason"),
        bodies=("json", "text", "content"),
        mocks=("responses", "requests_mock"),
    ),
    Library(
        "niquests",
        functions=within(("niquests",), _REQUESTS),
        sessions=sessions(("niquests.Session", "niquests.AsyncSession")),
        methods={**_REQUESTS_SESSION, "get": Signature("GET")},
        harmless=("allow_redirects", "hooks"),
        checking=("hooks",),
        completing=("auth",),
        statuses=("raise_for_status", "status_code", "ok", "reason"),
        bodies=("json", "text", "content"),
    ),
    Library(
        "httpx",
        functions={**within(("httpx", "httpx2"), _HTTPX), "httpx.Request": _PREPARED},
        sessions=sessions(
            (
                *("httpx.Client", "httpx.AsyncClient", "httpx2.Client", "httpx2.AsyncClient"),
                *("openai.DefaultHttpxClient", "openai.DefaultAsyncHttpxClient"),
                *("anthropic.DefaultHttpxClient", "anthropic.DefaultAsyncHttpxClient"),
            )
        ),
        methods={**_HTTPX, "build_request": _PREPARED},
        roles={"content": "body", "base_url": "base"},
        harmless=("follow_redirects", "limits", "http1", "http2", "max_redirects", "extensions", "default_encoding"),
        checking=("event_hooks",),
        completing=("auth", "event_hooks", "transport", "mounts"),
        connecting=("transport",),
        adapters=("httpx", "httpx2", "httpcore", "openai", "anthropic"),
        mappings=("Headers",),
        wrappers=("httpx.URL", "httpx2.URL", "httpx.Headers", "httpx2.Headers"),
        statuses=(
            *("raise_for_status", "status_code", "reason_phrase", "is_success", "is_error"),
            *("is_client_error", "is_server_error"),
        ),
        bodies=("json", "text", "content", "read"),
        mocks=("respx", "pytest_httpx", "httpx_mock"),
    ),
    Library(
        "curl_cffi",
        functions=within(("curl_cffi", "curl_cffi.requests"), _HTTPX),
        sessions=sessions(
            f"{module}.{name}" for module in ("curl_cffi", "curl_cffi.requests") for name in ("Session", "AsyncSession")
        ),
        methods=_HTTPX,
        roles={"content": "body", "base_url": "base"},
        harmless=("allow_redirects", "impersonate", "max_redirects", "default_encoding"),
        checking=("raise_for_status",),
        statuses=("raise_for_status", "status_code", "ok", "reason"),
        bodies=("json", "text", "content"),
    ),
    Library(
        "aiohttp",
        functions={"aiohttp.request": _REQUEST},
        sessions=sessions(("aiohttp.ClientSession",), "base_url"),
        methods={**verbs(), "request": _REQUEST, "ws_connect": Signature("GET")},
        roles={"base_url": "base", "ssl": "verify", "verify_ssl": "verify", "ssl_context": "verify"},
        harmless=(
            *("allow_redirects", "max_redirects", "raise_for_status", "read_timeout", "conn_timeout", "connector"),
            *("json_serialize", "read_bufsize", "chunked", "compress", "auto_decompress"),
        ),
        checking=("raise_for_status",),
        completing=("auth", "middlewares", "trace_configs"),
        connecting=("connector",),
        adapters=("aiohttp",),
        mappings=("CIMultiDict",),
        wrappers=("yarl.URL", "multidict.CIMultiDict"),
        statuses=("raise_for_status", "ok", "status", "reason"),
        bodies=("json", "text", "content", "read"),
        mocks=("aioresponses",),
    ),
    Library(
        "urllib3",
        functions={"urllib3.request": _REQUEST},
        sessions=sessions(("urllib3.PoolManager",), "num_pools", "headers"),
        methods={
            "request": Signature("", ("method", "url", "body", "fields", "headers", "json")),
            "urlopen": Signature("", ("method", "url", "redirect")),
        },
        roles={"body": "body", "fields": "body", "ssl_context": "verify"},
        harmless=("num_pools", "maxsize", "retries", "redirect", "preload_content", "decode_content", "chunked"),
        adapters=("urllib3",),
        statuses=("status", "reason"),
        bodies=("json", "read"),
        raises=False,
    ),
    Library(
        "urllib",
        functions={
            "urllib.request.Request": Signature(
                "", ("url", "data", "headers", "origin_req_host", "unverifiable", "method"), prepares=True
            ),
            "urllib.request.urlopen": Signature("", ("url", "data", "timeout"), takes_headers=False),
        },
        roles={"context": "verify"},
        harmless=("origin_req_host", "unverifiable"),
        adapters=("urllib",),
        adding=("add_header", "add_unredirected_header"),
        statuses=("status", "reason"),
        bodies=("read",),
        raises=False,
        openers=True,
    ),
    Library(
        "http.client",
        sessions={
            **sessions(("http.client.HTTPSConnection",), "host", "port"),
            **sessions(("http.client.HTTPConnection",), "host", "port", scheme="http://"),
        },
        methods={"request": Signature("", ("method", "url", "body", "headers"))},
        roles={"host": "host", "body": "body", "context": "verify"},
        harmless=("port",),
        adding=("putheader",),
        statuses=("status", "reason"),
        bodies=("read",),
        raises=False,
    ),
)

#: What is assumed of a session whose library can't be told: what most of them share.
UNKNOWN = Library("", methods={**_HTTPX, "build_request": _PREPARED})


class HttpCall(NamedTuple):
    """A callable of a library."""

    library: Library
    signature: Signature


class HttpClient(NamedTuple):
    """A session's class of a library."""

    library: Library
    session: SessionClass


def _merged(common: Iterable[str], of: Callable[[Library], Iterable[str]]) -> frozenset[str]:
    return frozenset((*common, *chain.from_iterable(map(of, LIBRARIES))))


def _methods(library: Library) -> dict[str, HttpCall]:
    return {name: HttpCall(library, signature) for name, signature in library.methods.items()}


#: Functions of modules, and sessions, by their dotted names; methods by the library's name and their own.
FUNCTIONS = {name: HttpCall(row, signature) for row in LIBRARIES for name, signature in row.functions.items()}
HTTP_CLIENTS = {name: HttpClient(row, session) for row in LIBRARIES for name, session in row.sessions.items()}
METHODS = {row.name: _methods(row) for row in LIBRARIES}
ANY_METHOD = _methods(UNKNOWN)

#: One of them is in each text that uses one of the libraries.
WORDS = tuple(row.name for row in LIBRARIES)

#: What arguments of any library are for, where no row says otherwise of its own.
ROLES = {**{name: role for row in reversed(LIBRARIES) for name, role in row.roles.items()}, **_COMMON_ROLES}
HARMLESS = _merged(_COMMON_HARMLESS, lambda row: row.harmless)

CHECKING = _merged((), lambda row: row.checking)
COMPLETING = tuple(dict.fromkeys(name for row in LIBRARIES for name in row.completing))
CONNECTING = _merged((), lambda row: row.connecting)
ADAPTERS = _merged((), lambda row: row.adapters)
ADDING = _merged((), lambda row: row.adding)
MAPPINGS = _merged((), lambda row: row.mappings)
WRAPPERS = _merged(_COMMON_WRAPPERS, lambda row: row.wrappers)
STATUSES = _merged(("error_for_status",), lambda row: row.statuses)
BODIES = _merged((), lambda row: row.bodies)
MOCKS = _merged(_COMMON_MOCKS, lambda row: row.mocks)


def role(library: Library, argument: str) -> str:
    """Return what an argument of a library's callables is for; nothing where that is not known, or it carries nothing.

    That is one of ``method``, ``url``, ``headers``, ``query``, ``body``, ``cookies``, ``auth``, ``verify``, ``base``
    (a URL that others are below) and ``host``.
    """
    if argument in library.harmless:
        return ""
    return library.roles.get(argument) or ROLES.get(argument, "")


def is_known(library: Library, argument: str) -> bool:
    """Tell whether all is known that an argument can carry."""
    return argument in library.roles or argument in ROLES or argument in HARMLESS
