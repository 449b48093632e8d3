"""Headers that are put on a client or a request one by one: axios's defaults and interceptors, XMLHttpRequest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.languages.javascript.inference import objects
from flake8_openrouter.languages.javascript.inference.values import (
    Built,
    Entry,
    Expression,
    Frame,
    Function,
    Object,
    Reference,
)
from flake8_openrouter.languages.javascript.libraries import http
from flake8_openrouter.languages.javascript.sites import bases, headers
from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.languages.javascript.sites.sent import Sent
from flake8_openrouter.languages.javascript.syntax.declarations import key_of
from flake8_openrouter.languages.javascript.syntax.module import field, is_in
from flake8_openrouter.model import Base, Endpoint, Fact, Site, Text
from flake8_openrouter.openrouter import destinations

if TYPE_CHECKING:
    from tree_sitter import Node

_XHR = http.Client("XMLHttpRequest")
_SUPERAGENT = http.Client("superagent")

#: Methods by which a superagent's request is made, and how many calls after it are looked at.
_MAKING = frozenset(("get", "post", "put", "patch", "delete", "del", "head"))
_LONGEST = 20


class Assembled(NamedTuple):
    """Headers that one place, ``node``, puts on what sends to ``urls``. ``opens``: the URLs are told nowhere else."""

    node: Node
    entries: tuple[Entry, ...]
    urls: tuple[Text, ...]
    client: http.Client
    opens: bool = False


def sites(context: Context) -> Iterator[Site]:
    """Yield the headers that are put on clients and requests."""
    data = context.module.source.data
    for words, reader in _READERS:
        if all(word in data for word in words):
            for found in reader(context):
                if facts := tuple(_facts(context, found)):
                    yield Site(facts)


def _facts(context: Context, found: Assembled) -> Iterator[Fact]:
    if not found.urls:
        return
    span = context.span(found.node)
    destination = context.destination(found.urls, found.node)
    own = Sent((found.entries,), complete=False)
    to_api = destinations.goes_to_api(found.urls)
    yield from headers.facts(context, own, destination, span, span, found.client, to_api=to_api)
    for url in found.urls if found.opens else ():
        place = context.destination((url,), found.node)
        if place.resolved or destinations.is_strangers(url):
            yield Endpoint(context.here(url, span), Base.REQUEST, span, place)


def _of_interceptors(context: Context) -> Iterator[Assembled]:
    """Yield what ``client.interceptors.request.use((config) => …)`` puts into the headers of each request."""
    module = context.module
    for node in module.properties("interceptors"):
        member = node.parent
        call = next((each for each in module.above(node) if each.type == "call_expression"), None)
        callee = field(call, "function") if call is not None else None
        client = field(member, "object") if member is not None else None
        if call is None or callee is None or client is None or not module.text(callee).endswith(".request.use"):
            continue
        arguments = field(call, "arguments")
        for given in arguments.named_children[:1] if arguments is not None else ():
            for value in context.evaluator.evaluate(Expression(given, Frame(module))):
                if isinstance(value, Function) and value.frame.module is module:
                    yield from _put_on(context, client, _within(context, value.node))


def _within(context: Context, function: Node) -> Iterator[Node]:
    """Yield the expressions and names of entries for headers in a function."""
    for node in context.module.properties("headers"):
        if is_in(node, function) and node.parent is not None:
            yield node.parent


def _of_defaults(context: Context) -> Iterator[Assembled]:
    """Yield what is put into ``client.defaults.headers``."""
    module = context.module
    for node in module.properties("defaults"):
        member = node.parent
        client = field(member, "object") if member is not None else None
        around = member.parent if member is not None else None
        name = field(around, "property") if around is not None and around.type == "member_expression" else None
        if client is not None and around is not None and name is not None and module.text(name) == "headers":
            yield from _put_on(context, client, iter((around,)))


def _put_on(context: Context, client: Node, places: Iterator[Node]) -> Iterator[Assembled]:
    """Yield what is put into headers at some places, for all that a client sends."""
    urls = _urls(context, client)
    for place in places:
        for node, entries in _entries(context, place):
            yield Assembled(node, entries, urls, http.AXIOS)


def _urls(context: Context, client: Node) -> tuple[Text, ...]:
    found: list[Text] = []
    for value in context.evaluator.evaluate(Expression(client, Frame(context.module))):
        if isinstance(value, Built) and http.FACTORIES.get(value.dotted) == "axios":
            found += bases.of(context, value, http.AXIOS, client)
        elif isinstance(value, Reference) and value.dotted == "axios":
            found += bases.of(context, None, http.AXIOS, client)
    return tuple(found)


def _entries(context: Context, place: Node) -> Iterator[tuple[Node, tuple[Entry, ...]]]:
    """Yield what is put into headers where they are named, and the statement or object that does."""
    frame = Frame(context.module)
    place, around = context.module.outside(place)
    if around is None:
        return
    if around.type == "member_expression" and (name := field(around, "property")) and _is_group(context, name):
        place, around = context.module.outside(around)
    if around is None:
        return
    if around.type in ("member_expression", "subscript_expression") and field(around, "object") == place:
        added = objects.put(context.evaluator, around, frame) or objects.by_method(context.evaluator, around, frame)
        if added is not None:
            yield added.entries[0].node, added.entries
        return
    is_given = place.type == "pair" or (around.type == "assignment_expression" and field(around, "left") == place)
    value = field(place, "value") or field(around, "right") if is_given else None
    for found in context.evaluator.evaluate(Expression(value, frame)) if value is not None else ():
        if isinstance(found, Object) and found.entries:
            yield value or place, found.entries


def _is_group(context: Context, name: Node) -> bool:
    return context.module.text(name) in ("common", *map(str.lower, http.VERBS))


def _of_requests(context: Context) -> Iterator[Assembled]:
    """Yield what ``request.setRequestHeader(name, value)`` puts on each ``XMLHttpRequest``."""
    module, evaluator, frame = context.module, context.evaluator, Frame(context.module)
    grouped: dict[tuple[int, str], list[tuple[Node, Entry]]] = {}
    for node in module.properties("setRequestHeader"):
        call = node.parent.parent if node.parent is not None else None
        base = field(node.parent, "object") if node.parent is not None else None
        arguments = field(call, "arguments") if call is not None and call.type == "call_expression" else None
        given = [each for each in arguments.named_children if each.type != "comment"] if arguments is not None else []
        if call is None or base is None or len(given) != 2:
            continue
        (text, *others) = evaluator.texts(Expression(given[0], frame))
        entry = Entry(None if others else text.literal, given[0], Expression(given[1], frame), call)
        function = module.function(call)
        grouped.setdefault((function.id if function is not None else 0, module.text(base)), []).append((call, entry))
    for (_, name), found in grouped.items():
        node = found[0][0]
        urls = _opened(context, node, name)
        yield Assembled(node, tuple(entry for _, entry in found), urls, _XHR, opens=True)


def _opened(context: Context, call: Node, name: str) -> tuple[Text, ...]:
    """Return the URLs that a request is opened with in the same function."""
    module = context.module
    for node in module.properties("open"):
        member = node.parent
        opening = member.parent if member is not None else None
        receiver = field(member, "object") if member is not None else None
        if opening is None or receiver is None or module.text(receiver) != name:
            continue
        arguments = field(opening, "arguments") if module.function(opening) == module.function(call) else None
        given = arguments.named_children if arguments is not None else []
        if len(given) > 1:
            return context.evaluator.texts(Expression(given[1], Frame(module)))
    return ()


def _of_chains(context: Context) -> Iterator[Assembled]:
    """Yield what ``superagent.post(url).set(name, value)`` puts on a request."""
    module = context.module
    for node in module.properties("set"):
        member = node.parent
        call = member.parent if member is not None else None
        if member is None or call is None or call.type != "call_expression" or field(call, "function") != member:
            continue
        urls = _begun(context, member)
        if not urls:
            continue
        added = objects.by_method(context.evaluator, member, Frame(module))
        arguments = field(call, "arguments")
        if added is not None:
            yield Assembled(call, added.entries, urls, _SUPERAGENT, opens=True)
        for given in arguments.named_children[:1] if arguments is not None and added is None else ():
            for value in context.evaluator.evaluate(Expression(given, Frame(module))):
                if isinstance(value, Object):
                    yield Assembled(call, value.entries, urls, _SUPERAGENT, opens=True)


def _begun(context: Context, member: Node) -> tuple[Text, ...]:
    """Return the URLs of the call that a chain of calls begins with, if superagent makes the request."""
    for _ in range(_LONGEST):
        call = field(member, "object")
        callee = field(call, "function") if call is not None and call.type == "call_expression" else None
        if call is None or callee is None or callee.type != "member_expression":
            return ()
        base, arguments = field(callee, "object"), field(call, "arguments")
        name = key_of(context.module, field(callee, "property"))
        if base is not None and arguments is not None and name in _MAKING:
            reference = context.evaluator.reference(Expression(base, Frame(context.module)))
            if reference == "superagent" and arguments.named_children:
                return context.evaluator.texts(Expression(arguments.named_children[0], Frame(context.module)))
        member = callee
    return ()


#: What finds headers, each with the words that are in a file with such ones, at first the one that few files hold.
_READERS = (
    ((b"interceptors", b"axios"), _of_interceptors),
    ((b"defaults.headers", b"axios"), _of_defaults),
    ((b"setRequestHeader", b".open("), _of_requests),
    ((b"superagent", b".set("), _of_chains),
)
