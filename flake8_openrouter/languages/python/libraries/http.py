"""What is known of HTTP libraries, of all of them together: ``http_libraries`` has a row for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from flake8_openrouter.languages.python.libraries.http_libraries import LIBRARIES
from flake8_openrouter.languages.python.libraries.http_library import Library, SessionClass, Signature, verbs

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

#: What is assumed of a session whose library can't be told: what most of them share.
UNKNOWN = Library(
    "",
    methods={
        **verbs(),
        "request": Signature("", ("method", "url")),
        "stream": Signature("", ("method", "url")),
        "build_request": Signature("", ("method", "url"), prepares=True),
    },
)


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
#: The packages that have such functions.
PACKAGES = frozenset(name.partition(".")[0] for name in FUNCTIONS)
ANY_METHOD = _methods(UNKNOWN)

#: Names of methods by which sessions send or prepare, and of those that prepare.
SENDING = frozenset((*UNKNOWN.methods, *chain.from_iterable(METHODS.values())))
PREPARING = frozenset(name for row in LIBRARIES for name, signature in row.methods.items() if signature.prepares)

#: Last names of functions, and of constructors that take something in its place.
CALLED = frozenset(
    name.rpartition(".")[2]
    for name in (*FUNCTIONS, *(name for name, client in HTTP_CLIENTS.items() if client.session.positional))
)

#: Last names of sessions, and of other clients.
CLIENTS = frozenset(name.rpartition(".")[2] for name in HTTP_CLIENTS)

#: What a call of something without a name must be given to be looked at.
TELLING = frozenset(("headers", "json", "params", "data", "cookies", "auth"))

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
NEUTRAL = _merged((), lambda row: row.neutral)
MAPPINGS = _merged((), lambda row: row.mappings)
WRAPPERS = _merged(_COMMON_WRAPPERS, lambda row: row.wrappers)
STATUSES = _merged(("error_for_status",), lambda row: row.statuses)
BODIES = _merged((), lambda row: row.bodies)
MOCKS = _merged(_COMMON_MOCKS, lambda row: row.mocks)
#: What the names of those begin with by which a server answers: what they are given is part of no request.
SERVERS = (
    *("aiohttp.web.", "bottle.", "django.", "falcon.", "fastapi.", "flask.", "litestar.", "quart.", "rest_framework."),
    *("sanic.", "starlette.", "tornado.web.", "werkzeug."),
)


#: What was put together of the libraries that were asked for, by their names.
_ROLES_OF: dict[str, dict[str, str]] = {}


def roles(library: Library) -> Mapping[str, str]:
    """Return what the arguments of a library's callables are for, of those that are known and carry something.

    That is one of ``method``, ``url``, ``headers``, ``query``, ``body``, ``cookies``, ``auth``, ``verify``, ``base``
    (a URL that others are below) and ``host``.
    """
    if library.name not in _ROLES_OF:
        found = {**ROLES, **{name: role for name, role in library.roles.items() if role}}
        _ROLES_OF[library.name] = {name: role for name, role in found.items() if name not in library.harmless}
    return _ROLES_OF[library.name]


def is_known(library: Library, argument: str) -> bool:
    """Tell whether all is known that an argument can carry."""
    return argument in library.roles or argument in ROLES or argument in HARMLESS
