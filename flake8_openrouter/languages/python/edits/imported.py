"""What a file's own statements import, outside of its functions and classes."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property

#: A module as ``from`` names it: its dotted name, and the dots before it.
From = tuple[str | None, int]


class Imported:
    """``start`` returns the offset at which a statement begins, ``at`` is the offset before which it must."""

    def __init__(self, tree: ast.Module, start: Callable[[ast.AST], int]) -> None:
        self._tree = tree
        self._start = start

    def module(self, module: str, at: int) -> str | None:
        """Return the name that the file has for a module; None where it has none."""
        start, name = self._modules.get(module, (at + 1, None))
        return name if start <= at else None

    def names(self, source: From, name: str, at: int) -> list[str]:
        """Return the names under which ``from source import name`` was imported."""
        return [known for known, start in self._members.get((source, name), {}).items() if start <= at]

    @cached_property
    def _modules(self) -> dict[str, tuple[int, str]]:
        found: dict[str, tuple[int, str]] = {}
        for statement in self._tree.body:
            for alias in statement.names if isinstance(statement, ast.Import) else ():
                start = self._start(statement)
                found.setdefault(alias.name, (start, alias.asname or alias.name))
                # ``import a.b`` brings a as well.
                above = alias.name.rpartition(".")[0] if not alias.asname else ""
                while above:
                    found.setdefault(above, (start, above))
                    above = above.rpartition(".")[0]
        return found

    @cached_property
    def _members(self) -> dict[tuple[From, str], dict[str, int]]:
        found: dict[tuple[From, str], dict[str, int]] = defaultdict(dict)
        for statement in self._tree.body:
            if isinstance(statement, ast.ImportFrom):
                for alias in statement.names:
                    known = found[(statement.module, statement.level), alias.name]
                    known.setdefault(alias.asname or alias.name, self._start(statement))
        return found
