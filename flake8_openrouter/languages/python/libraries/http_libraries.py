"""The table of HTTP libraries. A new library is a row: what a row holds is said where ``Library`` is defined.

Source: the packages' own signatures, which the tests compare with the rows where a package is installed.
"""

from __future__ import annotations

from flake8_openrouter.languages.python.libraries.http_library import Library, Signature, sessions, verbs, within

_REQUEST = Signature("", ("method", "url"))
_PREPARED = Signature("", ("method", "url"), prepares=True)

_REQUESTS = {
    **verbs(get=("url", "params"), post=("url", "data", "json"), put=("url", "data"), patch=("url", "data")),
    "request": _REQUEST,
}
#: niquests has each function a second time, to be awaited.
_AWAITED = {f"a{name}": signature for name, signature in _REQUESTS.items()}
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
        neutral=("close", "mount", "trust_env", "proxies"),
        mappings=("CaseInsensitiveDict",),
        statuses=("raise_for_status", "status_code", "ok", "reason"),
        bodies=("json", "text", "content", "iter_lines", "iter_content"),
        mocks=("responses", "requests_mock"),
    ),
    Library(
        "niquests",
        functions={**within(("niquests",), _REQUESTS), **within(("niquests",), _AWAITED)},
        sessions=sessions(("niquests.Session", "niquests.AsyncSession")),
        methods={**_REQUESTS_SESSION, "get": Signature("GET")},
        roles={"base_url": "base"},
        harmless=("allow_redirects", "hooks"),
        checking=("hooks",),
        completing=("auth",),
        neutral=("close", "trust_env", "proxies"),
        statuses=("raise_for_status", "status_code", "ok", "reason"),
        bodies=("json", "text", "content", "iter_lines", "iter_content"),
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
        neutral=("close", "aclose", "timeout", "trust_env"),
        mappings=("Headers",),
        wrappers=("httpx.URL", "httpx2.URL", "httpx.Headers", "httpx2.Headers"),
        statuses=(
            *("raise_for_status", "status_code", "reason_phrase", "is_success", "is_error"),
            *("is_client_error", "is_server_error"),
        ),
        bodies=(
            *("json", "text", "content", "read", "iter_lines", "iter_text", "iter_bytes", "iter_raw"),
            *("aread", "aiter_lines", "aiter_text", "aiter_bytes", "aiter_raw"),
        ),
        mocks=("respx", "pytest_httpx", "httpx_mock"),
    ),
    Library(
        "httpx_sse",
        functions=within(
            ("httpx_sse",),
            dict.fromkeys(
                ("connect_sse", "aconnect_sse"), Signature("", ("client", "method", "url"), session="client")
            ),
        ),
        roles={"content": "body"},
        harmless=("client", "follow_redirects", "extensions"),
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
        neutral=("close", "proxies", "timeout", "trust_env"),
        statuses=("raise_for_status", "status_code", "ok", "reason"),
        bodies=("json", "text", "content", "iter_lines", "iter_content", "aiter_lines", "aiter_content", "atext"),
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
        neutral=("close", "timeout", "trust_env"),
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
        bodies=("json", "data", "read"),
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
        statuses=("status", "reason", "getcode"),
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
        neutral=("close", "putrequest", "endheaders", "getresponse"),
        answering="getresponse",
        statuses=("status", "reason", "getcode"),
        bodies=("read",),
        raises=False,
    ),
    Library(
        "smartsurge",
        sessions=sessions(("smartsurge.SmartSurgeClient", "smartsurge.client.SmartSurgeClient"), "base_url"),
        methods={
            **verbs(
                **dict.fromkeys(("get", "delete"), ("endpoint", "params", "headers")),
                **dict.fromkeys(("post", "put", "patch"), ("endpoint", "data", "json", "headers")),
            ),
            "request": Signature("", ("method", "endpoint", "params", "data", "json", "headers", "cookies")),
        },
        roles={"base_url": "base", "endpoint": "url", "verify_ssl": "verify"},
        harmless=("allow_redirects", "num_async", "request_history", "return_history", "max_retries", "rate_limit"),
        neutral=("close",),
        statuses=("raise_for_status", "status_code", "ok", "reason"),
        bodies=("json", "text", "content", "iter_lines", "iter_content"),
    ),
    Library(
        "treq",
        functions=within(
            ("treq",),
            {
                **verbs(get=("url", "headers"), post=("url", "data"), put=("url", "data"), patch=("url", "data")),
                "request": Signature("", ("method", "url", "data")),
            },
        ),
        harmless=("agent", "pool", "persistent", "reactor", "allow_redirects", "browser_like_redirects", "unbuffered"),
        statuses=("code", "phrase"),
        raises=False,
    ),
    Library(
        "tornado",
        functions={
            "tornado.httpclient.HTTPRequest": Signature("", ("url", "method", "headers", "body"), prepares=True)
        },
        sessions=sessions(("tornado.httpclient.HTTPClient", "tornado.httpclient.AsyncHTTPClient")),
        # It raises for a bad status itself.
        methods={"fetch": Signature("", ("request",))},
        roles={"request": "url", "body": "body", "validate_cert": "verify"},
        harmless=("raise_error", "request_timeout", "follow_redirects", "max_redirects", "user_agent", "ca_certs"),
        neutral=("close",),
        mappings=("HTTPHeaders",),
        wrappers=("tornado.httputil.HTTPHeaders",),
        statuses=("code", "error", "reason", "rethrow"),
        raises=False,
    ),
)
