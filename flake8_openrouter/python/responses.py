"""What a function does with a response: whether it looks at the status before it uses the body."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.model import Destination, ResponseUse
from flake8_openrouter.python.context import Context
from flake8_openrouter.python.scopes import CallSite, dotted

_CHECKS = frozenset(("raise_for_status", "status_code", "ok", "status", "is_success", "is_error", "error_for_status"))
_BODIES = frozenset(("json", "text", "content", "read"))


def facts(context: Context, site: CallSite, destination: Destination) -> Iterator[ResponseUse]:
    """Yield where the body of a call's response is used although its status is looked at nowhere."""
    parents = context.module.parents
    node: ast.AST = site.node
    parent = parents.get(node)
    if isinstance(parent, ast.Await):
        node, parent = parent, parents.get(parent)
    statement = _statement(context, node)
    function = site.scope.function.node
    if isinstance(parent, ast.Attribute) and parent.attr in _BODIES and not _tests_error(function):
        yield ResponseUse(context.span(parent), context.span(statement), destination)
        return
    name = _bound_name(parent)
    if not name:
        return
    mentions = [item for item in ast.walk(function) if isinstance(item, ast.Attribute) and dotted(item.value) == name]
    if any(item.attr in _CHECKS for item in mentions) or _tests_error(function):
        return
    use = next((item for item in mentions if item.attr in _BODIES), None)
    if use is not None:
        yield ResponseUse(context.span(use), context.span(_statement(context, use)), destination)


def _bound_name(parent: ast.AST | None) -> str:
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1:
        return dotted(parent.targets[0])
    if isinstance(parent, ast.withitem) and parent.optional_vars is not None:
        return dotted(parent.optional_vars)
    return parent.target.id if isinstance(parent, ast.NamedExpr) else ""


def _tests_error(function: ast.AST) -> bool:
    """Tell whether a function asks a body for its ``error``."""
    return any(
        isinstance(item, ast.Constant) and item.value in ("error", "choices") and _is_asked(item, function)
        for item in ast.walk(function)
    )


def _is_asked(constant: ast.Constant, function: ast.AST) -> bool:
    for item in ast.walk(function):
        if isinstance(item, ast.Compare) and item.left is constant:
            return True
        if (
            isinstance(item, ast.Call)
            and isinstance(item.func, ast.Attribute)
            and item.func.attr == "get"
            and constant in item.args
        ):
            return True
    return False


def _statement(context: Context, node: ast.AST) -> ast.AST:
    while not isinstance(node, ast.stmt) and node in context.module.parents:
        node = context.module.parents[node]
    return node


def decides(site: CallSite) -> bool:
    """Tell whether a function answers by the outcome of a call: it returns, or raises, what the response says."""
    function = site.scope.function.node
    return any(
        isinstance(item, ast.Raise) or (isinstance(item, ast.Return) and item.value is not None)
        for item in ast.walk(function)
    )
