"""What a row of the table of SDKs says: how a client is configured, and what it does by itself."""

# Annotations are objects here: the texts of so many would be compiled, each time that this is imported.

from collections.abc import Iterable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from flake8_openrouter.model import Base


class Extra(Enum):
    """What a client does with an argument that it does not have."""

    UNKNOWN = "it may hand it on"
    RAISES = "it raises a TypeError"
    HANDS_ON = "each request raises a TypeError"


class Route(NamedTuple):
    """Where a client of many providers goes for one of them.

    ``keys`` and ``endpoints`` are the arguments that only this provider's part takes; without any, keys and endpoints
    of None are those of the row. ``base`` is the form of its endpoint; what wants none that OpenRouter has can't be led
    there.
    """

    host: str
    variables: tuple[str, ...]
    endpoint_variables: tuple[str, ...] = ()
    base: Base = Base.OPENAI
    keys: tuple[str, ...] = ()
    endpoints: tuple[str, ...] | None = None
    doubles: bool = True


#: No provider: most rows have one host.
_NO_ROUTES: Mapping[str, Route] = MappingProxyType({})

_OWN = ("OPENROUTER_API_KEY", "OR_API_KEY")


class Sdk(NamedTuple):
    """How an SDK's client is configured.

    ``host`` is where it goes without an endpoint ("" where that can't be told), ``variables`` what it reads without a
    key (none where that is OpenRouter's own, or nothing), ``endpoint_variables`` what it reads without an endpoint.
    ``unset`` is what it sends for a key that is ``None`` where it reads no variable; empty: it raises, or reads
    OpenRouter's own. ``sends`` is the key that it has without the argument, before it reads any variable. ``doubles``:
    it puts ``Bearer `` before the key, whatever it begins with. ``prefix``: it serves many providers, and goes to
    OpenRouter where the model's name begins so, which is one of ``models``; ``routes`` are the providers that are known
    by the name that it has for them, which one of ``providers`` may be as well. ``others`` are arguments that stand for
    a key. Of the keys in ``exclusive`` one may be given; ``if_both`` says what comes of two. ``http_clients`` are given
    the HTTP client that it sends with. ``extra`` is what it does with other arguments. ``manages``: it has the
    operations that manage keys, too. ``holder``: it takes no text for a key, but what this makes of a variable's name.
    ``name`` is the last of its dotted name.
    """

    name: str = ""
    host: str = "api.openai.com"
    variables: tuple[str, ...] = ("OPENAI_API_KEY",)
    keys: tuple[str, ...] = ("api_key",)
    endpoints: tuple[str, ...] = ("base_url",)
    headers: tuple[str, ...] = ("default_headers", "extra_headers", "headers")
    proxy: str = ""
    base: Base = Base.OPENAI
    unset: str = ""
    sends: str = ""
    doubles: bool = True
    prefix: str = ""
    positional: tuple[str, ...] = ()
    endpoint_variables: tuple[str, ...] = ("OPENAI_BASE_URL",)
    others: tuple[str, ...] = ("admin_api_key", "workload_identity", "provider", "openai_client", "async_openai_client")
    models: tuple[str, ...] = ("model", "model_id", "model_name")
    providers: tuple[str, ...] = ("provider", "custom_llm_provider", "model_provider")
    routes: Mapping[str, Route] = _NO_ROUTES
    exclusive: tuple[str, ...] = ()
    if_both: str = ""
    http_clients: tuple[str, ...] = ("http_client", "http_async_client", "async_http_client", "client", "async_client")
    extra: Extra = Extra.UNKNOWN
    manages: bool = False
    holder: str = ""

    @property
    def taken(self) -> frozenset[str]:
        """The arguments that it has, as far as the row names them."""
        named = (*self.keys, *self.endpoints, *self.positional, *self.exclusive, *self.headers, self.proxy)
        return frozenset((*named, *self.others, *self.models, *self.providers, *self.http_clients))

    @property
    def is_led_by_model(self) -> bool:
        """Whether nothing but the model's name leads it to OpenRouter: no endpoint does, or it takes none."""
        return bool(self.routes) and (self.base is Base.FOREIGN or not self.endpoints)

    @property
    def own_variables(self) -> tuple[str, ...]:
        """OpenRouter's variables that it reads by itself, the first that is set counts: litellm has two."""
        if self.variables:
            return ()
        is_ours = self.host == "openrouter.ai"
        return _OWN if self.prefix or (is_ours and self.routes) else _OWN[:1] if is_ours else ()


Rows = dict[str, Sdk]


def rows(sdk: Sdk, modules: Iterable[str], names: Iterable[str]) -> Rows:
    """Return the same row for each name in each module."""
    names = tuple(names)
    return {f"{module}.{name}": sdk for module in modules for name in names}


ANTHROPIC = Sdk(
    host="api.anthropic.com",
    variables=("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"),
    keys=("auth_token", "api_key"),
    base=Base.ANTHROPIC,
    endpoint_variables=("ANTHROPIC_BASE_URL",),
    others=("credentials", "config", "profile"),
    exclusive=("api_key", "auth_token"),
    if_both="anthropic 2 raises, older releases send both",
)
#: OpenAI, for what is built on its client and serves others as well.
OPENAI_ROUTE = Route("api.openai.com", ("OPENAI_API_KEY",), ("OPENAI_BASE_URL",))
#: What is built on Anthropic's client takes the key alone.
ANTHROPIC_BASED = ANTHROPIC._replace(keys=("api_key",), others=(), exclusive=())
#: What is built for OpenRouter goes there, and reads its variable or raises.
OWN = Sdk(host="openrouter.ai", variables=(), endpoint_variables=())
#: What serves many providers goes to OpenRouter by the model's name, and reads its variable itself.
MANY = Sdk(
    host="", variables=(), endpoints=("api_base", "base_url"), prefix="openrouter/", endpoint_variables=(), others=()
)
LANGCHAIN = Sdk(
    keys=("api_key", "openai_api_key"),
    endpoints=("base_url", "openai_api_base"),
    proxy="openai_proxy",
    endpoint_variables=("OPENAI_API_BASE", "OPENAI_BASE_URL"),
)
LANGCHAIN_ANTHROPIC = ANTHROPIC_BASED._replace(
    variables=("ANTHROPIC_API_KEY",),
    keys=("api_key", "anthropic_api_key"),
    endpoints=("base_url", "anthropic_api_url"),
    proxy="anthropic_proxy",
    endpoint_variables=("ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL"),
)
CHAT_OPENROUTER = OWN._replace(
    keys=("api_key", "openrouter_api_key"), endpoint_variables=("OPENROUTER_API_BASE",), doubles=False
)
