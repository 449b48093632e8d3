"""Ways to configure a client for OpenRouter, and the mistakes that are made with each of them.

A way is a correct program. Each mistake is one thing that is wrong in it, and has the code that must be found. What a
way is silent about says why: the SDK reads OpenRouter's own variable, raises by itself, or has nothing to get wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from harness import live_key

BASE = "https://openrouter.ai/api/v1"
ANTHROPIC_BASE = "https://openrouter.ai/api"
KEY = 'os.environ["OPENROUTER_API_KEY"]'

#: Reasons for silence.
READS_OURS = "it reads OPENROUTER_API_KEY itself, or raises"
GOES_TO_US = "it goes to OpenRouter without an endpoint"


@dataclass(frozen=True)
class Way:
    """A correct program: ``ARGUMENTS`` of ``call`` are the endpoint and the key, as the way has them.

    ``secret`` is what is around the key's value. ``settings``: they are those of the openai package, before the call.
    """

    name: str
    imports: str
    call: str
    endpoint: str = "base_url"
    key: str = "api_key"
    base: str = BASE
    secret: str = "VALUE"
    settings: bool = False
    silent: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def program(self, mistake: str = "") -> str:
        """Return the program, with a mistake."""
        endpoint, key = _values(self.base, mistake)
        if self.settings:
            lines = [f'openai.base_url = "{endpoint}"'] if endpoint else []
            lines += [f"openai.api_key = {key}"] if key else []
            return "\n".join(("import os", "", self.imports, "", *lines, self.call, ""))
        given = [f'{self.endpoint}="{endpoint}"'] if endpoint and self.endpoint else []
        given += [f"{self.key}={self.secret.replace('VALUE', key)}"] if key else []
        call = self.call.replace("ARGUMENTS", ", ".join(given)).replace(", )", ")")
        return f"import os\n\n{self.imports}\n\n{call}\n"


#: Each mistake, and the code that is expected.
MISTAKES: Mapping[str, str] = {
    "nokey": "OPR502",
    "optional": "OPR107",
    "foreign": "OPR606",
    "nobase": "OPR603",
    "v1base": "OPR601",
    "chatbase": "OPR601",
    "apihost": "OPR601",
    "bearer": "OPR604",
    "placeholder": "OPR104",
    "varname": "OPR104",
    "empty": "OPR104",
    "dollar": "OPR303",
    "hardcoded": "OPR101",
    "getenvkey": "OPR102",
    "default": "OPR103",
    "otherkey": "OPR105",
}


def _values(base: str, mistake: str) -> tuple[str, str]:
    """Return the endpoint and the expression of the key, with a mistake in one of them; empty for what is left out."""
    live = live_key(14)
    endpoints = {
        "nobase": "",
        "v1base": "https://openrouter.ai/v1",
        "chatbase": f"{base}/chat/completions" if base == BASE else f"{BASE}/messages",
        "apihost": base.replace("openrouter.ai", "api.openrouter.ai"),
    }
    keys = {
        "nokey": "",
        "optional": 'os.getenv("OPENROUTER_API_KEY")',
        "foreign": 'os.environ["OPENAI_API_KEY"]',
        "bearer": "f\"Bearer {os.environ['OPENROUTER_API_KEY']}\"",
        "placeholder": '"your-api-key-here"',
        "varname": '"OPENROUTER_API_KEY"',
        "empty": '""',
        "dollar": '"$OPENROUTER_API_KEY"',
        "hardcoded": f'"{live}"',
        "getenvkey": f'os.getenv("{live}")',
        "default": f'os.getenv("OPENROUTER_API_KEY", "{live}")',
        "otherkey": f'"sk-proj-{live[9:49]}"',
    }
    return endpoints.get(mistake, base), keys.get(mistake, KEY)


def _silent(*groups: tuple[str, str]) -> Mapping[str, str]:
    return MappingProxyType({mistake: reason for mistakes, reason in groups for mistake in mistakes.split()})


_OWN = _silent(("nokey optional", READS_OURS), ("nobase", GOES_TO_US))
_WRAPPED = "SecretStr(VALUE)"

_OPENAI = (
    Way("openai", "from openai import OpenAI", "client = OpenAI(ARGUMENTS)"),
    Way("openai_async", "from openai import AsyncOpenAI", "client = AsyncOpenAI(timeout=20, ARGUMENTS)"),
    Way("openai_module", "import openai", "client = openai.OpenAI(ARGUMENTS)"),
    Way("openai_with_options", "from openai import OpenAI", "client = OpenAI().with_options(ARGUMENTS)"),
    Way(
        "openai_with_options_named",
        "from openai import OpenAI",
        'base = OpenAI(api_key="unused", max_retries=1)\nclient = base.with_options(ARGUMENTS)',
        silent=_silent(("nokey", "the key is then the base's placeholder, which is found")),
    ),
    Way("openai_copy", "from openai import AsyncOpenAI", "client = AsyncOpenAI().copy(ARGUMENTS)"),
    Way("agents_client", "from agents import Agent, AsyncOpenAI", "client = AsyncOpenAI(ARGUMENTS)"),
    Way("agents_provider", "from agents import OpenAIProvider", "p = OpenAIProvider(ARGUMENTS, use_responses=False)"),
    Way("langfuse", "from langfuse.openai import OpenAI", "client = OpenAI(ARGUMENTS)"),
    Way("posthog", "from posthog.ai.openai import OpenAI", "client = OpenAI(ARGUMENTS)"),
    Way(
        "anthropic",
        "from anthropic import Anthropic",
        "c = Anthropic(ARGUMENTS)",
        key="auth_token",
        base=ANTHROPIC_BASE,
    ),
    Way(
        "anthropic_with_options",
        "import anthropic",
        "c = anthropic.AsyncAnthropic().with_options(ARGUMENTS)",
        key="auth_token",
        base=ANTHROPIC_BASE,
    ),
    Way("langchain_openai", "from langchain_openai import ChatOpenAI", 'm = ChatOpenAI(model="a/b", ARGUMENTS)'),
    Way(
        "langchain_alias",
        "from langchain_openai import ChatOpenAI",
        'm = ChatOpenAI(model="a/b", ARGUMENTS)',
        endpoint="openai_api_base",
        key="openai_api_key",
    ),
    Way(
        "langchain_deep",
        "from langchain_openai.chat_models.base import ChatOpenAI",
        'm = ChatOpenAI(model="a/b", ARGUMENTS)',
    ),
    Way(
        "langchain_secretstr",
        "from langchain_openai import ChatOpenAI\nfrom pydantic import SecretStr",
        'm = ChatOpenAI(model="a/b", ARGUMENTS)',
        secret=_WRAPPED,
    ),
    Way(
        "langchain_core_secretstr",
        "from langchain_core.pydantic_v1 import SecretStr\nfrom langchain_openai import ChatOpenAI",
        'm = ChatOpenAI(model="a/b", ARGUMENTS)',
        secret=_WRAPPED,
    ),
    Way(
        "pydantic_types_secretstr",
        "from langchain_openai import ChatOpenAI\nfrom pydantic.types import SecretStr",
        'm = ChatOpenAI(model="a/b", ARGUMENTS)',
        secret=_WRAPPED,
    ),
    Way("langchain_embeddings", "from langchain_openai import OpenAIEmbeddings", "e = OpenAIEmbeddings(ARGUMENTS)"),
    Way("langchain_llm", "from langchain_community.llms import OpenAI", "m = OpenAI(ARGUMENTS)"),
    Way("pydantic_ai", "from pydantic_ai.providers.openai import OpenAIProvider", "p = OpenAIProvider(ARGUMENTS)"),
    Way(
        "llama_openai",
        "from llama_index.llms.openai import OpenAI",
        'm = OpenAI(model="gpt-4o", ARGUMENTS)',
        endpoint="api_base",
    ),
    Way(
        "llama_like",
        "from llama_index.llms.openai_like import OpenAILike",
        'm = OpenAILike(model="a/b", is_chat_model=True, ARGUMENTS)',
        endpoint="api_base",
    ),
    Way(
        "llama_responses",
        "from llama_index.llms.openai import OpenAIResponses",
        'm = OpenAIResponses(model="a/b", ARGUMENTS)',
        endpoint="api_base",
    ),
    Way(
        "llama_embedding",
        "from llama_index.embeddings.openai import OpenAIEmbedding",
        'e = OpenAIEmbedding(model="text-embedding-3-small", ARGUMENTS)',
        endpoint="api_base",
    ),
    Way(
        "llama_embedding_like",
        "from llama_index.embeddings.openai_like import OpenAILikeEmbedding",
        'e = OpenAILikeEmbedding(model_name="a/b", ARGUMENTS)',
        endpoint="api_base",
    ),
    Way(
        "autogen_ext",
        "from autogen_ext.models.openai import OpenAIChatCompletionClient",
        'c = OpenAIChatCompletionClient(model="a/b", model_info={}, ARGUMENTS)',
    ),
    Way("ag2_kwargs", "from autogen import LLMConfig", 'c = LLMConfig(api_type="openai", model="a/b", ARGUMENTS)'),
    Way("ag2_1", "from ag2.config import OpenAIConfig", 'c = OpenAIConfig(model="a/b", ARGUMENTS)'),
    Way("ag2_responses", "from ag2.config import OpenAIResponsesConfig", 'c = OpenAIResponsesConfig("a/b", ARGUMENTS)'),
    Way(
        "camel_factory",
        "from camel.models import ModelFactory\nfrom camel.types import ModelPlatformType",
        "m = ModelFactory.create(ModelPlatformType.OPENAI_COMPATIBLE_MODEL, 'a/b', ARGUMENTS)",
        endpoint="url",
    ),
    Way(
        "camel_factory_text",
        "from camel.models import ModelFactory",
        "m = ModelFactory.create('openai', 'gpt-4o', ARGUMENTS)",
        endpoint="url",
    ),
    Way(
        "camel_compatible",
        "from camel.models import OpenAICompatibleModel",
        "m = OpenAICompatibleModel(model_type='a/b', ARGUMENTS)",
        endpoint="url",
    ),
    Way(
        "camel_embedding",
        "from camel.embeddings import OpenAIEmbedding",
        "e = OpenAIEmbedding(ARGUMENTS)",
        endpoint="url",
    ),
    Way(
        "lightrag",
        "from lightrag.llm.openai import openai_complete_if_cache",
        "async def answer(prompt):\n    return await openai_complete_if_cache('a/b', prompt, ARGUMENTS)",
    ),
    Way(
        "lightrag_embed",
        "from lightrag.llm.openai import openai_embed",
        "async def vectors(texts):\n    return await openai_embed(texts, model='a/b', ARGUMENTS)",
    ),
    Way(
        "lightrag_client",
        "from lightrag.llm.openai import create_openai_async_client",
        "c = create_openai_async_client(ARGUMENTS)",
    ),
    Way("guidance", "from guidance import models", "lm = models.OpenAI('a/b', ARGUMENTS)"),
    Way("magentic", "from magentic import OpenaiChatModel", "m = OpenaiChatModel('a/b', ARGUMENTS)"),
    Way("mirascope", "from mirascope import llm", "llm.register_provider('openai', scope='openai/', ARGUMENTS)"),
    Way("mirascope_class", "from mirascope.llm.providers import OpenAIProvider", "p = OpenAIProvider(ARGUMENTS)"),
    Way("agno_chat", "from agno.models.openai import OpenAIChat", "m = OpenAIChat(id='a/b', ARGUMENTS)"),
    Way("agno_like", "from agno.models.openai.like import OpenAILike", "m = OpenAILike(id='a/b', ARGUMENTS)"),
    Way("agno_like_short", "from agno.models.openai import OpenAILike", "m = OpenAILike(id='a/b', ARGUMENTS)"),
    Way("agno_responses", "from agno.models.openai import OpenAIResponses", "m = OpenAIResponses(id='a/b', ARGUMENTS)"),
    Way("agno_embedder", "from agno.knowledge.embedder.openai import OpenAIEmbedder", "e = OpenAIEmbedder(ARGUMENTS)"),
    Way("phi", "from phi.model.openai import OpenAIChat", "m = OpenAIChat(id='a/b', ARGUMENTS)"),
    Way("graphiti", "from graphiti_core.llm_client.config import LLMConfig", "c = LLMConfig(model='a/b', ARGUMENTS)"),
    Way(
        "graphiti_embedder",
        "from graphiti_core.embedder.openai import OpenAIEmbedderConfig",
        "c = OpenAIEmbedderConfig(embedding_model='a/b', ARGUMENTS)",
    ),
    Way("deepeval", "from deepeval.models import GPTModel", "m = GPTModel(model='a/b', ARGUMENTS)"),
    Way("deepeval_openai", "from deepeval.models import OpenAIModel", "m = OpenAIModel(model='a/b', ARGUMENTS)"),
    Way(
        "griptape",
        "from griptape.drivers.prompt.openai import OpenAiChatPromptDriver",
        "d = OpenAiChatPromptDriver(model='a/b', ARGUMENTS)",
    ),
    Way("chonkie", "from chonkie import OpenAIGenie", "g = OpenAIGenie(model='a/b', ARGUMENTS)"),
    Way(
        "chroma_embedder",
        "from chromadb.utils.embedding_functions import OpenAIEmbeddingFunction",
        "f = OpenAIEmbeddingFunction(model_name='a/b', ARGUMENTS)",
        "api_base",
    ),
    Way(
        "chroma_embedder_by_module",
        "from chromadb.utils import embedding_functions",
        "f = embedding_functions.OpenAIEmbeddingFunction(model_name='a/b', ARGUMENTS)",
        "api_base",
    ),
    Way(
        "deepeval_embedder",
        "from deepeval.models import OpenAIEmbeddingModel",
        "m = OpenAIEmbeddingModel(model='text-embedding-3-small', ARGUMENTS)",
    ),
    Way(
        "lightrag_mini",
        "from lightrag.llm.openai import gpt_4o_mini_complete",
        "async def ask(prompt):\n    return await gpt_4o_mini_complete(prompt, ARGUMENTS)",
    ),
    Way(
        "vanna",
        "from vanna.integrations.openai import OpenAILlmService",
        "s = OpenAILlmService(model='a/b', ARGUMENTS)",
    ),
    Way(
        "agent_framework",
        "from agent_framework.openai import OpenAIChatClient",
        "c = OpenAIChatClient(model_id='a/b', ARGUMENTS)",
    ),
    Way(
        "agent_framework_completion",
        "from agent_framework.openai import OpenAIChatCompletionClient",
        "c = OpenAIChatCompletionClient(model='a/b', ARGUMENTS)",
    ),
    Way("livekit", "from livekit.plugins import openai", "m = openai.LLM(model='a/b', ARGUMENTS)"),
    Way("livekit_tts", "from livekit.plugins.openai import TTS", "m = TTS(model='a/b', ARGUMENTS)"),
    Way("pipecat", "from pipecat.services.openai.llm import OpenAILLMService", "s = OpenAILLMService(ARGUMENTS)"),
    Way(
        "smolagents",
        "from smolagents import OpenAIServerModel",
        "m = OpenAIServerModel('a/b', ARGUMENTS)",
        endpoint="api_base",
    ),
    Way("browser_use", "from browser_use import ChatOpenAI", "m = ChatOpenAI(model='a/b', ARGUMENTS)"),
    Way("browser_use_deep", "from browser_use.llm.openai.chat import ChatOpenAI", "m = ChatOpenAI('a/b', ARGUMENTS)"),
    Way(
        "haystack",
        "from haystack.components.generators.chat import OpenAIChatGenerator\nfrom haystack.utils import Secret",
        "g = OpenAIChatGenerator(ARGUMENTS)",
        endpoint="api_base_url",
        secret="Secret.from_token(VALUE)",
    ),
    Way(
        "haystack_embedder",
        "from haystack.components.embedders import OpenAITextEmbedder\nfrom haystack.utils import Secret",
        "e = OpenAITextEmbedder(ARGUMENTS)",
        endpoint="api_base_url",
        secret="Secret.from_token(VALUE)",
    ),
    Way("kwargs_spread", "from openai import OpenAI", "settings = dict(ARGUMENTS)\nclient = OpenAI(**settings)"),
    Way(
        "subclass",
        "from openai import OpenAI",
        "class Client(OpenAI):\n    def __init__(self):\n        super().__init__(ARGUMENTS)",
    ),
    Way(
        "openai_settings",
        "import openai",
        "answer = openai.chat.completions.create(model='a/b', messages=[])",
        settings=True,
    ),
    Way("handed_on", "from framework.clients import AsyncOpenAI", "client = AsyncOpenAI(ARGUMENTS)"),
)

_ROUTED = (
    Way(
        "init_openai",
        "from langchain.chat_models import init_chat_model",
        "m = init_chat_model('a/b', model_provider='openai', ARGUMENTS)",
    ),
    Way(
        "init_prefix",
        "from langchain.chat_models import init_chat_model",
        "m = init_chat_model('openai:a/b', ARGUMENTS)",
    ),
    Way(
        "init_embeddings",
        "from langchain.embeddings import init_embeddings",
        "e = init_embeddings('a/b', provider='openai', ARGUMENTS)",
    ),
    Way(
        "litellm_openai",
        "import litellm",
        "a = litellm.completion(model='openai/a/b', messages=[], ARGUMENTS)",
        endpoint="api_base",
    ),
    Way(
        "litellm_provider",
        "from litellm import completion",
        "a = completion('a/b', [], custom_llm_provider='openai', ARGUMENTS)",
    ),
    Way(
        "litellm_bare",
        "import litellm",
        "e = litellm.embedding('text-embedding-3-small', [], ARGUMENTS)",
        endpoint="api_base",
    ),
    Way("crewai_openai", "from crewai import LLM", "m = LLM(model='openai/gpt-4o', ARGUMENTS)"),
    Way("crewai_provider", "from crewai import LLM", "m = LLM(model='a/b', provider='openai', ARGUMENTS)"),
    Way("dspy_openai", "import dspy", "m = dspy.LM('openai/a/b', ARGUMENTS)", endpoint="api_base"),
    Way("instructor_openai", "import instructor", "c = instructor.from_provider('openai/gpt-4o', ARGUMENTS)"),
    Way(
        "adk_openai",
        "from google.adk.models.lite_llm import LiteLlm",
        "m = LiteLlm(model='openai/a/b', ARGUMENTS)",
        endpoint="api_base",
    ),
    Way(
        "llama_litellm",
        "from llama_index.llms.litellm import LiteLLM",
        "m = LiteLLM(model='openai/a/b', ARGUMENTS)",
        endpoint="api_base",
    ),
    Way("txtai_openai", "from txtai import LLM", "m = LLM('openai/a/b', ARGUMENTS)", endpoint="api_base"),
    Way(
        "agents_litellm",
        "from agents.extensions.models.litellm_model import LitellmModel",
        "m = LitellmModel(model='openai/a/b', ARGUMENTS)",
    ),
)

_OURS = (
    Way(
        "litellm", "import litellm", "a = litellm.completion('openrouter/a/b', [], ARGUMENTS)", "api_base", silent=_OWN
    ),
    Way(
        "litellm_own",
        "from litellm import acompletion",
        "async def f():\n    return await acompletion(model='openrouter/a/b', messages=[], ARGUMENTS)",
        "api_base",
        silent=_OWN,
    ),
    Way(
        "chat_litellm",
        "from langchain_litellm import ChatLiteLLM",
        "m = ChatLiteLLM(model='openrouter/a/b', ARGUMENTS)",
        "api_base",
        silent=_OWN,
    ),
    Way(
        "chat_litellm_community",
        "from langchain_community.chat_models import ChatLiteLLM",
        "m = ChatLiteLLM(model='openrouter/a/b', ARGUMENTS)",
        "api_base",
        "openrouter_api_key",
        silent=_OWN,
    ),
    Way("txtai", "from txtai import LLM", "m = LLM('openrouter/a/b', ARGUMENTS)", "api_base", silent=_OWN),
    Way(
        "txtai_named",
        "from txtai.pipeline import LLM",
        "m = LLM(path='openrouter/a/b', method='litellm', ARGUMENTS)",
        "api_base",
        silent=_OWN,
    ),
    Way("dspy", "import dspy", "m = dspy.LM('openrouter/a/b', ARGUMENTS)", "api_base", silent=_OWN),
    Way("crewai", "from crewai import LLM", "m = LLM(model='openrouter/a/b', ARGUMENTS)", silent=_OWN),
    Way(
        "smolagents_litellm",
        "from smolagents import LiteLLMModel",
        "m = LiteLLMModel(model_id='openrouter/a/b', ARGUMENTS)",
        "api_base",
        silent=_OWN,
    ),
    Way(
        "chonkie_litellm",
        "from chonkie import LiteLLMEmbeddings",
        "e = LiteLLMEmbeddings('openrouter/a/b', ARGUMENTS)",
        "api_base",
        silent=_OWN,
    ),
    Way(
        "deepeval_own",
        "from deepeval.models import OpenRouterModel",
        "m = OpenRouterModel(model='a/b', ARGUMENTS)",
        silent=_OWN,
    ),
)

WAYS = (*_OPENAI, *_ROUTED, *_OURS)


def wrong(way: Way) -> Iterator[tuple[str, str, str]]:
    """Yield each mistake that counts in a way: its name, the code that is expected, the program."""
    for mistake, code in MISTAKES.items():
        if mistake not in way.silent:
            yield mistake, code, way.program(mistake)
