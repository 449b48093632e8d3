"""Tables: HTTP libraries and SDKs, as EVIDENCE.md, section 3, and the packages' own signatures have them.

A new library or SDK is a row.
"""

from __future__ import annotations

from dataclasses import dataclass

from flake8_openrouter.model import Base

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
        "compress",
    )
)

VERBS = ("get", "options", "head", "post", "put", "patch", "delete")

_REQUESTS_POSITIONAL = {
    "get": ("url", "params"),
    "post": ("url", "data", "json"),
    "put": ("url", "data"),
    "patch": ("url", "data"),
}
_SESSION_REQUEST = ("method", "url", "params", "data", "headers", "cookies", "files", "auth", "timeout")


@dataclass(frozen=True, slots=True)
class HttpCall:
    """A callable that sends or prepares a request: its method ("" where an argument says it) and signature."""

    library: str
    method: str
    positional: tuple[str, ...]
    prepares: bool = False


@dataclass(frozen=True, slots=True)
class HttpClient:
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
_URLLIB3 = ("method", "url", "body", "fields", "headers")
_URLLIB_REQUEST = ("url", "data", "headers", "origin_req_host", "unverifiable", "method")

#: Functions of modules.
FUNCTIONS: dict[str, HttpCall] = {
    **_module("requests", _REQUESTS),
    **_module("requests.api", _REQUESTS),
    **_module("httpx", _HTTPX),
    **_module("httpx2", _HTTPX),
    **_module("curl_cffi.requests", _REQUESTS),
    **_module("niquests", _REQUESTS),
    "aiohttp.request": HttpCall("aiohttp", "", ("method", "url")),
    "urllib3.request": HttpCall("urllib3", "", _URLLIB3),
    "urllib.request.Request": HttpCall("urllib", "", _URLLIB_REQUEST, prepares=True),
    "urllib.request.urlopen": HttpCall("urllib", "", ("url", "data", "timeout")),
    "requests.Request": HttpCall("requests", "", ("method", "url", "headers", "files", "data", "params", "auth", "cookies"), prepares=True),
    "httpx.Request": HttpCall("httpx", "", ("method", "url"), prepares=True),
}

_HTTPX_CLIENT = {**_HTTPX, "build_request": HttpCall("httpx", "", ("method", "url"))}
_POOL = {"request": HttpCall("urllib3", "", _URLLIB3), "urlopen": HttpCall("urllib3", "", ("method", "url", "body", "headers"))}

#: Methods of a library's sessions.
METHODS: dict[str, dict[str, HttpCall]] = {
    "requests": {**_REQUESTS, "request": HttpCall("requests", "", _SESSION_REQUEST)},
    "httpx": _HTTPX_CLIENT,
    "aiohttp": {**_AIOHTTP, "ws_connect": HttpCall("aiohttp", "GET", ("url",))},
    "urllib3": _POOL,
    "http.client": {"request": HttpCall("http.client", "", ("method", "url", "body", "headers"))},
}

#: What is assumed of a session whose library can't be told: what all of them share.
ANY_METHOD: dict[str, HttpCall] = {
    **{verb: HttpCall("", verb.upper(), ("url",)) for verb in VERBS},
    "request": HttpCall("", "", ("method", "url")),
    "stream": HttpCall("", "", ("method", "url")),
    "build_request": HttpCall("", "", ("method", "url")),
}

HTTP_CLIENTS: dict[str, HttpClient] = {
    "requests.Session": HttpClient("requests"),
    "requests.session": HttpClient("requests"),
    "requests.sessions.Session": HttpClient("requests"),
    "curl_cffi.requests.Session": HttpClient("requests"),
    "curl_cffi.requests.AsyncSession": HttpClient("requests"),
    "httpx.Client": HttpClient("httpx"),
    "httpx.AsyncClient": HttpClient("httpx"),
    "httpx2.Client": HttpClient("httpx"),
    "httpx2.AsyncClient": HttpClient("httpx"),
    "aiohttp.ClientSession": HttpClient("aiohttp", ("base_url",)),
    "urllib3.PoolManager": HttpClient("urllib3", ("num_pools", "headers")),
    "http.client.HTTPSConnection": HttpClient("http.client", ("host", "port")),
    "http.client.HTTPConnection": HttpClient("http.client", ("host", "port")),
}

@dataclass(frozen=True, slots=True)
class Sdk:
    """How an SDK's client is configured.

    ``host`` is where it goes without an endpoint, ``variables`` what it reads without a key (none where that is
    OpenRouter's own). ``doubles``: it puts ``Bearer `` before the key. ``prefix``: it serves many providers, and goes
    to OpenRouter where the model's name begins ``openrouter/``.
    """

    name: str
    host: str = "api.openai.com"
    variables: tuple[str, ...] = ("OPENAI_API_KEY",)
    keys: tuple[str, ...] = ("api_key",)
    endpoints: tuple[str, ...] = ("base_url",)
    headers: tuple[str, ...] = ("default_headers", "extra_headers", "headers")
    proxy: str = ""
    base: Base = Base.OPENAI
    doubles: bool = True
    prefix: str = ""
    positional: tuple[str, ...] = ()
    endpoint_variables: tuple[str, ...] = ("OPENAI_BASE_URL", "OPENAI_API_BASE")


_LANGCHAIN_KEYS = ("api_key", "openai_api_key")
_LANGCHAIN_ENDPOINTS = ("base_url", "openai_api_base")


def _openai(name: str) -> Sdk:
    return Sdk(name)


def _langchain(name: str) -> Sdk:
    return Sdk(name, keys=_LANGCHAIN_KEYS, endpoints=_LANGCHAIN_ENDPOINTS, proxy="openai_proxy")


def _own(name: str, endpoints: tuple[str, ...] = ("base_url",), **more: object) -> Sdk:
    return Sdk(name, host="openrouter.ai", variables=(), endpoints=endpoints, doubles=True, **more)  # type: ignore[arg-type]


def _many(name: str, endpoints: tuple[str, ...] = ("api_base", "base_url"), positional: tuple[str, ...] = ("model",)) -> Sdk:
    return Sdk(name, host="", variables=(), endpoints=endpoints, prefix="openrouter/", positional=positional)


_OPENAI_NAMES = ("OpenAI", "AsyncOpenAI", "Client", "AsyncClient")
_LANGCHAIN_MODULES = ("langchain_openai", "langchain_community.chat_models", "langchain.chat_models", "langchain_community.llms", "langchain.llms")
_LITELLM = ("completion", "acompletion", "text_completion", "atext_completion", "embedding", "aembedding", "responses", "aresponses")
_ANTHROPIC = Sdk(
    "Anthropic",
    host="api.anthropic.com",
    variables=("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"),
    keys=("auth_token", "api_key"),
    base=Base.ANTHROPIC,
    endpoint_variables=("ANTHROPIC_BASE_URL",),
)

SDKS: dict[str, Sdk] = {
    **{f"openai.{name}": _openai(name) for name in _OPENAI_NAMES},
    **{f"langfuse.openai.{name}": _openai(name) for name in _OPENAI_NAMES},
    **{
        f"{module}.{name}": _langchain(name)
        for module in _LANGCHAIN_MODULES
        for name in ("ChatOpenAI", "OpenAI", "OpenAIEmbeddings")
    },
    "langchain_community.chat_models.openai.ChatOpenAI": _langchain("ChatOpenAI"),
    "langchain_openai.chat_models.ChatOpenAI": _langchain("ChatOpenAI"),
    "langchain_openai.chat_models.base.ChatOpenAI": _langchain("ChatOpenAI"),
    "langchain_community.embeddings.OpenAIEmbeddings": _langchain("OpenAIEmbeddings"),
    "langchain.embeddings.OpenAIEmbeddings": _langchain("OpenAIEmbeddings"),
    "anthropic.Anthropic": _ANTHROPIC,
    "anthropic.AsyncAnthropic": _ANTHROPIC,
    "openrouter.OpenRouter": Sdk("OpenRouter", host="openrouter.ai", variables=(), endpoints=("server_url",), doubles=False, positional=("api_key",)),
    "langchain_openrouter.ChatOpenRouter": _own("ChatOpenRouter", keys=("api_key", "openrouter_api_key")),
    "langchain_openrouter.chat_models.ChatOpenRouter": _own("ChatOpenRouter", keys=("api_key", "openrouter_api_key")),
    "pydantic_ai.providers.openrouter.OpenRouterProvider": _own("OpenRouterProvider"),
    "pydantic_ai.providers.openai.OpenAIProvider": Sdk("OpenAIProvider"),
    "llama_index.llms.openrouter.OpenRouter": _own("OpenRouter", ("api_base",)),
    "llama_index.llms.openai_like.OpenAILike": Sdk("OpenAILike", endpoints=("api_base",)),
    "agno.models.openrouter.OpenRouter": _own("OpenRouter"),
    "agno.models.openrouter.openrouter.OpenRouter": _own("OpenRouter"),
    "phi.model.openrouter.OpenRouter": _own("OpenRouter"),
    "haystack_integrations.components.generators.openrouter.OpenRouterChatGenerator": _own("OpenRouterChatGenerator", ("api_base_url",)),
    "haystack.components.generators.chat.OpenAIChatGenerator": Sdk("OpenAIChatGenerator", endpoints=("api_base_url",)),
    "haystack.components.generators.OpenAIGenerator": Sdk("OpenAIGenerator", endpoints=("api_base_url",)),
    "smolagents.OpenAIModel": Sdk("OpenAIModel", endpoints=("api_base",), positional=("model_id",)),
    "smolagents.OpenAIServerModel": Sdk("OpenAIServerModel", endpoints=("api_base",), positional=("model_id",)),
    "smolagents.LiteLLMModel": _many("LiteLLMModel", positional=("model_id",)),
    "autogen_ext.models.openai.OpenAIChatCompletionClient": Sdk("OpenAIChatCompletionClient"),
    "crewai.LLM": _many("LLM"),
    "dspy.LM": _many("LM"),
    "instructor.from_provider": _many("from_provider", ("base_url",)),
    **{f"litellm.{name}": _many(name) for name in _LITELLM},
}

#: The module-wide settings of the openai package; the first is of its 0.x, and its clients do not read it.
OPENAI_GLOBALS = {"openai.api_base": False, "openai.base_url": True}

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
        "typing.cast",
    )
)
