"""The bases and the subclasses of a class in the files."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference.evaluator import Evaluator
from flake8_openrouter.languages.python.inference.values import Class, Frame
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.scopes import Scope
from flake8_openrouter.languages.python.syntax.tree import dotted

MAX_BASES = 10


def bases(evaluator: Evaluator, scope: Scope) -> Iterator[Scope]:
    """Yield a class and its bases in the files, the nearest first."""
    queue, seen = [scope], {scope}
    while queue and len(seen) <= MAX_BASES:
        current = queue.pop(0)
        yield current
        if not isinstance(current.node, ast.ClassDef) or current.parent is None:
            continue
        for base in current.node.bases:
            for value in evaluator.evaluate(base, Frame(current.parent, current.point)):
                if isinstance(value, Class) and value.scope not in seen:
                    seen.add(value.scope)
                    queue.append(value.scope)


def subclasses(scope: Scope) -> list[Scope]:
    """Return classes of the same file that name this one as a base, or one that does; at most ``MAX_BASES``."""
    found: list[Scope] = []
    queue = [scope.name]
    while queue and len(found) < MAX_BASES:
        for heir in indexes.heirs(scope.module).get(queue.pop(0), ()):
            if heir is not scope and heir not in found:
                found.append(heir)
                queue.append(heir.name)
    return found[:MAX_BASES]


def base_names(scope: Scope) -> list[str]:
    """Return the last names of a class's bases, as it writes them."""
    return (
        [dotted(base).rpartition(".")[2] for base in scope.node.bases] if isinstance(scope.node, ast.ClassDef) else []
    )
