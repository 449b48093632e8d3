"""The openai package's own settings and functions: ``openai.api_key = …``, ``openai.chat.completions.create(…)``."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.languages.python.inference import environment
from flake8_openrouter.languages.python.inference.values import Frame, Nothing
from flake8_openrouter.languages.python.libraries import sdks
from flake8_openrouter.languages.python.sites import derived
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.syntax.indexes import attributes
from flake8_openrouter.languages.python.syntax.scopes import CallSite
from flake8_openrouter.languages.python.syntax.tree import dotted
from flake8_openrouter.model import (
    Answer,
    Base,
    Client,
    Credential,
    Destination,
    Endpoint,
    Fact,
    IgnoredEndpoint,
    Place,
    Purpose,
    Reach,
    Span,
)
from flake8_openrouter.openrouter import api, credentials, destinations

_KEY = sdks.OPENAI_KEY
#: What the functions read where no key is set.
_FALLBACKS = ("OPENAI_API_KEY",)
_OLD, _NEW = sdks.OPENAI_GLOBALS
#: The variables from which the package takes them.
_VARIABLES = {_NEW: "OPENAI_BASE_URL", _OLD: "OPENAI_API_BASE"}
#: Which base each is.
_BASES = {_NEW: Base.OPENAI_GLOBAL, _OLD: Base.OPENAI}
#: What is set for the functions: their URLs are put behind it as it is.
_REMEDIES = {_NEW: f'{_NEW} = "{api.BASE_URL}/"', _OLD: f'{_OLD} = "{api.BASE_URL}"'}


class _Setting(NamedTuple):
    """A setting as the file assigns it."""

    name: str
    node: ast.Assign
    frame: Frame


def facts(context: Context, *, unread: bool) -> Iterator[Fact]:
    """Yield what is told of the settings; ``unread`` by the clients of the file is the endpoint of openai 0.x."""
    key = _key(context)
    endpoints = [setting for name in sdks.OPENAI_GLOBALS if (setting := _setting(context, name))]
    if key is None and not endpoints:
        return
    sent = None if _is_replaced(context) else key
    sending = next(_calls(context, sdks.OPENAI_FUNCTIONS), None)
    for endpoint in endpoints:
        yield from _of_endpoint(context, endpoint, sent)
        if endpoint.name == _OLD and _NEW not in context.globals_set and not _is_named(context, _NEW):
            yield from _unread(context, endpoint, sent, by_clients=unread, by_functions=sending is not None)
    if sent is not None and not endpoints and (lacking := _lacking(context, sending)):
        host = destinations.of_host("api.openai.com")
        yield from _keys(context, sent, host, _REMEDIES[lacking], (lacking, _VARIABLES[lacking]))
    if key is None and endpoints:
        yield from _without_key(context, endpoints, sending)


def _setting(context: Context, name: str) -> _Setting | None:
    found = context.globals_set.get(name)
    return _Setting(name, *found) if found else None


def _key(context: Context) -> _Setting | None:
    """Return the setting of the key, where it is one: ``None`` is what it has before."""
    found = _setting(context, _KEY)
    values = context.evaluator.evaluate(found.node.value, found.frame) if found else ()
    return None if all(isinstance(value, Nothing) for value in values) else found


def _is_replaced(context: Context) -> bool:
    """Tell whether the headers that are set bring a credential of their own: what is made of the key is not sent."""
    found = _setting(context, sdks.OPENAI_HEADERS)
    return found is not None and derived.may_authorize(context, found.node.value, found.frame)


def _calls(context: Context, functions: frozenset[str]) -> Iterator[CallSite]:
    """Yield the calls of the package's own functions, by what is after its name: ``chat.completions``."""
    for site, _ in context.calls:
        path = dotted(site.node.func).partition(".")[2]
        if path.partition(".")[0] in functions:
            frame = Frame(site.scope, site.point)
            if context.evaluator.reference(site.node.func, frame).startswith("openai."):
                yield site


def _lacking(context: Context, sending: CallSite | None) -> str:
    """Return the endpoint's setting that the file's calls would read; empty where it is not certain that they do."""
    if any(name in context.globals_set for name in sdks.OPENAI_OTHERWISE):
        return ""
    if sending is not None:
        return "" if _is_named(context, _NEW) else _NEW
    old = next(_calls(context, sdks.OPENAI_OLD_FUNCTIONS), None)
    return "" if old is None or _is_named(context, _OLD) else _OLD


def _is_named(context: Context, setting: str) -> bool:
    """Tell whether a file names the variable from which the package takes a setting: it may be set."""
    return _VARIABLES[setting] in environment.named(context.module)


def _of_endpoint(context: Context, endpoint: _Setting, key: _Setting | None) -> Iterator[Fact]:
    urls = context.evaluator.texts(endpoint.node.value, endpoint.frame)
    destination = context.destination(urls, endpoint.frame.scope)
    place = context.span(endpoint.node.value)
    base = _BASES[endpoint.name]
    yield from (Endpoint(context.here(url, place), base, place, destination) for url in urls)
    if key is not None and (destination.resolved or destination.place is Place.ELSEWHERE):
        yield from _keys(context, key, destination, "" if destination.resolved else _REMEDIES[endpoint.name])


def _unread(
    context: Context, endpoint: _Setting, key: _Setting | None, *, by_clients: bool, by_functions: bool
) -> Iterator[IgnoredEndpoint]:
    """Yield that nothing of the package's version 1 reads the endpoint of 0.x."""
    urls = context.evaluator.texts(endpoint.node.value, endpoint.frame)
    found = IgnoredEndpoint(context.span(endpoint.node), _OLD, context.destination(urls, endpoint.frame.scope))
    if by_clients or not by_functions:
        yield from (found,) if by_clients else ()
        return
    keys = context.evaluator.texts(key.node.value, key.frame) if key is not None else ()
    is_ours = bool(keys) and all(map(credentials.is_ours, keys))
    name, url = _edited(context, endpoint)
    yield found._replace(remedy=_REMEDIES[_NEW], name=name, url=url, is_ours=is_ours)


def _edited(context: Context, endpoint: _Setting) -> tuple[Span | None, Span | None]:
    """Return the places of a setting's own name and of its URL, where nothing else needs them as they are."""
    node, name = endpoint.node, _OLD.rpartition(".")[2]
    is_plain = isinstance(node.value, ast.Constant) and str(node.value.value).rstrip("/") == api.BASE_URL
    is_read = name in attributes(context.module) or next(_calls(context, sdks.OPENAI_OLD_FUNCTIONS), None) is not None
    if len(node.targets) > 1 or not is_plain or is_read:
        return None, None
    place = context.span(node.targets[0])
    return place._replace(start=place.end - len(name)), context.span(node.value)


def _keys(
    context: Context, key: _Setting, destination: Destination, remedy: str = "", variables: tuple[str, ...] = ()
) -> Iterator[Credential]:
    place = context.span(key.node.value)
    texts = context.evaluator.texts(key.node.value, key.frame)
    for text in texts:
        here = context.here(text, place)
        yield Credential(
            credentials.without_bearer(here),
            here,
            _KEY,
            place,
            context.without_endpoint(destination, here, variables),
            context.in_tests,
            len(texts) == 1,
            doubles=True,
            fallbacks=_FALLBACKS,
            remedy=remedy,
            unset=f"your {_FALLBACKS[0]} instead",
            purpose=Purpose.INFERENCE,
        )


def _without_key(context: Context, endpoints: list[_Setting], sending: CallSite | None) -> Iterator[Client]:
    """Yield that the functions are called with OpenRouter's endpoint and no key but OpenAI's."""
    read = [endpoint for endpoint in endpoints if endpoint.name == _NEW or sending is None]
    site = sending or next(_calls(context, sdks.OPENAI_OLD_FUNCTIONS), None)
    written = context.written
    if not read or site is None or written is None or not written.isdisjoint(_FALLBACKS):
        return
    urls = context.evaluator.texts(read[0].node.value, read[0].frame)
    given = {keyword.arg for keyword in site.node.keywords}
    yield Client(
        name="openai",
        call=context.span(site.node),
        callee=context.span(site.node.func),
        destination=context.destination(urls, read[0].frame.scope),
        has_key=Answer.NO if given.isdisjoint(("api_key", "extra_headers", "headers", None)) else Answer.UNKNOWN,
        key_argument=_KEY,
        endpoint_argument=_NEW,
        fallback=_FALLBACKS[0],
        is_setting=True,
        givers=context.setters(_FALLBACKS).and_of(Reach(find=lambda: _setters(context))),
    )


def _setters(context: Context) -> Iterator[str]:
    """Say that another file of the program may set the key."""
    if context.evaluator.modules.others_say(context.module, (_KEY,)):
        yield f"another file may set {_KEY}"
