"""What may write a request's headers anew before it is sent: auth objects, hooks, adapters, transports, subclasses.

Of headers that something else completes nothing can be told from where they are written.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference.evaluator import Evaluator
from flake8_openrouter.languages.python.inference.values import (
    Argument,
    Built,
    Class,
    Flag,
    Frame,
    Function,
    Instance,
    Mapping,
    Nothing,
    Sequence,
    Value,
)
from flake8_openrouter.languages.python.libraries import http
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import Module, Scope
from flake8_openrouter.languages.python.syntax.tree import descendants

_HEADERS = frozenset(("headers", "auth", "add_header", "auth_flow"))


def may_complete(evaluator: Evaluator, name: str, argument: Argument) -> bool:
    """Tell whether what a request or session is given as an argument of a name may write its headers anew."""
    return any(_completes(evaluator, name, value, argument) for value in evaluator.argument(argument))


def _completes(evaluator: Evaluator, name: str, value: Value, argument: Argument) -> bool:
    if isinstance(value, Nothing | Flag) or (name == "auth" and isinstance(value, Sequence)):
        return False
    if name == "auth":
        return not _is_basic(evaluator, argument)
    if isinstance(value, Mapping):
        return any(_of_entry(evaluator, name, entry.key, entry.value) for entry in value.entries) or not value.complete
    if isinstance(value, Sequence):
        return any(may_complete(evaluator, name, element) for element in value.elements)
    if isinstance(value, Function | Instance | Class):
        return touches_headers(value.scope)
    return not _is_of_a_library(evaluator, argument)


def _of_entry(evaluator: Evaluator, name: str, key: str | None, argument: Argument) -> bool:
    """``event_hooks={"response": […]}`` looks at what comes back."""
    return not (name == "event_hooks" and key == "response") and may_complete(evaluator, name, argument)


def _is_basic(evaluator: Evaluator, argument: Argument) -> bool:
    node = argument.node
    called = evaluator.reference(node.func, argument.frame) if isinstance(node, ast.Call) else ""
    return called.rpartition(".")[2] in ("HTTPBasicAuth", "BasicAuth", "NetRCAuth")


def _is_of_a_library(evaluator: Evaluator, argument: Argument) -> bool:
    node = argument.node
    function = node.func if isinstance(node, ast.Call) else node
    return evaluator.reference(function, argument.frame).partition(".")[0] in http.ADAPTERS


def touches_headers(scope: Scope) -> bool:
    """Tell whether a function's or class's code has to do with headers, or with authentication."""
    return _deals_with_headers(scope.module, scope)


@remembered
def _deals_with_headers(module: Module, scope: Scope) -> bool:
    for node in descendants(scope.node):
        if isinstance(node, ast.Attribute) and node.attr in _HEADERS:
            return True
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.keyword) and _name(node) in _HEADERS:
            return True
        if isinstance(node, ast.Constant) and _is_about_credentials(node.value):
            return True
    return False


def _name(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.keyword) -> str:
    return (node.arg or "") if isinstance(node, ast.keyword) else node.name


def _is_about_credentials(value: object) -> bool:
    return isinstance(value, str) and (value.lower() in ("authorization", "x-api-key") or "bearer " in value.lower())


def adapters(built: Built) -> Iterator[Argument]:
    """Yield the adapters that a session is given: ``session.mount("https://", adapter)``."""
    for change in built.changes:
        call = change.mutation.call
        if not change.below and change.mutation.method == "mount" and call is not None and len(call.args) == 2:
            yield Argument(call.args[1], Frame(change.mutation.scope, change.mutation.point))
