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


def running(evaluator: Evaluator, owner: Scope, scope: Scope) -> list[Scope]:
    """Return the subclasses whose objects run what stands in a scope: in a method of a class, or not in one of it.

    A method that they have in its place runs instead, unless it calls that by ``super()`` or by the class.
    """
    heirs = subclasses(owner)
    method = next((around for around in scope.enclosing if around.parent is owner and around.receiver), None)
    if method is None or not heirs:
        return heirs
    return [heir for heir in heirs if _runs(evaluator, heir, owner, method.name)]


def _runs(evaluator: Evaluator, heir: Scope, owner: Scope, name: str) -> bool:
    """Tell whether an object of a subclass runs a base's method of a name: no class before the base replaces it."""
    for each in bases(evaluator, heir):
        if each is owner:
            return True
        if name in each.bindings and not _calls_base(each, name):
            return False
    return True


def _calls_base(scope: Scope, name: str) -> bool:
    """Tell whether a class may call a base's method of a name, which is no attribute of its own object there."""
    for node in indexes.attributes(scope.module).get(name, ()):
        inside = scope.module.place(node)[0]
        own = isinstance(node.value, ast.Name) and any(around.receiver == node.value.id for around in inside.enclosing)
        if scope.holds(inside) and not own:
            return True
    return False


def base_names(scope: Scope) -> list[str]:
    """Return the last names of a class's bases, as it writes them."""
    return (
        [dotted(base).rpartition(".")[2] for base in scope.node.bases] if isinstance(scope.node, ast.ClassDef) else []
    )
