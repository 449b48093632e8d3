"""What a condition comes to: whether the program goes on as before where what it looks at is empty."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import Module
from flake8_openrouter.languages.python.syntax.tree import descendants, dotted, last_name


@remembered
def is_passed(module: Module, test: ast.AST) -> bool:
    """Tell whether the same goes on whether a name is empty or not: ``if not key: print("no key")``."""
    node = module.parents.get(test)
    if (
        not isinstance(node, ast.If)
        or node.orelse
        or isinstance(node.body[-1], _JUMPS)
        or not all(map(_asks_for_nothing, _joined(node.test)))
    ):
        return False
    names = {path for part in descendants(node.test) if (path := dotted(part))}
    return not any(map(_may_leave, _statements(node.body))) and names.isdisjoint(_filled(node.body))


def _joined(test: ast.expr) -> list[ast.expr]:
    return test.values if isinstance(test, ast.BoolOp) else [test]


def _asks_for_nothing(test: ast.expr) -> bool:
    if isinstance(test, ast.UnaryOp):
        return isinstance(test.op, ast.Not)
    return isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Is | ast.Eq) and compares_with_nothing(test)


def compares_with_nothing(node: ast.AST) -> bool:
    return isinstance(node, ast.Compare) and all(
        isinstance(other, ast.Constant) and not other.value for other in node.comparators
    )


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.AST]:
    """Yield what is done in a body, and in what is within it."""
    for statement in body:
        yield from descendants(statement)


def _may_leave(node: ast.AST) -> bool:
    """Tell whether a node may end what runs it: a jump, or a call for its effect alone that is not known to return."""
    if isinstance(node, _JUMPS):
        return True
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
        return isinstance(node, ast.Expr) and isinstance(node.value, ast.Await)
    function = node.value.func
    name = last_name(function)
    is_log = isinstance(function, ast.Attribute) and "log" in dotted(function.value).lower()
    return name not in _SHOWING and not (is_log and name in _LOGGING)


def _filled(body: Sequence[ast.stmt]) -> Iterator[str]:
    """Yield the names that a body gives a value in any case, or in all that it tries."""
    for statement in body:
        if isinstance(statement, ast.Assign):
            yield from (path for target in statement.targets for part in descendants(target) if (path := dotted(part)))
        elif isinstance(statement, ast.AnnAssign | ast.AugAssign):
            yield dotted(statement.target)
        elif isinstance(statement, ast.With | ast.AsyncWith | ast.Try):
            yield from _filled(statement.body)


_JUMPS = ast.Raise | ast.Return | ast.Continue | ast.Break | ast.Assert | ast.Yield
_SHOWING = frozenset(("print", "warn", "echo", "secho"))
_LOGGING = frozenset(("debug", "info", "warning", "warn", "error", "critical", "exception"))
