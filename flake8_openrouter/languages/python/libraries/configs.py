"""The table of frameworks that take a client's endpoint and key from a mapping. A new framework is a row of ``_ROWS``.

Source: the packages' own code, read at their newest releases of November 2026, and of autogen 0.2 and ag2 0.11 as well.
"""

# Annotations are objects here: the texts of so many would be compiled, each time that this is imported.

from collections.abc import Iterable
from typing import NamedTuple

from flake8_openrouter.languages.python.libraries import routed_sdks, sdks
from flake8_openrouter.languages.python.libraries.sdk import MANY, OPENAI_ROUTE, OWN, Sdk

#: A step of a path that stands for each element of a list, and the argument that stands for all positional ones.
EACH = "*"


class Choice(NamedTuple):
    """Which client a mapping configures, by the text under the name ``by`` in it, or in what holds it.

    ``before``: only what is before this separator counts. ``absent`` is the client where nothing has the name; what a
    text chooses that is not in ``rows`` is not known.
    """

    by: str
    rows: dict[str, Sdk]
    absent: Sdk | None = None
    before: str = ""


class Config(NamedTuple):
    """Where a call is given mappings that configure clients.

    ``path`` leads to a mapping: an argument, then the keys below it; empty where the call's arguments are the mapping.
    ``own_key``: without a key it reads ``OPENROUTER_API_KEY`` itself, before any other variable. ``own_endpoint``:
    where that variable is set, it goes to OpenRouter whatever it is given.
    """

    path: tuple[str, ...]
    choice: Choice
    positional: tuple[str, ...] = ()
    own_key: bool = False
    own_endpoint: bool = False


#: What begins a text that the frameworks read a variable by.
REFERENCES = ("env:", "os.environ/")

_OPENAI = Sdk(others=())
_ANTHROPIC = sdks.SDKS["anthropic.Anthropic"]
_LANGCHAIN = sdks.SDKS["langchain_openai.ChatOpenAI"]
_MANY = MANY._replace(models=("model",))
_LITELLM = MANY._replace(routes=routed_sdks.LITELLM)


def _always(sdk: Sdk) -> Choice:
    return Choice("", {}, sdk)


# ag2 still reads autogen's ``config_list``; the endpoint was called ``api_base`` before 0.2.
_AUTOGEN = Choice(
    "api_type",
    dict.fromkeys(("openai", "open_ai"), _OPENAI._replace(endpoints=("base_url", "api_base"))),
    _OPENAI._replace(endpoints=("base_url", "api_base")),
)
_MEM0 = _OPENAI._replace(endpoints=("openai_base_url",))
_MEM0_LLM = Choice("provider", {"openai": _MEM0}, _MEM0)
_MEM0_EMBEDDER = Choice(
    "provider",
    {"openai": _MEM0._replace(endpoint_variables=("OPENAI_API_BASE", "OPENAI_BASE_URL"))},
    _MEM0._replace(endpoint_variables=("OPENAI_API_BASE", "OPENAI_BASE_URL")),
)
_EMBEDCHAIN_LLM = Choice("provider", {"openai": _LANGCHAIN._replace(keys=("api_key",), endpoints=("base_url",))})
_EMBEDCHAIN_EMBEDDER = Choice(
    "provider",
    {"openai": _OPENAI._replace(endpoints=("api_base",), endpoint_variables=("OPENAI_API_BASE", "OPENAI_BASE_URL"))},
)
_EMBEDCHAIN = ("config_path", "config")
_SCRAPEGRAPH = Choice("model", {"openai": _LANGCHAIN}, before="/")
_RLM = Choice("backend", {"openai": _OPENAI, "openrouter": OWN}, _OPENAI)
_CREWAI_EMBEDDER = Choice(
    "provider",
    {
        "openai": _OPENAI._replace(
            endpoints=("api_base",),
            endpoint_variables=("EMBEDDINGS_OPENAI_API_BASE", "OPENAI_API_BASE", "OPENAI_BASE_URL"),
        )
    },
)
_HAYSTACK = _always(Sdk(endpoints=("api_base_url",), others=(), holder="Secret.from_env_var"))
# Without a token it leaves the provider that it was given for OpenAI, and reads OpenAI's variable.
_CRAWL4AI = _MANY._replace(
    keys=("api_token",),
    endpoints=("base_url",),
    models=("provider",),
    providers=(),
    variables=("OPENAI_API_KEY",),
    routes={"openai": OPENAI_ROUTE},
)


def _rows(configs: Iterable[Config], modules: Iterable[str], names: Iterable[str]) -> dict[str, tuple[Config, ...]]:
    """Return the same configurations for each name in each module."""
    return dict.fromkeys([f"{module}.{name}" for module in modules for name in names], tuple(configs))


def _scrapegraph(positional: tuple[str, ...], names: Iterable[str]) -> dict[str, tuple[Config, ...]]:
    return _rows((Config(("config", "llm"), _SCRAPEGRAPH, positional),), ("scrapegraphai.graphs",), names)


_SCRAPERS = (
    *("CodeGeneratorGraph", "DepthSearchGraph", "OmniScraperGraph", "ScreenshotScraperGraph", "SpeechGraph"),
    *("CSVScraperGraph", "CSVScraperMultiGraph", "DocumentScraperGraph", "DocumentScraperMultiGraph"),
    *("JSONScraperGraph", "JSONScraperMultiGraph", "XMLScraperGraph", "XMLScraperMultiGraph"),
    *("ScriptCreatorGraph", "ScriptCreatorMultiGraph", "SmartScraperGraph", "SmartScraperMultiGraph"),
    *("SmartScraperMultiConcatGraph", "SmartScraperMultiLiteGraph"),
)

#: By the dotted name of what is called; that of a package for all in it that has the argument.
_ROWS: dict[str, tuple[Config, ...]] = {
    "autogen": (
        Config(("llm_config", "config_list", EACH), _AUTOGEN),
        Config(("llm_config",), _AUTOGEN),
        Config(("llm_config", EACH), _AUTOGEN),
        Config(("config_list", EACH), _AUTOGEN),
    ),
    **_rows(
        (
            Config((EACH,), _AUTOGEN),
            Config(("config_list", EACH), _AUTOGEN),
            Config(("config_list",), _AUTOGEN),
            Config((), _AUTOGEN),
        ),
        ("autogen", "autogen.llm_config", "autogen.llm_config.config"),
        ("LLMConfig",),
    ),
    **_rows(
        (
            Config(("config_dict", "llm", "config"), _MEM0_LLM, ("config_dict",), own_key=True, own_endpoint=True),
            Config(("config_dict", "embedder", "config"), _MEM0_EMBEDDER, ("config_dict",)),
        ),
        ("mem0", "mem0.memory.main"),
        ("Memory.from_config", "AsyncMemory.from_config"),
    ),
    **_rows(
        (Config(("config",), _MEM0_LLM, ("provider", "config"), own_key=True, own_endpoint=True),),
        ("mem0.llms.configs", "mem0.configs.base"),
        ("LlmConfig",),
    ),
    **_rows(
        (Config(("config",), _MEM0_EMBEDDER, ("provider", "config")),),
        ("mem0.embeddings.configs", "mem0.configs.base"),
        ("EmbedderConfig",),
    ),
    **_rows(
        (
            Config(("config", "llm", "config"), _EMBEDCHAIN_LLM, _EMBEDCHAIN),
            Config(("config", "embedder", "config"), _EMBEDCHAIN_EMBEDDER, _EMBEDCHAIN),
            Config(("config", "embedding_model", "config"), _EMBEDCHAIN_EMBEDDER, _EMBEDCHAIN),
        ),
        ("embedchain", "embedchain.app"),
        ("App.from_config", "Pipeline.from_config"),
    ),
    **_rows(
        (Config(("client_args",), _always(_OPENAI)),),
        ("strands.models.openai", "strands.models.openai_responses", "strands.models"),
        ("OpenAIModel", "OpenAIResponsesModel"),
    ),
    **_rows(
        (Config(("client_args",), _always(_LITELLM._replace(models=("model_id", "model"))), ("client_args",)),),
        ("strands.models.litellm", "strands.models"),
        ("LiteLLMModel",),
    ),
    **_rows(
        (Config(("client_args",), _always(_ANTHROPIC)),),
        ("strands.models.anthropic", "strands.models"),
        ("AnthropicModel",),
    ),
    **_scrapegraph(("prompt", "source", "config"), _SCRAPERS),
    **_scrapegraph(("prompt", "config"), ("SearchGraph", "OmniSearchGraph", "AbstractGraph")),
    **_scrapegraph(("source", "config"), ("SearchLinkGraph", "SmartScraperLiteGraph")),
    **_rows(
        (
            Config(("backend_kwargs",), _RLM, ("backend", "backend_kwargs"), own_key=True),
            Config(("other_backend_kwargs", EACH), Choice("other_backends", {}), own_key=True),
        ),
        ("rlm", "rlm.core.rlm"),
        ("RLM",),
    ),
    **_rows(
        (Config(("model_list", EACH, "litellm_params"), _always(_LITELLM), ("model_list",)),),
        ("litellm", "litellm.router"),
        ("Router",),
    ),
    **_rows(
        (Config((), _always(_CRAWL4AI), ("provider", "api_token", "base_url")),),
        ("crawl4ai", "crawl4ai.async_configs"),
        ("LLMConfig",),
    ),
    **_rows(
        (Config(("embedder", "config"), _CREWAI_EMBEDDER),),
        ("crewai", "crewai.crew", "crewai.memory", "crewai.memory.unified_memory"),
        ("Crew", "Memory"),
    ),
    **_rows(
        (
            Config(("vectors",), _always(_LITELLM._replace(models=("path", "model")))),
            Config(("config", "vectors"), _always(_LITELLM._replace(models=("path", "model"))), ("config",)),
        ),
        ("txtai", "txtai.embeddings"),
        ("Embeddings",),
    ),
    **_rows(
        (Config((), _HAYSTACK, ("api_key", "model", "dimensions", "api_base_url")),),
        (
            "haystack.components.embedders",
            "haystack.components.embedders.openai_text_embedder",
            "haystack.components.embedders.openai_document_embedder",
        ),
        ("OpenAITextEmbedder", "OpenAIDocumentEmbedder"),
    ),
}

_PACKAGES = ("autogen",)

#: The last names of what is called, and the arguments by which what is in a whole package is told.
LAST_NAMES = frozenset(name.rpartition(".")[2] for name in _ROWS if name not in _PACKAGES)
ARGUMENTS = frozenset(config.path[0] for name in _PACKAGES for config in _ROWS[name])

#: Arguments of frameworks alone, which leave the mappings that they are given as they are.
TAKING = frozenset(("llm_config", "config_list", "client_args", "backend_kwargs", "other_backend_kwargs", "model_list"))

#: One of them is in each text that uses one of the frameworks.
WORDS = tuple(dict.fromkeys(name.partition(".")[0] for name in _ROWS))


def configs(name: str) -> tuple[Config, ...]:
    """Return what is configured by a call of what has a dotted name, or is in a package that has a row."""
    if name in _ROWS and name not in _PACKAGES:
        return _ROWS[name]
    return next((_ROWS[package] for package in _PACKAGES if name.startswith(f"{package}.")), ())


def nested(config: Config, rows: Iterable[Config]) -> frozenset[str]:
    """Return what is in a mapping at a row's path that only holds the mappings of other rows."""
    length = len(config.path)
    longer = (other.path for other in rows if len(other.path) > length and other.path[:length] == config.path)
    return frozenset(path[length] for path in longer)


def unknown(sdk: Sdk) -> Sdk:
    """Return a client that is configured by the same names, and of whose ways nothing is assumed."""
    return sdk._replace(host="", variables=(), endpoint_variables=(), prefix="", base=sdks.UNKNOWN_SDK.base)
