"""The table of SDKs: how each one's clients are configured. A new SDK is a row of one of the tables that it merges.

Source: the packages' own signatures, read at their newest releases of November 2026; paths that only older releases
have are kept for older code. ``nox --session signatures`` compares the rows with the packages' sources.
"""

# Annotations are objects here: the texts of so many would be compiled, each time that this is imported.

from flake8_openrouter.languages.python.libraries import openai_sdks, openrouter_sdks, other_sdks, routed_sdks
from flake8_openrouter.languages.python.libraries.sdk import Extra, Sdk
from flake8_openrouter.model import Base

#: The methods of openai's and Anthropic's clients that give one of other settings: what they are not given stays.
DERIVING = frozenset(("with_options", "copy"))

_ROWS: dict[str, Sdk] = {**openai_sdks.ROWS, **openrouter_sdks.ROWS, **routed_sdks.ROWS, **other_sdks.ROWS}

#: What is done with other arguments, by the beginnings of names: LangChain's models hand them to each request.
_EXTRA = {
    Extra.RAISES: (
        *("ag2.", "agent_framework", "agents.", "agno.", "anthropic.", "browser_use.", "camel.embeddings."),
        *("chonkie.OpenAIGenie", "graphiti_core.llm_client.", "griptape.", "haystack", "langfuse.", "livekit."),
        *("magentic.", "mirascope.", "openai.", "openrouter.", "posthog.", "pydantic_ai."),
    ),
    Extra.HANDS_ON: ("langchain_anthropic.", "langchain_openai.", "langchain_openrouter."),
}

#: Names under which a key or an endpoint is given to clients that have another one for it.
KEY_NAMES = frozenset(
    ("api_key", "apikey", "apiKey", "api_token", "key", "token", "auth_token", "access_token", "bearer_token")
    + ("openai_api_key", "openai_key", "openrouter_api_key", "openrouter_key", "anthropic_api_key")
    + ("OPENROUTER_API_KEY", "OPENAI_API_KEY")
)
ENDPOINT_NAMES = frozenset(
    ("base_url", "baseUrl", "baseURL", "base", "base_uri", "api_base", "apiBase", "api_base_url", "api_url", "url")
    + ("endpoint", "api_endpoint", "server_url", "host", "openai_api_base", "openai_base_url", "OPENAI_BASE_URL")
)


def _whole(dotted: str, sdk: Sdk, made: dict[tuple[int, str, Extra], Sdk]) -> Sdk:
    """Return a row with its name and what it does with other arguments; ``made`` are those that are alike."""
    found = (extra for extra, beginnings in _EXTRA.items() if dotted.startswith(beginnings))
    kind = id(sdk), dotted.rpartition(".")[2], next(found, sdk.extra)
    if kind not in made:
        made[kind] = sdk._replace(name=kind[1], extra=kind[2])
    return made[kind]


def _all_whole() -> dict[str, Sdk]:
    made: dict[tuple[int, str, Extra], Sdk] = {}
    return {dotted: _whole(dotted, sdk, made) for dotted, sdk in _ROWS.items()}


SDKS = _all_whole()
#: Last names of what builds a client, by itself or as a class's base.
LAST_NAMES = frozenset((*(name.rpartition(".")[2] for name in SDKS), "__init__"))

#: One of them is in each text that uses one of the SDKs.
WORDS = tuple(dict.fromkeys(dotted.partition(".")[0].lower() for dotted in _ROWS))

#: What the name of a class must have in it for the package alone to tell which one it is.
_TELLING = ("openai", "openrouter", "anthropic", "litellm")

#: Names that are those of one class, wherever it is imported from: packages hand them on, or wrap them.
_HANDED_ON = {"AsyncOpenAI": SDKS["openai.AsyncOpenAI"], "AsyncAnthropic": SDKS["anthropic.AsyncAnthropic"]}

#: A class that is not known, and is given an endpoint and a key: of its ways nothing is assumed.
UNKNOWN_SDK = Sdk(
    host="",
    variables=(),
    keys=("api_key", "openai_api_key", "openrouter_api_key"),
    endpoints=("base_url", "api_base", "openai_api_base", "openai_base_url", "server_url", "url", "endpoint"),
    base=Base.REQUEST,
    unset="None as the key",
    doubles=False,
    endpoint_variables=(),
    manages=True,
)

#: The module-wide endpoints of the openai package; the first is of its 0.x, and its clients do not read it.
OPENAI_GLOBALS = ("openai.api_base", "openai.base_url")
#: Its module-wide key and headers, and settings by which its functions go to Azure, or are given a client of their own.
OPENAI_KEY = "openai.api_key"
OPENAI_HEADERS = "openai.default_headers"
OPENAI_OTHERWISE = ("openai.api_type", "openai.azure_endpoint", "openai.http_client")

#: The package's own functions, by what is first after its name: those that read its settings, and those of its 0.x.
OPENAI_FUNCTIONS = frozenset(
    ("chat", "completions", "embeddings", "responses", "models", "images", "audio", "moderations", "batches", "beta")
)
OPENAI_OLD_FUNCTIONS = frozenset(("ChatCompletion", "Completion", "Embedding", "Image", "Audio", "Moderation", "Model"))


def _by_package() -> dict[tuple[str, str], Sdk | None]:
    """Return the rows by a package and a class's own name; None where it has several of that name."""
    found: dict[tuple[str, str], Sdk | None] = {}
    for dotted, sdk in SDKS.items():
        if sdk.name[0].isupper() and any(word in sdk.name.lower() for word in _TELLING):
            place = dotted.partition(".")[0], sdk.name
            other = found.get(place, sdk)
            found[place] = sdk if other is sdk or other == sdk else None
    return found


_BY_PACKAGE = _by_package()


def row(dotted: str) -> Sdk | None:
    """Return the row of what a dotted name leads to: a package has a class in several of its modules."""
    if sdk := SDKS.get(dotted):
        return sdk
    package, _, rest = dotted.partition(".")
    name = rest.rpartition(".")[2]
    return (_BY_PACKAGE.get((package, name)) or _HANDED_ON.get(name)) if package and name else None
