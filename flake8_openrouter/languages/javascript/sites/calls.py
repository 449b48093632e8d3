"""Which calls may send a request, and what each is given in one frame."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
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
from flake8_openrouter.languages.javascript.syntax import imported, packages
from flake8_openrouter.languages.javascript.syntax.module import FUNCTIONS, field, first, inner, is_in
from flake8_openrouter.model import Answer, Text
from flake8_openrouter.openrouter import destinations

if TYPE_CHECKING:
    from tree_sitter import Node

#: One of them is in each call that may send a request, or in what makes its client.
_ANCHORS = (*(b"fetch", b"Fetch", b"axios", b"got", b"undici", b".ajax", b"request(", b"headers"), b"openrouter.ai")
_FAMILIES = MappingProxyType({b".p": (b"ost(", b"ost<", b"ut(", b"atch("), b"http": (b".", b"s."), b"ky": (b"(", b".")})

#: What a URL may be written as, but for a literal.
_MAY_BE_URLS = frozenset(
    (
        *("identifier", "member_expression", "subscript_expression", "template_string", "binary_expression"),
        *("call_expression", "new_expression", "as_expression", "non_null_expression", "ternary_expression"),
    )
)

#: Expressions that are no object.
_PLAIN = frozenset(
    ("string", "template_string", "number", "array", "regex", "true", "false", "null", "undefined", "unary_expression")
)

#: The last names of what sends.
_LAST_NAMES = frozenset(name.rpartition(".")[2] for name in http.FUNCTIONS)

#: How a function is called that is given a request in one object, by the last of its names.
_SENDING = re.compile(r"request|fetch|ajax|http|send|call|axios|post", re.IGNORECASE)

#: What an argument is called that is a URL.
_ADDRESS = re.compile(r"url|uri|endpoint|address|host|base|path|api|route|href|link|src", re.IGNORECASE)

#: Expressions around a place that are looked at for a call.
_DEEPEST = 30

#: Calls of a file that are looked at.
_MOST = 300


@dataclass(frozen=True, slots=True, eq=False)
class Sending:
    """A call that sends a request, in one frame, with its arguments by what they are.

    ``config`` says all that is in no argument of its own; ``client`` is what made the object whose method it is.
    ``spreads``: there may be arguments that are not seen. ``beyond`` is one more than the function takes.
    """

    node: Node
    frame: Frame
    row: http.Call
    client: Built | None = None
    url: Expression | None = None
    config: Expression | None = None
    body: Expression | None = None
    spreads: bool = False
    beyond: Expression | None = None

    def option(self, context: Context, name: str) -> Iterator[Expression]:
        """Yield the expressions that the config has by a name."""
        for value in context.evaluator.evaluate(self.config) if self.config is not None else ():
            yield from (entry.value for entry in value.under(name)) if isinstance(value, Object) else ()


def candidates(context: Context) -> Iterator[Node]:
    """Yield the calls that may send a request, each once, in their order."""
    seen: set[int] = set()
    made: set[str] = set()
    for node in context.module.at(_ANCHORS, _FAMILIES):
        call = _around(node)
        if call is None or call.id in seen or len(seen) >= _MOST:
            continue
        seen.add(call.id)
        if _may_send(context, call):
            yield call
        made |= _made(context, call)
    for name in sorted(made):
        for node in (*context.module.names(name), *context.module.properties(name)):
            call = _around(node)
            if call is not None and call.id not in seen:
                seen.add(call.id)
                yield call


def _may_send(context: Context, call: Node) -> bool:
    """Tell whether a call is of a name that sends, or is given as much as a request needs."""
    arguments = field(call, "arguments")
    only = first(arguments)
    if only is not None and only.type == "object" and _is_whole(context, only):
        return True
    if only is not None and arguments is not None and arguments.named_child_count > 1 and _may_be_url(context, only):
        return True
    callee = field(call, "function")
    name = field(callee, "property") or callee if callee is not None else None
    return name is not None and context.module.text(name) in _LAST_NAMES


def _is_whole(context: Context, node: Node) -> bool:
    """Tell whether an object may be all of a request: it has a URL and headers."""
    data = context.module.source.data
    names = ((b"url", b"uri"), (b"headers",))
    return all(any(data.find(name, node.start_byte, node.end_byte) >= 0 for name in each) for each in names)


def _may_be_url(context: Context, node: Node) -> bool:
    """Tell whether an argument may be a URL, as it is written."""
    if node.type == "string":
        return context.module.text(node)[1:].startswith("http")
    return node.type in _MAY_BE_URLS


def _around(node: Node) -> Node | None:
    """Return the nearest call that a node is in, as what is called or as an argument, in the same function."""
    around = node if node.type == "call_expression" else node.parent
    for _ in range(_DEEPEST):
        if around is None or around.type in FUNCTIONS or around.type.endswith(("statement", "declaration")):
            return None
        if around.type == "call_expression":
            return around
        around = around.parent
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
    callee = field(call, "function")
    if callee is None:
        return
    callee, alone = inner(callee), Frame(context.module)
    if not _may_be_request(context, call, callee):
        return
    row, client = _row(context, callee, alone)
    if row is not None:
        yield from (_given(context, call, frame, row, client) for frame in context.frames(call))
    elif (sending := _of_unknown(context, call, alone, callee)) is not None:
        yield sending


def _may_be_request(context: Context, call: Node, callee: Node) -> bool:
    """Tell whether a call may be a request by what is written in it: else what is called is not looked up."""
    arguments = field(call, "arguments")
    given = [each for each in arguments.named_children if each.type != "comment"] if arguments is not None else []
    name = _method(context, callee) or context.module.text(callee)
    if name in _LAST_NAMES:
        return not (given and _is_route(context, given))
    told = [_tells_headers(context, inner(node)) for node in given[1:] or given]
    if Answer.YES in told or Answer.UNKNOWN not in told:
        return Answer.YES in told
    return not _is_of_project(context, callee) or _has_url(context, given[0])


def _is_route(context: Context, given: list[Node]) -> bool:
    """Tell whether arguments are a path and a function that answers requests for it."""
    is_path = given[0].type == "string" and context.module.text(given[0])[1:2] == "/"
    return is_path and given[-1].type in FUNCTIONS


def _tells_headers(context: Context, node: Node) -> Answer:
    """Tell whether an argument has headers, as it is written."""
    if node.type == "object":
        data = context.module.source.data
        found = [data.find(word, node.start_byte, node.end_byte) >= 0 for word in (b"headers", b"...")]
        return Answer.YES if any(found) else Answer.NO
    return Answer.NO if node.type in _PLAIN or node.type in FUNCTIONS else Answer.UNKNOWN


def _is_of_project(context: Context, callee: Node) -> bool:
    """Tell whether what is called, or what that is a part of, is imported from another file of the project."""
    module = context.module
    name = field(callee, "object") if callee.type == "member_expression" else callee
    if name is None or name.type != "identifier":
        return False
    bindings = context.evaluator.bindings(module).of(module.text(name), name)
    return any(packages.is_own(imported.module_of(module, each)) for each in bindings)


def _has_url(context: Context, node: Node) -> bool:
    """Tell whether an argument is a URL, by what it is called and what it is."""
    if node.type in ("identifier", "member_expression") and not _ADDRESS.search(context.module.text(node)):
        return False
    texts = context.evaluator.texts(Expression(node, Frame(context.module)))
    return any(map(destinations.parse, texts))


def _row(context: Context, callee: Node, frame: Frame) -> tuple[http.Call | None, Built | None]:
    """Return how what is called takes its arguments, and what made the object whose method it is."""
    for value in _values(context, callee, frame):
        if isinstance(value, Reference) and (row := http.FUNCTIONS.get(value.dotted)):
            return row, None
        if isinstance(value, Built) and (factory := http.FACTORIES.get(value.dotted)):
            return http.FUNCTIONS[factory], value
    base = field(callee, "object") if callee.type == "member_expression" else None
    for value in _values(context, base, frame) if base is not None else ():
        if isinstance(value, Built) and (factory := http.FACTORIES.get(value.dotted)):
            return http.FUNCTIONS.get(f"{factory}.{_method(context, callee)}"), value
    return None, None


def _method(context: Context, callee: Node) -> str:
    """Return the name of the method that is called; empty for a function."""
    name = field(callee, "property") if callee.type == "member_expression" else None
    return context.module.text(name) if name is not None else ""


def _given(context: Context, call: Node, frame: Frame, row: http.Call, client: Built | None = None) -> Sending:
    """Return a call with its arguments as a row has them; those of ``new Request(…)`` where that is what is sent."""
    arguments = functions.given(Expression(call, frame))
    made = context.evaluator.evaluate(arguments[0]) if arguments and row.client is http.FETCH else ()
    request = next((value for value in made if isinstance(value, Built) and value.dotted == "Request"), None)
    if request is not None:
        arguments = [*functions.given(request.call), *arguments[1:]]
    url, config, body = (_at(arguments, position) for position in (row.url, row.config, row.body))
    if not _is_object(context, config) and _is_object(context, url):
        config = url  # a request by its config alone
    spreads = any(each.node.type == "spread_element" for each in arguments)
    beyond = _at(arguments, row.config + 1) if row.config is not None and row.client is http.AXIOS else None
    return Sending(call, frame, row, client, url, config, body, spreads, beyond)


def _at(arguments: list[Expression], position: int | None) -> Expression | None:
    return arguments[position] if position is not None and position < len(arguments) else None


def _is_object(context: Context, expression: Expression | None) -> bool:
    values = context.evaluator.evaluate(expression) if expression is not None else ()
    return any(isinstance(value, Object) for value in values)


def _of_unknown(context: Context, call: Node, frame: Frame, callee: Node) -> Sending | None:
    """Return a call of what is not known, if it is given a URL and headers, as a request is."""
    given = functions.given(Expression(call, frame))
    if not given or any(_is_ours(context, value) for value in _values(context, callee, frame)):
        return None
    if len(given) == 1:
        if _SENDING.search(context.module.text(callee).rpartition(".")[2]) is None:
            return None
        is_request = _has_headers(context, given[0]) and any(map(destinations.parse, _urls(context, given[0])))
        return _given(context, call, frame, http.Call(http.ANY, config=0)) if is_request else None
    if not any(destinations.parse(text) for text in context.evaluator.texts(given[0])):
        return None
    config = next((number for number, each in enumerate(given[1:], 1) if _has_headers(context, each)), None)
    if config is None:
        return None
    name = _method(context, callee)
    method = http.OF_ANY[name].method if name in http.OF_ANY else ""
    body = 1 if config == 2 and method else None
    client = http.ANY if name else http.FETCH
    return _given(context, call, frame, http.Call(client, config=config, body=body, method=method))


def _urls(context: Context, config: Expression) -> Iterator[Text]:
    """Yield the URLs that an object has which is all of a request."""
    objects = [value for value in context.evaluator.evaluate(config) if isinstance(value, Object)]
    for entry in (entry for value in objects for name in http.URLS for entry in value.under(name)):
        yield from context.evaluator.texts(entry.value)


def _values(context: Context, callee: Node, frame: Frame) -> tuple[Value, ...]:
    return context.evaluator.evaluate(Expression(callee, frame))


def _is_ours(context: Context, value: Value) -> bool:
    """Tell whether something called is a function of this file: what it sends is seen in it."""
    return isinstance(value, Function) and value.frame.module is context.module


def _has_headers(context: Context, expression: Expression) -> bool:
    values = context.evaluator.evaluate(expression)
    return any(isinstance(value, Object) and value.under("headers") for value in values)
