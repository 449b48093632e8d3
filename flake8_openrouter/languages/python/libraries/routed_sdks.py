"""Rows of SDKs that serve many providers, and where each of these leads: chosen by the model's name or an argument."""

from collections.abc import Mapping

from flake8_openrouter.languages.python.libraries.sdk import (
    CHAT_OPENROUTER,
    LANGCHAIN,
    LANGCHAIN_ANTHROPIC,
    MANY,
    OPENAI_ROUTE,
    Route,
    Rows,
    rows,
)
from flake8_openrouter.model import Base

_OPENROUTER = "openrouter.ai"
_OPENAI = OPENAI_ROUTE._replace(endpoint_variables=("OPENAI_BASE_URL", "OPENAI_API_BASE"))
_ANTHROPIC = Route("api.anthropic.com", ("ANTHROPIC_API_KEY",), ("ANTHROPIC_BASE_URL", "ANTHROPIC_API_BASE"))._replace(
    base=Base.ANTHROPIC
)
#: Google's API is none that OpenRouter has: with its endpoint as well the request is not one for it.
_GOOGLE = Route("generativelanguage.googleapis.com", ("GEMINI_API_KEY", "GOOGLE_API_KEY"), base=Base.FOREIGN)

#: Providers by the names that litellm has for them, and what is built on it.
LITELLM: Mapping[str, Route] = {
    "openrouter": Route(_OPENROUTER, (), ("OPENROUTER_API_BASE",)),
    **dict.fromkeys(("openai", "text-completion-openai", "custom_openai"), _OPENAI),
    "anthropic": _ANTHROPIC,
    **dict.fromkeys(("gemini", "vertex_ai"), _GOOGLE),
    "deepseek": Route("api.deepseek.com", ("DEEPSEEK_API_KEY",), ("DEEPSEEK_API_BASE",)),
    "groq": Route("api.groq.com", ("GROQ_API_KEY",), ("GROQ_API_BASE",)),
    "mistral": Route("api.mistral.ai", ("MISTRAL_API_KEY",), ("MISTRAL_API_BASE",)),
    "xai": Route("api.x.ai", ("XAI_API_KEY",), ("XAI_API_BASE",)),
    "perplexity": Route("api.perplexity.ai", ("PERPLEXITYAI_API_KEY",), ("PERPLEXITY_API_BASE",)),
    "together_ai": Route("api.together.xyz", ("TOGETHERAI_API_KEY",), ("TOGETHERAI_API_BASE",)),
    "fireworks_ai": Route("api.fireworks.ai", ("FIREWORKS_API_KEY",), ("FIREWORKS_API_BASE",)),
}
#: Its settings that stand for a key which a call is not given, by the provider: the first that is set counts.
LITELLM_KEYS: Mapping[str, tuple[str, ...]] = {
    "openrouter": ("litellm.api_key", "litellm.openrouter_key"),
    **dict.fromkeys(("openai", "text-completion-openai", "custom_openai"), ("litellm.api_key", "litellm.openai_key")),
    "anthropic": ("litellm.anthropic_key", "litellm.api_key"),
}
#: The setting that stands for the endpoint of any provider, and all of them.
LITELLM_ENDPOINT = "litellm.api_base"
LITELLM_SETTINGS = frozenset((LITELLM_ENDPOINT, *(name for names in LITELLM_KEYS.values() for name in names)))
#: Providers by the names that LangChain has for them: each has a class of its own.
_LANGCHAIN: Mapping[str, Route] = {
    "openrouter": Route(
        _OPENROUTER,
        (),
        CHAT_OPENROUTER.endpoint_variables,
        keys=CHAT_OPENROUTER.keys,
        endpoints=CHAT_OPENROUTER.endpoints,
        doubles=CHAT_OPENROUTER.doubles,
    ),
    "openai": Route(
        *(LANGCHAIN.host, LANGCHAIN.variables, LANGCHAIN.endpoint_variables, Base.OPENAI),
        *(LANGCHAIN.keys, LANGCHAIN.endpoints),
    ),
    "anthropic": Route(
        *(LANGCHAIN_ANTHROPIC.host, LANGCHAIN_ANTHROPIC.variables, LANGCHAIN_ANTHROPIC.endpoint_variables),
        *(Base.ANTHROPIC, LANGCHAIN_ANTHROPIC.keys, LANGCHAIN_ANTHROPIC.endpoints),
    ),
}
#: What it makes for Anthropic takes the key alone: any other argument goes into each request.
_INSTRUCTOR: Mapping[str, Route] = {
    "openrouter": Route(_OPENROUTER, ()),
    "openai": OPENAI_ROUTE,
    "anthropic": _ANTHROPIC._replace(endpoint_variables=("ANTHROPIC_BASE_URL",), endpoints=()),
}
#: It has classes of its own for these, the others are litellm's.
CREWAI: Mapping[str, Route] = {
    **LITELLM,
    "anthropic": _ANTHROPIC._replace(endpoints=("base_url",)),
    "deepseek": LITELLM["deepseek"]._replace(endpoints=("base_url",)),
}
_MIRASCOPE: Mapping[str, Route] = {
    "openrouter": Route(_OPENROUTER, ()),
    "openai": OPENAI_ROUTE,
    "anthropic": _ANTHROPIC._replace(endpoint_variables=("ANTHROPIC_BASE_URL",)),
}
_CAMEL: Mapping[str, Route] = {
    "openrouter": Route(_OPENROUTER, (), ("OPENROUTER_API_BASE_URL",)),
    "openai": _OPENAI._replace(endpoint_variables=("OPENAI_API_BASE_URL", "OPENAI_BASE_URL")),
    "openai_compatible_model": _OPENAI._replace(
        variables=("OPENAI_API_KEY", "OPENAI_COMPATIBILITY_API_KEY"),
        endpoint_variables=("OPENAI_COMPATIBILITY_API_BASE_URL", "OPENAI_BASE_URL"),
    ),
    "anthropic": _ANTHROPIC._replace(endpoint_variables=("ANTHROPIC_API_BASE_URL", "ANTHROPIC_BASE_URL")),
}
#: Beginnings of models' names that have no provider before them, by the provider that they are taken for.
BARE_NAMES: Mapping[str, tuple[str, ...]] = {
    "openai": ("gpt-", "chatgpt-", "o1", "o3", "o4-", "text-embedding-"),
    "anthropic": ("claude-",),
    "gemini": ("gemini-",),
}

_MANY = MANY._replace(routes=LITELLM)
_FUNCTIONS = {
    **dict.fromkeys(("completion", "acompletion", "batch_completion"), ("model", "messages")),
    **dict.fromkeys(("completion_with_retries", "acompletion_with_retries"), ("model", "messages")),
    **dict.fromkeys(("embedding", "aembedding", "speech", "aspeech"), ("model", "input")),
    **dict.fromkeys(("text_completion", "atext_completion"), ("prompt", "model")),
    **dict.fromkeys(("responses", "aresponses"), ("input", "model")),
    **dict.fromkeys(("rerank", "arerank"), ("model", "query", "documents")),
    **dict.fromkeys(("image_generation", "aimage_generation"), ("prompt", "model")),
    **dict.fromkeys(("transcription", "atranscription"), ("model", "file")),
}
_INIT = _MANY._replace(
    prefix="openrouter:",
    doubles=False,
    positional=("model",),
    endpoints=("base_url",),
    routes=_LANGCHAIN,
    proxy="openai_proxy",
)
_LLAMA = _MANY._replace(
    endpoints=("api_base",),
    positional=(
        *("model", "temperature", "max_tokens", "additional_kwargs", "max_retries"),
        *("api_key", "api_type", "api_base"),
    ),
)

ROWS: Rows = {
    **{f"litellm.{name}": _MANY._replace(positional=positional) for name, positional in _FUNCTIONS.items()},
    **{
        f"litellm.main.{name}": _MANY._replace(positional=_FUNCTIONS[name])
        for name in ("completion", "acompletion", "embedding", "aembedding", "text_completion", "atext_completion")
    },
    **rows(_INIT, ("langchain.chat_models", "langchain_classic.chat_models"), ("init_chat_model",)),
    **rows(
        _INIT._replace(routes={"openai": _LANGCHAIN["openai"]}),
        ("langchain.embeddings", "langchain_classic.embeddings"),
        ("init_embeddings",),
    ),
    **rows(
        _MANY._replace(positional=("model_id", "api_base", "api_key")),
        ("smolagents", "smolagents.models"),
        ("LiteLLMModel",),
    ),
    **rows(
        _MANY._replace(positional=("model", "is_litellm"), endpoints=("base_url", "api_base"), routes=CREWAI),
        ("crewai", "crewai.llm"),
        ("LLM",),
    ),
    **rows(
        _MANY._replace(positional=("model", "model_type", "temperature", "max_tokens", "cache")),
        ("dspy", "dspy.clients", "dspy.clients.lm"),
        ("LM",),
    ),
    **rows(_MANY._replace(positional=("model", "batch_size", "caching")), ("dspy", "dspy.clients"), ("Embedder",)),
    **rows(
        _MANY._replace(positional=("model", "async_client", "cache"), endpoints=("base_url",), routes=_INSTRUCTOR),
        ("instructor", "instructor.auto_client"),
        ("from_provider",),
    ),
    "agents.extensions.models.litellm_model.LitellmModel": _MANY._replace(
        positional=("model", "base_url", "api_key"), endpoints=("base_url",)
    ),
    "google.adk.models.lite_llm.LiteLlm": _MANY._replace(positional=("model",)),
    **rows(
        _MANY._replace(keys=("api_key", "openrouter_api_key"), others=("model_kwargs", "openai_api_key")),
        ("langchain_litellm", "langchain_community.chat_models", "langchain_community.chat_models.litellm"),
        ("ChatLiteLLM",),
    ),
    "langchain_litellm.LiteLLMEmbeddings": _MANY._replace(others=("model_kwargs",)),
    **rows(
        _MANY._replace(positional=("path", "method"), models=("path",), others=("template",)),
        ("txtai", "txtai.pipeline"),
        ("LLM",),
    ),
    **rows(_LLAMA, ("llama_index.llms.litellm", "llama_index.llms.litellm.base"), ("LiteLLM",)),
    "llama_index.embeddings.litellm.LiteLLMEmbedding": _LLAMA._replace(positional=()),
    **rows(
        _MANY._replace(positional=("model_type", "model_config_dict", "api_key", "url"), endpoints=("url",)),
        ("camel.models",),
        ("LiteLLMModel",),
    ),
    "camel.models.ModelFactory.create": _MANY._replace(
        positional=(*("model_platform", "model_type", "model_config_dict", "token_counter"), *("api_key", "url")),
        endpoints=("url",),
        prefix="openrouter",
        models=(),
        providers=("model_platform",),
        others=("client", "async_client"),
        routes=_CAMEL,
    ),
    **rows(
        _MANY._replace(
            positional=("provider", "scope"),
            endpoints=("base_url",),
            prefix="openrouter",
            models=(),
            providers=("provider",),
            routes=_MIRASCOPE,
        ),
        ("mirascope.llm", "mirascope.llm.providers"),
        ("register_provider",),
    ),
    **rows(
        _MANY._replace(positional=("id", "name", "provider"), models=("id",), endpoints=("api_base",)),
        ("agno.models.litellm",),
        ("LiteLLM",),
    ),
    **rows(
        _MANY._replace(positional=("model", "api_key", "base_url"), endpoints=("base_url", "api_base")),
        ("deepeval.models",),
        ("LiteLLMModel",),
    ),
    **rows(
        _MANY._replace(positional=("model", "api_key", "api_base"), endpoints=("api_base",)),
        ("chonkie", "chonkie.embeddings"),
        ("LiteLLMEmbeddings",),
    ),
}
