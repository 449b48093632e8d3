"""What a function does with a response: whether it looks at the status before it uses the body."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from flake8_openrouter.model import Destination, ResponseUse
from flake8_openrouter.python.context import Context
from flake8_openrouter.python.scopes import CallSite, dotted

_CHECKS = frozenset(("raise_for_status", "status_code", "ok", "status", "is_success", "is_error", "error_for_status"))
_BODIES = frozenset(("json", "text", "content", "read"))

#: What a body is asked for by who looks whether it is an answer.
_ASKED = ("error", "choices")


@dataclass(frozen=True, slots=True)
class Usage:
    """What a function's own code does: the attributes it asks of each name, in the order of their lines."""

    mentions: dict[str, list[ast.Attribute]]
    asks_for_error: bool
    decides: bool
    expects_401: bool


def usage(context: Context, site: CallSite) -> Usage:
    """Return what the function around a call does; looked at once for each function."""
    function = site.scope.function
    if function not in context.usages:
        context.usages[function] = _usage(function.node)
    return context.usages[function]


def _usage(function: ast.AST) -> Usage:
    mentions: dict[str, list[ast.Attribute]] = defaultdict(list)
    asks = decides = expects = False
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and (name := dotted(node.value)):
            mentions[name].append(node)
        elif isinstance(node, ast.Compare):
            asks = asks or _is_asked(node.left)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            asks = asks or any(map(_is_asked, node.args[:1]))
        elif isinstance(node, ast.Raise) or (isinstance(node, ast.Return) and node.value is not None):
            decides = True
        elif isinstance(node, ast.Assert):
            expects = expects or any(isinstance(item, ast.Constant) and item.value == 401 for item in ast.walk(node))
    for found in mentions.values():
        found.sort(key=lambda node: (node.lineno, node.col_offset))
    return Usage(mentions, asks, decides, expects)


def _is_asked(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in _ASKED


def facts(context: Context, site: CallSite, destination: Destination) -> Iterator[ResponseUse]:
    """Yield where the body of a call's response is used although its status is looked at nowhere."""
    parents = context.module.parents
    parent = parents.get(site.node)
    if isinstance(parent, ast.Await):
        parent = parents.get(parent)
    used = usage(context, site)
    if used.asks_for_error:
        return
    found = [parent] if isinstance(parent, ast.Attribute) else _until_rebound(site, used, _bound_name(parent))
    if any(item.attr in _CHECKS for item in found):
        return
    body = next((item for item in found if item.attr in _BODIES), None)
    if body is not None:
        yield ResponseUse(context.span(body), context.span(_statement(context, body)), destination, dotted(body.value))


def _until_rebound(site: CallSite, used: Usage, name: str) -> list[ast.Attribute]:
    """Return what is asked of a response behind its call, until its name is bound anew."""
    line = site.node.end_lineno or site.node.lineno
    bindings = site.scope.function.bindings.get(name, ())
    lines = [getattr(binding.value, "lineno", 0) for binding in bindings]
    end = min((start for start in lines if start > line), default=None)
    return [item for item in used.mentions.get(name, ()) if item.lineno >= line and (end is None or item.lineno < end)]


def _bound_name(parent: ast.AST | None) -> str:
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1:
        return dotted(parent.targets[0])
    if isinstance(parent, ast.withitem) and parent.optional_vars is not None:
        return dotted(parent.optional_vars)
    return parent.target.id if isinstance(parent, ast.NamedExpr) else ""


def _statement(context: Context, node: ast.AST) -> ast.AST:
    while not isinstance(node, ast.stmt) and node in context.module.parents:
        node = context.module.parents[node]
    return node
