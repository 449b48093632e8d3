"""How each kind of client of JavaScript's SDKs is told its key and its endpoint, by releases where these differ."""

from __future__ import annotations

from flake8_openrouter.languages.javascript.libraries.sdk import Releases, Sdk
from flake8_openrouter.model import Base

_OURS = ("OPENROUTER_API_KEY",)
_ANTHROPIC_VARIABLES = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")

#: What is built for OpenRouter goes there, and reads its variable.
OWN = Sdk(
    host="openrouter.ai", variables=_OURS, own=True, headers=("headers",), endpoint_variables=(), others=("fetch",)
)

OPENAI = Sdk(null="sends no key that works, or throws")
#: Before 5 the client sends by node-fetch, which refuses white space in a header.
OPENAI_CLIENT = Releases(OPENAI, (((4, 0), OPENAI._replace(trims=False)), ((5, 0), OPENAI)))
#: What is built on openai 4.
ON_OPENAI_4 = OPENAI._replace(trims=False)
#: The generated client of openai 3, which one class is told its settings of and another one may be told its base.
CONFIGURATION = Sdk(
    host="",
    variables=(),
    endpoints=("basePath",),
    headers=("baseOptions.headers",),
    endpoint_variables=(),
    unset='"Bearer undefined"',
    others=("accessToken",),
    lacks='sends "Bearer undefined"',
)

AI_SDK = Sdk(headers=("headers",), others=("fetch",))
COMPATIBLE = AI_SDK._replace(
    host="", variables=(), endpoint_variables=(), unset="no credential at all", lacks="sends none"
)
ANTHROPIC = Sdk(
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
AI_SDK_ANTHROPIC = ANTHROPIC._replace(
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
LANGCHAIN_0 = Sdk(
    keys=("apiKey", "openAIApiKey", "configuration.apiKey"),
    endpoints=("configuration.baseURL", "configuration.basePath", "[1].baseURL", "[1].basePath"),
    headers=("configuration.defaultHeaders", "configuration.baseOptions.headers"),
    endpoint_variables=("OPENAI_BASE_URL", "OPENAI_API_BASE"),
    others=(*_AZURE, "configuration.fetch", "azureADTokenProvider", "client"),
    needs_key=_THROWS,
)
_LANGCHAIN_0_4 = LANGCHAIN_0._replace(endpoints=("configuration.baseURL",), headers=("configuration.defaultHeaders",))
_LANGCHAIN_1 = _LANGCHAIN_0_4._replace(endpoints=("configuration.baseURL", "baseUrl"), model_first=True)
LANGCHAIN_ANY = LANGCHAIN_0._replace(endpoints=(*LANGCHAIN_0.endpoints, "baseUrl"), model_first=True)
_KEYS = ("apiKey", "configuration.apiKey")
CHAT = Releases(
    LANGCHAIN_ANY,
    (
        ((0, 0), LANGCHAIN_0),
        ((0, 4), _LANGCHAIN_0_4),
        ((0, 6), _LANGCHAIN_0_4._replace(keys=_KEYS)),
        ((1, 0), _LANGCHAIN_1._replace(keys=_KEYS)),
    ),
)
#: Its other classes take the key by both names in all releases.
LANGCHAIN_OTHER = Releases(LANGCHAIN_0, (((0, 0), LANGCHAIN_0), ((0, 4), _LANGCHAIN_0_4), ((1, 0), _LANGCHAIN_0_4)))
LANGCHAIN_ANTHROPIC = ANTHROPIC._replace(
    variables=("ANTHROPIC_API_KEY",),
    keys=("apiKey", "anthropicApiKey"),
    endpoints=("anthropicApiUrl", "clientOptions.baseURL"),
    headers=("clientOptions.defaultHeaders",),
    endpoint_variables=("ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL"),
    others=("createClient", "clientOptions.authToken", "clientOptions.fetch"),
    exclusive=(),
    model_first=True,
)
LLAMA = Sdk(
    keys=("apiKey", "session.apiKey", "additionalSessionOptions.apiKey"),
    endpoints=("baseURL", "session.baseURL", "additionalSessionOptions.baseURL"),
    headers=("additionalSessionOptions.defaultHeaders",),
    others=("session", "azure", "additionalSessionOptions.fetch"),
)
AGENTS = Sdk(others=("openAIClient",), headers=())
#: A key for all that an agents' program sends, until it is given a client.
DEFAULT_KEY = Sdk(
    keys=("[0]",),
    endpoints=(),
    headers=(),
    words=("setDefaultOpenAIClient", "OpenAIProvider"),
    remedy="setDefaultOpenAIClient(client), with a client whose baseURL is OpenRouter's",
)
#: Mastra's router of models: a URL of its own goes before the model's provider.
ROUTER = Sdk(
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
AGENT = ROUTER._replace(keys=("model.apiKey",), endpoints=("model.url",), headers=("model.headers",), model="model.id")
GOOGLE = AI_SDK._replace(
    host="generativelanguage.googleapis.com",
    variables=("GOOGLE_GENERATIVE_AI_API_KEY",),
    endpoint_variables=(),
    base=Base.FOREIGN,
    doubles=False,
    speaks="speaks Google's API, which OpenRouter does not have",
)
GEMINI = GOOGLE._replace(variables=("GEMINI_API_KEY", "GOOGLE_API_KEY"), endpoints=("baseUrl",), headers=())
AZURE_CLIENT = Sdk(
    host="",
    endpoints=("endpoint", "baseURL"),
    speaks='sends the key as "api-key", below a path that OpenRouter does not have',
)
