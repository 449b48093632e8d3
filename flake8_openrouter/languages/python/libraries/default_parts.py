"""The table of parts that frameworks make of OpenAI's client where they are given none. A framework is a row.

Such a part takes its key from the environment, so it has OpenRouter's where a program puts that there.

Source: the packages' own code, read at their newest releases of November 2026.
"""

# Annotations are objects here: the texts of so many would be compiled, each time that this is imported.

from collections.abc import Iterable
from typing import NamedTuple


class Parts(NamedTuple):
    """What is made in a call that is not given it: ``arguments``, each of which is made of OpenAI's client if missing.

    ``below``: they are entries of the mapping that this argument is. ``wanted`` is an argument without which, or if it
    is false, nothing is made. ``elsewhere``: a name of one of the arguments anywhere in the file may be the program's
    own part for all calls. ``variables`` are those by which OpenAI's endpoint is told. ``names``: the argument is not
    what is made, but a text that names it if it begins with one of these. ``instead`` are arguments that tell another.
    """

    arguments: tuple[str, ...]
    positional: tuple[str, ...] = ()
    below: str = ""
    wanted: str = ""
    elsewhere: bool = False
    variables: tuple[str, ...] = ("OPENAI_BASE_URL",)
    names: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()


def _rows(parts: Parts, modules: Iterable[str], names: Iterable[str]) -> dict[str, Parts]:
    return {f"{module}.{name}": parts for module in modules for name in names}


_EITHER = ("OPENAI_BASE_URL", "OPENAI_API_BASE")
_INDEX = Parts(("embed_model",), elsewhere=True, variables=_EITHER)
_INDEXES = ("llama_index.core", "llama_index.core.indices", "llama_index.core.indices.vector_store")
_MEM0 = Parts(("embedder",), ("config_dict",), "config_dict", variables=_EITHER)
_AGNO = Parts(("embedder",))
_BY_NAME = Parts(("model",), ("model",), names=("openai:", "openai-chat:", "openai-responses:"))
_AGNO_STORES = {
    **dict.fromkeys(("cassandra.Cassandra", "chroma.ChromaDb", "clickhouse.Clickhouse", "lancedb.LanceDb"), _AGNO),
    **dict.fromkeys(("milvus.Milvus", "mongodb.MongoDb", "pgvector.PgVector", "pineconedb.PineconeDb"), _AGNO),
    **dict.fromkeys(("qdrant.Qdrant", "singlestore.SingleStore", "weaviate.Weaviate"), _AGNO),
}

PARTS: dict[str, Parts] = {
    **_rows(
        Parts(
            ("llm_client", "embedder", "cross_encoder"),
            ("uri", "user", "password", "llm_client", "embedder", "cross_encoder"),
        ),
        ("graphiti_core", "graphiti_core.graphiti"),
        ("Graphiti",),
    ),
    **_rows(
        _INDEX._replace(positional=("nodes", "use_async", "store_nodes_override", "embed_model")),
        _INDEXES,
        ("VectorStoreIndex",),
    ),
    **_rows(_INDEX._replace(positional=("documents",)), _INDEXES, ("VectorStoreIndex.from_documents",)),
    **_rows(
        _INDEX._replace(positional=("vector_store", "embed_model")), _INDEXES, ("VectorStoreIndex.from_vector_store",)
    ),
    **_rows(_MEM0, ("mem0", "mem0.memory.main"), ("Memory.from_config", "AsyncMemory.from_config")),
    **_rows(
        Parts(("config",), ("config",), variables=_EITHER), ("mem0", "mem0.memory.main"), ("Memory", "AsyncMemory")
    ),
    **_rows(_BY_NAME, ("pydantic_ai", "pydantic_ai.agent", "agno.agent", "agno.agent.agent"), ("Agent",)),
    **_rows(
        _BY_NAME._replace(arguments=("llm",), positional=(), names=("openai/", "gpt-"), variables=_EITHER),
        ("crewai", "crewai.agent"),
        ("Agent",),
    ),
    **_rows(
        Parts(("provider",), ("model_name",), instead=("base_url", "api_key", "openai_client")),
        ("pydantic_ai.models.openai",),
        ("OpenAIChatModel", "OpenAIModel", "OpenAIResponsesModel"),
    ),
    **_rows(_BY_NAME._replace(variables=_EITHER), ("langchain.agents",), ("create_agent",)),
    **_rows(
        _BY_NAME._replace(variables=_EITHER),
        ("langgraph.prebuilt", "langgraph.prebuilt.chat_agent_executor"),
        ("create_react_agent",),
    ),
    **_rows(
        Parts(("embedder",), wanted="memory", variables=(*_EITHER, "EMBEDDINGS_OPENAI_API_BASE")),
        ("crewai", "crewai.crew"),
        ("Crew",),
    ),
    **_rows(
        Parts(("llm",), ("dataset", "metrics", "llm"), elsewhere=True), ("ragas", "ragas.evaluation"), ("evaluate",)
    ),
    **_rows(
        Parts(("embedding_func", "best_model_func", "cheap_model_func")),
        ("nano_graphrag", "nano_graphrag.graphrag"),
        ("GraphRAG",),
    ),
    **{f"agno.vectordb.{name}": parts for name, parts in _AGNO_STORES.items()},
}

#: Functions that are such a part themselves, with the variables that tell its endpoint, and by which arguments they are
#: handed over.
FUNCTIONS: dict[str, tuple[str, ...]] = dict.fromkeys(
    [f"lightrag.llm.openai.{name}" for name in ("openai_embed", "gpt_4o_complete", "gpt_4o_mini_complete")],
    ("OPENAI_API_BASE",),
)
HANDING = frozenset(("func", "embedding_func", "llm_model_func"))
#: What else these functions are called with then.
HANDED_BESIDE = frozenset(("llm_model_kwargs", None))

#: One of them is the last name of what is called.
LAST_NAMES = frozenset(name.rpartition(".")[2] for name in PARTS)
