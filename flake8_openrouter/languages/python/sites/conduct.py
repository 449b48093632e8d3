"""What functions do about the outcome of a request: answer by it, or expect that it is refused."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator

from flake8_openrouter.languages.python.syntax.scopes import Kind, Module, Scope
from flake8_openrouter.languages.python.syntax.tree import descendants, holds_number

#: What the body of a response is read by, or a client gives of one, and what asks something of it.
_BODIES = frozenset(("json", "text", "content", "iter_lines", "models"))
_ASKING = ast.Compare | ast.BoolOp | ast.UnaryOp | ast.Dict
_ASSERTING = ("assertEqual", "assertEquals", "assertIn")
#: How many names are followed from one to the next.
_MOST_NAMES = 2


class Conduct:
    """The functions of one module that return or raise something, and those that assert a 401."""

    def __init__(self, module: Module) -> None:
        self._within: dict[Scope, list[Scope]] = defaultdict(list)
        for scope in module.scopes:
            for around in scope.function.enclosing if scope.function.kind is not Kind.MODULE else (scope.function,):
                if around.kind is not Kind.MODULE or around is scope.function:
                    self._within[around].append(scope)
        self._raising = {site.scope.function for site in module.raises}
        self._deciding: dict[Scope, bool] = {}
        expecting = [*module.expecting_401, *_asserting_401(module)]
        self._expecting = {scope.function for scope in expecting}
        self._around_expecting = _with_those_around(expecting)

    def decides(self, function: Scope) -> bool:
        """Tell whether a function, or one in it, answers by the outcome of what it does."""
        if function not in self._deciding:
            self._deciding[function] = any(map(self._answers, self._within[function]))
        return self._deciding[function]

    def _answers(self, scope: Scope) -> bool:
        return scope in self._raising or any(_says(scope, value) for value, _ in scope.returns)

    def expects_401(self, function: Scope) -> bool:
        """Tell whether a function asserts that a call is refused, or one in it or around it does."""
        around = (scope for scope in function.enclosing if scope.kind is Kind.FUNCTION)
        return function in self._around_expecting or any(scope in self._expecting for scope in around)

    def is_answered_by_401(self, function: Scope) -> bool:
        """Tell whether a function says that a call was refused: ``return response.status_code in (200, 401)``."""
        return any(_is_refusal(value) for value, _ in function.returns)


def _says(scope: Scope, returned: ast.expr | None) -> bool:
    """Tell whether what a function returns says something of an outcome: it is not nothing, nor what a request gave."""
    if isinstance(returned, ast.Constant):
        return returned.value is not None
    if isinstance(returned, ast.Tuple | ast.List):
        return any(_says(scope, each) for each in returned.elts)
    return returned is not None and (isinstance(returned, _ASKING) or not _is_body(scope, returned))


def _is_body(scope: Scope, node: ast.expr, names: int = _MOST_NAMES) -> bool:
    """Tell whether an expression is made of the body of a response; ``names``: how many are followed from it."""
    for part in descendants(node):
        if isinstance(part, ast.Attribute) and part.attr in _BODIES:
            return True
        bindings = scope.bindings.get(part.id, ()) if isinstance(part, ast.Name) and names else ()
        values = [binding.value for binding in bindings if isinstance(binding.value, ast.expr)]
        if any(_is_body(scope, value, names - 1) for value in values):
            return True
    return False


def _is_refusal(returned: ast.expr | None) -> bool:
    if not isinstance(returned, ast.Compare) or not isinstance(returned.ops[0], ast.Eq | ast.In):
        return False
    return holds_number(returned, 401)


def _asserting_401(module: Module) -> Iterator[Scope]:
    """Yield where a method of unittest asserts a 401: ``self.assertEqual(response.status_code, 401)``."""
    for name in _ASSERTING:
        for site in module.calls_by_name.get(name, ()):
            if any(holds_number(argument, 401) for argument in site.node.args):
                yield site.scope


def _with_those_around(scopes: Iterable[Scope]) -> set[Scope]:
    """Return scopes and the functions around them: the module only where it is there itself."""
    found: set[Scope] = set()
    for inner in scopes:
        scope: Scope | None = inner.function
        while scope is not None and scope not in found:
            found.add(scope)
            scope = scope.parent.function if scope.parent is not None and scope.parent.kind is not Kind.MODULE else None
    return found
