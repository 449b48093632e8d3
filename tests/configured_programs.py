"""Programs that configure a framework's client by a mapping, and the mistakes that are made in it."""

from __future__ import annotations

from typing import NamedTuple

from harness import live_key

BASE = "https://openrouter.ai/api/v1"
READ = 'os.environ["OPENROUTER_API_KEY"]'


class Way(NamedTuple):
    """A program with ``{client}`` where its client is configured, and the entries for that.

    ``silent`` are the mistakes that do no harm there, each with the reason. ``is_call``: the entries are arguments.
    """

    program: str
    key: str = "api_key"
    endpoint: str = "base_url"
    others: str = ""
    silent: dict[str, str] = {}  # noqa: RUF012
    is_call: bool = False

    def entries(self, key: str | None, base: str | None) -> str:
        """Return the entries with a key and an endpoint, each as source; None for the one that is left out."""
        given = [(name, value) for name, value in ((self.endpoint, base), (self.key, key)) if name and value]
        if self.is_call:
            return ", ".join([*filter(None, [self.others]), *(f"{name}={value}" for name, value in given)])
        return "{" + ", ".join([*filter(None, [self.others]), *(f'"{name}": {value}' for name, value in given)]) + "}"

    def source(self, key: str | None = READ, base: str | None = f'"{BASE}"') -> str:
        """Return the whole program."""
        return self.program.replace("{client}", self.entries(key, base))


class Mistake(NamedTuple):
    """What is written for the key and for the endpoint, and the code of what is wrong with it."""

    code: str
    key: str | None = READ
    base: str | None = f'"{BASE}"'


MISTAKES = {
    "nokey": Mistake("OPR502", key=None),
    "optional": Mistake("OPR107", key='os.getenv("OPENROUTER_API_KEY")'),
    "foreign": Mistake("OPR606", key='os.environ["OPENAI_API_KEY"]'),
    "nobase": Mistake("OPR603", base=None),
    "v1base": Mistake("OPR601", base='"https://openrouter.ai/v1"'),
    "chatbase": Mistake("OPR601", base=f'"{BASE}/chat/completions"'),
    "apihost": Mistake("OPR601", base='"https://api.openrouter.ai/api/v1"'),
    "bearer": Mistake("OPR604", key=f'"Bearer " + {READ}'),
    "placeholder": Mistake("OPR104", key='"your-api-key-here"'),
    "varname": Mistake("OPR104", key='"OPENROUTER_API_KEY"'),
    "empty": Mistake("OPR104", key='""'),
    "dollar": Mistake("OPR303", key='"$OPENROUTER_API_KEY"'),
    "hardcoded": Mistake("OPR101", key=f'"{live_key()}"'),
    "getenvkey": Mistake("OPR102", key=f'os.environ["{live_key()}"]'),
    "default": Mistake("OPR103", key=f'os.getenv("OPENROUTER_API_KEY", "{live_key()}")'),
    "otherkey": Mistake("OPR105", key='"sk-ant-api03-' + "aB3dE6gH9jK2mN5pQ8" * 4 + '"'),
}

_BY_MODEL = {
    "nokey": "it reads OpenRouter's variable itself",
    "optional": "it reads the same variable itself",
    "nobase": "it goes to OpenRouter by the model's name",
}
_RLM = {"nokey": "it reads OpenRouter's variable for OpenRouter's endpoint"}

WAYS = {
    "autogen config_list": Way(
        "import os\nfrom autogen import AssistantAgent\n"
        'AssistantAgent("a", llm_config={"config_list": [{client}], "temperature": 0})\n',
        others='"model": "openai/gpt-5-mini"',
    ),
    "autogen llm_config": Way(
        'import os\nimport autogen\nautogen.ConversableAgent(name="a", llm_config={client})\n',
        others='"model": "openai/gpt-5-mini", "api_type": "openai"',
    ),
    "autogen OpenAIWrapper": Way(
        "import os\nfrom autogen import OpenAIWrapper\nclient = OpenAIWrapper(config_list=[{client}])\n",
        others='"model": "openai/gpt-5-mini"',
    ),
    "autogen in an agent of contrib": Way(
        "import os\nfrom autogen.agentchat.contrib.retrieve_assistant_agent import RetrieveAssistantAgent\n"
        'RetrieveAssistantAgent(name="a", llm_config={"config_list": [{client}]})\n',
        others='"model": "openai/gpt-5-mini"',
    ),
    "ag2 LLMConfig of a dict": Way(
        "import os\nfrom autogen import LLMConfig\nconfig = LLMConfig({client}, temperature=0)\n",
        others='"model": "openai/gpt-5-mini"',
    ),
    "ag2 LLMConfig of a list": Way(
        "import os\nfrom autogen import LLMConfig\nconfig = LLMConfig(config_list=[{client}])\n",
        others='"model": "openai/gpt-5-mini", "api_type": "openai"',
    ),
    "ag2 LLMConfig of keywords": Way(
        "import os\nfrom autogen import LLMConfig\nconfig = LLMConfig({client})\n",
        others='api_type="openai", model="openai/gpt-5-mini"',
        is_call=True,
    ),
    "mem0's model": Way(
        "import os\nfrom mem0 import Memory\n"
        'memory = Memory.from_config({"llm": {"provider": "openai", "config": {client}}})\n',
        endpoint="openai_base_url",
        others='"model": "openai/gpt-5-mini"',
        silent={
            "nokey": "it reads OpenRouter's variable first",
            "nobase": "where OpenRouter's variable is set it goes to OpenRouter, whatever it is given",
        },
    ),
    "mem0's embedder": Way(
        "import os\nfrom mem0 import AsyncMemory\n"
        'memory = AsyncMemory.from_config(config_dict={"embedder": {"provider": "openai", "config": {client}}})\n',
        endpoint="openai_base_url",
        others='"model": "openai/text-embedding-3-small"',
    ),
    "mem0's EmbedderConfig": Way(
        "import os\nfrom mem0.configs.base import EmbedderConfig, MemoryConfig\n"
        'config = MemoryConfig(embedder=EmbedderConfig(provider="openai", config={client}))\n',
        endpoint="openai_base_url",
    ),
    "strands": Way(
        "import os\nfrom strands.models.openai import OpenAIModel\n"
        'model = OpenAIModel(client_args={client}, model_id="openai/gpt-5-mini")\n'
    ),
    "strands with litellm": Way(
        "import os\nfrom strands.models.litellm import LiteLLMModel\n"
        'model = LiteLLMModel(client_args={client}, model_id="openrouter/openai/gpt-5-mini")\n',
        endpoint="api_base",
        silent=_BY_MODEL,
    ),
    "embedchain": Way(
        "import os\nfrom embedchain import App\n"
        'app = App.from_config(config={"llm": {"provider": "openai", "config": {client}}})\n',
        others='"model": "openai/gpt-5-mini"',
    ),
    "embedchain's embedder": Way(
        "import os\nfrom embedchain import App\n"
        'app = App.from_config(config={"embedder": {"provider": "openai", "config": {client}}})\n',
        endpoint="api_base",
    ),
    "haystack's embedder": Way(
        "import os\nfrom haystack.components.embedders import OpenAITextEmbedder\n"
        'embedder = OpenAITextEmbedder({client}, model="openai/text-embedding-3-small")\n',
        endpoint="api_base_url",
        is_call=True,
    ),
    "scrapegraph": Way(
        "import os\nfrom scrapegraphai.graphs import SmartScraperGraph\n"
        'graph = SmartScraperGraph(prompt="p", source="https://example.com", config={"llm": {client}})\n',
        others='"model": "openai/gpt-5-mini"',
    ),
    "rlm": Way(
        'import os\nfrom rlm import RLM\nrlm = RLM(backend="openai", backend_kwargs={client})\n',
        others='"model_name": "openai/gpt-5-mini"',
        silent=_RLM,
    ),
    "litellm's Router": Way(
        "import os\nfrom litellm import Router\n"
        'router = Router(model_list=[{"model_name": "mini", "litellm_params": {client}}])\n',
        endpoint="api_base",
        others='"model": "openrouter/openai/gpt-5-mini"',
        silent=_BY_MODEL,
    ),
    "crawl4ai": Way(
        "import os\nfrom crawl4ai import LLMConfig\nconfig = LLMConfig({client})\n",
        key="api_token",
        others='provider="openrouter/openai/gpt-5-mini"',
        silent={"nobase": _BY_MODEL["nobase"]},
        is_call=True,
    ),
    "arguments that are spread": Way(
        "import os\nfrom openai import OpenAI\noptions = {client}\nclient = OpenAI(**options)\n"
    ),
}

MAPPINGS = [name for name, way in WAYS.items() if not way.is_call and "**" not in way.program]


def _split(way: Way) -> tuple[str, str]:
    """Return the imports of a program, and what is after them."""
    lines = way.program.splitlines(keepends=True)
    count = next(number for number, line in enumerate(lines) if "import" not in line)
    return "".join(lines[:count]), "".join(lines[count:])


def _named(way: Way, mistake: Mistake | None) -> str:
    imports, program = _split(way)
    return f"{imports}SETTINGS = {_entries(way, mistake)}\n{program.replace('{client}', 'SETTINGS')}"


def _in_a_function(way: Way, mistake: Mistake | None) -> str:
    imports, program = _split(way)
    body = f"settings = {_entries(way, mistake)}\n{program.replace('{client}', 'settings')}"
    return f"{imports}def build():\n" + "".join(f"    {line}\n" for line in body.splitlines()) + "build()\n"


def _returned(way: Way, mistake: Mistake | None) -> str:
    imports, program = _split(way)
    return f"{imports}def settings():\n    return {_entries(way, mistake)}\n{program.replace('{client}', 'settings()')}"


def _given(way: Way, mistake: Mistake | None) -> str:
    imports, program = _split(way)
    body = "".join(f"    {line}\n" for line in program.replace("{client}", "settings").splitlines())
    return f"{imports}def build(settings):\n{body}build({_entries(way, mistake)})\n"


def _spread(way: Way, mistake: Mistake | None) -> str:
    imports, program = _split(way)
    settings = '{**COMMON, "timeout": 30}'
    return f"{imports}COMMON = {_entries(way, mistake)}\n{program.replace('{client}', settings)}"


def _filled(way: Way, mistake: Mistake | None) -> str:
    imports, program = _split(way)
    made = mistake or Mistake("")
    given = ((way.key, made.key), (way.endpoint, made.base))
    lines = [f'settings["{name}"] = {value}\n' for name, value in given if value]
    return f"{imports}settings = {{{way.others}}}\n{''.join(lines)}{program.replace('{client}', 'settings')}"


def _constructed(way: Way, mistake: Mistake | None) -> str:
    imports, program = _split(way)
    made = mistake or Mistake("")
    given = ((way.key, made.key), (way.endpoint, made.base))
    arguments = ", ".join(f"{name}={value}" for name, value in given if value)
    return f"{imports}{program.replace('{client}', f'dict({{{way.others}}}, {arguments})')}"


def _entries(way: Way, mistake: Mistake | None) -> str:
    return way.entries(mistake.key, mistake.base) if mistake else way.entries(READ, f'"{BASE}"')


#: How a mapping comes to the call that it is for.
FORMS = {
    "a name": _named,
    "a name in a function": _in_a_function,
    "what a function returns": _returned,
    "a parameter": _given,
    "spread into another": _spread,
    "filled later": _filled,
    "made by dict()": _constructed,
}
