"""Arguments that clients do not have, and clients that speak another API: what they are given does not arrive."""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.languages.python.inference import arguments
from flake8_openrouter.languages.python.inference.arguments import Given
from flake8_openrouter.languages.python.libraries import sdks
from flake8_openrouter.languages.python.libraries.sdk import Extra
from flake8_openrouter.languages.python.sites.constructions import Construction
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.model import Base, Destination, OtherApi, Unread
from flake8_openrouter.openrouter import credentials

_AZURE = "Azure"
#: What the names of other APIs' clients have in them, and what comes of it that these are given OpenRouter's URL.
_OTHERS = {
    _AZURE: 'sends the key as "api-key", below a path that OpenRouter has not',
    "Groq": "asks for paths below /openai/v1, which OpenRouter has not",
}
_ENDPOINTS = ("azure_endpoint", "base_url", "endpoint", "api_base", "openai_api_base")


def endpoint(context: Context, built: Construction) -> tuple[Given, Destination] | None:
    """Return OpenRouter's URL under a name that the client does not have, and where it leads."""
    for given in _unread(built, sdks.ENDPOINT_NAMES):
        found = context.destination(context.evaluator.argument_texts(given.value), built.site.scope)
        if found.resolved:
            return given, found
    return None


def key(context: Context, built: Construction) -> Given | None:
    """Return OpenRouter's key under a name that the client does not have."""
    for given in _unread(built, sdks.KEY_NAMES):
        if any(map(credentials.is_ours, context.evaluator.argument_texts(given.value))):
            return given
    return None


def _unread(built: Construction, names: frozenset[str]) -> Iterator[Given]:
    if built.sdk.extra is Extra.UNKNOWN or built.sdk.base is Base.FOREIGN:
        return
    for given in built.given.given:
        if given.name in names and given.name not in built.sdk.taken:
            yield given


def fact(context: Context, built: Construction, given: Given, destination: Destination) -> Unread:
    """Return what is told of an argument that the client does not have."""
    sdk = built.sdk
    right = sdk.endpoints if given.name in sdks.ENDPOINT_NAMES else sdk.keys
    return Unread(
        span=context.span(given.node),
        name=given.name,
        right=right[0] if right else "",
        client=sdk.name,
        outcome=sdk.extra.value,
        destination=destination,
        is_doubled=built.given.get(right) is not None,
    )


def _is_of_api(api: str, dotted: str) -> bool:
    """Tell whether a name is that of a client of an API: others have such names for clients of OpenAI's."""
    sdk = sdks.row(dotted)
    return dotted.partition(".")[0] in sdks.WORDS if api == _AZURE else sdk is not None and sdk.base is Base.FOREIGN


def other_apis(context: Context) -> Iterator[OtherApi]:
    """Yield the clients of Azure and Groq that are given OpenRouter's URL."""
    by_name = context.module.calls_by_name
    named = ((api, name) for name in by_name for api in _OTHERS if api in name)
    read = ((api, name, site, frame) for api, name in named for site in by_name[name] for frame in context.frames(site))
    for api, name, site, frame in read:
        dotted = context.evaluator.reference(site.node.func, frame)
        if not _is_of_api(api, dotted):
            continue
        given = arguments.of_call(context.evaluator.expression(site.node, frame), ())
        for argument in given.all(_ENDPOINTS):
            found = context.destination(context.evaluator.argument_texts(argument.value), site.scope)
            if found.official:
                yield OtherApi(context.span(argument.node), name, _OTHERS[api], found)
