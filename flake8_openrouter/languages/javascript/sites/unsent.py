"""Authorization headers of which no request is seen: what is wrong with one is wrong wherever it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.inference.values import Entry, Expression, Frame
from flake8_openrouter.languages.javascript.libraries import http
from flake8_openrouter.languages.javascript.sites import headers
from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.languages.javascript.syntax.declarations import key_of
from flake8_openrouter.languages.javascript.syntax.module import field
from flake8_openrouter.model import Base, Destination, Endpoint, Fact, Header, Scheme, Site, Text
from flake8_openrouter.openrouter.header_names import AUTHORIZATION

if TYPE_CHECKING:
    from tree_sitter import Node

_WORDS = (b"uthorization", b"UTHORIZATION")

#: Methods that put a value under a name, and that of a request whose URL is given to another one.
_SETTERS = frozenset(("set", "append", "setHeader", "header", "setRequestHeader"))
_OPENED = "setRequestHeader"


def sites(context: Context) -> Iterator[Site]:
    """Yield the headers of a file that no request was seen to carry."""
    for node in context.module.at(_WORDS):
        entry = _entry(context, node)
        if entry is None or entry.key_node.id in context.accounted or (entry.key or "").lower() != AUTHORIZATION:
            continue
        place = context.span(entry.node)
        urls = _opened(context, entry.node)
        destination = context.destination(urls, entry.node) if urls else _unknown(context, entry)
        found = headers.of_entry(context, entry, destination, place, None, http.ANY)
        facts: list[Fact] = [*filter(_is_told, found), *_endpoints(context, entry, urls)]
        if facts:
            yield Site(tuple(facts))


def _is_told(header: Header) -> bool:
    """Tell whether a value is seen to be for a header: what is filled in later, or can't be told, is not."""
    return header.authorization.scheme not in (Scheme.UNKNOWN, Scheme.UNINTERPOLATED)


def _unknown(context: Context, entry: Entry) -> Destination:
    return context.destination((), entry.node)


def _endpoints(context: Context, entry: Entry, urls: tuple[Text, ...]) -> Iterator[Endpoint]:
    for url in urls:
        place = context.destination((url,), entry.node)
        if place.resolved:
            yield Endpoint(context.here(url, url.span), Base.REQUEST, url.span, place)


def _entry(context: Context, node: Node) -> Entry | None:
    """Return the header whose name a node is, where a value is put under it; None for another place."""
    frame = Frame(context.module)
    key = node.parent if node.type == "string_fragment" else node
    parent = key.parent if key is not None else None
    if key is None or parent is None:
        return None
    if parent.type == "pair" and field(parent, "key") == key and (value := field(parent, "value")) is not None:
        return Entry(key_of(context.module, key), key, Expression(value, frame), parent)
    if parent.type in ("member_expression", "subscript_expression"):
        return _put(context, key, parent)
    call = parent.parent if parent.type == "arguments" else None
    callee = field(call, "function") if call is not None else None
    method = field(callee, "property") if callee is not None else None
    if call is None or method is None or context.module.text(method) not in _SETTERS:
        return None
    given = [each for each in parent.named_children if each.type != "comment"]
    if len(given) != 2 or given[0] != key:
        return None
    return Entry(key_of(context.module, key), key, Expression(given[1], frame), call)


def _put(context: Context, key: Node, target: Node) -> Entry | None:
    """Return the header of ``headers.Authorization = value``."""
    statement = target.parent
    if statement is None or statement.type != "assignment_expression" or field(statement, "left") != target:
        return None
    value = field(statement, "right")
    if value is None or key == field(target, "object"):
        return None
    return Entry(key_of(context.module, key), key, Expression(value, Frame(context.module)), statement)


def _opened(context: Context, call: Node) -> tuple[Text, ...]:
    """Return the URLs of the request that ``request.setRequestHeader(…)`` is about."""
    callee = field(call, "function") if call.type == "call_expression" else None
    method = field(callee, "property") if callee is not None else None
    base = field(callee, "object") if callee is not None else None
    if method is None or base is None or context.module.text(method) != _OPENED:
        return ()
    name = context.module.text(base)
    for node in context.module.properties("open"):
        member = node.parent
        opening = member.parent if member is not None else None
        receiver = field(member, "object") if member is not None else None
        if opening is None or receiver is None or context.module.text(receiver) != name:
            continue
        if context.module.function(opening) != context.module.function(call):
            continue
        arguments = field(opening, "arguments")
        given = arguments.named_children if arguments is not None else []
        if len(given) > 1:
            return context.evaluator.texts(Expression(given[1], Frame(context.module)))
    return ()
