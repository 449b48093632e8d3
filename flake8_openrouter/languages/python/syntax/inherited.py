"""What a node takes over from the nodes above it, found once for each node and without recursion."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Inherited(Generic[Value]):
    """A value of each node: ``step`` makes it of the node, its parent and the parent's value, ``top`` is the root's."""

    def __init__(
        self, parents: Mapping[ast.AST, ast.AST], step: Callable[[ast.AST, ast.AST, Value], Value], top: Value
    ) -> None:
        self._parents, self._step, self._top = parents, step, top
        self._known: dict[ast.AST, Value] = {}

    def of(self, node: ast.AST) -> Value:
        known, parents = self._known, self._parents
        chain: list[ast.AST] = []
        while node not in known and node in parents:
            chain.append(node)
            node = parents[node]
        value = known.get(node, self._top)
        for child in reversed(chain):
            value = known[child] = self._step(child, parents[child], value)
        return value
