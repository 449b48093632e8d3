"""Which names a file binds, and by what: an edit must not write a name that means something else there."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

_BINDERS: dict[str, Callable[[Any], tuple[str | None, ...]]] = {
    "Name": lambda node: () if isinstance(node.ctx, ast.Load) else (node.id,),
    "arg": lambda node: (node.arg,),
    "FunctionDef": lambda node: (node.name,),
    "AsyncFunctionDef": lambda node: (node.name,),
    "ClassDef": lambda node: (node.name,),
    "ExceptHandler": lambda node: (node.name,),
    "Global": lambda node: tuple(node.names),
    "Nonlocal": lambda node: tuple(node.names),
    "MatchAs": lambda node: (node.name,),
    "MatchStar": lambda node: (node.name,),
    "MatchMapping": lambda node: (node.rest,),
    "TypeVar": lambda node: (node.name,),
    "TypeVarTuple": lambda node: (node.name,),
    "ParamSpec": lambda node: (node.name,),
    "Import": lambda node: tuple(map(imported_name, node.names)),
    "ImportFrom": lambda node: tuple(map(imported_name, node.names)),
}


_Assignment = ast.Assign | ast.AnnAssign


class _Variables(NamedTuple):
    """What binds and what reads the variables of one name, by the scopes that they are of."""

    binders: dict[ast.AST | None, list[ast.AST]]
    loads: dict[ast.AST | None, list[ast.Name]]


def imported_name(alias: ast.alias) -> str:
    """Return the name that an import binds."""
    return alias.asname or alias.name.partition(".")[0]


class Names:
    """The names that a tree binds. ``scope`` returns the function or class around a node, None for the module."""

    def __init__(self, tree: ast.AST, scope: Callable[[ast.AST], ast.AST | None]) -> None:
        self._tree = tree
        self._scope = scope
        self._by_scope: dict[str, dict[ast.AST | None, list[ast.AST]]] = {}
        self._by_home: dict[str, _Variables] = {}

    def binders(self, name: str) -> Sequence[ast.AST]:
        """Return every node that binds, deletes or declares a name, in whatever scope."""
        return self._binders.get(name, ())

    def binders_in(self, scope: ast.AST | None, name: str) -> Sequence[ast.AST]:
        """Return those of one function or class, or of the module."""
        if name not in self._by_scope:
            found = self._by_scope[name] = defaultdict(list)
            for node in self.binders(name):
                found[self._scope(node)].append(node)
        return self._by_scope[name].get(scope, ())

    def home(self, node: ast.AST, name: str) -> ast.AST | None:
        """Return the function or class whose variable a name is at a node; None for the module."""
        scope = around = self._scope(node)
        while scope is not None:
            binders = self.binders_in(scope, name) if scope is around or not isinstance(scope, ast.ClassDef) else ()
            if any(isinstance(binder, ast.Global) for binder in binders):
                return None
            if binders and not any(isinstance(binder, ast.Nonlocal) for binder in binders):
                return scope
            scope = self._scope(scope)
        return None

    def reads(self, node: ast.Name) -> int:
        """Return how often the variable that a name stands for is read."""
        return len(self._variables(node.id).loads[self.home(node, node.id)])

    def values(self, node: ast.Name) -> list[ast.expr | None]:
        """Return what the variable is bound to; None for what is not a plain assignment."""
        bound = (self._assigned.get(binder) for binder in self._variables(node.id).binders[self.home(node, node.id)])
        return [statement.value if statement is not None else None for statement in bound]

    def only_value(self, node: ast.Name) -> ast.expr | None:
        """Return what the variable is bound to, where it is by one plain assignment and in no other way."""
        binders = self._variables(node.id).binders[self.home(node, node.id)]
        statement = self._assigned.get(binders[0]) if len(binders) == 1 else None
        return statement.value if statement is not None and len(_targets(statement)) == 1 else None

    def _variables(self, name: str) -> _Variables:
        if name not in self._by_home:
            found = self._by_home[name] = _Variables(defaultdict(list), defaultdict(list))
            for binder in self.binders(name):
                found.binders[self.home(binder, name)].append(binder)
            for load in self._loads.get(name, ()):
                found.loads[self.home(load, name)].append(load)
        return self._by_home[name]

    @cached_property
    def _binders(self) -> dict[str, list[ast.AST]]:
        found: dict[str, list[ast.AST]] = defaultdict(list)
        for node in ast.walk(self._tree):
            binder = _BINDERS.get(type(node).__name__)
            for name in dict.fromkeys(binder(node)) if binder is not None else ():
                if name:
                    found[name].append(node)
        return found

    @cached_property
    def _loads(self) -> dict[str, list[ast.Name]]:
        found: dict[str, list[ast.Name]] = defaultdict(list)
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                found[node.id].append(node)
        return found

    @cached_property
    def _assigned(self) -> dict[ast.AST, _Assignment]:
        statements = (node for node in ast.walk(self._tree) if isinstance(node, ast.Assign | ast.AnnAssign))
        return {target: statement for statement in statements for target in _targets(statement)}


def _targets(statement: _Assignment) -> list[ast.expr]:
    return statement.targets if isinstance(statement, ast.Assign) else [statement.target]
