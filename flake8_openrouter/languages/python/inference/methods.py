"""Functions that a program makes methods of an object, or of a class, when it runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference.evaluator import Evaluator
from flake8_openrouter.languages.python.inference.values import Class, Frame, Function, Instance, Value, Values
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Scope
from flake8_openrouter.languages.python.syntax.tree import last_name

#: How many of such places are looked at in one file.
MAX_PLACES = 30


def bound_to(evaluator: Evaluator, name: str, scope: Scope) -> Values:
    """Return the objects that a function is bound to by its first parameter; none where one of them is not known.

    ``function.__get__(object)``, ``MethodType(function, object)``, ``Class.name = function``.
    """
    if scope.receiver or scope.positional[:1] != (name,) or not scope.name:
        return ()
    found = [value for values in _places(evaluator, scope) for value in values]
    return tuple(dict.fromkeys(found)) if all(isinstance(value, Instance) for value in found) else ()


def _places(evaluator: Evaluator, scope: Scope) -> Iterator[Values]:
    """Yield what each place of the file binds a function to."""
    module = scope.module
    calls = [(site, *_binding(site)) for which in _BINDING for site in module.calls_by_name.get(which, ())]
    for site, function, target in calls[:MAX_PLACES]:
        frame = Frame(site.scope, site.point)
        if function is not None and target is not None and _is(evaluator, function, frame, scope):
            yield evaluator.evaluate(target, frame)
    for assigned in module.attribute_assignments[:MAX_PLACES]:
        value = assigned.node.value
        if not isinstance(value, ast.Name) or value.id != scope.name:
            continue
        frame = Frame(assigned.scope, assigned.point)
        if _is(evaluator, value, frame, scope):
            roots = [target.value for target in assigned.node.targets if isinstance(target, ast.Attribute)]
            yield from (_of_class(evaluator.evaluate(root, frame)) for root in roots)


#: What binds, by its last name.
_BINDING = ("__get__", "MethodType")


def _binding(site: CallSite) -> tuple[ast.expr | None, ast.expr | None]:
    """Return the function that a call binds, and what to."""
    node = site.node
    if last_name(node.func) == "MethodType":
        return (node.args[0], node.args[1]) if len(node.args) > 1 else (None, None)
    function = node.func.value if isinstance(node.func, ast.Attribute) else None
    return function, node.args[0] if node.args else None


def _is(evaluator: Evaluator, node: ast.expr, frame: Frame, scope: Scope) -> bool:
    found = evaluator.evaluate(node, frame)
    return any(isinstance(value, Function) and value.scope is scope for value in found)


def _of_class(found: Values) -> Values:
    """Return an object of each class; other objects do not bind what is put into them."""
    objects: list[Value] = [Instance(value.scope, value.span) for value in found if isinstance(value, Class)]
    return tuple(objects)
