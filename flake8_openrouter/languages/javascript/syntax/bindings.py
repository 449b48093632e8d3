"""What gives a name its value: declarations, parameters, imports, assignments, each with its scope."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.languages.javascript.syntax.module import CLASSES, FUNCTIONS, Module, field, first, is_in

if TYPE_CHECKING:
    from tree_sitter import Node

#: Bindings of one name beyond which its value is unknown.
_MOST = 30

#: Statements that may be left out, or done again.
_BRANCHES = frozenset(
    (
        *("if_statement", "else_clause", "switch_case", "switch_default", "ternary_expression", "catch_clause"),
        *("for_statement", "for_in_statement", "while_statement", "do_statement", "binary_expression"),
    )
)
_LOOPS = frozenset(("for_statement", "for_in_statement", "while_statement", "do_statement"))
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


class Bindings:
    """The bindings of a file, those of a name found when it is asked for."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._known: dict[str, dict[int, list[Binding]]] = {}
        self._assigned: dict[str, list[Binding]] = {}

    def of(self, name: str, use: Node) -> tuple[Binding, ...]:
        """Return the bindings by which a name may have its value at a use; none for a name of no declaration."""
        by_scope = self._of(name)
        scope = next((scope for scope in self._module.scopes(use) if scope.id in by_scope), None)
        if scope is None:
            return ()
        found = sorted(by_scope[scope.id], key=lambda binding: binding.node.start_byte)
        if len(found) > _MOST:
            return (Binding(found[0].node, scope, path=(None,)),)
        return tuple(_reaching(self._module, found, use)) if len(found) > 1 else tuple(found)

    def declared(self, name: str, use: Node) -> tuple[Binding, ...]:
        """Return all bindings of the name that a use means."""
        by_scope = self._of(name)
        scope = next((scope for scope in self._module.scopes(use) if scope.id in by_scope), None)
        return tuple(by_scope[scope.id]) if scope is not None else ()

    def _of(self, name: str) -> dict[int, list[Binding]]:
        if name in self._known:
            return self._known[name]
        known = self._known[name] = {}
        assigned: list[Binding] = []
        for node in self._module.names(name):
            binding = _binding(self._module, node)
            if binding is not None and binding.declares:
                known.setdefault(binding.scope.id, []).append(binding)
            elif binding is not None:
                assigned.append(binding)
        for binding in assigned:
            scope = next((scope for scope in self._module.scopes(binding.node) if scope.id in known), None)
            if scope is not None:
                known[scope.id].append(binding._replace(scope=scope))
        return known


def _reaching(module: Module, found: list[Binding], use: Node) -> Iterator[Binding]:
    """Yield those that may have given the value: the last certain one before the use, and what may come after it."""
    function = module.function(use)
    here = [binding for binding in found if _function_of(module, binding.node) == (function and function.id)]
    before = [binding for binding in here if binding.node.start_byte < use.start_byte]
    last = next((binding for binding in reversed(before) if _is_certain(module, binding, use)), None)
    loop = next((around for around in module.above(use) if around.type in _LOOPS), None)
    for binding in found:
        if binding not in here:
            if last is None or not binding.declares:
                yield binding
            continue
        if last is not None and binding.node.start_byte < last.node.start_byte:
            continue
        if binding.node.start_byte < use.start_byte or is_in(binding.node, loop):
            yield binding


def _function_of(module: Module, node: Node) -> int | None:
    function = module.function(node)
    return function.id if function is not None else None


def _is_certain(module: Module, binding: Binding, use: Node) -> bool:
    """Tell whether a binding is made whenever its use is reached, and gives a value."""
    if binding.declares and binding.value is None and binding.function is None and binding.definition is None:
        return binding.imported is not None
    return all(around.type not in _BRANCHES or is_in(use, around) for around in module.above(binding.node))


def _binding(module: Module, node: Node) -> Binding | None:
    """Return what a name's place binds; None for one where it is only read."""
    parent = node.parent
    if parent is None:
        return None
    simple = _SIMPLE.get(parent.type)
    if simple is not None:
        return simple(module, node, parent)
    if parent.type in _PATTERNS or parent.type == "arrow_function":
        return _in_pattern(module, node, module.above(node))
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
    source = field(statement, "source") if statement is not None else None
    if parent.type == "import_specifier":
        bound = field(parent, "alias") or field(parent, "name")
        name = module.text(field(parent, "name") or node)
    else:
        bound, name = node, "*" if parent.type == "namespace_import" else "default"
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
    "for_in_statement": _looped,
    "catch_clause": _caught,
}


def _in_pattern(module: Module, node: Node, above: tuple[Node, ...]) -> Binding | None:
    """Return what a name in a pattern binds, or in the parameters of a function."""
    path: list[str | int | None] = []
    default: Node | None = None
    inside = node
    for around in above:
        if around.type in ("assignment_pattern", "object_assignment_pattern"):
            if not is_in(inside, field(around, "left")):
                return None
            default = default if path else field(around, "right")
        elif around.type == "pair_pattern":
            if not is_in(inside, field(around, "value")):
                return None
            path.append(key_of(module, field(around, "key")))
        elif around.type == "object_pattern":
            if inside.type not in ("pair_pattern", "rest_pattern"):
                path.append(module.text(node))
        elif around.type == "array_pattern":
            path.append(_index(around, inside))
        elif around.type == "rest_pattern":
            path.append(None)
        elif around.type in ("required_parameter", "optional_parameter"):
            if not is_in(inside, field(around, "pattern")):
                return None
            default = default if path else field(around, "value")
        elif around.type == "formal_parameters":
            function = above[above.index(around) + 1]
            index = _index(around, inside) or 0
            return Binding(
                node, function, path=tuple(reversed(path)), default=default, function=function, position=index
            )
        elif around.type == "arrow_function":
            is_ours = field(around, "parameter") == inside
            return Binding(node, around, default=default, function=around) if is_ours else None
        elif around.type == "variable_declarator":
            if not is_in(inside, field(around, "name")):
                return None
            value = field(around, "value")
            return Binding(node, _scope_of(module, around), value=value, path=tuple(reversed(path)), default=default)
        elif around.type == "assignment_expression":
            value = field(around, "right")
            is_ours = is_in(inside, field(around, "left"))
            found = Binding(node, around, False, value, tuple(reversed(path)), default)
            return found if is_ours else None
        elif around.type == "for_in_statement":
            return Binding(node, around) if is_in(inside, field(around, "left")) else None
        else:
            return None
        inside = around
    return None


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
