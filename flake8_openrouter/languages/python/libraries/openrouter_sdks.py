"""Rows of OpenRouter's own SDK, and of what others build for it: they go there, and read its variable or raise."""

from flake8_openrouter.languages.python.libraries.sdk import CHAT_OPENROUTER, OWN, Rows, rows

ROWS: Rows = {
    **rows(
        OWN._replace(
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
    **rows(CHAT_OPENROUTER, ("langchain_openrouter", "langchain_openrouter.chat_models"), ("ChatOpenRouter",)),
    "pydantic_ai.providers.openrouter.OpenRouterProvider": OWN._replace(endpoints=(), others=("openai_client",)),
    **rows(
        OWN._replace(
            endpoints=("api_base",),
            positional=(
                *("model", "temperature", "max_tokens", "additional_kwargs", "max_retries"),
                *("api_base", "api_key"),
            ),
        ),
        ("llama_index.llms.openrouter", "llama_index.llms.openrouter.base"),
        ("OpenRouter",),
    ),
    **rows(
        OWN._replace(positional=("id", "name", "provider")),
        ("agno.models.openrouter",),
        ("OpenRouter", "OpenRouterResponses"),
    ),
    **rows(OWN, ("phi.model.openrouter", "phi.model.openrouter.openrouter", "phi.llm.openrouter"), ("OpenRouter",)),
    "haystack_integrations.components.generators.openrouter.OpenRouterChatGenerator": OWN._replace(
        endpoints=("api_base_url",)
    ),
    "camel.models.OpenRouterModel": OWN._replace(
        endpoints=("url",),
        positional=("model_type", "model_config_dict", "api_key", "url"),
        endpoint_variables=("OPENROUTER_API_BASE_URL",),
    ),
    **rows(OWN._replace(positional=("model",)), ("browser_use", "browser_use.llm"), ("ChatOpenRouter",)),
    "livekit.plugins.openai.LLM.with_openrouter": OWN,
    "pipecat.services.openrouter.llm.OpenRouterLLMService": OWN,
    "magentic.chat_model.openrouter_chat_model.OpenRouterChatModel": OWN._replace(positional=("model",)),
    **rows(OWN, ("mirascope.llm.providers", "mirascope.llm.providers.openrouter"), ("OpenRouterProvider",)),
    **rows(
        OWN._replace(positional=("model", "api_key", "base_url"), endpoint_variables=("OPENROUTER_BASE_URL",)),
        ("deepeval.models",),
        ("OpenRouterModel",),
    ),
}
