"""Rows of other providers' own SDKs, which none but Mistral's can be led to OpenRouter: each has an API of its own."""

from flake8_openrouter.languages.python.libraries.sdk import Rows, Sdk, rows
from flake8_openrouter.model import Base

#: Their variables tell where they go; Google's are asked for its other API by them, too.
_GOOGLE = Sdk(
    host="generativelanguage.googleapis.com",
    variables=("GOOGLE_API_KEY", "GEMINI_API_KEY"),
    base=Base.FOREIGN,
    others=("credentials",),
)
_GOOGLE_VARIABLES = ("GOOGLE_GEMINI_BASE_URL", "GOOGLE_GENAI_USE_VERTEXAI", "GOOGLE_GENAI_USE_ENTERPRISE")

ROWS: Rows = {
    **rows(
        Sdk(
            host="api.groq.com",
            variables=("GROQ_API_KEY",),
            base=Base.FOREIGN,
            endpoint_variables=("GROQ_BASE_URL",),
            others=(),
        ),
        ("groq",),
        ("Groq", "AsyncGroq", "Client", "AsyncClient"),
    ),
    # It adds /v1/chat/completions to its endpoint, as Anthropic's adds /v1/messages.
    **rows(
        Sdk(
            host="api.mistral.ai",
            variables=("MISTRAL_API_KEY",),
            endpoints=("server_url", "server"),
            base=Base.ANTHROPIC,
            positional=("api_key", "server", "url_params", "server_url"),
            endpoint_variables=(),
            others=(),
        ),
        ("mistralai", "mistralai.client", "mistralai.client.sdk"),
        ("Mistral",),
    ),
    **rows(
        Sdk(
            host="api.cohere.com",
            variables=("CO_API_KEY", "COHERE_API_KEY"),
            endpoints=("base_url", "environment"),
            base=Base.FOREIGN,
            positional=("api_key",),
            endpoint_variables=("CO_API_URL",),
            others=(),
        ),
        ("cohere",),
        ("Client", "AsyncClient", "ClientV2", "AsyncClientV2"),
    ),
    **rows(
        _GOOGLE._replace(endpoints=("http_options", "vertexai", "enterprise"), endpoint_variables=_GOOGLE_VARIABLES),
        ("google.genai", "google.genai.client"),
        ("Client",),
    ),
    "google.generativeai.configure": _GOOGLE._replace(endpoints=("client_options",), endpoint_variables=()),
}
