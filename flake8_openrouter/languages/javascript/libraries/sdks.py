"""The table of SDKs: how each one's clients are configured. A new SDK is a row.

Source: the packages' own code at the releases that ``READ`` names, of November 2026.
"""

# Annotations are objects here, as in ``sdk``.

from collections.abc import Iterable
from types import MappingProxyType

from flake8_openrouter.languages.javascript.libraries.sdk import Releases, Sdk
from flake8_openrouter.model import Base

_OURS = ("OPENROUTER_API_KEY",)
_ANTHROPIC_VARIABLES = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")

#: What is built for OpenRouter goes there, and reads its variable.
OWN = Sdk(
    host="openrouter.ai", variables=_OURS, own=True, headers=("headers",), endpoint_variables=(), others=("fetch",)
)

_OPENAI = Sdk(null="sends no key that works, or throws")
#: Before 5 the client sends by node-fetch, which refuses white space in a header.
_OPENAI_CLIENT = Releases(_OPENAI, (((4, 0), _OPENAI._replace(trims=False)), ((5, 0), _OPENAI)))
#: What is built on openai 4.
_ON_OPENAI_4 = _OPENAI._replace(trims=False)
#: The generated client of openai 3, which one class is told its settings of and another one may be told its base.
_CONFIGURATION = Sdk(
    host="",
    variables=(),
    endpoints=("basePath",),
    headers=("baseOptions.headers",),
    endpoint_variables=(),
    unset='"Bearer undefined"',
    others=("accessToken",),
    lacks='sends "Bearer undefined"',
)

_AI_SDK = Sdk(headers=("headers",), others=("fetch",))
_COMPATIBLE = _AI_SDK._replace(
    host="", variables=(), endpoint_variables=(), unset="no credential at all", lacks="sends none"
)
_ANTHROPIC = Sdk(
    host="api.anthropic.com",
    variables=_ANTHROPIC_VARIABLES,
    keys=("authToken", "apiKey"),
    endpoint_variables=("ANTHROPIC_BASE_URL",),
    base=Base.ANTHROPIC,
    others=("credentials", "config", "profile", "fetch"),
    exclusive=("apiKey", "authToken"),
    if_both="@anthropic-ai/sdk 1 throws, older releases send both",
)
#: Its own releases of Anthropic's provider end their base in ``/v1`` themselves.
_AI_SDK_ANTHROPIC = _ANTHROPIC._replace(
    base=Base.OPENAI,
    variables=("ANTHROPIC_API_KEY",),
    headers=("headers",),
    others=("fetch",),
    if_both="createAnthropic throws",
)

_THROWS = "throws unless OPENAI_API_KEY is set"
_AZURE = ("azureOpenAIApiKey", "azureOpenAIApiInstanceName", "azureOpenAIEndpoint", "azureOpenAIBasePath")
#: @langchain/openai by its releases: 0.4 dropped the second argument and ``basePath``, 0.6 a chat model's own name for
#: the key; some release after 1.0 reads ``baseUrl``.
_LANGCHAIN_0 = Sdk(
    keys=("apiKey", "openAIApiKey", "configuration.apiKey"),
    endpoints=("configuration.baseURL", "configuration.basePath", "[1].baseURL", "[1].basePath"),
    headers=("configuration.defaultHeaders", "configuration.baseOptions.headers"),
    endpoint_variables=("OPENAI_BASE_URL", "OPENAI_API_BASE"),
    others=(*_AZURE, "configuration.fetch", "azureADTokenProvider", "client"),
    needs_key=_THROWS,
)
_LANGCHAIN_0_4 = _LANGCHAIN_0._replace(endpoints=("configuration.baseURL",), headers=("configuration.defaultHeaders",))
_LANGCHAIN_1 = _LANGCHAIN_0_4._replace(endpoints=("configuration.baseURL", "baseUrl"), model_first=True)
_LANGCHAIN_ANY = _LANGCHAIN_0._replace(endpoints=(*_LANGCHAIN_0.endpoints, "baseUrl"), model_first=True)
_KEYS = ("apiKey", "configuration.apiKey")
_CHAT = Releases(
    _LANGCHAIN_ANY,
    (
        ((0, 0), _LANGCHAIN_0),
        ((0, 4), _LANGCHAIN_0_4),
        ((0, 6), _LANGCHAIN_0_4._replace(keys=_KEYS)),
        ((1, 0), _LANGCHAIN_1._replace(keys=_KEYS)),
    ),
)
#: Its other classes take the key by both names in all releases.
_LANGCHAIN_OTHER = Releases(_LANGCHAIN_0, (((0, 0), _LANGCHAIN_0), ((0, 4), _LANGCHAIN_0_4), ((1, 0), _LANGCHAIN_0_4)))
_LANGCHAIN_ANTHROPIC = _ANTHROPIC._replace(
    variables=("ANTHROPIC_API_KEY",),
    keys=("apiKey", "anthropicApiKey"),
    endpoints=("anthropicApiUrl", "clientOptions.baseURL"),
    headers=("clientOptions.defaultHeaders",),
    endpoint_variables=("ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL"),
    others=("createClient", "clientOptions.authToken", "clientOptions.fetch"),
    exclusive=(),
    model_first=True,
)
_LLAMA = Sdk(
    keys=("apiKey", "session.apiKey", "additionalSessionOptions.apiKey"),
    endpoints=("baseURL", "session.baseURL", "additionalSessionOptions.baseURL"),
    headers=("additionalSessionOptions.defaultHeaders",),
    others=("session", "azure", "additionalSessionOptions.fetch"),
)
_AGENTS = Sdk(others=("openAIClient",), headers=())
#: A key for all that an agents' program sends, until it is given a client.
_DEFAULT_KEY = Sdk(
    keys=("[0]",),
    endpoints=(),
    headers=(),
    words=("setDefaultOpenAIClient", "OpenAIProvider"),
    remedy="setDefaultOpenAIClient(client), with a client whose baseURL is OpenRouter's",
)
#: Mastra's router of models: a URL of its own goes before the model's provider.
_ROUTER = Sdk(
    host="",
    variables=_OURS,
    own=True,
    keys=("apiKey",),
    endpoints=("url",),
    headers=("headers",),
    endpoint_variables=(),
    others=(),
    model="id",
    closed=False,
)
_AGENT = _ROUTER._replace(
    keys=("model.apiKey",), endpoints=("model.url",), headers=("model.headers",), model="model.id"
)
_GOOGLE = _AI_SDK._replace(
    host="generativelanguage.googleapis.com",
    variables=("GOOGLE_GENERATIVE_AI_API_KEY",),
    endpoint_variables=(),
    base=Base.FOREIGN,
    doubles=False,
    speaks="speaks Google's API, which OpenRouter does not have",
)
_GEMINI = _GOOGLE._replace(variables=("GEMINI_API_KEY", "GOOGLE_API_KEY"), endpoints=("baseUrl",), headers=())
_AZURE_CLIENT = Sdk(
    host="",
    endpoints=("endpoint", "baseURL"),
    speaks='sends the key as "api-key", below a path that OpenRouter does not have',
)

_Row = Sdk | Releases


def _rows(row: _Row, modules: Iterable[str], names: Iterable[str]) -> dict[tuple[str, str], _Row]:
    """Return the same row for each name in each module."""
    names = tuple(names)
    return {(module, name): row for module in modules for name in names}


_ROWS: dict[tuple[str, str], _Row] = {
    **_rows(_OPENAI_CLIENT, ("openai",), ("default", "OpenAI")),
    **_rows(_OPENAI, ("@posthog/ai/openai",), ("default", "OpenAI", "PostHogOpenAI")),
    **_rows(_CONFIGURATION, ("openai", "openai-edge"), ("Configuration",)),
    **_rows(_AZURE_CLIENT, ("openai",), ("AzureOpenAI",)),
    **_rows(_AZURE_CLIENT, ("@posthog/ai/openai",), ("AzureOpenAI",)),
    **_rows(
        OWN._replace(endpoints=("baseURL", "baseUrl")),
        ("@openrouter/ai-sdk-provider",),
        ("createOpenRouter", "OpenRouter"),
    ),
    ("@openrouter/sdk", "OpenRouter"): OWN._replace(
        endpoints=("serverURL",),
        headers=(),
        endpoint_variables=("OPENROUTER_BASE_URL",),
        unset="no credential at all",
        doubles=False,
        others=("httpClient", "server"),
        manages=True,
    ),
    ("@ai-sdk/openai", "createOpenAI"): _AI_SDK,
    ("@ai-sdk/openai-compatible", "createOpenAICompatible"): _COMPATIBLE,
    ("@ai-sdk/anthropic", "createAnthropic"): _AI_SDK_ANTHROPIC,
    ("@ai-sdk/google", "createGoogleGenerativeAI"): _GOOGLE,
    ("@google/generative-ai", "GoogleGenerativeAI"): _GEMINI._replace(
        variables=(), keys=("[0]",), endpoints=(), words=("baseUrl",)
    ),
    ("@google/genai", "GoogleGenAI"): _GEMINI._replace(
        endpoints=("httpOptions.baseUrl",), headers=("httpOptions.headers",), others=("vertexai", "enterprise")
    ),
    **_rows(_GEMINI, ("@genkit-ai/googleai", "@genkit-ai/google-genai"), ("default", "googleAI")),
    ("@ai-sdk/groq", "createGroq"): _AI_SDK._replace(
        host="api.groq.com", variables=("GROQ_API_KEY",), endpoint_variables=()
    ),
    ("@ai-sdk/mistral", "createMistral"): _AI_SDK._replace(
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
    **_rows(_CHAT, ("@langchain/openai",), ("ChatOpenAI", "ChatOpenAICompletions", "ChatOpenAIResponses")),
    **_rows(_LANGCHAIN_OTHER, ("@langchain/openai",), ("OpenAI", "OpenAIEmbeddings")),
    **_rows(
        _LANGCHAIN_ANY._replace(
            endpoints=("configuration.baseURL", "configuration.basePath", "baseUrl"), provider="openai"
        ),
        ("langchain", "langchain/chat_models/universal"),
        ("initChatModel",),
    ),
    ("langchain/chat_models/openai", "ChatOpenAI"): _LANGCHAIN_0,
    ("langchain/llms/openai", "OpenAI"): _LANGCHAIN_0,
    ("langchain/embeddings/openai", "OpenAIEmbeddings"): _LANGCHAIN_0,
    ("@langchain/openrouter", "ChatOpenRouter"): OWN._replace(headers=(), others=(), model_first=True),
    ("@langchain/anthropic", "ChatAnthropic"): _LANGCHAIN_ANTHROPIC,
    **_rows(_ANTHROPIC, ("@anthropic-ai/sdk",), ("default", "Anthropic")),
    **_rows(
        _LLAMA,
        ("@llamaindex/openai", "llamaindex"),
        ("OpenAI", "OpenAIEmbedding", "OpenAIResponses", "openai", "openaiResponses"),
    ),
    **_rows(_AGENT, ("@mastra/core/agent", "@mastra/core"), ("Agent",)),
    **_rows(_ROUTER, ("@mastra/core/llm", "@mastra/core"), ("ModelRouterLanguageModel",)),
    **_rows(_ON_OPENAI_4, ("genkitx-openai",), ("default", "openAI")),
    **_rows(_ON_OPENAI_4, ("@genkit-ai/compat-oai",), ("default", "openAICompatible")),
    **_rows(_ON_OPENAI_4, ("@genkit-ai/compat-oai/openai",), ("default", "openAI", "openAIPlugin")),
    **_rows(_AGENTS, ("@openai/agents", "@openai/agents-openai"), ("OpenAIProvider",)),
    **_rows(_DEFAULT_KEY, ("@openai/agents", "@openai/agents-openai"), ("setDefaultOpenAIKey",)),
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
