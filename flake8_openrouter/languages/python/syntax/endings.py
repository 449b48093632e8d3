"""What a condition comes to: whether the program goes on as before where what it looks at is empty."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import Module
from flake8_openrouter.languages.python.syntax.tree import descendants, dotted, is_nothing, last_name

#: Calls whose first argument is a condition: they give its truth, or let a test runner leave out a test by it.
TELLING = "bool"
SKIPPING = frozenset(("skipif", "skipIf", "skipUnless"))
TESTING = SKIPPING | {TELLING}


@remembered
def is_passed(module: Module, test: ast.AST) -> bool:
    """Tell whether the same goes on whether a name is empty or not: ``if not key: print("no key")``."""
    node = module.parents.get(test)
    if (
        not isinstance(node, ast.If)
        or node.orelse
        or isinstance(node.body[-1], _JUMPS)
        or not all(map(asks_for_nothing, _joined(node.test)))
    ):
        return False
    names = {path for part in descendants(node.test) if (path := dotted(part))}
    return not any(map(_may_leave, _statements(node.body))) and names.isdisjoint(_filled(node.body))


@remembered
def is_only_shown(module: Module, test: ast.AST) -> bool:
    """Tell whether all that a condition comes to is that something is shown: ``if missing: print(missing)``.

    What else is done by a flag may well be done by what the key is: it says by its own name when that is there.
    """
    node = module.parents.get(test)
    if isinstance(node, ast.comprehension) or (isinstance(node, ast.Call) and last_name(node.func) == TELLING):
        return True  # it is told to something else, which is looked at by itself
    if not isinstance(node, ast.If):
        statement = next(_around(module, test), None)
        return isinstance(statement, ast.Expr) and not _may_leave(statement)
    done = [each for each in _statements([*node.body, *node.orelse]) if isinstance(each, ast.stmt)]
    return all(isinstance(each, _SHOWN_IN) and not _may_leave(each) for each in done)


def _around(module: Module, node: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements around an expression, the nearest first."""
    around = module.parents.get(node)
    while around is not None:
        if around in module.statements:
            yield around
        around = module.parents.get(around)


@remembered
def stops(module: Module, test: ast.AST, is_told: bool) -> bool:
    """Tell whether a condition may stop the program, and not only the function it is in.

    Where it asks whether something is missing, or is told so, a call that is not known may do that, too.
    """
    node = module.parents.get(test)
    if not isinstance(node, ast.If):
        return isinstance(node, ast.Assert)
    done = [*node.body, *node.orelse, *(_after(module, node) if isinstance(node.body[-1], ast.Return) else ())]
    if any(_raises(module, each) for each in _statements(done)):
        return True
    is_missing = is_told or all(map(asks_for_nothing, _joined(node.test)))
    return is_missing and any(map(_may_not_return, _statements(node.body)))


def _raises(module: Module, node: ast.AST) -> bool:
    """Tell whether a node raises something or exits, or calls a function of the file that does."""
    if _is_end(node):
        return True
    called = module.functions.get(_called(node), ())
    return any(map(_is_end, (part for scope in called for part in descendants(scope.node))))


def _is_end(node: ast.AST) -> bool:
    return isinstance(node, ast.Raise | ast.Assert) or _called(node) in _EXITING


def _called(node: ast.AST) -> str:
    """Return the last name of what a statement calls for its effect alone."""
    call = node.value if isinstance(node, ast.Expr) else None
    return last_name(call.func) if isinstance(call, ast.Call) else ""


def _after(module: Module, node: ast.stmt) -> list[ast.stmt]:
    """Return the statements after one in the same body."""
    around = module.parents.get(node)
    body: list[ast.stmt] = getattr(around, "body", [])
    return body[body.index(node) + 1 :] if node in body else []


def _joined(test: ast.expr) -> list[ast.expr]:
    return test.values if isinstance(test, ast.BoolOp) else [test]


def asks_for_nothing(test: ast.expr) -> bool:
    """Tell whether a condition holds where what it asks for is empty: ``not key``, ``key is None``, ``key == ""``."""
    if isinstance(test, ast.UnaryOp):
        return isinstance(test.op, ast.Not)
    return isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Is | ast.Eq) and compares_with_nothing(test)


def compares_with_nothing(node: ast.AST) -> bool:
    return isinstance(node, ast.Compare) and all(map(is_nothing, node.comparators))


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.AST]:
    """Yield what is done in a body, and in what is within it."""
    for statement in body:
        yield from descendants(statement)


def _may_leave(node: ast.AST) -> bool:
    """Tell whether a node may end what runs it: a jump, or a call for its effect alone that is not known to return."""
    return isinstance(node, _JUMPS) or _may_not_return(node)


def _may_not_return(node: ast.AST) -> bool:
    """Tell whether a node is a call for its effect alone that is not known to return."""
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
#: Calls after which the program does not go on, nor a test.
_EXITING = frozenset(("exit", "_exit", "quit", "abort", "skip", "fail"))
#: Statements in which something is shown, and that do nothing else.
_SHOWN_IN = ast.Expr | ast.Pass | ast.For | ast.If | ast.With
