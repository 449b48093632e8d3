"""What a text is made of as it is written, and where a value is only asked about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.syntax.module import TRANSPARENT, Module, field, inner

if TYPE_CHECKING:
    from tree_sitter import Node

#: Functions that write what they are given as a text, all of it.
_WRITING = frozenset(
    ("String", "JSON.stringify", "util.inspect", "inspect", "util.format", "format", "encodeURIComponent")
)
_SAME = frozenset(("trim", "toString", "trimEnd", "trimStart"))

#: Objects whose methods give a text a colour.
_COLOURS = frozenset(("chalk", "pc", "picocolors", "kleur", "colors", "colorette", "ansis"))

#: Nodes in which a value is looked at, and goes no further.
_TESTS = frozenset(("if_statement", "while_statement", "do_statement", "unary_expression", "expression_statement"))
_COMPARING = frozenset(("===", "!==", "==", "!=", "<", ">", "<=", ">=", "in", "instanceof"))
_COUNTING = frozenset(("length", "startsWith", "endsWith", "includes", "match", "test", "indexOf"))
_ASKING = frozenset(("Boolean", "isNaN", "assert", "invariant", "console.assert"))

#: Pieces of one text that are looked at.
_MOST = 200


def leaves(node: Node, module: Module) -> Iterator[Node]:
    """Yield the expressions whose values are pieces of a text: of a template, of ``+``, of either arm."""
    stack = [node]
    for _ in range(_MOST):
        if not stack:
            return
        item = inner(stack.pop())
        if (parts := _parts(item, module)) is None:
            yield item
        else:
            stack += reversed(parts)


def _parts(node: Node, module: Module) -> list[Node] | None:
    """Return the pieces of a node; None for one that has none."""
    if node.type in ("template_string", "template_substitution", "array", "spread_element", "sequence_expression"):
        return node.named_children
    if node.type == "binary_expression":
        operator = field(node, "operator")
        sides = [side for name in ("left", "right") if (side := field(node, name)) is not None]
        if operator is not None and operator.type in ("+", "||", "??"):
            return sides
        return sides[1:] if operator is not None and operator.type == "&&" else []
    if node.type == "ternary_expression":
        return [arm for name in ("consequence", "alternative") if (arm := field(node, name)) is not None]
    if node.type == "call_expression":
        return _given(node, module)
    return [] if node.type in ("unary_expression", "comment", "string_fragment", "regex", "arrow_function") else None


def _given(node: Node, module: Module) -> list[Node] | None:
    """Return what a call writes as a text as it is; None for another call."""
    function, arguments = field(node, "function"), field(node, "arguments")
    if function is None or arguments is None:
        return None
    given = [each for each in arguments.named_children if each.type != "comment"]
    if module.text(function) in _WRITING:
        is_picked = len(given) > 1 and given[1].type not in ("null", "undefined", "number")
        return [] if is_picked and module.text(function) == "JSON.stringify" else given[:1]
    base, method = field(function, "object"), field(function, "property")
    if base is not None and method is not None and module.text(method) in _SAME and not given:
        return [base]
    if base is not None and module.text(base).partition(".")[0] in _COLOURS:
        return given
    return None


def is_only_asked(module: Module, node: Node) -> bool:
    """Tell whether a value is compared, counted or tested alone, also by the name that it is given."""
    if node.type == "shorthand_property_identifier_pattern":
        return _are_only_asked(module, node)
    outer, around = module.outside(node)
    if around is not None and around.type == "variable_declarator" and field(around, "value") == outer:
        name = field(around, "name")
        return name is not None and name.type == "identifier" and _are_only_asked(module, name)
    return _is_asked(module, node)


def _are_only_asked(module: Module, name: Node) -> bool:
    """Tell whether all uses of a name in its file only ask about it, and no other file has it."""
    if any(around.type == "export_statement" for around in module.above(name)):
        return False
    uses = [each for each in module.names(module.text(name)) if each != name]
    return bool(uses) and all(_is_asked(module, each) for each in uses)


def _is_asked(module: Module, node: Node) -> bool:
    outer = node
    for around in module.above(node):
        if around.type in TRANSPARENT:
            outer = around
        elif around.type == "binary_expression":
            operator = field(around, "operator")
            kind = operator.type if operator is not None else ""
            if kind in _COMPARING or (kind == "&&" and field(around, "left") == outer):
                return True
            if kind not in ("&&", "||"):
                return False
            outer = around
        else:
            return _asks(module, around, outer)
    return False


def _asks(module: Module, around: Node, inside: Node) -> bool:
    """Tell whether what is around an expression only asks about it."""
    if around.type in _TESTS:
        return True
    if around.type in ("ternary_expression", "for_statement"):
        return field(around, "condition") == inside
    if around.type == "member_expression":
        name = field(around, "property")
        return name is not None and field(around, "object") == inside and module.text(name) in _COUNTING
    function = field(around.parent, "function") if around.type == "arguments" and around.parent is not None else None
    return function is not None and module.text(function) in _ASKING
