"""What a class makes of what its fields are given: by validators, by converters, by what an annotation says."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flake8_openrouter.languages.python.inference import strings
from flake8_openrouter.languages.python.inference.evaluator import Expression
from flake8_openrouter.languages.python.inference.values import Frame, Function, Mapping, Value, Values
from flake8_openrouter.languages.python.syntax.asked import validating
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import END, Binding, Module, Scope
from flake8_openrouter.languages.python.syntax.tree import decorators, descendants, last_name
from flake8_openrouter.model import Origin, Text

#: What in an annotation is given a function that makes the value.
_VALIDATORS = frozenset(("AfterValidator", "BeforeValidator", "PlainValidator", "WrapValidator"))
#: Arguments in one that have another text made of it, and the methods of texts that do the same.
_CONSTRAINTS = {"strip_whitespace": "strip", "to_lower": "lower", "to_upper": "upper"}
#: Arguments of a field that are such a function.
_CONVERTERS = frozenset(("converter", "convert"))
#: Decorators of methods that are given all fields.
_OF_ALL = frozenset(("model_validator", "root_validator"))


class Maker(NamedTuple):
    """A function that makes the value of a field: its parameter, and what it returns; nothing where it is not seen."""

    parameter: str
    results: tuple[ast.expr | None, ...]
    frame: Frame


def made(expression: Expression[ast.Attribute], family: Iterable[Scope], field: Binding, values: Values) -> Values:
    """Return what an object has in a field that was given some values; ``family`` are its class and the bases.

    A function that hands back what it is given changes nothing. What else it makes of that is not known.
    """
    given: Values = values or (expression.unknown(),)
    found = given
    for maker in _makers(expression, family, field):
        found = tuple(each for value in found for each in _made(expression, maker, value))
    return values if found == given else expression.used(found)


def _makers(expression: Expression[ast.Attribute], family: Iterable[Scope], field: Binding) -> Iterator[Maker]:
    name, inside = expression.node.attr, Frame(field.scope, field.point)
    for node in _functions_of(field):
        yield from _seen(expression.evaluator.expression(node, inside))
    for node in _constraints_of(field):
        yield Maker("", (node,), inside)
    for scope in family:
        yield from (_by_scope(method) for method, fields in validating(scope) if not fields.isdisjoint((name, "*")))
        if name in _put_anew(scope.module).get(scope, ()):
            yield Maker("", (), inside)


def _annotation(field: Binding) -> ast.expr | None:
    """Return a field's annotation, or what the file gave the one name that it is."""
    named = field.scope.module.scope.bindings
    if not isinstance(field.annotation, ast.Name) or field.annotation.id not in named:
        return field.annotation
    value = named[field.annotation.id][-1].value
    return value if isinstance(value, ast.expr) else None


def _functions_of(field: Binding) -> Iterator[ast.expr]:
    """Yield the functions that a field names: ``AfterValidator(function)``, ``attrs.field(converter=function)``."""
    annotation = _annotation(field)
    for node in descendants(annotation) if annotation is not None else ():
        if isinstance(node, ast.Call) and last_name(node.func) in _VALIDATORS:
            yield from node.args[:1]
    if isinstance(field.value, ast.Call):
        yield from (each.value for each in field.value.keywords if each.arg in _CONVERTERS)


def _constraints_of(field: Binding) -> Iterator[ast.expr]:
    """Yield what is made by ``constr(strip_whitespace=True)``, as a method of something would make it."""
    annotation = _annotation(field)
    for node in descendants(annotation) if annotation is not None else ():
        for keyword in node.keywords if isinstance(node, ast.Call) else ():
            if keyword.arg in _CONSTRAINTS:
                method = ast.Attribute(ast.Name(""), _CONSTRAINTS[keyword.arg])
                yield ast.copy_location(ast.Call(method, [], []), keyword.value)


def _seen(expression: Expression[ast.expr]) -> Iterator[Maker]:
    """Yield the functions that an expression can be."""
    node = expression.node
    if isinstance(node, ast.Lambda):
        parameters = [each.arg for each in (*node.args.posonlyargs, *node.args.args)]
        yield Maker(next(iter(parameters), ""), (node.body,), expression.frame)
        return
    found = [value.scope for value in expression.values() if isinstance(value, Function)]
    yield from map(_by_scope, found)
    if not found:
        yield Maker("", (), expression.frame)


def _by_scope(function: Scope) -> Maker:
    inside = Frame(function, END)
    given = function.positional[1 if function.receiver else 0 :]
    is_seen = bool(given) and len(function.bindings[given[0]]) == 1 and not function.yields
    return Maker(given[0], tuple(node for node, _ in function.returns), inside) if is_seen else Maker("", (), inside)


@remembered
def _put_anew(module: Module) -> dict[Scope, set[object]]:
    """The fields that methods which are given all of them put a value into, by the classes."""
    found: dict[Scope, set[object]] = defaultdict(set)
    stored = ((site.scope, site.node.slice) for site in module.subscripts if isinstance(site.node.ctx, ast.Store))
    listed = ((site.scope, key) for site in module.dicts for key in site.node.keys)
    for scope, key in (*stored, *listed):
        method, owner = scope.function, scope.function.parent
        if owner is not None and isinstance(key, ast.Constant) and not _OF_ALL.isdisjoint(decorators(method.node)):
            found[owner].add(key.value)
    return found


def _made(expression: Expression[ast.Attribute], maker: Maker, value: Value) -> Values:
    """Return what a function makes of a value: of a text, or a mapping; nothing else is looked into."""
    if not isinstance(value, Text | Mapping):
        return (value,)
    found = [each for node in maker.results for each in _handed_back(expression, maker, node, value)]
    known = tuple(each for each in found if each is not None)
    # What is handed back as it is in one case, and completed in another, is what it should be in the first.
    return known if known and len(known) == len(found) else (expression.unknown(Origin.INBOUND),)


def _handed_back(
    expression: Expression[ast.Attribute], maker: Maker, node: ast.expr | None, value: Value
) -> tuple[Value | None, ...]:
    """Return what a function hands back of a value: itself, or what a method of it gives; None for something else."""
    if isinstance(node, ast.Name) and node.id == maker.parameter:
        return (value,)
    if isinstance(node, ast.IfExp):
        arms = (_handed_back(expression, maker, each, value) for each in (node.body, node.orelse))
        return tuple(each for arm in arms for each in arm)
    function = node.func if isinstance(node, ast.Call) else None
    if not isinstance(node, ast.Call) or not isinstance(function, ast.Attribute):
        return (None,)
    method, call = strings.METHODS.get(function.attr), expression.evaluator.expression(node, maker.frame)
    found: list[Value | None] = []
    for each in _handed_back(expression, maker, function.value, value):
        found += method(call, each) if method is not None and isinstance(each, Text) else (None,)
    return tuple(found)
