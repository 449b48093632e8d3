"""HTTP calls: which requests a file sends, where they go, and what goes along."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from flake8_openrouter import credentials, destinations
from flake8_openrouter.model import (
    Answer,
    Base,
    Carried,
    Carrier,
    Destination,
    Endpoint,
    Fact,
    Literal,
    Request,
    Span,
    Text,
    Unverified,
)
from flake8_openrouter.python import arguments, clients, headers, mappings
from flake8_openrouter.python.arguments import Arguments, Given
from flake8_openrouter.python.clients import HttpCall
from flake8_openrouter.python.context import Context
from flake8_openrouter.python.domain import Built, Flag, Frame, Instance, Mapping, Nothing, Reference, Sequence, Value
from flake8_openrouter.python.headers import Sent
from flake8_openrouter.python.scopes import END, CallSite, Kind
from flake8_openrouter.python.sessions import Session

_LAST_NAMES = frozenset((*(name.rpartition(".")[2] for name in clients.FUNCTIONS), *clients.ANY_METHOD, *(m for t in clients.METHODS.values() for m in t)))
_CREDENTIAL_NAMES = frozenset(("api_key", "apikey", "api-key", "key", "token", "access_token", "authorization", "auth", "openrouter_api_key", "openrouter_key"))


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """An HTTP call in one frame: what is called, on which session, with what."""

    site: CallSite
    row: HttpCall
    session: Session | None
    given: Arguments
    frame: Frame

    def role(self, role: str) -> list[Given]:
        return [item for item in self.given.given if clients.ROLES.get(item.name) == role]

    def first(self, role: str) -> Given | None:
        return next(iter(self.role(role)), None)


def facts(context: Context) -> Iterator[Fact]:
    """Yield the facts of all HTTP calls of a file."""
    for site in context.module.calls:
        if _may_be_http(site):
            for frame in context.frames(site):
                for call in _calls(context, site, frame):
                    yield from _facts_of(context, call)


def _may_be_http(site: CallSite) -> bool:
    function = site.node.func
    if isinstance(function, ast.Attribute):
        return function.attr in _LAST_NAMES
    return isinstance(function, ast.Name)


def _calls(context: Context, site: CallSite, frame: Frame) -> Iterator[Call]:
    for row, session in _rows(context, site, frame):
        given = arguments.of_call(context.evaluator, site.node, row.positional, frame)
        yield Call(site, row, session, given, frame)
        return


def _rows(context: Context, site: CallSite, frame: Frame) -> Iterator[tuple[HttpCall, Session | None]]:
    """Yield the tables' rows that a call can be, with the session it is made on."""
    function = site.node.func
    if isinstance(function, ast.Name) and not _is_imported(site, function.id):
        return
    for value in context.evaluator.evaluate(function, frame):
        if isinstance(value, Reference) and value.dotted in clients.FUNCTIONS:
            yield clients.FUNCTIONS[value.dotted], None
    if not isinstance(function, ast.Attribute):
        return
    for base in context.evaluator.evaluate(function.value, frame):
        if isinstance(base, Built) and base.dotted in clients.HTTP_CLIENTS:
            library = clients.HTTP_CLIENTS[base.dotted].library
            if row := clients.METHODS[library].get(function.attr):
                yield row, Session(context, base)
        elif isinstance(base, Text | Instance) and (row := clients.ANY_METHOD.get(function.attr)) and _sends(context, site, frame, row):
            yield row, Session(context, None)


def _is_imported(site: CallSite, name: str) -> bool:
    return any(name in scope.bindings for scope in site.scope.enclosing())


def _sends(context: Context, site: CallSite, frame: Frame, row: HttpCall) -> bool:
    """Tell whether a method of an unknown object is given what a request needs: headers, or a URL."""
    if isinstance(site.node.func, ast.Attribute) and context.evaluator.evaluate(site.node.func, frame):
        if any(not isinstance(value, Text) for value in context.evaluator.evaluate(site.node.func, frame)):
            return False
    given = arguments.of_call(context.evaluator, site.node, row.positional, frame)
    if given.get(("headers", "json", "cookies", "auth")):
        return True
    url = given.get(("url",))
    return url is not None and any(destinations.parse(text) for text in context.evaluator.argument_texts(url.value))


def _facts_of(context: Context, call: Call) -> Iterator[Fact]:
    span = context.span(call.site.node)
    urls = _urls(context, call)
    if call.session is not None and any(isinstance(value, Built) for value in _values(context, call.first("url"))):
        return
    destination = context.destination(urls, call.site.scope)
    argument = call.first("headers")
    sent = _sent(context, call)
    yield from headers.facts(context, sent, destination, span, argument)
    yield from _endpoints(context, call, urls, destination)
    yield from _verification(context, call, destination)
    carried = list(_carried(context, call, urls, destination, sent))
    yield from carried
    yield from _request(context, call, urls, destination, sent, carried)


def _values(context: Context, given: Given | None) -> tuple[Value, ...]:
    return arguments.values(context.evaluator, given)


def _urls(context: Context, call: Call) -> tuple[Text, ...]:
    given = call.first("url")
    if given is None:
        return ()
    urls = context.evaluator.argument_texts(given.value)
    return call.session.joined(urls) if call.session is not None else urls


def _sent(context: Context, call: Call) -> Sent:
    given = call.first("headers")
    own = headers.collect(context, _values(context, given)) if given is not None else Sent()
    if not call.given.complete:
        own = Sent(own.alternatives, complete=False)
    prepared = _prepared_headers(context, call)
    own = prepared.over(own)
    return own.over(call.session.headers()) if call.session is not None else own


def _prepared_headers(context: Context, call: Call) -> Sent:
    """Return the headers that are put on a request after it was built: ``request.add_header(…)``."""
    if call.row.library != "urllib" and not call.row.prepares:
        return Sent()
    found = next((built for built in _bound_to(context, call)), None)
    return Sent(complete=False) if found is None else Session(context, found).headers()


def _bound_to(context: Context, call: Call) -> Iterator[Built]:
    parent = context.module.parents.get(call.site.node)
    name = parent.targets[0] if isinstance(parent, ast.Assign) else None
    if isinstance(name, ast.Name):
        span = context.span(call.site.node)
        path_changes = mappings.changes(None, name.id, Frame(call.site.scope, END))
        yield Built("", call.site.node, call.frame, span, tuple(path_changes))
    elif isinstance(parent, ast.Call):
        yield Built("", call.site.node, call.frame, context.span(call.site.node))


def _endpoints(context: Context, call: Call, urls: tuple[Text, ...], destination: Destination) -> Iterator[Fact]:
    given = call.first("url")
    if given is None:
        return
    use = context.span(given.node)
    for url in urls:
        place = context.destination([url], call.site.scope)
        if place.resolved:
            yield Endpoint(context.here(url, use), Base.REQUEST, use, place)


def _verification(context: Context, call: Call, destination: Destination) -> Iterator[Fact]:
    for given in call.role("verify"):
        if is_unverified(context, given):
            yield Unverified(context.span(given.node), destination)
    if call.session is not None:
        for span in call.session.unverified():
            yield Unverified(span, destination)


def is_unverified(context: Context, given: Given) -> bool:
    """Tell whether ``verify=``, ``ssl=`` or ``context=`` turns the verification of certificates off."""
    values = context.evaluator.argument(given.value)
    if any(isinstance(value, Flag) and not value.value for value in values):
        return True
    node = given.value.node
    name = context.evaluator.reference(node.func, given.value.frame) if isinstance(node, ast.Call) else ""
    return name == "ssl._create_unverified_context"


def _carried(context: Context, call: Call, urls: tuple[Text, ...], destination: Destination, sent: Sent) -> Iterator[Carried]:
    authorized = headers.authorized(context, sent)
    span = context.span(call.site.node)
    header_argument = call.first("headers")
    header_span = context.span(header_argument.node) if header_argument else None

    def carried(carrier: Carrier, name: str, values: tuple[Text, ...], place: Span) -> Carried:
        texts = tuple(context.here(text, place) for text in values)
        return Carried(carrier, name, texts, place, span, destination, authorized, header_span)

    for given in call.role("cookies"):
        if not all(isinstance(value, Nothing) for value in _values(context, given)):
            yield carried(Carrier.COOKIE, "", _contents(context, given), context.span(given.node))
    for given in call.role("auth"):
        if not all(isinstance(value, Nothing) for value in _values(context, given)):
            yield carried(Carrier.AUTH, "", _contents(context, given), context.span(given.node))
    for role, carrier in (("query", Carrier.QUERY), ("body", Carrier.BODY)):
        for given in call.role(role):
            yield from (carried(*item) for item in _entries(context, given, carrier))
    yield from (carried(*item) for item in _in_url(context, call, urls))
    if call.session is not None:
        yield from (carried(carrier, "", texts, place) for carrier, texts, place in call.session.carried())


def _contents(context: Context, given: Given) -> tuple[Text, ...]:
    """Return all texts in an argument: itself, the values of a mapping, the elements of a tuple, what is called."""
    texts: list[Text] = []
    for value in _values(context, given):
        if isinstance(value, Mapping):
            texts += [text for entry in value.entries for text in context.evaluator.argument_texts(entry.value)]
        elif isinstance(value, Sequence):
            texts += [text for element in value.elements for text in context.evaluator.argument_texts(element)]
        elif isinstance(value, Text):
            texts.append(value)
    if isinstance(given.value.node, ast.Call):
        for node in given.value.node.args:
            texts += context.evaluator.texts(node, given.value.frame)
    return tuple(texts)


def _entries(context: Context, given: Given, carrier: Carrier) -> Iterator[tuple[Carrier, str, tuple[Text, ...], Span]]:
    use = context.span(given.node)
    for value in _values(context, given):
        if not isinstance(value, Mapping):
            continue
        for entry in value.entries:
            name = (entry.key or "").lower()
            texts = context.evaluator.argument_texts(entry.value)
            if given.positional and name == headers.AUTHORIZATION:
                context.consumed.add(entry.key_node)
                yield Carrier.MISPLACED_HEADERS, entry.key or "", texts, use
            elif name in _CREDENTIAL_NAMES or any(map(credentials.is_ours, texts)):
                context.consumed.add(entry.key_node)
                yield carrier, entry.key or "", texts, headers.entry_span(entry).here(use)


def _in_url(context: Context, call: Call, urls: tuple[Text, ...]) -> Iterator[tuple[Carrier, str, tuple[Text, ...], Span]]:
    given = call.first("url")
    if given is None:
        return
    use = context.span(given.node)
    for url in urls:
        seen = ""
        for part in url.parts:
            if isinstance(part, Literal):
                seen += part.text
                continue
            key = Text((part,), url.span)
            if "?" in seen:
                name = seen.rpartition("?")[2].rpartition("&")[2].partition("=")[0]
                if name.lower() in _CREDENTIAL_NAMES or credentials.is_ours(key):
                    yield Carrier.QUERY, name, (key,), use
            elif seen.endswith(("://", "://user:", ":")) and "/" not in seen.partition("://")[2]:
                yield Carrier.USERINFO, "", (key,), use


def _request(
    context: Context, call: Call, urls: tuple[Text, ...], destination: Destination, sent: Sent, carried: list[Carried]
) -> Iterator[Fact]:
    methods = _methods(context, call)
    paths = {parsed.path for url in urls if (parsed := destinations.parse(url))}
    function = call.site.scope.function
    argument = call.first("headers")
    yield Request(
        call=context.span(call.site.node),
        callee=context.span(call.site.node.func),
        method=methods.pop() if len(methods) == 1 else "",
        path=paths.pop() if len(paths) == 1 else "",
        destination=destination,
        carries_credential=Answer.YES if carried else _carries(context, call, sent),
        headers=context.span(argument.node) if argument else None,
        function=function.name if function.kind is Kind.FUNCTION else "",
    )


def _carries(context: Context, call: Call, sent: Sent) -> Answer:
    answer = headers.carries_credential(context, sent)
    known = all(item.name in clients.ROLES or item.name in clients.HARMLESS for item in call.given.given)
    closed = call.given.complete and known and (call.session is None or call.session.is_closed())
    return answer if closed or answer is Answer.YES else Answer.UNKNOWN


def _methods(context: Context, call: Call) -> set[str]:
    if call.row.method:
        return {call.row.method}
    given = call.first("method")
    if given is not None:
        return {(text.literal or "").upper() for text in context.evaluator.argument_texts(given.value)}
    return {"POST" if call.first("body") else "GET"}
