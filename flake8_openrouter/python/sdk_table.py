"""The table of SDKs: how each one's clients are configured. A new SDK is a row.

Source: the packages' own signatures.
"""

from __future__ import annotations

from dataclasses import dataclass

from flake8_openrouter.model import Base


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
    endpoint_variables: tuple[str, ...] = ("OPENAI_BASE_URL",)


_LANGCHAIN_KEYS = ("api_key", "openai_api_key")
_LANGCHAIN_ENDPOINTS = ("base_url", "openai_api_base")


def _openai(name: str) -> Sdk:
    return Sdk(name)


def _langchain(name: str) -> Sdk:
    return Sdk(
        name,
        keys=_LANGCHAIN_KEYS,
        endpoints=_LANGCHAIN_ENDPOINTS,
        proxy="openai_proxy",
        endpoint_variables=("OPENAI_API_BASE", "OPENAI_BASE_URL"),
    )


def _own(name: str, endpoints: tuple[str, ...] = ("base_url",), keys: tuple[str, ...] = ("api_key",)) -> Sdk:
    return Sdk(name, host="openrouter.ai", variables=(), keys=keys, endpoints=endpoints)


def _many(
    name: str, endpoints: tuple[str, ...] = ("api_base", "base_url"), positional: tuple[str, ...] = ("model",)
) -> Sdk:
    return Sdk(name, host="", variables=(), endpoints=endpoints, prefix="openrouter/", positional=positional)


_OPENAI_NAMES = ("OpenAI", "AsyncOpenAI", "Client", "AsyncClient")
_LANGCHAIN_MODULES = (
    "langchain_openai",
    "langchain_community.chat_models",
    "langchain.chat_models",
    "langchain_community.llms",
    "langchain.llms",
)
_LITELLM = (
    "completion",
    "acompletion",
    "text_completion",
    "atext_completion",
    "embedding",
    "aembedding",
    "responses",
    "aresponses",
)
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
    "openrouter.OpenRouter": Sdk(
        "OpenRouter",
        host="openrouter.ai",
        variables=(),
        endpoints=("server_url",),
        doubles=False,
        positional=("api_key",),
    ),
    "langchain_openrouter.ChatOpenRouter": _own("ChatOpenRouter", keys=("api_key", "openrouter_api_key")),
    "langchain_openrouter.chat_models.ChatOpenRouter": _own("ChatOpenRouter", keys=("api_key", "openrouter_api_key")),
    "pydantic_ai.providers.openrouter.OpenRouterProvider": _own("OpenRouterProvider"),
    "pydantic_ai.providers.openai.OpenAIProvider": Sdk("OpenAIProvider"),
    "llama_index.llms.openrouter.OpenRouter": _own("OpenRouter", ("api_base",)),
    "llama_index.llms.openai_like.OpenAILike": Sdk("OpenAILike", endpoints=("api_base",)),
    "agno.models.openrouter.OpenRouter": _own("OpenRouter"),
    "agno.models.openrouter.openrouter.OpenRouter": _own("OpenRouter"),
    "phi.model.openrouter.OpenRouter": _own("OpenRouter"),
    "haystack_integrations.components.generators.openrouter.OpenRouterChatGenerator": _own(
        "OpenRouterChatGenerator", ("api_base_url",)
    ),
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

#: A class that is not known, and is given an endpoint and a key: of its ways nothing is assumed.
UNKNOWN_SDK = Sdk(
    "",
    host="",
    variables=(),
    keys=(*_LANGCHAIN_KEYS, "openrouter_api_key"),
    endpoints=("base_url", "api_base", "openai_api_base", "openai_base_url", "server_url", "url", "endpoint"),
    base=Base.REQUEST,
    doubles=False,
)

#: The module-wide endpoints of the openai package; the first is of its 0.x, and its clients do not read it.
OPENAI_GLOBALS = ("openai.api_base", "openai.base_url")
