"""In what order cells run is for whoever runs them: a name that two of them bind may have either value in a third."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from flake8_openrouter.model import ALONE, Document, Fact, Header, Reach

_NAME = re.compile(r"[^\W\d]\w*")
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


def rebound(tree: ast.Module, document: Document, starts: Sequence[int]) -> frozenset[str]:
    """Return the names that cells bind to different values, each in another cell; ``starts`` is where cells begin."""
    values: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for node in _assignments(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        cell = bisect_right(starts, document.offset(node.lineno, node.col_offset))
        for target in targets:
            if isinstance(target, ast.Name) and node.value is not None:
                values[target.id][ast.dump(node.value)].add(cell)
    return frozenset(name for name, found in values.items() if len(found) > 1 and len(set().union(*found.values())) > 1)


def _assignments(tree: ast.Module) -> Iterator[ast.Assign | ast.AnnAssign | ast.AugAssign]:
    """Yield what binds names of the notebook: not what is in a function or a class."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            yield node
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            waiting += (each for name in _BLOCKS for each in _nodes(getattr(node, name, ())))


def _nodes(found: object) -> Iterable[ast.AST]:
    return found if isinstance(found, list) else ()


def shown(fact: Fact, names: frozenset[str]) -> Fact:
    """Return a fact with who else may see it: a header whose value is in a name that cells bind differently."""
    if not isinstance(fact, Header):
        return fact
    name = next((name for name in _NAME.findall(fact.value.span.text) if name in names), "")
    return fact._replace(reach=fact.reach.and_of(_reach(name))) if name else fact


def _reach(name: str) -> Reach:
    return Reach((f"cells bind {name} to different values",)) if name else ALONE
