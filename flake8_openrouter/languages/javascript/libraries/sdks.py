"""The table of SDKs: how each one's clients are configured. A new SDK is a row.

Source: the packages' own code at the releases that ``READ`` names, of November 2026.
"""

# Annotations are objects here, as in ``sdk``.

from collections.abc import Iterable
from types import MappingProxyType

from flake8_openrouter.languages.javascript.libraries import clients
from flake8_openrouter.languages.javascript.libraries.sdk import Releases, Sdk
from flake8_openrouter.model import Base

_Row = Sdk | Releases


def _rows(row: _Row, modules: Iterable[str], names: Iterable[str]) -> dict[tuple[str, str], _Row]:
    """Return the same row for each name in each module."""
    names = tuple(names)
    return {(module, name): row for module in modules for name in names}


_ROWS: dict[tuple[str, str], _Row] = {
    **_rows(clients.OPENAI_CLIENT, ("openai",), ("default", "OpenAI")),
    **_rows(clients.OPENAI, ("@posthog/ai/openai",), ("default", "OpenAI", "PostHogOpenAI")),
    **_rows(clients.CONFIGURATION, ("openai", "openai-edge"), ("Configuration",)),
    **_rows(clients.AZURE_CLIENT, ("openai",), ("AzureOpenAI",)),
    **_rows(clients.AZURE_CLIENT, ("@posthog/ai/openai",), ("AzureOpenAI",)),
    **_rows(
        clients.OWN._replace(endpoints=("baseURL", "baseUrl")),
        ("@openrouter/ai-sdk-provider",),
        ("createOpenRouter", "OpenRouter"),
    ),
    ("@openrouter/sdk", "OpenRouter"): clients.OWN._replace(
        endpoints=("serverURL",),
        headers=(),
        endpoint_variables=("OPENROUTER_BASE_URL",),
        unset="no credential at all",
        doubles=False,
        others=("httpClient", "server"),
        manages=True,
    ),
    ("@ai-sdk/openai", "createOpenAI"): clients.AI_SDK,
    ("@ai-sdk/openai-compatible", "createOpenAICompatible"): clients.COMPATIBLE,
    ("@ai-sdk/anthropic", "createAnthropic"): clients.AI_SDK_ANTHROPIC,
    ("@ai-sdk/google", "createGoogleGenerativeAI"): clients.GOOGLE,
    ("@google/generative-ai", "GoogleGenerativeAI"): clients.GEMINI._replace(
        variables=(), keys=("[0]",), endpoints=(), words=("baseUrl",)
    ),
    ("@google/genai", "GoogleGenAI"): clients.GEMINI._replace(
        endpoints=("httpOptions.baseUrl",), headers=("httpOptions.headers",), others=("vertexai", "enterprise")
    ),
    **_rows(clients.GEMINI, ("@genkit-ai/googleai", "@genkit-ai/google-genai"), ("default", "googleAI")),
    ("@ai-sdk/groq", "createGroq"): clients.AI_SDK._replace(
        host="api.groq.com", variables=("GROQ_API_KEY",), endpoint_variables=()
    ),
    ("@ai-sdk/mistral", "createMistral"): clients.AI_SDK._replace(
        host="api.mistral.ai", variables=("MISTRAL_API_KEY",), endpoint_variables=()
    ),
    **_rows(
        Sdk(
            host="api.groq.com",
            variables=("GROQ_API_KEY",),
            endpoint_variables=("GROQ_BASE_URL",),
            base=Base.FOREIGN,
            closed=False,
        ),
        ("groq-sdk",),
        ("default", "Groq"),
    ),
    **_rows(clients.CHAT, ("@langchain/openai",), ("ChatOpenAI", "ChatOpenAICompletions", "ChatOpenAIResponses")),
    **_rows(clients.LANGCHAIN_OTHER, ("@langchain/openai",), ("OpenAI", "OpenAIEmbeddings")),
    **_rows(
        clients.LANGCHAIN_ANY._replace(
            endpoints=("configuration.baseURL", "configuration.basePath", "baseUrl"), provider="openai"
        ),
        ("langchain", "langchain/chat_models/universal"),
        ("initChatModel",),
    ),
    ("langchain/chat_models/openai", "ChatOpenAI"): clients.LANGCHAIN_0,
    ("langchain/llms/openai", "OpenAI"): clients.LANGCHAIN_0,
    ("langchain/embeddings/openai", "OpenAIEmbeddings"): clients.LANGCHAIN_0,
    ("@langchain/openrouter", "ChatOpenRouter"): clients.OWN._replace(headers=(), others=(), model_first=True),
    ("@langchain/anthropic", "ChatAnthropic"): clients.LANGCHAIN_ANTHROPIC,
    **_rows(clients.ANTHROPIC, ("@anthropic-ai/sdk",), ("default", "Anthropic")),
    **_rows(
        clients.LLAMA,
        ("@llamaindex/openai", "llamaindex"),
        ("OpenAI", "OpenAIEmbedding", "OpenAIResponses", "openai", "openaiResponses"),
    ),
    **_rows(clients.AGENT, ("@mastra/core/agent", "@mastra/core"), ("Agent",)),
    **_rows(clients.ROUTER, ("@mastra/core/llm", "@mastra/core"), ("ModelRouterLanguageModel",)),
    **_rows(clients.ON_OPENAI_4, ("genkitx-openai",), ("default", "openAI")),
    **_rows(clients.ON_OPENAI_4, ("@genkit-ai/compat-oai",), ("default", "openAICompatible")),
    **_rows(clients.ON_OPENAI_4, ("@genkit-ai/compat-oai/openai",), ("default", "openAI", "openAIPlugin")),
    **_rows(clients.AGENTS, ("@openai/agents", "@openai/agents-openai"), ("OpenAIProvider",)),
    **_rows(clients.DEFAULT_KEY, ("@openai/agents", "@openai/agents-openai"), ("setDefaultOpenAIKey",)),
}


#: The releases that were read, for the comparison with the packages as they are published.
READ = MappingProxyType(
    {
        "openai": ("3.3.0", "4.104.0", "5.23.2", "6.49.0", "7.57.0"),
        "openai-edge": ("1.2.2",),
        "@posthog/ai": ("8.13.1",),
        "@openrouter/ai-sdk-provider": ("0.7.5", "2.10.0"),
        "@openrouter/sdk": ("0.13.67", "1.3.19"),
        "@ai-sdk/openai": ("1.3.24", "3.0.141"),
        "@ai-sdk/openai-compatible": ("0.2.16", "2.0.92"),
        "@ai-sdk/anthropic": ("3.0.140",),
        "@ai-sdk/google": ("3.0.141",),
        "@ai-sdk/groq": ("3.0.71",),
        "@ai-sdk/mistral": ("3.0.69",),
        "@google/generative-ai": ("0.24.1",),
        "@google/genai": ("2.32.0",),
        "@genkit-ai/googleai": ("1.28.0",),
        "@genkit-ai/google-genai": ("1.42.0",),
        "groq-sdk": ("1.6.0",),
        "@langchain/openai": ("0.0.34", "0.3.17", "0.4.9", "0.5.18", "0.6.17", "1.0.0", "1.6.0"),
        "langchain": ("0.0.214", "1.5.14"),
        "@langchain/openrouter": ("0.4.11",),
        "@langchain/anthropic": ("1.5.11",),
        "@anthropic-ai/sdk": ("0.137.0", "1.14.0"),
        "@llamaindex/openai": ("0.4.22",),
        "@mastra/core": ("1.71.0",),
        "genkitx-openai": ("0.30.0",),
        "@genkit-ai/compat-oai": ("1.42.0",),
        "@openai/agents-openai": ("0.20.0",),
    }
)


def exported() -> tuple[tuple[str, str], ...]:
    """Return what has a row: modules, and what they export."""
    return tuple(_ROWS)


PACKAGES = frozenset(module for module, _ in _ROWS)

#: What is called, where it is by its own name.
NAMES = frozenset(name for _, name in _ROWS if name != "default")

#: Names under which a key or an endpoint is given to clients that have another one for it.
KEY_NAMES = frozenset(
    (
        "apiKey",
        "api_key",
        "apikey",
        "apiToken",
        "key",
        "token",
        "authToken",
        "accessToken",
        "bearerToken",
        "openAIApiKey",
    )
    + (
        "openaiApiKey",
        "openAIKey",
        "openaiKey",
        "openRouterApiKey",
        "openrouterApiKey",
        "openRouterKey",
        "openrouterKey",
    )
    + ("anthropicApiKey", "OPENROUTER_API_KEY", "OPENAI_API_KEY", "auth_token")
)
ENDPOINT_NAMES = frozenset(
    (
        "baseURL",
        "baseUrl",
        "base_url",
        "baseURI",
        "baseUri",
        "basePath",
        "base",
        "apiBase",
        "api_base",
        "apiHost",
        "apiUrl",
    )
    + (
        "apiURL",
        "apiEndpoint",
        "endpoint",
        "host",
        "url",
        "URL",
        "serverURL",
        "serverUrl",
        "openAIApiBase",
        "openAIBaseUrl",
    )
    + ("[1].baseURL", "[1].basePath", "configuration.basePath", "configuration.base_url", "configuration.baseUrl")
    + ("clientOptions.baseURL", "configuration.baseURL")
)

#: What is not known, and is given an endpoint and a key: of its ways nothing is assumed.
UNKNOWN_SDK = Sdk(
    host="",
    variables=(),
    endpoints=("baseURL", "baseUrl", "base_url", "basePath", "serverURL", "url", "endpoint"),
    headers=("defaultHeaders", "headers"),
    endpoint_variables=(),
    base=Base.REQUEST,
    doubles=False,
    closed=False,
    manages=True,
)


def find(module: str, name: str) -> Sdk | Releases | None:
    """Return the row of what a package exports by a name, or the rows of its releases; None where there is none."""
    return _ROWS.get((module, name))
