"""What a file's conditions ask, told for the object that is asked: a name's own, or one that is handed on."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import Asked, Binding, Kind, Module, Scope, home, place_of
from flake8_openrouter.languages.python.syntax.tree import last_name

#: Bases of a class, and those of these, that are looked at to tell two classes apart.
_MAX_BASES = 20


def is_asked(asked: Asked, path: str, scope: Scope) -> bool:
    """Tell whether a condition asks something of what a dotted path names as it is seen from a scope."""
    if path.rpartition(".")[2] not in _last_names(scope.module)[asked]:
        return False
    return place_of(scope, path) in _places(scope.module)[asked] or _is_asked_elsewhere(asked, path, scope)


def _is_asked_elsewhere(asked: Asked, path: str, scope: Scope) -> bool:
    """Tell whether a function asks it of the same attribute of an object of its own, which may be the same one.

    An object that is handed to a function was made, and asked, by one that calls it. It is another one where it is of
    another class.
    """
    root, _, rest = path.partition(".")
    function = scope.function
    is_handed = bool(rest) and root in function.parameters and root != function.receiver
    others = _asked_attributes(scope.module)[asked].get(rest, ()) if is_handed else ()
    if not others:
        return False
    own = _family(function, root)
    return any(not own or not other or not own.isdisjoint(other) for other in (_family(*each) for each in others))


@remembered
def _asked_attributes(module: Module) -> dict[Asked, dict[str, list[tuple[Scope, str]]]]:
    """The attributes that conditions look at in functions, each with the functions' own names that hold the object."""
    found: dict[Asked, dict[str, list[tuple[Scope, str]]]] = {asked: defaultdict(list) for asked in Asked}
    for asked, places in module.asked.items():
        for scope, path in places:
            root, _, rest = path.partition(".")
            around = home(scope, root)
            if rest and around.kind is Kind.FUNCTION and around is scope.function:
                found[asked][rest].append((around, root))
    return found


@remembered
def _last_names(module: Module) -> dict[Asked, set[str]]:
    return {asked: {path.rpartition(".")[2] for _, path in places} for asked, places in module.asked.items()}


@remembered
def _places(module: Module) -> dict[Asked, set[tuple[Scope, str]]]:
    return {asked: {place_of(*place) for place in places} for asked, places in module.asked.items()}


def _family(scope: Scope, name: str) -> frozenset[str]:
    """Return the class of the file of which a name holds an object, with its bases; nothing where that is not known."""
    return _family_of(scope.module, scope, name)


@remembered
def _family_of(module: Module, scope: Scope, name: str) -> frozenset[str]:
    classes = {each.name: each for each in module.classes}
    named = {_class_named(binding, module) for binding in scope.bindings.get(name, ())}
    if not named or not named <= classes.keys():
        return frozenset()
    found, waiting = set[str](), [*named]
    while waiting and len(found) < _MAX_BASES:
        current = waiting.pop()
        found.add(current)
        node = classes[current].node
        bases = map(last_name, node.bases) if isinstance(node, ast.ClassDef) else ()
        waiting += [base for base in bases if base in classes and base not in found]
    return frozenset(found)


def _class_named(binding: Binding, module: Module) -> str:
    """Return the class that a parameter's annotation names, or that a call builds or says that it gives."""
    annotation, value = binding.annotation, binding.value
    if annotation is None and isinstance(value, ast.Await):
        value = value.value
    if annotation is None and isinstance(value, ast.Call):
        name = last_name(value.func)
        defined = [*module.functions.get(name, ())]
        if not defined:
            return name
        given = list(_returned(defined))
        annotation = given[0] if len(given) == len(defined) == 1 else None
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        return annotation.value
    return last_name(annotation) if isinstance(annotation, ast.Name | ast.Attribute) else ""


def _returned(functions: list[Scope]) -> Iterator[ast.expr]:
    for function in functions:
        if isinstance(function.node, ast.FunctionDef | ast.AsyncFunctionDef) and function.node.returns is not None:
            yield function.node.returns
