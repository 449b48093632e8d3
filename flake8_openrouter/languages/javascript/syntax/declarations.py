"""What the place of a name binds: a declaration, a parameter, an import, an assignment, alone or in a pattern."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from flake8_openrouter.languages.javascript.syntax.module import CLASSES, FUNCTIONS, Module, field, first, is_in

if TYPE_CHECKING:
    from tree_sitter import Node

_PATTERNS = frozenset(
    (
        *("object_pattern", "array_pattern", "pair_pattern", "assignment_pattern", "rest_pattern"),
        *("object_assignment_pattern", "required_parameter", "optional_parameter", "formal_parameters"),
    )
)


class Imported(NamedTuple):
    """A name of another module: ``default``, ``*`` for all of it, or its own."""

    module: str
    name: str


class Binding(NamedTuple):
    """What gives a name a value at ``node``, its own place, for all of ``scope``.

    ``value`` is the expression that does, ``path`` leads from that to the value: names, numbers for elements, None for
    what can't be told. ``default`` is what it is where that is undefined. The name is the parameter at ``position`` of
    a ``function``, or another module's (``imported``), or a function's or class's (``definition``). ``declares``: the
    name is made there.
    """

    node: Node
    scope: Node
    declares: bool = True
    value: Node | None = None
    path: tuple[str | int | None, ...] = ()
    default: Node | None = None
    function: Node | None = None
    position: int = 0
    imported: Imported | None = None
    definition: Node | None = None


def binding(module: Module, node: Node) -> Binding | None:
    """Return what a name's place binds; None for one where it is only read."""
    parent = node.parent
    if parent is None:
        return None
    simple = _SIMPLE.get(parent.type)
    if simple is not None:
        return simple(module, node, parent)
    if parent.type in _PATTERNS or parent.type == "arrow_function":
        return _in_pattern(module, node)
    return None


def _declared(module: Module, node: Node, parent: Node) -> Binding | None:
    if not is_in(node, field(parent, "name")):
        return None
    return Binding(node, _scope_of(module, parent), value=field(parent, "value"))


def _scope_of(module: Module, declarator: Node) -> Node:
    """Return the scope of a declaration: of ``var`` the function's."""
    statement = declarator.parent
    is_var = statement is not None and statement.type == "variable_declaration"
    scopes = tuple(module.scopes(declarator))
    if not is_var:
        return scopes[0]
    return next((scope for scope in scopes if scope.type in FUNCTIONS), scopes[-1])


def _assigned(module: Module, node: Node, parent: Node) -> Binding | None:
    if field(parent, "left") != node:
        return None
    value = field(parent, "right") if parent.type == "assignment_expression" else None
    return Binding(node, parent, declares=False, value=value)


def _defined(module: Module, node: Node, parent: Node) -> Binding | None:
    if field(parent, "name") != node:
        return None
    return Binding(node, next(module.scopes(parent)), definition=parent)


def _named(module: Module, node: Node, parent: Node) -> Binding | None:
    """Return the binding of ``const f = function g() {}`` that holds within the function alone."""
    return Binding(node, parent, definition=parent) if field(parent, "name") == node else None


def _imported(module: Module, node: Node, parent: Node) -> Binding | None:
    statement = next((around for around in module.above(node) if around.type == "import_statement"), None)
    source = field(parent, "source") or (field(statement, "source") if statement is not None else None)
    if parent.type == "import_specifier":
        bound = field(parent, "alias") or field(parent, "name")
        name = module.text(field(parent, "name") or node)
    else:
        bound, name = node, "default" if parent.type == "import_clause" else "*"
    if bound != node or source is None:
        return None
    return Binding(node, module.root, imported=Imported(module.text(source)[1:-1], name))


def _looped(module: Module, node: Node, parent: Node) -> Binding | None:
    is_ours = field(parent, "left") == node
    operator = field(parent, "operator")
    is_element = operator is not None and module.text(operator) == "of"
    value = field(parent, "right") if is_element else None
    return Binding(node, parent, value=value, path=(None,)) if is_ours else None


def _caught(module: Module, node: Node, parent: Node) -> Binding | None:
    return Binding(node, parent) if field(parent, "parameter") == node else None


_SIMPLE = {
    "variable_declarator": _declared,
    "assignment_expression": _assigned,
    "augmented_assignment_expression": _assigned,
    "function_declaration": _defined,
    "generator_function_declaration": _defined,
    "class_declaration": _defined,
    "abstract_class_declaration": _defined,
    "enum_declaration": _defined,
    "function_expression": _named,
    "class": _named,
    "import_specifier": _imported,
    "import_clause": _imported,
    "namespace_import": _imported,
    "import_require_clause": _imported,
    "for_in_statement": _looped,
    "catch_clause": _caught,
}


class _Way(NamedTuple):
    """The way to a name in a pattern: its steps from the name outwards, and the default of what it leads to."""

    name: Node
    steps: tuple[str | int | None, ...] = ()
    default: Node | None = None

    def bound(self, scope: Node, **further: Any) -> Binding:
        return Binding(self.name, scope, path=self.steps[::-1], default=self.default, **further)


#: Parts of patterns with a default: where the name is in one, and where that is.
_DEFAULTED = {
    "assignment_pattern": ("left", "right"),
    "object_assignment_pattern": ("left", "right"),
    "required_parameter": ("pattern", "value"),
    "optional_parameter": ("pattern", "value"),
}


def _in_pattern(module: Module, node: Node) -> Binding | None:
    """Return what a name in a pattern binds, or in the parameters of a function."""
    way, inside = _Way(node), node
    for around in module.above(node):
        end = _ENDS.get(around.type)
        if end is not None:
            return end(module, way, inside, around)
        further = _further(module, way, inside, around)
        if further is None:
            return None
        way, inside = further, around
    return None


def _further(module: Module, way: _Way, inside: Node, around: Node) -> _Way | None:
    """Return the way one part of a pattern further out; None where the name is not what that binds."""
    if around.type in _DEFAULTED:
        place, default = _DEFAULTED[around.type]
        if not is_in(inside, field(around, place)):
            return None
        return way if way.steps else way._replace(default=field(around, default))
    if around.type == "pair_pattern":
        is_ours = is_in(inside, field(around, "value"))
        return way._replace(steps=(*way.steps, key_of(module, field(around, "key")))) if is_ours else None
    if around.type == "object_pattern":
        is_short = inside.type not in ("pair_pattern", "rest_pattern")
        return way._replace(steps=(*way.steps, module.text(way.name))) if is_short else way
    if around.type == "array_pattern":
        return way._replace(steps=(*way.steps, _index(around, inside)))
    return way._replace(steps=(*way.steps, None)) if around.type == "rest_pattern" else None


def _of_parameters(module: Module, way: _Way, inside: Node, around: Node) -> Binding | None:
    function = around.parent
    position = _index(around, inside) or 0
    return way.bound(function, function=function, position=position) if function is not None else None


def _of_arrow(module: Module, way: _Way, inside: Node, around: Node) -> Binding | None:
    return way.bound(around, function=around) if field(around, "parameter") == inside else None


def _of_declarator(module: Module, way: _Way, inside: Node, around: Node) -> Binding | None:
    if not is_in(inside, field(around, "name")):
        return None
    return way.bound(_scope_of(module, around), value=field(around, "value"))


def _of_assignment(module: Module, way: _Way, inside: Node, around: Node) -> Binding | None:
    is_ours = is_in(inside, field(around, "left"))
    return way.bound(around, declares=False, value=field(around, "right")) if is_ours else None


def _of_loop(module: Module, way: _Way, inside: Node, around: Node) -> Binding | None:
    return Binding(way.name, around) if is_in(inside, field(around, "left")) else None


#: What a pattern may be the whole of.
_ENDS: dict[str, Callable[[Module, _Way, Node, Node], Binding | None]] = {
    "formal_parameters": _of_parameters,
    "arrow_function": _of_arrow,
    "variable_declarator": _of_declarator,
    "assignment_expression": _of_assignment,
    "for_in_statement": _of_loop,
}


def _index(around: Node, inside: Node) -> int | None:
    """Return which of the elements of a pattern a node is."""
    return next((number for number, child in enumerate(around.named_children) if child == inside), None)


def key_of(module: Module, key: Node | None) -> str | None:
    """Return the name of a property, as an object has it; None for one that is computed."""
    if key is None:
        return None
    if key.type in ("property_identifier", "shorthand_property_identifier", "private_property_identifier", "number"):
        return module.text(key)
    if key.type == "string":
        return module.text(key)[1:-1]
    if key.type == "computed_property_name" and (inside := first(key)) and inside.type == "string":
        return module.text(inside)[1:-1]
    return None


def is_class(node: Node) -> bool:
    return node.type in CLASSES
