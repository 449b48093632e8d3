"""What functions do about the outcome of a request: answer by it, or expect that it is refused."""

from __future__ import annotations

from collections.abc import Iterable

from flake8_openrouter.languages.python.syntax.scopes import Kind, Module, Scope


class Conduct:
    """The functions of one module that return or raise something, and those that assert a 401."""

    def __init__(self, module: Module) -> None:
        returning = (scope for scope in module.scopes if any(value is not None for value, _ in scope.returns))
        self._deciding = _with_those_around((*returning, *(site.scope for site in module.raises)))
        self._expecting = {scope.function for scope in module.expecting_401}
        self._around_expecting = _with_those_around(module.expecting_401)

    def decides(self, function: Scope) -> bool:
        """Tell whether a function, or one in it, answers by the outcome of what it does."""
        return function in self._deciding

    def expects_401(self, function: Scope) -> bool:
        """Tell whether a function asserts that a call is refused, or one in it or around it does."""
        around = (scope for scope in function.enclosing if scope.kind is Kind.FUNCTION)
        return function in self._around_expecting or any(scope in self._expecting for scope in around)


def _with_those_around(scopes: Iterable[Scope]) -> set[Scope]:
    """Return scopes and the functions around them: the module only where it is there itself."""
    found: set[Scope] = set()
    for inner in scopes:
        scope: Scope | None = inner.function
        while scope is not None and scope not in found:
            found.add(scope)
            scope = scope.parent.function if scope.parent is not None and scope.parent.kind is not Kind.MODULE else None
    return found
