"""Ways to configure a client for OpenRouter in JavaScript and TypeScript, and the mistakes that are made with each.

A way is a correct program. Each mistake is one thing that is wrong in it, and has the code that must be found. What a
way is silent about says why. A program is written in each of the forms that its client is imported and told in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from harness import live_key

BASE = "https://openrouter.ai/api/v1"
ANTHROPIC_BASE = "https://openrouter.ai/api"
KEY = "process.env.OPENROUTER_API_KEY"

READS_OURS = "it reads OPENROUTER_API_KEY itself"
GOES_TO_US = "it goes to OpenRouter without an endpoint"
NEEDS_ENDPOINT = "it has no endpoint of its own"


@dataclass(frozen=True)
class Way:
    """A client: the package, what it exports, and the options by the ways to them.

    ``built`` is the call, where ``OPTIONS`` are the options: what follows ``new`` or the function's name. ``versions``
    is what ``package.json`` asks for.
    """

    name: str
    package: str
    exported: str
    endpoint: str = "baseURL"
    key: str = "apiKey"
    base: str = BASE
    built: str = "new CLIENT(OPTIONS)"
    more: str = ""
    version: str = ""
    silent: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def options(self, endpoint: str, key: str) -> str:
        """Return the object of options; empty texts are left out."""
        values: dict[str, dict[str, str]] = {}
        flat: list[str] = [self.more] if self.more else []
        given = ((self.endpoint, f'"{endpoint}"' if endpoint else ""), (self.key, key))
        for path, value in given:
            around, _, name = path.rpartition(".")
            if value and around:
                values.setdefault(around, {})[name] = value
            elif value:
                flat.append(f"{name}: {value}")
        for around, inside in values.items():
            flat.append(f"{around}: {{ {', '.join(f'{name}: {value}' for name, value in inside.items())} }}")
        return f"{{ {', '.join(flat)} }}" if flat else "{}"

    def program(self, mistake: str = "", form: str = "module") -> str:
        """Return the program, with a mistake, in a form."""
        endpoint, key = _values(self.base, mistake)
        return FORMS[form](self, self.options(endpoint, key))


def _import(way: Way, name: str) -> str:
    if way.exported == "default":
        return f'import {name} from "{way.package}";'
    own = way.exported if name == way.exported else f"{way.exported} as {name}"
    return f'import {{ {own} }} from "{way.package}";'


def _local(way: Way) -> str:
    return way.exported if way.exported != "default" else "OpenAI"


def _call(way: Way, client: str, options: str) -> str:
    return way.built.replace("CLIENT", client).replace("OPTIONS", options)


def _module(way: Way, options: str) -> str:
    name = _local(way)
    return f"{_import(way, name)}\n\nexport const client = {_call(way, name, options)};\n"


def _aliased(way: Way, options: str) -> str:
    built = _call(way, "build" if way.built.startswith("CLIENT") else "Client", options)
    name = "build" if way.built.startswith("CLIENT") else "Client"
    return f"{_import(way, name)}\n\nlet client = {built}\nexport default client\n"


def _required(way: Way, options: str) -> str:
    name = _local(way)
    bound = name if way.exported == "default" else f"{{ {name} }}"
    end = ".default" if way.exported == "default" else ""
    return f"const {bound} = require('{way.package}'){end};\n\nmodule.exports = {_call(way, name, options)};\n"


def _namespace(way: Way, options: str) -> str:
    return f"import * as sdk from '{way.package}';\n\nconst client = {_call(way, f'sdk.{way.exported}', options)};\n"


def _named_options(way: Way, options: str) -> str:
    name = _local(way)
    return f"{_import(way, name)}\n\nconst options = {options};\nconst client = {_call(way, name, 'options')};\n"


def _spread(way: Way, options: str) -> str:
    name = _local(way)
    spread = _call(way, name, "{ timeout: 20, ...shared }")
    return f"{_import(way, name)}\n\nconst shared = {options};\nfunction make() {{\n  return {spread};\n}}\nmake();\n"


def _typed(way: Way, options: str) -> str:
    name = _local(way)
    built = _call(way, name, f"({options} as any)")
    return f"{_import(way, name)}\n\nexport class Service {{\n  private readonly client = {built};\n}}\n"


def _dynamic(way: Way, options: str) -> str:
    name = _local(way)
    bound = f"default: {name}" if way.exported == "default" else name
    built = _call(way, name, options)
    return (
        f"export async function client() {{\n  const {{ {bound} }} = await import('{way.package}');\n"
        f"  return {built};\n}}\n"
    )


FORMS: Mapping[str, Callable[[Way, str], str]] = {
    "module": _module,
    "aliased": _aliased,
    "required": _required,
    "namespace": _namespace,
    "named_options": _named_options,
    "spread": _spread,
    "typed": _typed,
    "dynamic": _dynamic,
}

#: Each mistake, and the code that is expected.
MISTAKES: Mapping[str, str] = {
    "nokey": "OPR502",
    "undefined": "OPR502",
    "optional": "OPR107",
    "foreign": "OPR606",
    "foreignor": "OPR606",
    "nobase": "OPR603",
    "v1base": "OPR601",
    "chatbase": "OPR601",
    "apihost": "OPR601",
    "stranger": "OPR601",
    "bearer": "OPR604",
    "placeholder": "OPR104",
    "varname": "OPR104",
    "empty": "OPR104",
    "default": "OPR104",
    "dollar": "OPR303",
    "hardcoded": "OPR101",
    "hardcodedor": "OPR103",
    "otherkey": "OPR105",
}


def _values(base: str, mistake: str) -> tuple[str, str]:
    """Return the endpoint and the expression of the key, with a mistake in one of them; empty for what is left out."""
    live = live_key(14)
    endpoints = {
        "nobase": "",
        "v1base": "https://openrouter.ai/v1",
        "chatbase": f"{BASE}/chat/completions" if base == BASE else f"{BASE}/messages",
        "apihost": base.replace("openrouter.ai", "api.openrouter.ai"),
        "stranger": base.replace("openrouter.ai", "openrouter.io"),
    }
    keys = {
        "nokey": "",
        "undefined": "undefined",
        "optional": 'process.env.OPENROUTER_API_KEY ?? ""',
        "foreign": "process.env.OPENAI_API_KEY",
        "foreignor": "process.env.OPENROUTER_API_KEY ?? process.env.OPENAI_API_KEY",
        "bearer": "`Bearer ${process.env.OPENROUTER_API_KEY}`",
        "placeholder": '"your-api-key-here"',
        "varname": '"OPENROUTER_API_KEY"',
        "empty": '""',
        "default": 'process.env.OPENROUTER_API_KEY || "your-key"',
        "dollar": "'${process.env.OPENROUTER_API_KEY}'",
        "hardcoded": f'"{live}"',
        "hardcodedor": f'process.env.OPENROUTER_API_KEY || "{live}"',
        "otherkey": f'"sk-proj-{live[9:49]}"',
    }
    return endpoints.get(mistake, base), keys.get(mistake, KEY)


def _silent(*groups: tuple[str, str]) -> Mapping[str, str]:
    return MappingProxyType({mistake: reason for mistakes, reason in groups for mistake in mistakes.split()})


_OWN = _silent(("nokey undefined", READS_OURS), ("nobase", GOES_TO_US))
_AT_OPENROUTER = _silent(("nobase", NEEDS_ENDPOINT))
_UNNAMED = _silent(("nokey undefined nobase", "without a model's name nothing is known"))
_MAKES = "CLIENT(OPTIONS)"

WAYS = (
    Way("openai", "openai", "default"),
    Way("openai_named", "openai", "OpenAI"),
    Way("openai_4", "openai", "OpenAI", version="^4.20.0"),
    Way("openai_7", "openai", "default", version="7.1.0"),
    Way("posthog", "@posthog/ai/openai", "OpenAI", more="posthog: phClient"),
    Way("openai_3", "openai", "Configuration", "basePath", silent=_AT_OPENROUTER),
    Way("edge", "openai-edge", "Configuration", "basePath", silent=_AT_OPENROUTER),
    Way("ai_sdk_openrouter", "@openrouter/ai-sdk-provider", "createOpenRouter", built=_MAKES, silent=_OWN),
    Way("ai_sdk_openrouter_class", "@openrouter/ai-sdk-provider", "OpenRouter", silent=_OWN),
    Way(
        "openrouter_sdk",
        "@openrouter/sdk",
        "OpenRouter",
        "serverURL",
        silent=MappingProxyType({**_OWN, "bearer": "it takes a key with Bearer, too"}),
    ),
    Way("ai_sdk_openai", "@ai-sdk/openai", "createOpenAI", built=_MAKES),
    Way(
        "ai_sdk_compatible",
        "@ai-sdk/openai-compatible",
        "createOpenAICompatible",
        built=_MAKES,
        more='name: "openrouter"',
        silent=_AT_OPENROUTER,
    ),
    Way("ai_sdk_groq", "@ai-sdk/groq", "createGroq", built=_MAKES),
    Way("ai_sdk_mistral", "@ai-sdk/mistral", "createMistral", built=_MAKES),
    Way("ai_sdk_anthropic", "@ai-sdk/anthropic", "createAnthropic", key="authToken", built=_MAKES),
    Way("anthropic", "@anthropic-ai/sdk", "default", key="authToken", base=ANTHROPIC_BASE),
    Way("anthropic_named", "@anthropic-ai/sdk", "Anthropic", key="authToken", base=ANTHROPIC_BASE),
    Way("langchain", "@langchain/openai", "ChatOpenAI", "configuration.baseURL", more='model: "a/b"'),
    Way("langchain_inside", "@langchain/openai", "ChatOpenAI", "configuration.baseURL", "configuration.apiKey"),
    Way("langchain_0", "@langchain/openai", "ChatOpenAI", "configuration.basePath", "openAIApiKey", version="~0.3.0"),
    Way("langchain_1", "@langchain/openai", "ChatOpenAI", "configuration.baseURL", version="^1.0.0"),
    Way(
        "langchain_1_model",
        "@langchain/openai",
        "ChatOpenAI",
        "configuration.baseURL",
        built='new CLIENT("a/b", OPTIONS)',
        version="^1.2.0",
    ),
    Way("langchain_llm", "@langchain/openai", "OpenAI", "configuration.baseURL", "openAIApiKey"),
    Way("langchain_embeddings", "@langchain/openai", "OpenAIEmbeddings", "configuration.baseURL"),
    Way(
        "langchain_init",
        "langchain",
        "initChatModel",
        "configuration.baseURL",
        more='modelProvider: "openai"',
        built='await CLIENT("a/b", OPTIONS)',
    ),
    Way(
        "langchain_init_named",
        "langchain/chat_models/universal",
        "initChatModel",
        "configuration.baseURL",
        built='await CLIENT("openai:a/b", OPTIONS)',
    ),
    Way("langchain_old", "langchain/chat_models/openai", "ChatOpenAI", "configuration.basePath", "openAIApiKey"),
    Way("langchain_old_llm", "langchain/llms/openai", "OpenAI", "configuration.basePath", "openAIApiKey"),
    Way("langchain_old_embeddings", "langchain/embeddings/openai", "OpenAIEmbeddings", "configuration.baseURL"),
    Way("langchain_openrouter", "@langchain/openrouter", "ChatOpenRouter", more='model: "a/b"', silent=_OWN),
    Way(
        "langchain_anthropic",
        "@langchain/anthropic",
        "ChatAnthropic",
        "anthropicApiUrl",
        base=ANTHROPIC_BASE,
        more='model: "a/b"',
    ),
    Way("llamaindex", "@llamaindex/openai", "OpenAI", more='model: "a/b"'),
    Way("llamaindex_whole", "llamaindex", "OpenAI", "additionalSessionOptions.baseURL"),
    Way("llamaindex_function", "@llamaindex/openai", "openai", more='model: "a/b"', built=_MAKES),
    Way("llamaindex_embedding", "@llamaindex/openai", "OpenAIEmbedding"),
    Way(
        "mastra_url",
        "@mastra/core/agent",
        "Agent",
        "model.url",
        "model.apiKey",
        built='new CLIENT({ name: "a", instructions: "b", ...OPTIONS })',
        silent=_UNNAMED,
    ),
    Way(
        "mastra_model",
        "@mastra/core/agent",
        "Agent",
        "model.url",
        "model.apiKey",
        built='new CLIENT({ name: "a", model: { id: "openrouter/a/b", ...(OPTIONS).model } })',
        silent=_OWN,
    ),
    Way("mastra_core", "@mastra/core", "Agent", "model.url", "model.apiKey", silent=_UNNAMED),
    Way(
        "mastra_router", "@mastra/core/llm", "ModelRouterLanguageModel", "url", more='id: "openrouter/a/b"', silent=_OWN
    ),
    Way("genkitx", "genkitx-openai", "openAI", built=_MAKES),
    Way("genkitx_default", "genkitx-openai", "default", built="genkit({ plugins: [CLIENT(OPTIONS)] })"),
    Way("genkit_compatible", "@genkit-ai/compat-oai", "openAICompatible", built=_MAKES, more='name: "openrouter"'),
    Way("genkit_openai", "@genkit-ai/compat-oai/openai", "openAI", built=_MAKES),
    Way("agents", "@openai/agents", "OpenAIProvider", more="useResponses: false"),
    Way("agents_openai", "@openai/agents-openai", "OpenAIProvider"),
    Way("deno", "npm:openai@5.1.0", "OpenAI"),
    Way("esm_sh", "https://esm.sh/openai@4.20.1", "default"),
)


def forms(way: Way) -> Iterator[str]:
    """Yield the forms that a way is written in."""
    for form in FORMS:
        if form == "aliased" and way.exported == "default" and way.built.startswith(("CLIENT", "genkit")):
            continue  # what is exported by default has the name that it is imported by
        yield form


def wrong(way: Way) -> Iterator[tuple[str, str, str, str]]:
    """Yield each mistake that counts in each form of a way: form, mistake, the code that is expected, the program."""
    for form in forms(way):
        for mistake, code in MISTAKES.items():
            if mistake not in way.silent:
                yield form, mistake, code, way.program(mistake, form)
