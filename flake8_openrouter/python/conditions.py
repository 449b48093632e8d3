"""What a file's conditions look at: a name that is tested is guarded, and a scheme that is asked for may be there."""

from __future__ import annotations

import ast

from flake8_openrouter.python.scopes import Module, dotted


def note_test(module: Module, test: ast.expr) -> None:
    """Remember the names that a condition looks at."""
    for node in ast.walk(test):
        if isinstance(node, ast.Name | ast.Attribute) and (path := dotted(node)):
            module.tested.add(path)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            module.tested_texts.add(node.value)


def note_choice(module: Module, node: ast.BoolOp) -> None:
    """Remember the names whose truth an ``or`` or ``and`` looks at."""
    module.tested.update(path for value in node.values[:-1] if (path := dotted(value)))


def unspelled(node: ast.expr) -> ast.expr:
    """Return ``key`` for ``key.strip().lower()``."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value
    return node


def asks_for_scheme(node: ast.Call) -> bool:
    return any(
        isinstance(item, ast.Constant) and str(item.value).lower().startswith("bearer") for item in ast.walk(node)
    )
