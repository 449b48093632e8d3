"""What may handle a failure around a place: ``except``, a loop that tries again, a decorator, a caller that does."""

from __future__ import annotations

import ast
from functools import partial

from flake8_openrouter.languages.python.inference.functions import is_wrapped
from flake8_openrouter.languages.python.sites.invocations import Invocations
from flake8_openrouter.languages.python.syntax.inherited import Inherited
from flake8_openrouter.languages.python.syntax.reads import Uses
from flake8_openrouter.languages.python.syntax.scopes import Kind, Scope
from flake8_openrouter.languages.python.syntax.tree import decorators, descendants, last_name

#: How many functions are looked at that call one another.
MAX_FUNCTIONS = 32

CAUGHT = "an except clause or the like handles the failure already"
REPEATED = "a loop around it may try again"
DECORATED = "a decorator of the function may handle the failure"
GIVEN_AWAY = "the function is passed on, and its caller may handle the failure"
UNKNOWN = "it has too many callers to tell whether one handles the failure"

_OWN_FRAME = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_LOOPS = ast.For | ast.AsyncFor | ast.While
_LEAVES = ast.Break | ast.Continue | ast.Return
#: Exceptions that are raised for something else than a failed request.
_UNRELATED = frozenset(
    ("KeyboardInterrupt", "SystemExit", "GeneratorExit", "CancelledError", "ImportError", "ModuleNotFoundError")
)
_SUPPRESSING = frozenset(("suppress", "raises", "assertRaises", "assertRaisesRegex"))
_RETRIES = frozenset(("retry", "on_exception", "on_predicate", "backoff"))
_COUNTS = frozenset(("range", "count", "repeat", "Retrying", "AsyncRetrying"))


class Handlers:
    """What may handle a failure at the places of one module."""

    def __init__(self, uses: Uses, invocations: Invocations) -> None:
        self._uses, self._invocations = uses, invocations
        self._caught = Inherited(uses.module.parents, _is_caught, False)
        self._repeated = Inherited(uses.module.parents, partial(_is_repeated, {}), False)
        self._above: dict[Scope, str] = {}

    def around(self, node: ast.AST) -> str:
        """Say what handles a failure at a node within its function; nothing where nothing does."""
        if self._caught.of(node):
            return CAUGHT
        return REPEATED if self._repeated.of(node) else ""

    def above(self, function: Scope) -> str:
        """Say what handles an exception that leaves a function: a decorator, or what calls it in the file."""
        if function not in self._above:
            self._above[function] = self._found_above(function)
        return self._above[function]

    def _found_above(self, function: Scope) -> str:
        found = [function]
        for scope in found:
            if scope.kind is not Kind.FUNCTION:
                continue
            if _is_decorated(scope):
                return DECORATED
            callers = self._invocations.callers(scope)
            if callers.given_away:
                return GIVEN_AWAY
            if callers.results is None or len(found) > MAX_FUNCTIONS:
                return UNKNOWN
            if any(map(self._caught.of, callers.results)):
                return CAUGHT
            around = dict.fromkeys(self._uses.scope(call).function for call in callers.results)
            found += [other for other in around if other not in found]
        return ""


def _is_repeated(known: dict[ast.AST, bool], child: ast.AST, parent: ast.AST, above: bool) -> bool:
    if isinstance(parent, _OWN_FRAME):
        return False
    if above or not isinstance(parent, _LOOPS) or not _is_in_body(child, parent.orelse):
        return above
    if parent not in known:
        known[parent] = _tries(parent)
    return known[parent]


def _tries(loop: ast.For | ast.AsyncFor | ast.While) -> bool:
    """Tell whether a loop may try again: until something holds, so and so often, or until it is left."""
    if isinstance(loop, ast.While):
        return True
    counts = isinstance(loop.iter, ast.Call) and last_name(loop.iter.func) in _COUNTS
    return counts or any(isinstance(node, _LEAVES) for statement in loop.body for node in descendants(statement))


def _is_decorated(scope: Scope) -> bool:
    return is_wrapped(scope) or not _RETRIES.isdisjoint(decorators(scope.node))


def _is_caught(child: ast.AST, parent: ast.AST, above: bool) -> bool:
    if isinstance(parent, _OWN_FRAME):
        return False
    if above:
        return True
    if isinstance(parent, ast.With | ast.AsyncWith):
        return isinstance(child, ast.stmt) and any(map(_suppresses, parent.items))
    if isinstance(parent, ast.Call):
        return any(keyword.arg == "return_exceptions" for keyword in parent.keywords)
    handlers: list[ast.ExceptHandler] = getattr(parent, "handlers", [])
    return any(map(_takes, handlers)) and _is_in_body(child, handlers)


def _suppresses(item: ast.withitem) -> bool:
    return isinstance(item.context_expr, ast.Call) and last_name(item.context_expr.func) in _SUPPRESSING


def _takes(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler takes what a failed request comes to."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or last_name(kind) not in _UNRELATED for kind in kinds)


def _is_in_body(child: ast.AST, after: list[ast.stmt] | list[ast.ExceptHandler]) -> bool:
    """Tell whether a statement of a ``try`` or a loop is in its body, by what comes after the body."""
    if not isinstance(child, ast.stmt):
        return False
    return not after or (child.lineno, child.col_offset) < (after[0].lineno, after[0].col_offset)
