"""Headers that an SDK's client sends with one call, or that one made of it adds to its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference import arguments
from flake8_openrouter.languages.python.inference.bindings import reaching
from flake8_openrouter.languages.python.inference.values import Built, Frame
from flake8_openrouter.languages.python.libraries import sdks
from flake8_openrouter.languages.python.sites import headers, sent_headers
from flake8_openrouter.languages.python.sites.context import BuiltClient, Context
from flake8_openrouter.languages.python.sites.sent_headers import Sent
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Module
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.model import Conflict, Destination, Fact, Site, Span
from flake8_openrouter.openrouter import header_names

#: The argument of a call that is headers for this one request.
EXTRA_HEADERS = "extra_headers"
_DEFAULT_HEADERS = "default_headers"

#: How many names of a client's parts are followed, one to the next.
_MAX_NAMES = 3


def sites(context: Context) -> Iterator[Site]:
    """Yield the calls that bring headers; asked once the clients of the file are known."""
    for site, name in with_headers(context.module) if context.clients else ():
        frame = Frame(site.scope, site.point)
        client = _client(context, site.node.func, frame)
        if client is not None:
            yield Site(tuple(_facts(context, site, name, frame, client)))


@remembered
def with_headers(module: Module) -> list[tuple[CallSite, str]]:
    """The calls that are given headers of their own, and by which argument."""
    names = ((site, keyword.arg) for site in module.calls for keyword in site.node.keywords)
    return [(site, name) for site, name in names if name is not None and _brings(site, name)]


def _brings(site: CallSite, name: str) -> bool:
    if name == _DEFAULT_HEADERS:
        return last_name(site.node.func) in sdks.DERIVING
    return name == EXTRA_HEADERS


def owners(context: Context, function: ast.expr, frame: Frame, depth: int = 0) -> Iterator[ast.Call]:
    """Yield the calls that build what a function is a method of, or of a part of it: ``client.chat.create``."""
    while isinstance(function, ast.Attribute):
        function = function.value
        for value in context.evaluator.evaluate(function, frame):
            if isinstance(value, Built):
                yield value.call
    if isinstance(function, ast.Name) and depth < _MAX_NAMES:
        for binding in reaching(function.id, frame):  # chat = client.chat
            if isinstance(binding.value, ast.Attribute):
                yield from owners(context, binding.value, frame.at(binding.scope, binding.point), depth + 1)


def _client(context: Context, function: ast.expr, frame: Frame) -> BuiltClient | None:
    """Return the client of the file whose method a function is; None where several differ, or none is."""
    calls = set(owners(context, function, frame))
    found = [client for client in context.clients if client.call in calls]
    return found[0] if len({(client.destination, client.key) for client in found}) == 1 else None


def _facts(context: Context, site: CallSite, name: str, frame: Frame, client: BuiltClient) -> Iterator[Fact]:
    given = arguments.of_call(context.evaluator.expression(site.node, frame), ()).get((name,))
    if given is None:
        return
    span = context.span(site.node)
    sent = sent_headers.collect(context, arguments.values(context.evaluator, given))
    beside = ("Authorization",) if client.key else ()
    yield from headers.facts(context, sent, client.destination, span, given, beside)
    yield from spelt_otherwise(sent, client.key, client.destination, span)


def spelt_otherwise(sent: Sent, key: str, destination: Destination, call: Span) -> Iterator[Conflict]:
    """Yield headers that stand beside what a client makes of its key, the argument of a name: empty where it has none.

    The client's own is replaced by one that is spelt as it is.
    """
    for entry in sent.entries if key else ():
        if (entry.key or "").lower() == header_names.AUTHORIZATION and entry.key != "Authorization":
            place = headers.entry_span(entry).here(call)
            yield Conflict(
                place, f"{key}=", f'"{entry.key}"', destination, "openai 1.x sends two Authorization headers"
            )
