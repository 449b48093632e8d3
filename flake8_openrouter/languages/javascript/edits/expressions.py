"""Texts that are to be written: an expression in a template, and where an expression stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.edits.file import ENCLOSED, File
from flake8_openrouter.languages.javascript.syntax.module import field, first
from flake8_openrouter.openrouter import api

if TYPE_CHECKING:
    from tree_sitter import Node

#: Methods and functions that give a text.
_TEXT_METHODS = frozenset(
    ("trim", "trimEnd", "trimStart", "toString", "replace", "replaceAll", "slice", "substring", "toLowerCase", "concat")
)

#: How many names are followed from one to the next.
_MAX_NAMES = 5


def filled(before: str, expression: str, after: str = "") -> str:
    """Return a template literal of an expression and the text around it, as a template spells that."""
    return f"`{before}${{{expression}}}{after}`"


def bearer(expression: str) -> str:
    """Return the value of an Authorization header."""
    return filled(api.SCHEME, expression)


def stands_in(file: File, node: Node, expression: str) -> bool:
    """Tell whether a node is an expression that is written so, or a part of one."""
    size = len(expression.encode())
    for each in (node, *file.module.above(node)):
        if each.end_byte - each.start_byte > size:
            return False
        if file.text_of(each) == expression:
            return True
    return False


def whole(file: File, node: Node) -> Node:
    """Return an expression with what says its type: ``key as string``, ``key!``."""
    around = file.parent(node)
    while around is not None and around.type in ENCLOSED and around.type != "parenthesized_expression":
        node, around = around, file.parent(around)
    return node


def outermost(file: File, node: Node) -> Node:
    """Return an expression with what says its type, and with all brackets around it."""
    around = file.parent(node)
    while around is not None and around.type in ENCLOSED:
        node, around = around, file.parent(around)
    return node


def operands(node: Node) -> Iterator[Node]:
    """Yield what ``+`` joins, from left to right; a long sum is unwound."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if is_sum(each) and (left := field(each, "left")) and (right := field(each, "right")):
            waiting += (right, left)
        else:
            yield each


def leaves(node: Node) -> Iterator[Node]:
    """Yield what ``+`` joins, that in brackets included."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        inside = first(each) if each.type == "parenthesized_expression" else None
        if inside is not None or is_sum(each):
            waiting += [inside] if inside is not None else reversed(list(operands(each)))
        else:
            yield each


def is_sum(node: Node | None) -> bool:
    operator = field(node, "operator") if node is not None and node.type == "binary_expression" else None
    return operator is not None and operator.type == "+"


def is_text(file: File, node: Node, names: int = _MAX_NAMES) -> bool:
    """Tell whether an expression is certainly a text, never ``undefined``; ``names`` are followed from it."""
    if node.type in ("string", "template_string"):
        return True
    if node.type == "as_expression":
        return file.text_of(node).split()[-1] == "string"
    if node.type in ("non_null_expression", "parenthesized_expression"):
        inside = first(node)
        return inside is not None and (node.type == "non_null_expression" or is_text(file, inside, names))
    if is_sum(node):
        return any(is_text(file, leaf, names) for leaf in leaves(node))
    if node.type == "call_expression":
        return _gives_text(file, node)
    return node.type == "identifier" and names > 0 and _is_text_by_name(file, node, names - 1)


def _gives_text(file: File, call: Node) -> bool:
    function = field(call, "function")
    if function is None or "?." in file.text_of(function):
        return False
    method = field(function, "property") if function.type == "member_expression" else None
    return file.text_of(method) in _TEXT_METHODS if method is not None else file.text_of(function) == "String"


def _is_text_by_name(file: File, node: Node, names: int) -> bool:
    bound = file.bindings.declared(file.text_of(node), node)
    if len(bound) != 1 or bound[0].path:
        return False
    around = file.parent(bound[0].node)
    annotation = field(around, "type") if around is not None else None
    if annotation is not None and file.is_typed:
        optional = around is not None and around.type == "optional_parameter"
        return not optional and file.text_of(annotation).lstrip(": ") == "string"
    value = bound[0].value
    return value is not None and is_text(file, value, names)


def is_read(file: File, node: Node, names: int = _MAX_NAMES) -> bool:
    """Tell whether an expression is a read of the environment, or a name for one."""
    if node.type in ("member_expression", "subscript_expression"):
        inside = field(node, "object")
        return inside is not None and file.text_of(inside).split(".")[-1] == "env"
    if node.type == "call_expression":
        return file.text_of(node).startswith("Deno.env.get(")
    if node.type != "identifier" or not names:
        return False
    bound = file.bindings.declared(file.text_of(node), node)
    if len(bound) != 1 or bound[0].path:
        return False
    value = bound[0].value
    return value is not None and is_read(file, value, names - 1)
