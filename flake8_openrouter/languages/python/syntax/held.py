"""An expression by which a value is held that goes by another name elsewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

#: A place in what holds a value, of which each is looked at.
EACH = ...


class Held(NamedTuple):
    """An expression that holds a value, or is told of it.

    ``path`` is where in it the value is, from the outside in. ``is_told``: what it holds is whether the value is there;
    ``asks_more``: or more than that. ``is_away``: it is not where the value was found. ``is_handed``: a function has it
    that the value is given to.
    """

    node: ast.AST
    path: tuple[object, ...] = ()
    is_told: bool = False
    asks_more: bool = False
    is_away: bool = False
    is_handed: bool = False

    def told(self, node: ast.AST, *, more: bool = False) -> Held:
        """Return an expression that is told whether the value is there."""
        return self._replace(node=node, path=(), is_told=True, asks_more=self.asks_more or more)

    def within(self, node: ast.AST, key: object) -> Held:
        """Return an expression that has what this one is under a key."""
        return self._replace(node=node, path=(key, *self.path))

    def under(self, node: ast.AST, key: object = EACH) -> Iterator[Held]:
        """Yield an expression for what is under a key of this one, where that has the value."""
        if self.path and (key is EACH or self.path[0] in (key, EACH)):
            yield self._replace(node=node, path=self.path[1:], is_away=True)
