"""Texts that a condition sees to: ``if not model.startswith("openrouter/"): model = f"openrouter/{model}"``."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from flake8_openrouter.languages.python.inference.values import Value, Values
from flake8_openrouter.languages.python.syntax.scopes import Binding
from flake8_openrouter.languages.python.syntax.tree import dotted
from flake8_openrouter.model import Answer, Literal, Text


def ensured(binding: Binding, name: str) -> str:
    """Return how a name begins wherever it is not bound anew by a binding; nothing where no condition tells it."""
    parents = binding.scope.module.parents
    value = binding.value if isinstance(binding.value, ast.expr) else None
    statement = parents.get(value) if value is not None else None
    around = parents.get(statement) if isinstance(statement, ast.Assign) else None
    if not isinstance(around, ast.If) or statement not in around.body or around.orelse:
        return ""
    test = around.test
    return _asked(test.operand, name) if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else ""


def chosen(node: ast.IfExp) -> tuple[str, str]:
    """Return how the arms of a choice begin, if they are the name that its condition asks for it."""
    test = node.test
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return "", _asked(test.operand, dotted(node.orelse))
    return _asked(test, dotted(node.body)), ""


def begun(values: Iterable[Value], prefix: str) -> Values:
    """Return those of some values that begin so, and what is unknown as it then begins."""
    return tuple(_begun(value, prefix) for value in values if not _is_otherwise(value, prefix))


def _asked(test: ast.expr, name: str) -> str:
    """Return the provider that ``name.startswith("provider/")`` asks for.

    The scheme of a URL and that of a header are asked for otherwise.
    """
    if not isinstance(test, ast.Call) or not name or dotted(test.func) != f"{name}.startswith" or len(test.args) != 1:
        return ""
    prefix = test.args[0].value if isinstance(test.args[0], ast.Constant) else None
    return prefix if isinstance(prefix, str) and prefix[1:].endswith("/") and "//" not in prefix else ""


def _is_otherwise(value: Value, prefix: str) -> bool:
    return isinstance(value, Text) and value.starts_with(prefix) is Answer.NO


def _begun(value: Value, prefix: str) -> Value:
    if not isinstance(value, Text) or value.starts_with(prefix) is Answer.YES:
        return value
    return Text((Literal(prefix, value.span), *value.parts), value.span)
