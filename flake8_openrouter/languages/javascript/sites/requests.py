"""Requests that a program sends: by fetch, axios and their like, or by a function that is handed what these take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.inference.values import Built, Expression, Flag, Object, Values
from flake8_openrouter.languages.javascript.libraries import http
from flake8_openrouter.languages.javascript.sites import bases, calls, carriers, headers, sent
from flake8_openrouter.languages.javascript.sites.calls import Sending
from flake8_openrouter.languages.javascript.sites.context import Context, name_of
from flake8_openrouter.languages.javascript.sites.sent import Sent
from flake8_openrouter.model import (
    Answer,
    Base,
    Destination,
    Endpoint,
    Fact,
    Literal,
    Request,
    Site,
    Span,
    Text,
    Unverified,
)
from flake8_openrouter.openrouter import destinations, validation

if TYPE_CHECKING:
    from tree_sitter import Node


def sites(context: Context) -> Iterator[Site]:
    """Yield the requests of a file, each with all that is known of it over all callers."""
    yield from validation.settled(list(_sites(context)))


def _sites(context: Context) -> Iterator[Site]:
    found = [(call, list(calls.sendings(context, call))) for call in calls.candidates(context)]
    judged = [(call, [(each, *_where(context, each)) for each in sendings]) for call, sendings in found if sendings]
    context.official = [call for call, each in judged if all(destination.official for _, _, destination in each)]
    for call, each in judged:
        facts = dict.fromkeys(fact for sending in each for fact in _facts(context, call, *sending))
        if facts:
            yield Site(tuple(facts))


def _where(context: Context, sending: Sending) -> tuple[tuple[Text, ...], Destination]:
    """Return the URLs of a request, and where it goes."""
    urls = _urls(context, sending)
    return urls, context.destination(urls, sending.node)


def _facts(
    context: Context, call: Node, sending: Sending, urls: tuple[Text, ...], destination: Destination
) -> Iterator[Fact]:
    span = context.span(call)
    config = sending.config
    values = _under(context, config, "headers")
    own = sent.collect(context, values) if values else Sent(complete=_is_closed(context, config))
    all_sent = own.over(_of_client(context, sending))
    use = context.span(config.node) if config is not None else span
    to_api = destinations.goes_to_api(urls)
    completed = context.is_completing(sending.row.client)
    if not completed:
        client = sending.row.client
        yield from headers.facts(context, all_sent, destination, span, use, client, to_api=to_api)
    yield from _endpoints(context, sending, urls, destination)
    yield from (Unverified(entry.here(use), destination) for entry in _unverified(context, config))
    is_likely = destination.likely or destination.mixed
    found = list(carriers.carried(context, sending, urls, destination, all_sent)) if is_likely else []
    yield from found
    answer = Answer.YES if found else _carries(context, sending, all_sent, completed=completed)
    yield _request(context, sending, urls, destination, answer)


def _request(
    context: Context, sending: Sending, urls: tuple[Text, ...], destination: Destination, carries: Answer
) -> Request:
    config, url = sending.config, sending.url
    callee = sending.node.child_by_field_name("function")
    place = sent.written(context, config)
    function = context.module.function(sending.node)
    name = name_of(context.module, function) if function is not None else None
    return Request(
        call=context.span(sending.node),
        callee=context.span(callee if callee is not None else sending.node),
        method=_method(context, sending),
        paths=tuple(sorted({parsed.path for each in urls if (parsed := destinations.parse(each))})),
        destination=destination,
        carries_credential=carries,
        headers=context.span(place) if place is not None else None,
        path_span=context.span(url.node) if url is not None else None,
        function=context.module.text(name) if name is not None else "",
        decides=function is not None and context.decides(function),
    )


def _urls(context: Context, sending: Sending) -> tuple[Text, ...]:
    url = sending.url
    texts = context.evaluator.texts(url) if url is not None and url is not sending.config else ()
    named = [text for name in http.URLS for text in _texts(context, sending.config, name)]
    if sending.row.client is http.NODE:
        named += _of_parts(context, sending)
    return _joined(context, sending, (*texts, *named))


def _texts(context: Context, config: Expression | None, name: str) -> tuple[Text, ...]:
    values = _under(context, config, name)
    return tuple(value for value in values if isinstance(value, Text))


def _of_parts(context: Context, sending: Sending) -> list[Text]:
    """Return the URLs that options of ``http.request`` make: of a host and a path."""
    config, callee = sending.config, sending.node.child_by_field_name("function")
    called = context.evaluator.reference(Expression(callee, sending.frame)) if callee is not None else ""
    hosts = [text for name in ("hostname", "host") for text in _texts(context, config, name)]
    paths = _texts(context, config, "path") or (None,)
    scheme = "http://" if called.startswith("http.") else "https://"
    found: list[Text] = []
    for host in hosts:
        begin = Literal(scheme, host.span)
        for path in paths:
            more = path.parts if path is not None else ()
            found.append(Text((begin, *host.parts, *more), host.span))
    return found


def _joined(context: Context, sending: Sending, urls: tuple[Text, ...]) -> tuple[Text, ...]:
    """Return URLs behind the base that their client, or the call, has."""
    bases = _texts(context, sending.config, sending.row.client.base) or _base_of_client(context, sending)
    if not bases:
        return urls
    found: list[Text] = []
    for url in urls or (None,):
        if url is None or destinations.parse(url) is None:
            found += (_behind(base, url) for base in bases)
        else:
            found.append(url)
    return tuple(found)


def _behind(base: Text, url: Text | None) -> Text:
    if url is None:
        return base
    slash = "" if base.head.endswith("/") or url.head.startswith("/") else "/"
    return Text((*base.parts, *((Literal(slash, base.span),) if slash else ()), *url.parts), url.span)


def _base_of_client(context: Context, sending: Sending) -> tuple[Text, ...]:
    callee = sending.node.child_by_field_name("function")
    receiver = callee.child_by_field_name("object") if callee is not None else None
    return bases.of(context, sending.client, sending.row.client, receiver or callee)


def _of_client(context: Context, sending: Sending) -> Sent:
    """Return the headers that a client has for all its requests."""
    settings = bases.settings(sending.client)
    values = _under(context, settings, "headers")
    if not values:
        return Sent(complete=sending.client is None or _is_closed(context, settings))
    return sent.collect(context, [each for value in values for each in _common(context, value)])


def _common(context: Context, value: object) -> Values:
    """Return headers, and those that axios has in them for all methods."""
    if not isinstance(value, Object):
        return ()
    common = tuple(each for entry in value.under("common") for each in context.evaluator.evaluate(entry.value))
    return common or (value,)


def _under(context: Context, config: Expression | None, name: str) -> Values:
    """Return what a config has by a name."""
    if config is None or not name:
        return ()
    objects = [value for value in context.evaluator.evaluate(config) if isinstance(value, Object)]
    return tuple(
        found for value in objects for entry in value.under(name) for found in context.evaluator.evaluate(entry.value)
    )


def _is_closed(context: Context, config: Expression | None) -> bool:
    """Tell whether all that a request is told is seen, and nothing of it may bring a credential unseen."""
    if config is None:
        return True
    values = context.evaluator.evaluate(config)
    return all(
        isinstance(value, Object)
        and value.complete
        and all(entry.key is not None and entry.key not in http.OPEN for entry in value.entries)
        for value in values
    )


def _carries(context: Context, sending: Sending, all_sent: Sent, *, completed: bool) -> Answer:
    answer = sent.carries_credential(context, all_sent)
    if completed or context.in_tests or _under(context, sending.config, "auth"):
        return Answer.UNKNOWN
    is_known = sending.row.client is not http.ANY and not sending.spreads
    closed = is_known and _is_closed(context, sending.config)
    return answer if closed or answer is Answer.YES else Answer.UNKNOWN


def _method(context: Context, sending: Sending) -> str:
    if sending.row.method:
        return sending.row.method
    for name in http.METHODS:
        if values := _under(context, sending.config, name):
            texts = {value.literal for value in values if isinstance(value, Text)}
            found = texts.pop() if len(texts) == 1 and len(values) == 1 else None
            return (found or "").upper()
    return "GET" if _is_closed(context, sending.config) else ""


def _endpoints(
    context: Context, sending: Sending, urls: tuple[Text, ...], destination: Destination
) -> Iterator[Endpoint]:
    url = sending.url
    use = context.span(url.node) if url is not None else context.span(sending.node)
    for text in urls:
        place = context.destination((text,), sending.node)
        if place.resolved or destinations.is_strangers(text):
            yield Endpoint(context.here(text, use), Base.REQUEST, use, place)


def _unverified(context: Context, config: Expression | None) -> Iterator[Span]:
    """Yield the options that leave the server's certificate unverified: of the request, and of its agent."""
    agents = [value for name in ("agent", "httpsAgent") for value in _under(context, config, name)]
    for options in (config, *(bases.settings(agent) for agent in agents if isinstance(agent, Built))):
        for value in context.evaluator.evaluate(options) if options is not None else ():
            for entry in value.under("rejectUnauthorized") if isinstance(value, Object) else ():
                given = context.evaluator.evaluate(entry.value)
                if any(isinstance(each, Flag) and not each.value for each in given):
                    yield context.entry_span(entry)
