"""What else goes along with a request: Basic authentication, and keys in the URL, the query or the body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_openrouter.languages.javascript.inference.evaluator import child
from flake8_openrouter.languages.javascript.inference.values import Expression, Object
from flake8_openrouter.languages.javascript.libraries import http
from flake8_openrouter.languages.javascript.sites import sent
from flake8_openrouter.languages.javascript.sites.calls import Sending
from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.languages.javascript.sites.sent import Sent
from flake8_openrouter.languages.javascript.syntax.module import first
from flake8_openrouter.model import Carried, Carrier, Destination, Span, Text
from flake8_openrouter.openrouter import credentials, destinations
from flake8_openrouter.openrouter.carried import NAMES, in_url
from flake8_openrouter.openrouter.header_names import AUTHORIZATION

#: A value under a name, and the argument or entry that holds it.
Item = tuple[Carrier, str, tuple[Text, ...], Span]

#: What is in the expression of a key, whatever it stands under.
_TELLING = re.compile(rb"key|token|secret|env\b|open_?router|sk-or-", re.IGNORECASE)

#: What makes a text of an object.
_WRITERS = ("JSON.stringify", "URLSearchParams", "qs.stringify", "querystring.stringify")


def carried(
    context: Context, sending: Sending, urls: tuple[Text, ...], destination: Destination, all_sent: Sent
) -> Iterator[Carried]:
    """Yield what goes along with a call besides its headers, as far as it could be a credential."""
    authorized = sent.authorized(context, all_sent)
    span = context.span(sending.node)
    url = _url_span(context, sending, urls)
    to_api = destinations.goes_to_api(urls)
    written = sent.written(context, sending.config)
    headers = context.span(written) if written is not None else None
    for carrier, name, values, place in _items(context, sending, urls):
        texts = tuple(context.here(text, place) for text in values)
        yield Carried(carrier, name, texts, place, span, destination, authorized, headers, to_api, url)


def _items(context: Context, sending: Sending, urls: tuple[Text, ...]) -> Iterator[Item]:
    use = _url_span(context, sending, urls) or context.span(sending.node)
    for url in urls:
        yield from ((carrier, name, (key,), use) for carrier, name, key in in_url(url))
    for value in sending.option(context, "auth"):
        if texts := tuple(_credentials(context, value)):
            yield Carrier.AUTH, "", texts, context.span(value.node.parent or value.node)
    if sending.beyond is not None:
        yield from _misplaced(context, sending.beyond)
    body = sending.body
    if body is not None:
        yield from _misplaced(context, body)
        yield from _entries(context, body, Carrier.BODY)
    for name, carrier in (*((each, Carrier.BODY) for each in http.BODIES), ("params", Carrier.QUERY)):
        for value in sending.option(context, name):
            yield from _entries(context, value, carrier)


def _url_span(context: Context, sending: Sending, urls: tuple[Text, ...]) -> Span | None:
    """Return the place of a request's URL: of an argument, or in an object that is all of the request."""
    if sending.url is None:
        return None
    span = context.span(sending.url.node)
    within = urls[0].span if sending.url is sending.config and len(urls) == 1 else span
    return within if within.document is span.document else span


def _credentials(context: Context, auth: Expression) -> Iterator[Text]:
    """Yield the name and the password of Basic authentication."""
    for value in context.evaluator.evaluate(auth):
        for entry in value.entries if isinstance(value, Object) else ():
            yield from context.evaluator.texts(entry.value)


def _misplaced(context: Context, body: Expression) -> Iterator[Item]:
    """Yield headers that are given in the place of the body: ``axios.post(url, {headers: …})``."""
    bodies = [value for value in context.evaluator.evaluate(body) if isinstance(value, Object)]
    for whole, entry in ((value, entry) for value in bodies for entry in value.under("headers")):
        for inside in context.evaluator.evaluate(entry.value):
            for each in inside.entries if isinstance(inside, Object) else ():
                if (each.key or "").lower() == AUTHORIZATION:
                    texts = context.evaluator.texts(each.value)
                    context.accounted.add(each.key_node.id)
                    place = body.node if _is_config(whole) else entry.node
                    yield Carrier.MISPLACED_HEADERS, each.key or "", texts, context.span(place)


def _is_config(body: Object) -> bool:
    """Tell whether what is given as a body is meant for the options: it has headers, and no data beside them."""
    return all(entry.key in http.OPTIONS for entry in body.entries)


def _entries(context: Context, given: Expression, carrier: Carrier) -> Iterator[Item]:
    for value in context.evaluator.evaluate(_encoded(given)):
        for entry in value.entries if isinstance(value, Object) else ():
            name = (entry.key or "").lower()
            if name not in NAMES and not _TELLING.search(entry.value.node.text or b""):
                continue
            texts = context.evaluator.texts(entry.value)
            if name in NAMES or any(map(credentials.is_ours, texts)):
                context.accounted.add(entry.key_node.id)
                yield carrier, entry.key or "", texts, context.entry_span(entry)


def _encoded(given: Expression) -> Expression:
    """Return what ``JSON.stringify(body)`` writes."""
    node = given.node
    if node.type not in ("call_expression", "new_expression"):
        return given
    callee = child(given, "function") or child(given, "constructor")
    arguments = node.child_by_field_name("arguments")
    only = first(arguments)
    written = callee is not None and callee.span.text in _WRITERS
    return given.at(only) if written and only is not None else given
