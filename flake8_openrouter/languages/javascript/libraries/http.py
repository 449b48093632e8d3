"""What sends requests: functions by their dotted names, and how each takes its arguments.

Sources: the Fetch standard; axios 1.x, got 14, ky 1.x, undici 6 and Angular 17, each as its own code has it.
"""

from __future__ import annotations

from typing import NamedTuple


class Client(NamedTuple):
    """What is known of a client. ``trims``: white space around a header's value is not sent.

    ``joins``: two spellings of a header's name are sent as one header with both values. ``options`` are the names of
    all that it can be told: with another one a request is not judged by what it lacks.
    """

    name: str
    trims: bool = True
    joins: bool = False
    base: str = ""


class Call(NamedTuple):
    """How a function is called. Arguments are counted from 0; None: there is no such one.

    ``url`` may be the ``config`` itself. ``body`` is an argument of its own. ``method`` is empty where the config says.
    """

    client: Client
    url: int = 0
    config: int | None = 1
    body: int | None = None
    method: str = ""


FETCH = Client("fetch", joins=True)
AXIOS = Client("axios", base="baseURL")
GOT = Client("got", trims=False, base="prefixUrl")
KY = Client("ky", joins=True, base="prefixUrl")
UNDICI = Client("undici", trims=False)
JQUERY = Client("jQuery")
OFETCH = Client("ofetch", base="baseURL")
NODE = Client("http", trims=False)
ANY = Client("a client")

_PLAIN = ("get", "delete", "head", "options")
_WITH_BODY = ("post", "put", "patch")


VERBS = tuple(verb.upper() for verb in (*_PLAIN, *_WITH_BODY))


def _methods(client: Client, name: str, *, body: bool) -> dict[str, Call]:
    """Return the functions of a client that are named for a method; ``body``: that is an argument of its own."""
    found = {f"{name}.{verb}": Call(client, method=verb.upper()) for verb in (*_PLAIN, *_WITH_BODY)}
    if body:
        found |= {f"{name}.{verb}": Call(client, config=2, body=1, method=verb.upper()) for verb in _WITH_BODY}
    return found


#: The names by which packages give ``fetch``.
_FETCHES = (
    *("fetch", "globalThis.fetch", "window.fetch", "self.fetch", "node-fetch", "cross-fetch", "cross-fetch.fetch"),
    *("isomorphic-fetch", "whatwg-fetch", "undici.fetch", "node-fetch-native", "expo/fetch.fetch"),
)

FUNCTIONS: dict[str, Call] = {
    **{name: Call(FETCH) for name in _FETCHES},
    **{name: Call(OFETCH) for name in ("ofetch.ofetch", "ofetch.$fetch", "$fetch", "ofetch", "useFetch")},
    "axios": Call(AXIOS),
    "axios.request": Call(AXIOS, config=0),
    **_methods(AXIOS, "axios", body=True),
    "got": Call(GOT),
    "got.got": Call(GOT),
    **_methods(GOT, "got", body=False),
    "ky": Call(KY),
    **_methods(KY, "ky", body=False),
    "undici.request": Call(UNDICI),
    "undici.stream": Call(UNDICI),
    "$.ajax": Call(JQUERY),
    "jQuery.ajax": Call(JQUERY),
    "jquery.ajax": Call(JQUERY),
    **{f"{module}.{name}": Call(NODE) for module in ("http", "https") for name in ("request", "get")},
}

#: What makes a client with settings of its own, by which rows its calls go.
FACTORIES = {
    **dict.fromkeys(("axios.create", "axios.Axios"), "axios"),
    **dict.fromkeys(("got.extend", "got.got.extend"), "got"),
    **dict.fromkeys(("ky.create", "ky.extend"), "ky"),
    **dict.fromkeys(("ofetch.ofetch.create", "$fetch.create", "ofetch.create"), "ofetch.ofetch"),
}

#: Classes whose objects are headers.
HEADERS = frozenset(
    (
        *("Headers", "node-fetch.Headers", "undici.Headers", "cross-fetch.Headers"),
        *("@angular/common/http.HttpHeaders", "axios.AxiosHeaders"),
    )
)

#: Methods of an object that is not known, if they are given a URL and options with headers: Angular's HttpClient.
OF_ANY = {verb: Call(ANY, config=None, method=verb.upper()) for verb in (*_PLAIN[:2], *_WITH_BODY)}
OF_ANY["request"] = Call(ANY, config=None)

#: What a config is asked for.
URLS = ("url", "uri")
BODIES = ("body", "data", "json", "form")
METHODS = ("method", "type")

#: What completes the headers of all requests of a client, somewhere in a file.
COMPLETING: dict[str, tuple[bytes, ...]] = {
    "axios": (b"interceptors", b"defaults.headers"),
    "fetch": (b"window.fetch =", b"globalThis.fetch =", b"global.fetch =", b"self.fetch ="),
    "jQuery": (b"ajaxSetup", b"ajaxPrefilter", b"ajaxSend"),
}

#: Options of axios that are no data, whatever else is in an object.
OPTIONS = frozenset(("headers", "timeout", "params", "responseType", "signal", "withCredentials", "validateStatus"))

#: Options of a client that may bring a credential, or another destination, in a way that is not followed.
OPEN = frozenset(
    ("hooks", "beforeSend", "adapter", "transformRequest", "agent", "dispatcher", "beforeRequest", "onRequest", "fetch")
)
