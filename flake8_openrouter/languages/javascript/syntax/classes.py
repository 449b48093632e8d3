"""The classes of a file: what gives their objects a property, and where these are made. Each is looked for once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.syntax.module import Module, field

if TYPE_CHECKING:
    from tree_sitter import Node

_FIELDS = ("public_field_definition", "field_definition")


class Classes:
    """The classes of one file."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._members: dict[tuple[int, str], tuple[Node, ...]] = {}
        self._made: dict[int, tuple[Node, ...]] = {}

    def members(self, node: Node, name: str) -> tuple[Node, ...]:
        """Return what gives the objects of a class a property: methods, expressions, parameters of the constructor."""
        key = (node.id, name)
        if key not in self._members:
            self._members[key] = tuple(self._found(node, name.removeprefix("#")))
        return self._members[key]

    def _found(self, node: Node, name: str) -> Iterator[Node]:
        module = self._module
        for place in module.within(node, name):
            parent = place.parent
            if parent is None or module.owner(place) != node:
                continue
            if parent.type == "method_definition" and field(parent, "name") == place:
                yield parent
            elif _is_property(parent):
                yield place
            elif (value := _value(place, parent)) is not None:
                yield value

    def made(self, node: Node) -> tuple[Node, ...]:
        """Return the calls of ``new`` by which the file makes objects of a class."""
        if node.id not in self._made:
            name = field(node, "name")
            places = self._module.names(self._module.text(name)) if name is not None else ()
            calls = (place.parent for place in places)
            self._made[node.id] = tuple(call for call in calls if call is not None and call.type == "new_expression")
        return self._made[node.id]


def _value(place: Node, parent: Node) -> Node | None:
    """Return the value of a field, or of ``this.name = value``; None for another place of the name."""
    if parent.type in _FIELDS and field(parent, "name") == place:
        return field(parent, "value")
    statement = parent.parent
    if parent.type != "member_expression" or statement is None or statement.type != "assignment_expression":
        return None
    base = field(parent, "object")
    is_ours = base is not None and base.type == "this" and field(statement, "left") == parent
    return field(statement, "right") if is_ours else None


def _is_property(parameter: Node | None) -> bool:
    """Tell whether a parameter of a constructor is a property by itself: ``constructor(private key: string)``."""
    if parameter is None or parameter.type != "required_parameter":
        return False
    return any(child.type in ("accessibility_modifier", "readonly") for child in parameter.children)
