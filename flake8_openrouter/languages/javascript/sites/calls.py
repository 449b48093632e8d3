"""Which calls may send a request, and what each is given in one frame."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.inference import functions
from flake8_openrouter.languages.javascript.inference.values import (
    Built,
    Expression,
    Frame,
    Function,
    Object,
    Reference,
    Value,
)
from flake8_openrouter.languages.javascript.libraries import http
from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.languages.javascript.syntax.module import FUNCTIONS, field, inner, is_in
from flake8_openrouter.openrouter import destinations

if TYPE_CHECKING:
    from tree_sitter import Node

#: One of them is in each call that may send a request, or in what makes its client.
_ANCHOR = re.compile(
    rb"[fF]etch|axios|\bgot\b|\bky\b|undici|\.ajax\b|\brequest\b|\bhttps?\b\.|headers|openrouter\.ai|\.(?:post|put|patch)\b"
)

#: Calls of a file that are looked at.
_MOST = 500


@dataclass(frozen=True, slots=True, eq=False)
class Sending:
    """A call that sends a request, in one frame. ``client`` is what made the object whose method it is."""

    node: Node
    frame: Frame
    row: http.Call
    client: Built | None = None

    @property
    def given(self) -> list[Expression]:
        return functions.given(Expression(self.node, self.frame))

    def _argument(self, position: int | None) -> Expression | None:
        given = self.given
        return given[position] if position is not None and position < len(given) else None

    @property
    def url(self) -> Expression | None:
        """The argument that is the URL; the config where that is the only one."""
        return self._argument(self.row.url)

    @property
    def config(self) -> Expression | None:
        """The argument that says all else of the request; the only one where it is an object."""
        given = self._argument(self.row.config)
        only = self._argument(0)
        is_alone = given is None and only is not None and inner(only.node).type == "object"
        return only if is_alone else given

    @property
    def body(self) -> Expression | None:
        return self._argument(self.row.body)

    def option(self, context: Context, name: str) -> Iterator[Expression]:
        """Yield the expressions that the config has by a name."""
        for value in context.evaluator.evaluate(self.config) if self.config is not None else ():
            yield from (entry.value for entry in value.under(name)) if isinstance(value, Object) else ()

    def is_completed(self, context: Context) -> bool:
        """Tell whether something may write the request's headers anew before it is sent."""
        return self.client is not None and b"interceptors" in context.module.source.data


def candidates(context: Context) -> Iterator[Node]:
    """Yield the calls that may send a request, each once, in their order."""
    seen: set[int] = set()
    made: set[str] = set()
    for node in context.module.at(_ANCHOR):
        call = _around(context, node)
        if call is None or call.id in seen or len(seen) >= _MOST:
            continue
        seen.add(call.id)
        yield call
        made |= _made(context, call)
    for name in sorted(made):
        for node in (*context.module.names(name), *context.module.properties(name)):
            call = _around(context, node)
            if call is not None and call.id not in seen:
                seen.add(call.id)
                yield call


def _around(context: Context, node: Node) -> Node | None:
    """Return the nearest call that a node is in, as what is called or as an argument, in the same function."""
    for around in context.module.above(node):
        if around.type == "call_expression":
            return around
        if around.type in FUNCTIONS or around.type.endswith(("statement", "declaration")):
            return None
    return None


def _made(context: Context, call: Node) -> set[str]:
    """Return the names that a client goes by which a call makes."""
    function = field(call, "function")
    if function is None or not context.module.text(function).endswith((".create", ".extend")):
        return set()
    outer, parent = context.module.outside(call)
    if parent is None:
        return set()
    target = field(parent, "name") or field(parent, "left") or field(parent, "key")
    if target is None or is_in(outer, target):
        return set()
    if target.type == "member_expression":
        target = field(target, "property") or target
    return {context.module.text(target).lstrip("#")}


def sendings(context: Context, call: Node) -> Iterator[Sending]:
    """Yield a call as it is made for each caller of its function; nothing for one that sends no request."""
    for frame in context.frames(call):
        found = _sending(context, call, frame)
        if found is not None:
            yield found


def _sending(context: Context, call: Node, frame: Frame) -> Sending | None:
    callee = field(call, "function")
    if callee is None:
        return None
    callee = inner(callee)
    base = field(callee, "object") if callee.type == "member_expression" else None
    name = context.module.text(field(callee, "property") or callee) if base is not None else ""
    for value in context.evaluator.evaluate(Expression(callee, frame)):
        if isinstance(value, Reference) and (row := http.FUNCTIONS.get(value.dotted)):
            return Sending(call, frame, row)
        if isinstance(value, Built) and (factory := http.FACTORIES.get(value.dotted)):
            return Sending(call, frame, http.FUNCTIONS[factory], value)
    if base is not None:
        for value in context.evaluator.evaluate(Expression(base, frame)):
            if isinstance(value, Built) and (factory := http.FACTORIES.get(value.dotted)):
                row = http.FUNCTIONS.get(f"{factory}.{name}")
                return Sending(call, frame, row, value) if row is not None else None
    return _of_unknown(context, call, frame, callee, name)


def _of_unknown(context: Context, call: Node, frame: Frame, callee: Node, name: str) -> Sending | None:
    """Return a call of what is not known, if it is given a URL and headers, as a request is."""
    sending = Sending(call, frame, http.WRAPPER)
    given = sending.given
    if len(given) < 2 or any(_is_ours(context, value) for value in _values(context, callee, frame)):
        return None
    if not any(destinations.parse(text) for text in context.evaluator.texts(given[0])):
        return None
    config = next((number for number, each in enumerate(given[1:], 1) if _has_headers(context, each)), None)
    if config is None:
        return None
    method = http.OF_ANY[name].method if name in http.OF_ANY else ""
    body = 1 if config == 2 and method else None
    client = http.ANY if name else http.FETCH
    return Sending(call, frame, http.Call(client, config=config, body=body, method=method))


def _values(context: Context, callee: Node, frame: Frame) -> tuple[Value, ...]:
    return context.evaluator.evaluate(Expression(callee, frame))


def _is_ours(context: Context, value: Value) -> bool:
    """Tell whether something called is a function of this file: what it sends is seen in it."""
    return isinstance(value, Function) and value.frame.module is context.module


def _has_headers(context: Context, expression: Expression) -> bool:
    values = context.evaluator.evaluate(expression)
    return any(isinstance(value, Object) and value.under("headers") for value in values)
