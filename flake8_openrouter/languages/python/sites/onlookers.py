"""Functions of other files that only look at what they are given: ``decide(model, headers)`` sends nothing."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable

from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.places import Imported
from flake8_openrouter.languages.python.syntax.scopes import Module, Scope
from flake8_openrouter.languages.python.syntax.tree import descendants, last_name

#: How many nodes of a function are looked at.
MAX_NODES = 2000

_SENDING = frozenset(("asyncio", "ftplib", "http", "importlib", "smtplib", "socket", "ssl", "subprocess", "urllib"))
_HARMLESS = sys.stdlib_module_names - _SENDING
_ANSWERING = frozenset(("bool", "len", "any", "all", "isinstance"))
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
_GIVING = ast.Return | ast.Yield | ast.YieldFrom
_TAKING = ast.Assign | ast.AnnAssign | ast.AugAssign | ast.NamedExpr


def only_looks(scope: Scope, parameter: str) -> bool:
    """Tell whether a function neither sends nor keeps what a parameter holds, and gives nothing of it back.

    What its file imports can't send anything, so nothing that the function calls can.
    """
    if not isinstance(scope.node, _FUNCTIONS) or not _is_harmless(scope.module):
        return False
    inside = [item for statement in scope.node.body for item in descendants(statement)]
    taking = [item for item in inside if isinstance(item, _TAKING)]
    if len(inside) > MAX_NODES:
        return False
    held, before = {parameter}, 0
    while len(held) > before:
        before = len(held)
        for item in taking:
            if item.value is not None and _names(item.value) & held:
                targets = item.targets if isinstance(item, ast.Assign) else [item.target]
                if any(isinstance(part, ast.Attribute | ast.Subscript) for part in _parts(targets)):
                    return False
                held |= {part.id for part in _parts(targets) if isinstance(part, ast.Name)}
    given = [item.value for item in inside if isinstance(item, _GIVING) and item.value is not None]
    return not any(_names(value) & held for value in given if not _is_answer(value))


def _is_answer(node: ast.expr) -> bool:
    """Tell whether an expression is true or false, or a number, whatever it is about."""
    return isinstance(node, ast.Compare) or (isinstance(node, ast.Call) and last_name(node.func) in _ANSWERING)


def _parts(nodes: Iterable[ast.AST]) -> list[ast.AST]:
    return [part for node in nodes for part in descendants(node)]


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in descendants(node) if isinstance(part, ast.Name)}


@remembered
def _is_harmless(module: Module) -> bool:
    """Tell whether a file imports nothing but what can't send a request."""
    imported = [
        binding.value
        for scope in module.scopes
        for bindings in scope.bindings.values()
        for binding in bindings
        if isinstance(binding.value, Imported)
    ]
    return all(not found.level and found.module.partition(".")[0] in _HARMLESS for found in imported)
