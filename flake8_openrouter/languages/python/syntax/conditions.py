"""What a file's conditions look at: a name that is tested is guarded, and a scheme that is asked for may be there.

A condition that asks only whether a value is there keeps an empty one away, and lets a placeholder pass. It holds for
the binding that it tests: what another function calls its own variable is another's.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from flake8_openrouter.languages.python.syntax.scopes import Asked, Module, Scope
from flake8_openrouter.languages.python.syntax.tree import descendants, dotted, last_name


def note_test(module: Module, test: ast.expr, scope: Scope) -> None:
    """Remember the names, and the environment variables, that a condition looks at."""
    for part in _parts(test):
        asks_for_more = not isinstance(part, _NAMED) and not _compares_with_nothing(part)
        asks = (Asked.FILLED, Asked.MORE) if asks_for_more else (Asked.FILLED,)
        for node in descendants(part):
            if isinstance(node, _NAMED):
                path = dotted(node)
                module.asked += [(asked, scope, path) for asked in asks if path]
            elif name := _variable(node):
                module.tested_variables[name].add(scope.function)


def is_passed(node: ast.If) -> bool:
    """Tell whether the same goes on whether a name is empty or not: ``if not key: print("no key")``."""
    if node.orelse or isinstance(node.body[-1], _JUMPS) or not all(map(_asks_for_nothing, _joined(node.test))):
        return False
    names = {path for part in descendants(node.test) if (path := dotted(part))}
    return not any(map(_may_leave, _statements(node.body))) and names.isdisjoint(_filled(node.body))


def _joined(test: ast.expr) -> list[ast.expr]:
    return test.values if isinstance(test, ast.BoolOp) else [test]


def _asks_for_nothing(test: ast.expr) -> bool:
    if isinstance(test, ast.UnaryOp):
        return isinstance(test.op, ast.Not)
    return isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Is | ast.Eq) and _compares_with_nothing(test)


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


_NAMED = (ast.Name, ast.Attribute)
_JUMPS = ast.Raise | ast.Return | ast.Continue | ast.Break | ast.Assert | ast.Yield
_SHOWING = frozenset(("print", "warn", "echo", "secho"))
_LOGGING = frozenset(("debug", "info", "warning", "warn", "error", "critical", "exception"))


def _variable(node: ast.AST) -> str:
    """Return the variable that a condition may look up: ``os.getenv("X")``, ``environ["X"]``, ``"X" in os.environ``."""
    found: ast.expr | None = None
    if isinstance(node, ast.Call) and node.args:
        found = node.args[0]
    elif isinstance(node, ast.Subscript):
        found = node.slice
    elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
        found = node.left
    return found.value if isinstance(found, ast.Constant) and isinstance(found.value, str) else ""


def _parts(test: ast.expr) -> Iterator[ast.expr]:
    """Yield what ``and``, ``or`` and ``not`` join to a condition."""
    stack = [test]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.BoolOp):
            stack += node.values
        elif isinstance(node, ast.UnaryOp):
            stack.append(node.operand)
        else:
            yield node


def _compares_with_nothing(node: ast.expr) -> bool:
    return isinstance(node, ast.Compare) and all(
        isinstance(other, ast.Constant) and not other.value for other in node.comparators
    )


def note_choice(module: Module, node: ast.BoolOp, scope: Scope) -> None:
    """Remember the names whose truth an ``or`` or ``and`` looks at."""
    module.asked += [(Asked.FILLED, scope, path) for value in node.values[:-1] if (path := dotted(value))]


def unspelled(node: ast.expr) -> ast.expr:
    """Return ``key`` for ``key.strip().lower()``."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value
    return node


def asks_for_scheme(node: ast.Call) -> bool:
    return any(
        isinstance(item, ast.Constant) and isinstance(item.value, str) and item.value.lower().startswith("bearer")
        for item in descendants(node)
    )
