"""Which names a file binds, and by what: an edit must not write a name that means something else there."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

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


def imported_name(alias: ast.alias) -> str:
    """Return the name that an import binds."""
    return alias.asname or alias.name.partition(".")[0]


class Names:
    """The names that a tree binds. ``scope`` returns the function or class round a node, None for the module."""

    def __init__(self, tree: ast.AST, scope: Callable[[ast.AST], ast.AST | None]) -> None:
        self._tree = tree
        self._scope = scope

    def binders(self, name: str) -> Sequence[ast.AST]:
        """Return every node that binds, deletes or declares a name, in whatever scope."""
        return self._binders.get(name, ())

    def binders_in(self, scope: ast.AST, name: str) -> Sequence[ast.AST]:
        """Return those of one function or class."""
        if name not in self._by_scope:
            found = self._by_scope[name] = defaultdict(list)
            for node in self.binders(name):
                found[self._scope(node)].append(node)
        return self._by_scope[name].get(scope, ())

    def values(self, name: str) -> list[ast.expr | None]:
        """Return what a name is bound to, in whatever scope; None for what is no plain assignment."""
        assigned = self._assigned
        return [assigned.get(node) if isinstance(node, ast.expr) else None for node in self.binders(name)]

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
    def _by_scope(self) -> dict[str, dict[ast.AST | None, list[ast.AST]]]:
        return {}

    @cached_property
    def _assigned(self) -> dict[ast.expr, ast.expr | None]:
        return {
            target: node.value
            for node in ast.walk(self._tree)
            if isinstance(node, ast.Assign | ast.AnnAssign)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        }
