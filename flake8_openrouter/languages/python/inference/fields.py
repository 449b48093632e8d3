"""Objects as mappings: what ``asdict``, ``vars`` and ``model_dump`` make of one whose class declares its fields."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference import lineage
from flake8_openrouter.languages.python.inference.evaluator import Expression
from flake8_openrouter.languages.python.inference.overlay import Overlay
from flake8_openrouter.languages.python.inference.values import Argument, Entry, Instance, Mapping, Values
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.scopes import Binding, How, Scope
from flake8_openrouter.languages.python.syntax.tree import decorators, last_name

#: Functions that make a mapping of their first argument, methods that make one of their object, and the attribute.
_FUNCTIONS = frozenset(("dataclasses.asdict", "attr.asdict", "attrs.asdict", "vars"))
_METHODS = frozenset(("model_dump", "dict", "_asdict"))
_ATTRIBUTE = "__dict__"
#: What copies an object with other values for the fields that it is given.
_COPYING = frozenset(("dataclasses.replace", "attr.evolve", "attrs.evolve", "copy.replace"))
_COPYING_METHOD = "_replace"
#: Options that leave names and values as they are; other ones may not.
_OPTIONS = frozenset(("exclude_none", "mode", "warnings"))

#: What of a class makes other mappings of its objects, and what may let them have more than they declare.
_SERIALIZING = frozenset(("model_serializer", "field_serializer", "computed_field", "serializer"))
_CONFIGURING = frozenset(("model_config", "Config", "__post_init__", "__getattr__"))
#: Bases that add no fields of their own.
_PLAIN_BASES = frozenset(("BaseModel", "BaseSettings", "NamedTuple", "object", "ABC", "Generic", "Protocol"))


def of_function(expression: Expression[ast.Call], name: str) -> Values:
    """Return what a function makes of its argument."""
    if name in _COPYING and expression.node.args:
        return _copied(expression, expression.node.args[0])
    return _mapping(expression, expression.node.args[0]) if name in _FUNCTIONS and expression.node.args else ()


def of_attribute(expression: Expression[ast.Attribute]) -> Values:
    """Return what an object keeps its fields in."""
    return _mapping(expression, expression.node.value) if expression.node.attr == _ATTRIBUTE else ()


def of_method(expression: Expression[ast.Call], function: ast.Attribute) -> Values:
    """Return what a method makes of its object, unless its class has a method of its own by that name."""
    if function.attr == _COPYING_METHOD:
        return _copied(expression, function.value)
    if function.attr not in _METHODS:
        return ()
    objects = [value for value in expression.values_of(function.value) if isinstance(value, Instance)]
    own = (scope for value in objects for scope in lineage.bases(expression.evaluator, value.scope))
    return () if any(function.attr in scope.bindings for scope in own) else _mapping(expression, function.value)


def _copied(expression: Expression[ast.Call], of: ast.expr) -> Values:
    """Return the fields of a copy: those that a call names, and the others as the object has them."""
    given = [
        Entry(each.arg, each, Argument(each.value, expression.frame), each)
        for each in expression.node.keywords
        if each.arg
    ]
    made: list[Mapping] = []
    for value in expression.values_of(of):
        family = list(lineage.bases(expression.evaluator, value.scope)) if isinstance(value, Instance) else []
        fields = value if isinstance(value, Mapping) else _of_family(expression, of, family) if family else None
        if fields is not None:
            overlay = Overlay(Mapping(fields.entries, complete=True))  # no field has two values
            overlay.put_over(given)
            made.append(overlay.mapping)
    return tuple(made)


def _mapping(expression: Expression[ast.Call] | Expression[ast.Attribute], of: ast.expr) -> Values:
    """Return what an expression makes of the objects that another is whose classes declare fields, as mappings."""
    node = expression.node
    if isinstance(node, ast.Call) and not _OPTIONS.issuperset(keyword.arg for keyword in node.keywords):
        return ()
    objects = [value for value in expression.values_of(of) if isinstance(value, Instance)]
    made = (_of_family(expression, of, list(lineage.bases(expression.evaluator, value.scope))) for value in objects)
    return tuple(each for each in made if each is not None and each.entries)


def _of_family(
    expression: Expression[ast.Call] | Expression[ast.Attribute], of: ast.expr, scopes: list[Scope]
) -> Mapping | None:
    """Return the fields of an object of a class with some bases: each is what the object has by its name."""
    node = expression.node
    if any("__init__" in scope.bindings or _is_serialized(scope) for scope in scopes):
        return None
    entries = []
    for name in dict.fromkeys(name for scope in reversed(scopes) for name in _declared(scope.bindings)):
        attribute = ast.copy_location(ast.Attribute(of, name, ast.Load()), node)
        attribute.col_offset += 1  # the place is no expression, which an edit would take for the value
        entries.append(Entry(name, node, Argument(attribute, expression.frame), node))
    return Mapping(tuple(entries), isinstance(node, ast.Call) and not node.keywords and _has_no_more(node, scopes))


def _has_no_more(node: ast.Call, scopes: list[Scope]) -> bool:
    """Tell whether an object of a class with some bases has nothing but what these declare."""
    bases = {name for scope in scopes for name in lineage.base_names(scope)}
    if last_name(node.func) == "vars" or not bases <= {scope.name for scope in scopes} | _PLAIN_BASES:
        return False
    modules = {scope.module for scope in scopes}
    are_set = any(scope.attributes or not _CONFIGURING.isdisjoint(scope.bindings) for scope in scopes)
    return not are_set and not any(indexes.set_attributes(module) or module.stored_outside for module in modules)


def _is_serialized(scope: Scope) -> bool:
    """Tell whether a class says itself what mappings are made of its objects."""
    methods = (binding.value for found in scope.bindings.values() for binding in found)
    nodes = (method.node for method in methods if isinstance(method, Scope))
    return not _SERIALIZING.isdisjoint(name for node in nodes for name in decorators(node))


def _declared(bindings: dict[str, list[Binding]]) -> Iterator[str]:
    """Yield the names of the fields that a class declares."""
    for name, found in bindings.items():
        fields = [binding for binding in found if binding.how is How.FIELD]
        if fields and not name.startswith("_") and not any(map(_is_left_out, fields)):
            yield name


def _is_left_out(field: Binding) -> bool:
    """Tell whether what is declared is no field of a mapping: ``ClassVar[str]``, ``Field(exclude=True)``."""
    annotation = field.annotation
    named = annotation.value if isinstance(annotation, ast.Subscript) else annotation
    excluded = [each.arg for each in field.value.keywords] if isinstance(field.value, ast.Call) else []
    return "exclude" in excluded or (named is not None and last_name(named) in ("ClassVar", "InitVar"))
