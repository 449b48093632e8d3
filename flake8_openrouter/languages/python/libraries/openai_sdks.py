"""Rows of SDKs that are, or are built on, OpenAI's or Anthropic's client: what they read without a key is those'."""

from flake8_openrouter.languages.python.libraries.sdk import (
    ANTHROPIC,
    ANTHROPIC_BASED,
    LANGCHAIN,
    LANGCHAIN_ANTHROPIC,
    OPENAI_ROUTE,
    Rows,
    Sdk,
    rows,
)
from flake8_openrouter.model import Base

_CLIENTS = ("OpenAI", "AsyncOpenAI", "Client", "AsyncClient")
_ANTHROPIC_CLIENTS = ("Anthropic", "AsyncAnthropic", "Client", "AsyncClient")
_LANGCHAINS = ("langchain", "langchain_classic", "langchain_community")
#: LlamaIndex asks for the variable of openai 0.x, and then takes what openai itself has for its endpoint.
_LLAMA = Sdk(
    endpoints=("api_base",),
    endpoint_variables=("OPENAI_API_BASE", "OPENAI_BASE_URL"),
    positional=(
        *("model", "temperature", "max_tokens", "additional_kwargs", "max_retries", "timeout", "reuse_client"),
        *("api_key", "api_base"),
    ),
)
_LLAMA_EMBEDDING = _LLAMA._replace(
    positional=("mode", "model", "embed_batch_size", "dimensions", "additional_kwargs", "api_key", "api_base")
)
_CAMEL = Sdk(
    endpoints=("url",),
    endpoint_variables=("OPENAI_API_BASE_URL", "OPENAI_BASE_URL"),
    positional=("model_type", "model_config_dict", "api_key", "url"),
)
_CAMEL_COMPATIBLE = _CAMEL._replace(
    variables=("OPENAI_API_KEY", "OPENAI_COMPATIBILITY_API_KEY"),
    endpoint_variables=("OPENAI_COMPATIBILITY_API_BASE_URL", "OPENAI_BASE_URL"),
)
_HAYSTACK = Sdk(endpoints=("api_base_url",), holder="Secret.from_env_var")
_AGNO = Sdk(positional=("id", "name", "provider"), others=())
_FRAMEWORK = Sdk(positional=("model",), others=("async_client", "credential", "azure_endpoint"))
_DEEPEVAL = Sdk(positional=("model", "api_key", "base_url"))
_LIVEKIT = Sdk(others=("client",))
_AG2_ANTHROPIC = ANTHROPIC_BASED._replace(positional=("model", "max_tokens", "api_key", "base_url"))


def _langchain(module: str, name: str) -> Rows:
    modules = [f"{package}.{module}{end}" for package in _LANGCHAINS for end in ("", ".openai")]
    return rows(LANGCHAIN, (*modules, "langchain_openai", f"langchain_openai.{module}"), (name,))


_MODELS: Rows = {
    # What wraps openai's own client takes all that this takes.
    **rows(Sdk(), ("openai", "langfuse.openai.openai"), _CLIENTS),
    **rows(Sdk(), ("langfuse.openai", "posthog.ai.openai"), ("OpenAI", "AsyncOpenAI")),
    **rows(Sdk(), ("agents", "lightrag.llm.openai"), ("AsyncOpenAI",)),
    **rows(ANTHROPIC, ("anthropic",), _ANTHROPIC_CLIENTS),
    **rows(ANTHROPIC, ("posthog.ai.anthropic",), ("Anthropic", "AsyncAnthropic")),
    **_langchain("chat_models", "ChatOpenAI"),
    **_langchain("llms", "OpenAI"),
    **_langchain("embeddings", "OpenAIEmbeddings"),
    "langchain_anthropic.ChatAnthropic": LANGCHAIN_ANTHROPIC,
    "pydantic_ai.providers.openai.OpenAIProvider": Sdk(positional=("base_url", "api_key")),
    "pydantic_ai.providers.anthropic.AnthropicProvider": ANTHROPIC_BASED._replace(others=("anthropic_client",)),
    "pydantic_ai.providers.litellm.LiteLLMProvider": Sdk(
        host="", variables=(), endpoints=("api_base",), sends="litellm-placeholder", endpoint_variables=()
    ),
    **rows(Sdk(), ("agents", "agents.models.openai_provider"), ("OpenAIProvider",)),
    **rows(Sdk(), ("agents.voice", "agents.voice.models.openai_model_provider"), ("OpenAIVoiceModelProvider",)),
    "agents.MultiProvider": Sdk(keys=("openai_api_key",), endpoints=("openai_base_url",)),
    "autogen_ext.models.openai.OpenAIChatCompletionClient": Sdk(),
    # ag2 before 0.10 takes one configuration as arguments, which is OpenAI's if api_type says nothing else.
    **rows(
        Sdk(others=("config_list",), models=(), providers=("api_type",), routes={"openai": OPENAI_ROUTE}),
        ("autogen", "autogen.llm_config"),
        ("LLMConfig",),
    ),
    **rows(Sdk(), ("autogen.oai.client", "autogen.oai"), ("OpenAILLMConfigEntry",)),
    **rows(
        Sdk(positional=("model", "api_key", "base_url")),
        ("ag2.config", "ag2.config.openai"),
        ("OpenAIConfig", "OpenAIResponsesConfig"),
    ),
    **rows(_AG2_ANTHROPIC, ("ag2.config", "ag2.config.anthropic"), ("AnthropicConfig",)),
    **rows(
        Sdk(endpoints=("api_base",), positional=("model_id", "api_base", "api_key"), others=("client",)),
        ("smolagents", "smolagents.models"),
        ("OpenAIModel", "OpenAIServerModel"),
    ),
    **rows(Sdk(positional=("model",)), ("browser_use", "browser_use.llm"), ("ChatOpenAI",)),
    **rows(
        ANTHROPIC._replace(positional=("model",), others=()), ("browser_use", "browser_use.llm"), ("ChatAnthropic",)
    ),
    **rows(_AGNO, ("agno.models.openai", "agno.models.openai.chat"), ("OpenAIChat",)),
    **rows(_AGNO, ("agno.models.openai", "agno.models.openai.responses"), ("OpenAIResponses",)),
    **rows(_AGNO._replace(sends="not-provided"), ("agno.models.openai", "agno.models.openai.like"), ("OpenAILike",)),
    "agno.knowledge.embedder.openai.OpenAIEmbedder": Sdk(others=("openai_client", "async_client")),
    "agno.embedder.openai.OpenAIEmbedder": Sdk(others=("openai_client",)),
    "phi.model.openai.OpenAIChat": Sdk(others=()),
    "phi.model.openai.like.OpenAILike": Sdk(others=(), sends="not-provided"),
    "phi.embedder.openai.OpenAIEmbedder": Sdk(others=("openai_client",)),
    **rows(
        Sdk(positional=("model",), endpoint_variables=("MAGENTIC_OPENAI_BASE_URL", "OPENAI_BASE_URL")),
        ("magentic", "magentic.chat_model.openai_chat_model"),
        ("OpenaiChatModel",),
    ),
    "magentic.chat_model.anthropic_chat_model.AnthropicChatModel": ANTHROPIC_BASED._replace(positional=("model",)),
    "guidance.models.OpenAI": Sdk(positional=("model", "sampling_params", "echo")),
    **rows(Sdk(), ("mirascope.llm.providers", "mirascope.llm.providers.openai"), ("OpenAIProvider",)),
    "vanna.integrations.openai.OpenAILlmService": Sdk(positional=("model", "api_key", "organization", "base_url")),
    "vanna.integrations.openai.llm.OpenAILlmService": Sdk(positional=("model", "api_key", "organization", "base_url")),
    "vanna.integrations.anthropic.AnthropicLlmService": ANTHROPIC_BASED._replace(
        positional=("model", "api_key", "base_url")
    ),
    **rows(
        _FRAMEWORK,
        ("agent_framework.openai", "agent_framework_openai"),
        ("OpenAIChatClient", "OpenAIChatCompletionClient", "OpenAIResponsesClient"),
    ),
    **rows(
        _FRAMEWORK._replace(positional=()),
        ("agent_framework.openai", "agent_framework_openai"),
        ("OpenAIEmbeddingClient",),
    ),
}

_REST: Rows = {
    # LlamaIndex
    **rows(_LLAMA, ("llama_index.llms.openai", "llama_index.llms.openai.base"), ("OpenAI",)),
    **rows(_LLAMA, ("llama_index.llms.openai_like", "llama_index.llms.openai_like.base"), ("OpenAILike",)),
    **rows(_LLAMA._replace(positional=("model",)), ("llama_index.llms.openai",), ("OpenAIResponses",)),
    **rows(
        _LLAMA_EMBEDDING, ("llama_index.embeddings.openai", "llama_index.embeddings.openai.base"), ("OpenAIEmbedding",)
    ),
    **rows(
        _LLAMA_EMBEDDING._replace(
            sends="fake",
            positional=("model_name", "embed_batch_size", "dimensions", "additional_kwargs", "api_key", "api_base"),
        ),
        ("llama_index.embeddings.openai_like", "llama_index.embeddings.openai_like.base"),
        ("OpenAILikeEmbedding",),
    ),
    # CAMEL
    "camel.models.OpenAIModel": _CAMEL,
    "camel.models.OpenAICompatibleModel": _CAMEL_COMPATIBLE,
    "camel.models.AnthropicModel": _CAMEL._replace(
        host="api.anthropic.com",
        variables=("ANTHROPIC_API_KEY",),
        endpoint_variables=("ANTHROPIC_API_BASE_URL", "ANTHROPIC_BASE_URL"),
        base=Base.ANTHROPIC,
    ),
    "camel.embeddings.OpenAIEmbedding": _CAMEL._replace(positional=("model_type", "url", "api_key")),
    "camel.embeddings.OpenAICompatibleEmbedding": _CAMEL_COMPATIBLE._replace(
        variables=("OPENAI_COMPATIBILITY_API_KEY",), positional=("model_type", "api_key", "url"), unset=""
    ),
    # LightRAG
    "lightrag.llm.openai.openai_complete_if_cache": Sdk(
        positional=(*("model", "prompt", "system_prompt", "history_messages", "enable_cot"), *("base_url", "api_key")),
        endpoint_variables=("OPENAI_API_BASE",),
    ),
    "lightrag.llm.openai.openai_embed": Sdk(
        positional=("texts", "model", "base_url", "api_key"), endpoint_variables=("OPENAI_API_BASE",)
    ),
    "lightrag.llm.openai.create_openai_async_client": Sdk(
        positional=("api_key", "base_url"), endpoint_variables=("OPENAI_API_BASE",)
    ),
    "lightrag.llm.anthropic.anthropic_complete_if_cache": ANTHROPIC_BASED._replace(
        variables=("ANTHROPIC_API_KEY",),
        positional=(*("model", "prompt", "system_prompt", "history_messages", "enable_cot"), *("base_url", "api_key")),
    ),
    "lightrag.llm.openai.openai_embed.func": Sdk(
        positional=("texts", "model", "base_url", "api_key"), endpoint_variables=("OPENAI_API_BASE",)
    ),
    **rows(
        Sdk(positional=("prompt", "system_prompt", "history_messages"), endpoint_variables=("OPENAI_API_BASE",)),
        ("lightrag.llm.openai",),
        ("gpt_4o_complete", "gpt_4o_mini_complete", "openai_complete"),
    ),
    # Embedders
    **rows(
        Sdk(positional=("api_key", "model_name", "organization_id", "api_base"), endpoints=("api_base",)),
        ("chromadb.utils.embedding_functions", "chromadb.utils.embedding_functions.openai_embedding_function"),
        ("OpenAIEmbeddingFunction",),
    ),
    **rows(Sdk(endpoints=()), ("autogen_ext.memory.chromadb",), ("OpenAIEmbeddingFunctionConfig",)),
    **rows(
        Sdk(endpoints=(), positional=("ai_model_id", "api_key", "org_id"), others=("async_client",)),
        ("semantic_kernel.connectors.ai.open_ai",),
        ("OpenAITextEmbedding",),
    ),
    **rows(
        Sdk(endpoints=(), positional=("ai_model_id", "service_id", "api_key"), others=("async_client",)),
        ("semantic_kernel.connectors.ai.open_ai",),
        ("OpenAIChatCompletion",),
    ),
    **rows(Sdk(positional=("model", "api_key")), ("deepeval.models",), ("OpenAIEmbeddingModel",)),
    # Chonkie's embedder ignores base_url, and stays with OpenAI.
    **rows(
        Sdk(
            endpoints=(),
            endpoint_variables=(),
            positional=("model", "tokenizer", "dimension", "max_tokens", "base_url", "api_key"),
        ),
        ("chonkie", "chonkie.embeddings"),
        ("OpenAIEmbeddings",),
    ),
    # Graphiti
    **rows(
        Sdk(positional=("api_key", "model", "base_url")),
        ("graphiti_core.llm_client", "graphiti_core.llm_client.config"),
        ("LLMConfig",),
    ),
    **rows(Sdk(), ("graphiti_core.embedder.openai", "graphiti_core.embedder"), ("OpenAIEmbedderConfig",)),
    # DeepEval
    **rows(_DEEPEVAL, ("deepeval.models", "deepeval.models.llms.openai_model"), ("GPTModel", "OpenAIModel")),
    **rows(
        _DEEPEVAL._replace(host="", variables=("LOCAL_MODEL_API_KEY",), endpoint_variables=("LOCAL_MODEL_BASE_URL",)),
        ("deepeval.models",),
        ("LocalModel",),
    ),
    **rows(
        _DEEPEVAL._replace(
            host="", variables=("LOCAL_EMBEDDING_API_KEY",), endpoint_variables=("LOCAL_EMBEDDING_BASE_URL",)
        ),
        ("deepeval.models",),
        ("LocalEmbeddingModel",),
    ),
    # Griptape
    **rows(
        Sdk(others=("client",)),
        ("griptape.drivers", "griptape.drivers.prompt.openai", "griptape.drivers.prompt.openai_chat_prompt_driver"),
        ("OpenAiChatPromptDriver",),
    ),
    **rows(
        Sdk(others=("client",)),
        ("griptape.drivers", "griptape.drivers.embedding.openai", "griptape.drivers.embedding.openai_embedding_driver"),
        ("OpenAiEmbeddingDriver",),
    ),
    **rows(
        Sdk(others=("client",)),
        ("griptape.drivers", "griptape.drivers.image_generation.openai"),
        ("OpenAiImageGenerationDriver",),
    ),
    # Chonkie
    **rows(Sdk(positional=("model", "base_url", "api_key")), ("chonkie", "chonkie.genie"), ("OpenAIGenie",)),
    # Haystack
    **rows(
        _HAYSTACK._replace(positional=("api_key", "model", "streaming_callback", "api_base_url")),
        (
            "haystack.components.generators",
            "haystack.components.generators.chat",
            "haystack.components.generators.chat.openai",
        ),
        ("OpenAIGenerator", "OpenAIChatGenerator"),
    ),
    "haystack.components.generators.chat.OpenAIResponsesChatGenerator": _HAYSTACK,
    **rows(
        _HAYSTACK._replace(positional=("api_key", "model", "dimensions", "api_base_url")),
        ("haystack.components.embedders",),
        ("OpenAITextEmbedder", "OpenAIDocumentEmbedder"),
    ),
    # Voice
    **rows(_LIVEKIT, ("livekit.plugins.openai", "livekit.plugins.openai.responses"), ("LLM",)),
    **rows(_LIVEKIT, ("livekit.plugins.openai",), ("STT", "TTS")),
    **rows(Sdk(), ("pipecat.services.openai.llm",), ("OpenAILLMService",)),
    **rows(Sdk(), ("pipecat.services.openai.tts",), ("OpenAITTSService",)),
    **rows(Sdk(), ("pipecat.services.openai.stt",), ("OpenAISTTService",)),
}

ROWS: Rows = {**_MODELS, **_REST}
