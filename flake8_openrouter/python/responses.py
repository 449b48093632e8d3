"""What a function does with a response: whether it looks at the status before it uses the body."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.model import Destination, ResponseUse
from flake8_openrouter.python.context import Context
from flake8_openrouter.python.scopes import CallSite, Module, Scope
from flake8_openrouter.python.tree import dotted, last_name

_CHECKS = frozenset(("raise_for_status", "status_code", "ok", "status", "is_success", "is_error", "error_for_status"))
_BODIES = frozenset(("json", "text", "content", "read"))

#: What a body is asked for by who looks whether it is an answer.
_ASKED = ("error", "choices")


def _asks_for_error(context: Context, function: Scope) -> bool:
    """Tell whether a function asks a body for its error; looked at once for each function."""
    if function not in context.asking:
        asked = (string for string in context.module.strings if string.node.value in _ASKED)
        inside = (string.node for string in asked if function.holds(string.scope))
        context.asking[function] = any(_is_asked(context.module, node) for node in inside)
    return context.asking[function]


def _is_asked(module: Module, node: ast.Constant) -> bool:
    """Tell whether a text stands in ``"error" in body`` or ``body.get("error")``."""
    parent = module.parents.get(node)
    if isinstance(parent, ast.Compare):
        return node is parent.left
    return isinstance(parent, ast.Call) and node in parent.args[:1] and last_name(parent.func) == "get"


def _mentions(module: Module, function: Scope, name: str) -> list[ast.Attribute]:
    """Return what a function asks of a name, in the order of the lines."""
    found: list[ast.Attribute] = []
    root = name.partition(".")[0]
    for load in module.loads.get(root, ()):
        if function.holds(load.scope):
            node: ast.AST = load.node
            while isinstance(parent := module.parents.get(node), ast.Attribute):
                if dotted(node) == name:
                    found.append(parent)
                node = parent
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


def facts(context: Context, site: CallSite, destination: Destination) -> Iterator[ResponseUse]:
    """Yield where the body of a call's response is used although its status is looked at nowhere."""
    parents = context.module.parents
    parent = parents.get(site.node)
    if isinstance(parent, ast.Await):
        parent = parents.get(parent)
    if _asks_for_error(context, site.scope.function):
        return
    name = _bound_name(parent)
    found = [parent] if isinstance(parent, ast.Attribute) else _until_rebound(context.module, site, name)
    if any(item.attr in _CHECKS for item in found):
        return
    body = next((item for item in found if item.attr in _BODIES), None)
    if body is not None:
        yield ResponseUse(context.span(body), context.span(_statement(context, body)), destination, dotted(body.value))


def _until_rebound(module: Module, site: CallSite, name: str) -> list[ast.Attribute]:
    """Return what is asked of a response behind its call, until its name is bound anew."""
    line = site.node.end_lineno or site.node.lineno
    bindings = site.scope.function.bindings.get(name, ())
    lines = [getattr(binding.value, "lineno", 0) for binding in bindings]
    end = min((start for start in lines if start > line), default=None)
    mentions = _mentions(module, site.scope.function, name) if name else []
    return [item for item in mentions if item.lineno >= line and (end is None or item.lineno < end)]


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
