"""Trees of the ``ast`` module: where in a node other nodes are, all that is in one, and dotted names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any


class _Fields(dict[type, tuple[str, ...]]):
    """The fields of each kind of node in which other nodes are that are looked at."""

    def __missing__(self, kind: type) -> tuple[str, ...]:
        self[kind] = tuple(name for name in getattr(kind, "_fields", ()) if name not in _NO_NODES)
        return self[kind]


#: Fields that hold texts and numbers, or what stands for an operator or a context.
_NO_NODES = ("ctx", "op", "ops", "id", "attr", "arg", "name", "kind", "type_comment", "conversion", "is_async")
#: Bits of a number that is still written, some 3,000 digits: ``str`` refuses 4,300, and takes long for more.
_MOST_BITS = 10_000
_FIELDS = _Fields({ast.Constant: ()})


def children(node: ast.AST) -> list[Any]:
    """Return what is in a node's fields, in their order: nodes, and what is not one."""
    found: list[Any] = []
    for name in _FIELDS[type(node)]:
        value = getattr(node, name, None)
        if type(value) is list:
            found += value
        elif value is not None:
            found.append(value)
    return found


def descendants(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and all that are in it, contexts and operators left out, in no order; faster than ``ast.walk``."""
    stack: list[object] = [node]
    while stack:
        item = stack.pop()
        if not isinstance(item, ast.AST):
            continue
        yield item
        stack += children(item)


def is_too_long(value: object) -> bool:
    """Tell whether a constant is a number of more digits than Python writes, or than anybody meant for a text."""
    return isinstance(value, int) and value.bit_length() > _MOST_BITS


def dotted(node: ast.AST) -> str:
    """Return ``a.b.c`` for such an expression, and nothing for another."""
    if isinstance(node, ast.Name):
        return node.id
    if not isinstance(node, ast.Attribute):
        return ""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    names.append(node.id)
    return ".".join(reversed(names))


def decorators(node: ast.AST) -> Iterator[str]:
    """Yield the last names of what decorates a function or class: ``c`` for ``@a.c`` and for ``@a.c(…)``."""
    for item in getattr(node, "decorator_list", ()):
        yield last_name(item.func if isinstance(item, ast.Call) else item)


def last_name(node: ast.AST) -> str:
    """Return ``c`` for ``a.b.c``, and for ``f().c`` too."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def given_to(call: ast.Call) -> list[ast.expr]:
    """Return what a call is given, by place and by name."""
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def is_nothing(node: object) -> bool:
    """Tell whether an expression is written out as what is false: ``None``, ``""``, ``0``."""
    return isinstance(node, ast.Constant) and not node.value


def holds_number(node: ast.AST, number: int) -> bool:
    """Tell whether a number is written out in a node."""
    return any(isinstance(part, ast.Constant) and part.value == number for part in descendants(node))
