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
from flake8_openrouter.model import Header, Scheme, Site
from flake8_openrouter.openrouter.credentials import is_masked
from flake8_openrouter.openrouter.header_names import AUTHORIZATION

if TYPE_CHECKING:
    from tree_sitter import Node

_WORDS = (b"uthorization", b"UTHORIZATION")

#: Methods that put a value under a name.
_SETTERS = frozenset(("set", "append", "setHeader", "header", "setRequestHeader"))


def sites(context: Context) -> Iterator[Site]:
    """Yield the headers of a file that no request was seen to carry."""
    for node in context.module.at(_WORDS):
        entry = _entry(context, node)
        if entry is None or entry.key_node.id in context.accounted or (entry.key or "").lower() != AUTHORIZATION:
            continue
        place = context.span(entry.node)
        destination = context.destination((), entry.node)
        found = headers.of_entry(context, entry, destination, place, None, http.ANY)
        if facts := tuple(filter(_is_told, found)):
            yield Site(facts)


def _is_told(header: Header) -> bool:
    """Tell whether a value is seen to be for a header: what is filled in later, or can't be told, is not."""
    if is_masked(header.value.literal or ""):
        return False
    return header.authorization.scheme not in (Scheme.UNKNOWN, Scheme.UNINTERPOLATED)


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
