"""Which bindings of a name give it its value at a place: those of its scope that reach there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.syntax import declarations
from flake8_openrouter.languages.javascript.syntax.declarations import Binding
from flake8_openrouter.languages.javascript.syntax.module import Area, Module, is_in

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


class Bindings:
    """The bindings of a file, those of a name found when it is asked for: in the functions around it, outwards."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._known: dict[tuple[str, int, bool], dict[int, list[Binding]]] = {}
        self._changing: dict[tuple[str, int], tuple[Node, ...]] = {}
        self._declared: dict[tuple[str, int], tuple[Binding, ...]] = {}

    def of(self, name: str, use: Node) -> tuple[Binding, ...]:
        """Return the bindings by which a name may have its value at a use; none for a name of no declaration."""
        found = self.declared(name, use)
        if len(found) < 2:
            return found
        found = tuple(sorted(found, key=lambda binding: binding.node.start_byte))
        if len(found) > _MOST:
            return (Binding(found[0].node, found[0].scope, path=(None,)),)
        return tuple(_reaching(self._module, found, use))

    def declared(self, name: str, use: Node) -> tuple[Binding, ...]:
        """Return all bindings of the name that a use means."""
        areas = self._module.areas(use)
        key = (name, areas[0].scopes[0].id if areas else 0)
        if key not in self._declared:
            self._declared[key] = self._nearest(name, areas)
        return self._declared[key]

    def changing(self, name: str, declared: Sequence[Binding]) -> tuple[Node, ...]:
        """Return where the value of a name may be changed, in the scope that it is declared in."""
        around = declared[0].scope if declared else self._module.root
        key = (name, around.id)
        if key not in self._changing:
            self._changing[key] = tuple(self._module.changing(name, around))
        return self._changing[key]

    def _nearest(self, name: str, areas: Sequence[Area]) -> tuple[Binding, ...]:
        for area in areas:
            by_scope = self._in(name, area.node, is_alone=len(area.scopes) == 1)
            for scope in area.scopes if by_scope else ():
                if scope.id in by_scope:
                    return tuple(by_scope[scope.id])
        return ()

    def _in(self, name: str, area: Node, *, is_alone: bool) -> dict[int, list[Binding]]:
        """Return the bindings of a name within a function, or the file, by their scopes.

        ``is_alone``: no others are asked for than those of the function's own scope, or the file's. What is imported
        there is bound nowhere else in it.
        """
        key = (name, area.id, is_alone)
        if key in self._known:
            return self._known[key]
        known = self._known[key] = {}
        assigned: list[Binding] = []
        for node in self._module.binding(name, area):
            binding = declarations.binding(self._module, node)
            if is_alone and binding is not None and binding.imported is not None:
                self._known[key] = {binding.scope.id: [binding]}
                return self._known[key]
            if binding is not None and binding.declares:
                known.setdefault(binding.scope.id, []).append(binding)
            elif binding is not None:
                assigned.append(binding)
        for binding in assigned if known else ():
            scope = next((scope for scope in self._module.scopes(binding.node) if scope.id in known), None)
            if scope is not None:
                known[scope.id].append(binding._replace(scope=scope))
        return known


def _reaching(module: Module, found: Sequence[Binding], use: Node) -> Iterator[Binding]:
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
