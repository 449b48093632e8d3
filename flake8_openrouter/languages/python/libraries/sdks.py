"""The table of SDKs: how each one's clients are configured. A new SDK is a row of ``_ROWS``.

Source: the packages' own signatures, read at their newest releases of November 2026; paths that only older releases
have are kept for older code. The proof compares the rows with the packages that it installs.
"""

# Annotations are objects here: the texts of so many would be compiled, each time that this is imported.

from collections.abc import Iterable
from typing import NamedTuple

from flake8_openrouter.model import Base

_OPENROUTER = "openrouter.ai"


class Sdk(NamedTuple):
    """How an SDK's client is configured.

    ``host`` is where it goes without an endpoint ("" where that can't be told), ``variables`` what it reads without a
    key (none where that is OpenRouter's own, or nothing), ``endpoint_variables`` what it reads without an endpoint.
    ``unset`` is what it sends for a key that is ``None`` where it reads no variable; empty: it raises, or reads
    OpenRouter's own. ``doubles``: it puts ``Bearer `` before the key, whatever it begins with. ``prefix``: it serves
    many providers, and goes to OpenRouter where the model's name begins so, which is one of ``models``. ``others`` are
    arguments that stand for a key. Of the keys in ``exclusive`` one may be given; ``if_both`` says what comes of two.
    ``http_clients`` are given the HTTP client that it sends with. ``manages``: it has the operations that manage keys,
    too. ``name`` is the last of its dotted name.
    """

    name: str = ""
    host: str = "api.openai.com"
    variables: tuple[str, ...] = ("OPENAI_API_KEY",)
    keys: tuple[str, ...] = ("api_key",)
    endpoints: tuple[str, ...] = ("base_url",)
    headers: tuple[str, ...] = ("default_headers", "extra_headers", "headers")
    proxy: str = ""
    base: Base = Base.OPENAI
    unset: str = ""
    doubles: bool = True
    prefix: str = ""
    positional: tuple[str, ...] = ()
    endpoint_variables: tuple[str, ...] = ("OPENAI_BASE_URL",)
    others: tuple[str, ...] = ("admin_api_key", "workload_identity", "provider", "openai_client", "async_openai_client")
    models: tuple[str, ...] = ("model", "model_id", "model_name")
    exclusive: tuple[str, ...] = ()
    if_both: str = ""
    http_clients: tuple[str, ...] = ("http_client", "http_async_client", "async_http_client", "client", "async_client")
    manages: bool = False


#: Arguments that choose the provider beside the model's name.
PROVIDER_ARGUMENTS = ("provider", "custom_llm_provider", "model_provider")

_LANGCHAIN = Sdk(
    keys=("api_key", "openai_api_key"),
    endpoints=("base_url", "openai_api_base"),
    proxy="openai_proxy",
    endpoint_variables=("OPENAI_API_BASE", "OPENAI_BASE_URL"),
)
_ANTHROPIC = Sdk(
    host="api.anthropic.com",
    variables=("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"),
    keys=("auth_token", "api_key"),
    base=Base.ANTHROPIC,
    endpoint_variables=("ANTHROPIC_BASE_URL",),
    others=("credentials", "config", "profile"),
    exclusive=("api_key", "auth_token"),
    if_both="anthropic 2 raises, older releases send both",
)
_OWN = Sdk(host=_OPENROUTER, variables=(), endpoint_variables=())
_MANY = Sdk(host="", variables=(), endpoints=("api_base", "base_url"), prefix="openrouter/", endpoint_variables=())
_LLAMA = Sdk(
    endpoints=("api_base",),
    endpoint_variables=("OPENAI_API_BASE",),
    positional=(
        *("model", "temperature", "max_tokens", "additional_kwargs", "max_retries", "timeout", "reuse_client"),
        *("api_key", "api_base"),
    ),
)
_CHAT_OPENROUTER = _OWN._replace(
    keys=("api_key", "openrouter_api_key"), endpoint_variables=("OPENROUTER_API_BASE",), doubles=False
)
_CAMEL = ("model_type", "model_config_dict", "api_key", "url")


def _rows(sdk: Sdk, modules: Iterable[str], names: Iterable[str]) -> dict[str, Sdk]:
    """Return the same row for each name in each module."""
    return {f"{module}.{name}": sdk for module in modules for name in names}


_OPENAI_NAMES = ("OpenAI", "AsyncOpenAI", "Client", "AsyncClient")
_LANGCHAINS = ("langchain", "langchain_classic", "langchain_community")
_LITELLM = {
    **dict.fromkeys(("completion", "acompletion"), ("model", "messages")),
    **dict.fromkeys(("embedding", "aembedding"), ("model", "input")),
    **dict.fromkeys(("text_completion", "atext_completion"), ("prompt", "model")),
    **dict.fromkeys(("responses", "aresponses"), ("input", "model")),
}

_ROWS: dict[str, Sdk] = {
    **_rows(Sdk(), ("openai", "langfuse.openai.openai"), _OPENAI_NAMES),
    **_rows(Sdk(), ("langfuse.openai",), ("OpenAI", "AsyncOpenAI")),
    **_rows(_ANTHROPIC, ("anthropic",), ("Anthropic", "AsyncAnthropic", "Client", "AsyncClient")),
    # LangChain
    **_rows(_LANGCHAIN, ("langchain_openai",), ("ChatOpenAI", "OpenAI", "OpenAIEmbeddings")),
    **_rows(_LANGCHAIN, ("langchain_openai.chat_models", "langchain_openai.chat_models.base"), ("ChatOpenAI",)),
    **_rows(_LANGCHAIN, ("langchain_openai.llms", "langchain_openai.llms.base"), ("OpenAI",)),
    **_rows(_LANGCHAIN, ("langchain_openai.embeddings", "langchain_openai.embeddings.base"), ("OpenAIEmbeddings",)),
    **_rows(
        _LANGCHAIN, [f"{name}.chat_models{end}" for name in _LANGCHAINS for end in ("", ".openai")], ("ChatOpenAI",)
    ),
    **_rows(_LANGCHAIN, [f"{name}.llms{end}" for name in _LANGCHAINS for end in ("", ".openai")], ("OpenAI",)),
    **_rows(
        _LANGCHAIN,
        [f"{name}.embeddings{end}" for name in _LANGCHAINS for end in ("", ".openai")],
        ("OpenAIEmbeddings",),
    ),
    **_rows(
        _MANY._replace(prefix="openrouter:", doubles=False, positional=("model",)),
        ("langchain.chat_models", "langchain_classic.chat_models"),
        ("init_chat_model",),
    ),
    **_rows(_CHAT_OPENROUTER, ("langchain_openrouter", "langchain_openrouter.chat_models"), ("ChatOpenRouter",)),
    "langchain_anthropic.ChatAnthropic": _ANTHROPIC._replace(
        variables=("ANTHROPIC_API_KEY",),
        keys=("api_key", "anthropic_api_key"),
        endpoints=("base_url", "anthropic_api_url"),
        proxy="anthropic_proxy",
        endpoint_variables=("ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL"),
    ),
    # OpenRouter's own SDK, and what others build for it
    **_rows(
        _OWN._replace(
            endpoints=("server_url",),
            unset="no key at all",
            manages=True,
            doubles=False,
            positional=(
                *("api_key", "http_referer", "x_open_router_title", "x_open_router_categories"),
                *("server", "url_params", "server_url"),
            ),
        ),
        ("openrouter", "openrouter.sdk"),
        ("OpenRouter",),
    ),
    "pydantic_ai.providers.openrouter.OpenRouterProvider": _OWN,
    "pydantic_ai.providers.openai.OpenAIProvider": Sdk(positional=("base_url", "api_key")),
    "pydantic_ai.providers.anthropic.AnthropicProvider": _ANTHROPIC._replace(keys=("api_key",)),
    **_rows(
        _OWN._replace(
            endpoints=("api_base",),
            positional=(
                *("model", "temperature", "max_tokens", "additional_kwargs", "max_retries"),
                *("api_base", "api_key"),
            ),
        ),
        ("llama_index.llms.openrouter", "llama_index.llms.openrouter.base"),
        ("OpenRouter",),
    ),
    **_rows(_LLAMA, ("llama_index.llms.openai_like", "llama_index.llms.openai_like.base"), ("OpenAILike",)),
    **_rows(_LLAMA, ("llama_index.llms.openai", "llama_index.llms.openai.base"), ("OpenAI",)),
    **_rows(
        _OWN._replace(positional=("id", "name", "provider")),
        ("agno.models.openrouter", "agno.models.openrouter.openrouter"),
        ("OpenRouter", "OpenRouterResponses"),
    ),
    "agno.models.openai.OpenAIChat": Sdk(positional=("id", "name", "provider"), others=()),
    **_rows(_OWN, ("phi.model.openrouter", "phi.model.openrouter.openrouter", "phi.llm.openrouter"), ("OpenRouter",)),
    "phi.model.openai.OpenAIChat": Sdk(others=()),
    "haystack_integrations.components.generators.openrouter.OpenRouterChatGenerator": _OWN._replace(
        endpoints=("api_base_url",)
    ),
    **_rows(
        Sdk(endpoints=("api_base_url",), positional=("api_key", "model", "streaming_callback", "api_base_url")),
        (
            "haystack.components.generators",
            "haystack.components.generators.chat",
            "haystack.components.generators.chat.openai",
        ),
        ("OpenAIGenerator", "OpenAIChatGenerator"),
    ),
    **_rows(
        Sdk(endpoints=("api_base",), positional=("model_id", "api_base", "api_key")),
        ("smolagents", "smolagents.models"),
        ("OpenAIModel", "OpenAIServerModel"),
    ),
    "autogen_ext.models.openai.OpenAIChatCompletionClient": Sdk(),
    "camel.models.OpenRouterModel": _OWN._replace(
        endpoints=("url",), positional=_CAMEL, endpoint_variables=("OPENROUTER_API_BASE_URL",)
    ),
    **_rows(_OWN._replace(positional=("model",)), ("browser_use", "browser_use.llm"), ("ChatOpenRouter",)),
    **_rows(Sdk(positional=("model",)), ("browser_use", "browser_use.llm"), ("ChatOpenAI",)),
    "livekit.plugins.openai.LLM.with_openrouter": _OWN,
    "pipecat.services.openrouter.llm.OpenRouterLLMService": _OWN,
    **_rows(Sdk(), ("agents", "agents.models.openai_provider"), ("OpenAIProvider",)),
    # Clients of many providers
    **{
        f"{module}.{name}": _MANY._replace(positional=positional)
        for module in ("litellm", "litellm.main")
        for name, positional in _LITELLM.items()
    },
    **_rows(
        _MANY._replace(positional=("model_id", "api_base", "api_key")),
        ("smolagents", "smolagents.models"),
        ("LiteLLMModel",),
    ),
    **_rows(_MANY._replace(positional=("model", "is_litellm")), ("crewai", "crewai.llm"), ("LLM",)),
    **_rows(
        _MANY._replace(positional=("model", "model_type", "temperature", "max_tokens", "cache")),
        ("dspy", "dspy.clients", "dspy.clients.lm"),
        ("LM",),
    ),
    **_rows(
        _MANY._replace(positional=("model", "async_client", "cache", "mode")),
        ("instructor", "instructor.auto_client"),
        ("from_provider",),
    ),
    "agents.extensions.models.litellm_model.LitellmModel": _MANY._replace(positional=("model", "base_url", "api_key")),
    "google.adk.models.lite_llm.LiteLlm": _MANY._replace(positional=("model",)),
}

SDKS = {dotted: sdk._replace(name=dotted.rpartition(".")[2]) for dotted, sdk in _ROWS.items()}

#: One of them is in each text that uses one of the SDKs.
WORDS = tuple(dict.fromkeys(dotted.partition(".")[0].lower() for dotted in _ROWS))

#: A class that is not known, and is given an endpoint and a key: of its ways nothing is assumed.
UNKNOWN_SDK = Sdk(
    host="",
    variables=(),
    keys=("api_key", "openai_api_key", "openrouter_api_key"),
    endpoints=("base_url", "api_base", "openai_api_base", "openai_base_url", "server_url", "url", "endpoint"),
    base=Base.REQUEST,
    unset="None as the key",
    doubles=False,
    endpoint_variables=(),
    manages=True,
)

#: The module-wide endpoints of the openai package; the first is of its 0.x, and its clients do not read it.
OPENAI_GLOBALS = ("openai.api_base", "openai.base_url")
