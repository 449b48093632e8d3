"""What else goes along with a request: cookies, ``auth=``, and keys in the URL or the body."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.languages.python.inference.arguments import Arguments, Given
from flake8_openrouter.languages.python.inference.values import Frame, Mapping, Nothing, Value
from flake8_openrouter.languages.python.libraries import http
from flake8_openrouter.languages.python.libraries.http import HttpCall
from flake8_openrouter.languages.python.sites import headers, sent_headers
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.sites.harmless import is_plain
from flake8_openrouter.languages.python.sites.sent_headers import Sent
from flake8_openrouter.languages.python.sites.sessions import Session, contents, is_basic
from flake8_openrouter.languages.python.syntax.scopes import CallSite
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.model import Carried, Carrier, Destination, Span, Text
from flake8_openrouter.openrouter import credentials, destinations, header_names
from flake8_openrouter.openrouter.carried import NAMES, in_url

#: A value under a name, and the argument or entry that holds it.
Item = tuple[Carrier, str, tuple[Text, ...], Span]


class Call(NamedTuple):
    """An HTTP call in one frame: what is called, on which session, with what."""

    site: CallSite
    row: HttpCall
    session: Session | None
    given: Arguments
    frame: Frame
    base: Value | None = None

    def role(self, role: str) -> list[Given]:
        roles = http.roles(self.row.library)
        return [item for item in self.given.given if roles.get(item.name) == role]

    def first(self, role: str) -> Given | None:
        return next(iter(self.role(role)), None)


def carried(
    context: Context, call: Call, urls: tuple[Text, ...], destination: Destination, sent: Sent
) -> Iterator[Carried]:
    """Yield what goes along with a call besides its headers, as far as it could be a credential."""
    authorized = sent_headers.authorized(context, sent)
    span = context.span(call.site.node)
    argument = call.first("headers")
    header_span = context.span(argument.node) if argument else None
    to_api = destinations.goes_to_api(urls)
    url = call.first("url")
    url_span = context.span(url.node) if url else None
    for carrier, name, values, place in _items(context, call, urls):
        texts = tuple(context.here(text, place) for text in values)
        yield Carried(carrier, name, texts, place, span, destination, authorized, header_span, to_api, url_span)


def _items(context: Context, call: Call, urls: tuple[Text, ...]) -> Iterator[Item]:
    for role, carrier in (("cookies", Carrier.COOKIE), ("auth", Carrier.AUTH)):
        for given in call.role(role):
            if carrier is Carrier.AUTH and not is_basic(context, given.value.node, given.value.frame):
                continue
            if not all(map(_is_nothing, context.evaluator.argument(given.value))):
                yield carrier, "", contents(context, given.value.node, given.value.frame), context.span(given.node)
    for role, carrier in (("query", Carrier.QUERY), ("body", Carrier.BODY)):
        for given in call.role(role):
            yield from _entries(context, given, carrier)
    yield from _in_url(context, call, urls)
    if call.session is not None:
        use = context.span(call.site.node)
        yield from ((carrier, "", texts, place.here(use)) for carrier, texts, place in call.session.carried())


def _is_nothing(value: Value) -> bool:
    return isinstance(value, Nothing) or (isinstance(value, Mapping) and value.complete and not value.entries)


def _entries(context: Context, given: Given, carrier: Carrier) -> Iterator[Item]:
    use = context.span(given.node)
    for value in context.evaluator.evaluate(_encoded(given.value.node), given.value.frame):
        if not isinstance(value, Mapping):
            continue
        for entry in value.entries:
            name = (entry.key or "").lower()
            if name not in NAMES and name != header_names.AUTHORIZATION and is_plain(entry.value.node):
                continue
            texts = context.evaluator.argument_texts(entry.value)
            if given.positional and name == header_names.AUTHORIZATION:
                context.accounted.add(entry.key_node)
                yield Carrier.MISPLACED_HEADERS, entry.key or "", texts, use
            elif name in NAMES or any(map(credentials.is_ours, texts)):
                context.accounted.add(entry.key_node)
                yield carrier, entry.key or "", texts, headers.entry_span(entry).here(use)


def _encoded(node: ast.expr) -> ast.expr:
    """Return what ``json.dumps(body).encode()`` or ``urlencode(body)`` encodes."""
    while isinstance(node, ast.Call):
        inner = node.func.value if isinstance(node.func, ast.Attribute) and node.func.attr == "encode" else None
        dumped = node.args[0] if last_name(node.func) in ("dumps", "urlencode") and node.args else None
        if inner is None and dumped is None:
            break
        node = dumped or inner or node
    return node


def _in_url(context: Context, call: Call, urls: tuple[Text, ...]) -> Iterator[Item]:
    given = call.first("url")
    if given is None:
        return
    use = context.span(given.node)
    for url in urls:
        yield from ((carrier, name, (key,), use) for carrier, name, key in in_url(url))
