"""Rows of other providers' own clients: of these SDKs, and of frameworks for them.

Those whose API is another one than OpenRouter's go nowhere else, but may be led to a gateway.
"""

from flake8_openrouter.languages.python.libraries.sdk import ANTHROPIC, Rows, Sdk, rows
from flake8_openrouter.model import Base

_AGNO = ("id", "name", "provider")
_DEEPSEEK = Sdk(host="api.deepseek.com", variables=("DEEPSEEK_API_KEY",), endpoint_variables=(), others=())
_GROQ = Sdk(
    host="api.groq.com",
    variables=("GROQ_API_KEY",),
    base=Base.FOREIGN,
    endpoint_variables=("GROQ_BASE_URL",),
    others=("groq_client",),
)
#: It adds /v1/chat/completions to its endpoint, as Anthropic's adds /v1/messages.
_MISTRAL = Sdk(
    host="api.mistral.ai",
    variables=("MISTRAL_API_KEY",),
    base=Base.ANTHROPIC,
    endpoint_variables=(),
    others=("mistral_client",),
)
_COHERE = Sdk(
    host="api.cohere.com",
    variables=("CO_API_KEY", "COHERE_API_KEY"),
    endpoints=("base_url", "environment"),
    base=Base.FOREIGN,
    endpoint_variables=("CO_API_URL", "CO_BASE_URL"),
    others=("cohere_client",),
)
#: With one of these arguments, or variables, it may be Google's other API.
_GOOGLE = Sdk(
    host="generativelanguage.googleapis.com",
    variables=("GOOGLE_API_KEY", "GEMINI_API_KEY"),
    endpoints=("http_options", "vertexai", "enterprise"),
    base=Base.FOREIGN,
    endpoint_variables=("GOOGLE_GEMINI_BASE_URL", "GOOGLE_GENAI_USE_VERTEXAI", "GOOGLE_GENAI_USE_ENTERPRISE"),
    others=("credentials", "client"),
)

_OWN: Rows = {
    **rows(_GROQ._replace(others=()), ("groq",), ("Groq", "AsyncGroq", "Client", "AsyncClient")),
    **rows(
        _MISTRAL._replace(
            endpoints=("server_url", "server"), positional=("api_key", "server", "url_params", "server_url"), others=()
        ),
        ("mistralai", "mistralai.client", "mistralai.client.sdk"),
        ("Mistral",),
    ),
    **rows(
        _COHERE._replace(positional=("api_key",), others=()),
        ("cohere",),
        ("Client", "AsyncClient", "ClientV2", "AsyncClientV2"),
    ),
    **rows(_GOOGLE._replace(others=("credentials",)), ("google.genai", "google.genai.client"), ("Client",)),
    "google.generativeai.configure": _GOOGLE._replace(endpoints=("client_options",), others=("credentials",)),
}

_OF_FRAMEWORKS: Rows = {
    **rows(
        _DEEPSEEK._replace(endpoints=("api_base", "base_url"), endpoint_variables=("DEEPSEEK_API_BASE",)),
        ("langchain_deepseek", "langchain_deepseek.chat_models"),
        ("ChatDeepSeek",),
    ),
    **rows(
        _GROQ._replace(
            keys=("api_key", "groq_api_key"),
            endpoints=("base_url", "groq_api_base"),
            endpoint_variables=("GROQ_API_BASE", "GROQ_BASE_URL"),
            others=(),
        ),
        ("langchain_groq", "langchain_groq.chat_models"),
        ("ChatGroq",),
    ),
    # It adds no version to its endpoint, as the SDK does.
    **rows(
        _MISTRAL._replace(
            keys=("api_key", "mistral_api_key"),
            endpoints=("base_url", "endpoint"),
            base=Base.OPENAI,
            endpoint_variables=("MISTRAL_BASE_URL",),
            others=(),
        ),
        ("langchain_mistralai", "langchain_mistralai.chat_models"),
        ("ChatMistralAI",),
    ),
    **rows(
        _GOOGLE._replace(
            keys=("api_key", "google_api_key"),
            endpoints=("base_url", "client_options", "vertexai", "project"),
            endpoint_variables=(*_GOOGLE.endpoint_variables, "GOOGLE_CLOUD_PROJECT"),
            others=("credentials",),
        ),
        ("langchain_google_genai", "langchain_google_genai.chat_models"),
        ("ChatGoogleGenerativeAI",),
    ),
    **rows(
        Sdk(
            host="api.x.ai",
            variables=("XAI_API_KEY",),
            keys=("api_key", "xai_api_key"),
            endpoints=("base_url", "xai_api_base"),
            endpoint_variables=("XAI_API_BASE",),
            others=(),
        ),
        ("langchain_xai", "langchain_xai.chat_models"),
        ("ChatXAI",),
    ),
    "pydantic_ai.providers.deepseek.DeepSeekProvider": _DEEPSEEK._replace(endpoints=(), others=("openai_client",)),
    "pydantic_ai.providers.groq.GroqProvider": _GROQ,
    "pydantic_ai.providers.mistral.MistralProvider": _MISTRAL,
    "pydantic_ai.providers.cohere.CohereProvider": _COHERE._replace(endpoints=()),
    "pydantic_ai.providers.google.GoogleProvider": _GOOGLE._replace(endpoints=("base_url",), others=("client",)),
    **rows(
        _DEEPSEEK._replace(positional=_AGNO), ("agno.models.deepseek", "agno.models.deepseek.deepseek"), ("DeepSeek",)
    ),
    **rows(
        _GROQ._replace(positional=_AGNO, others=("client",)), ("agno.models.groq", "agno.models.groq.groq"), ("Groq",)
    ),
    **rows(
        _MISTRAL._replace(positional=_AGNO, endpoints=("endpoint",)),
        ("agno.models.mistral", "agno.models.mistral.mistral"),
        ("MistralChat",),
    ),
    **rows(
        _GOOGLE._replace(positional=_AGNO, endpoints=("client_params", "vertexai"), others=("client",)),
        ("agno.models.google", "agno.models.google.gemini"),
        ("Gemini",),
    ),
    # The mapping of what its client is given besides may have the endpoint.
    **rows(
        ANTHROPIC._replace(
            keys=("api_key", "auth_token"),
            endpoints=("client_params",),
            base=Base.FOREIGN,
            positional=_AGNO,
            others=("client", "async_client"),
            exclusive=(),
        ),
        ("agno.models.anthropic", "agno.models.anthropic.claude"),
        ("Claude",),
    ),
}

ROWS: Rows = {**_OWN, **_OF_FRAMEWORKS}
