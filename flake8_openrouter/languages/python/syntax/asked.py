"""What a file's conditions ask, told for the object that is asked: a name's own, or one that is handed on."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from flake8_openrouter.languages.python.syntax.conditions import asked_by_aliases, asked_by_tests, testing
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import Asked, Binding, Kind, Module, Scope, home, place_of
from flake8_openrouter.languages.python.syntax.tree import last_name

#: Decorators of methods that are given a field's value.
_VALIDATING = ("field_validator", "validator")
#: Bases of a class, and those of these, that are looked at to tell two classes apart.
_MAX_BASES = 20


def asked_of(path: str, scope: Scope) -> Collection[Asked]:
    """Return what conditions ask of what a dotted path names as it is seen from a scope; of most things nothing."""
    last = path.rpartition(".")[2]
    if not _of_last_name(scope.module, last):
        return ()
    return (*_by_place(scope.module, last).get(place_of(scope, path), ()), *_asked_elsewhere(path, scope))


def asked_of_aliases(path: str, scope: Scope) -> Collection[Asked]:
    """Return what conditions ask of what a dotted path names where it goes by another name."""
    return _by_aliases(scope.module, path.rpartition(".")[2]).get(place_of(scope, path), ())


def asked_of_member(name: str, scope: Scope) -> Collection[Asked]:
    """Return what a class asks of an attribute of its objects: by conditions, and by validators of a model's field."""
    place, aliases = (scope, f".{name}"), _by_aliases(scope.module, name)
    if not _of_last_name(scope.module, name) and not aliases and not validating(scope):
        return ()
    asked = (*_by_place(scope.module, name).get(place, ()), *aliases.get(place, ()))
    validators = (method for method, fields in validating(scope) if not fields.isdisjoint((name, "*")))
    return (*asked, *(each for method in validators for each in asked_of(method.positional[1], method)))


def is_asked_for(name: str, module: Module) -> bool:
    """Tell whether a condition of a file asks for anything that has a last name, or is looked up by it."""
    return bool(_of_last_name(module, name) or testing(module, name))


def validating(scope: Scope) -> list[tuple[Scope, set[object]]]:
    """Return the methods of a model that are given a field's value, each with the fields' names."""
    return _validators(scope.module).get(scope, [])


@remembered
def _validators(module: Module) -> dict[Scope, list[tuple[Scope, set[object]]]]:
    """The methods of models that are given a field's value, by the classes: ``@field_validator("key")``."""
    found: dict[Scope, list[tuple[Scope, set[object]]]] = defaultdict(list)
    for name in _VALIDATING:
        for site in module.calls_by_name.get(name, ()):
            function = module.parents.get(site.node)
            method = next((each for each in module.scopes if each.node is function), None)
            if method is not None and method.parent is not None and len(method.positional) > 1:
                fields: set[object] = {
                    argument.value for argument in site.node.args if isinstance(argument, ast.Constant)
                }
                found[method.parent].append((method, fields))
    return found


def _asked_elsewhere(path: str, scope: Scope) -> Collection[Asked]:
    """Return what functions ask of the same attribute of an object of their own, which may be the same one.

    An object that is handed to a function was made, and asked, by one that calls it. It is another one where it is of
    another class.
    """
    root, _, rest = path.partition(".")
    function = scope.function
    is_handed = bool(rest) and root in function.parameters and root != function.receiver
    others = _asked_attributes(scope.module, rest) if is_handed else ()
    own = _family(function, root) if others else frozenset()
    return {asked for asked, place, name in others if _may_be_one(own, _family(place, name))}


def _may_be_one(own: frozenset[str], other: frozenset[str]) -> bool:
    return not own or not other or not own.isdisjoint(other)


@remembered
def _asked_attributes(module: Module, wanted: str) -> list[tuple[Asked, Scope, str]]:
    """What conditions ask of an attribute in functions, with the functions' own names that hold the object."""
    found: list[tuple[Asked, Scope, str]] = []
    for asked, scope, path in _of_last_name(module, wanted.rpartition(".")[2]):
        root, _, rest = path.partition(".")
        around = home(scope, root)
        if rest == wanted and around.kind is Kind.FUNCTION and around is scope.function:
            found.append((asked, around, root))
    return found


@remembered
def _of_last_name(module: Module, last: str) -> list[tuple[Asked, Scope, str]]:
    """What is asked of what has a last name: few names are looked up, and most conditions are of others."""
    return [*_asked_by_methods(module).get(last, ()), *asked_by_tests(module, last)]


@remembered
def _asked_by_methods(module: Module) -> dict[str, list[tuple[Asked, Scope, str]]]:
    """What methods and choices ask, by the last names of what is asked."""
    found: dict[str, list[tuple[Asked, Scope, str]]] = defaultdict(list)
    for condition in module.asked:
        found[condition[2].rpartition(".")[2]].append(condition)
    return found


@remembered
def _by_place(module: Module, last: str) -> dict[tuple[Scope, str], list[Asked]]:
    """What conditions ask of what has a last name, by the place where that is kept."""
    return _placed(_of_last_name(module, last))


@remembered
def _by_aliases(module: Module, last: str) -> dict[tuple[Scope, str], list[Asked]]:
    """The same where it goes by another name there."""
    return _placed(asked_by_aliases(module, last))


def _placed(asked: Iterable[tuple[Asked, Scope, str]]) -> dict[tuple[Scope, str], list[Asked]]:
    found: dict[tuple[Scope, str], list[Asked]] = defaultdict(list)
    for each, scope, path in asked:
        known = found[place_of(scope, path)]
        if each not in known:
            known.append(each)
    return found


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
