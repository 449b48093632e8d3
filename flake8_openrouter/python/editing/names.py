"""Which names a file binds, and by what: an edit must not write a name that means something else there."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
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


def binders(tree: ast.AST, name: str) -> Iterator[ast.AST]:
    """Yield every node that binds, deletes or declares a name, in whatever scope."""
    for node in ast.walk(tree):
        binder = _BINDERS.get(type(node).__name__)
        if binder is not None and name in binder(node):
            yield node


def values(tree: ast.AST, name: str) -> list[ast.expr | None]:
    """Return what a name is bound to, in whatever scope; None for what is no plain assignment."""
    assigned = {
        target: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    }
    return [assigned.get(node) if isinstance(node, ast.expr) else None for node in binders(tree, name)]
