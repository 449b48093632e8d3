"""What a file asks of a value before it uses it: ``if (!key) throw``, ``key ? … : …``, ``key && …``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.syntax.module import field, is_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tree_sitter import Node

    from flake8_openrouter.languages.javascript.syntax.module import Module

#: Statements and expressions with a condition.
_CONDITIONAL = frozenset(("if_statement", "ternary_expression", "while_statement", "do_statement", "switch_statement"))

#: Expressions in which what is asked may stand.
_ASKING = frozenset(
    (
        *("parenthesized_expression", "binary_expression", "unary_expression", "member_expression", "call_expression"),
        *("arguments", "as_expression", "non_null_expression", "subscript_expression"),
    )
)

#: Functions that end the program, or throw, where what they are given does not hold.
_ASSERTING = (b"assert", b"invariant", b".ok")

#: Comparisons, what is no key to compare with, and methods that leave a value what it is.
_COMPARING = frozenset(("==", "===", "!=", "!==", "<", ">", "<=", ">="))
_NOTHING = frozenset((b"undefined", b"null", b'""', b"''", b"``"))
_SAME = (b".trim", b".toString", b".valueOf")

#: Expressions around a name that are looked at.
_MOST = 20


def are_asked(module: Module, names: Iterable[str], *, what: bool = False) -> bool:
    """Tell whether any of the names that a value goes by is asked for somewhere in a file.

    ``what``: it is asked what the value is, not only whether there is one.
    """
    lasts = (name.rpartition(".")[2].removesuffix("()") for name in names)
    return any(_is_name_asked(module, last, what) for last in lasts if last.isidentifier())


def _is_name_asked(module: Module, name: str, what: bool) -> bool:
    if (name, what) not in module.asked:
        places = (*module.names(name), *module.properties(name))
        is_asked = any(_is_asked(place) and (not what or _is_compared(place)) for place in places)
        module.asked[name, what] = is_asked
    return module.asked[name, what]


def _is_compared(node: Node) -> bool:
    """Tell whether a condition compares a name with something, or has a function look at it."""
    inside, around = node, node.parent
    for _ in range(_MOST):
        if around is None or around.type not in _ASKING:
            return False
        if _compares(inside, around):
            return True
        inside, around = around, around.parent
    return False


def _compares(inside: Node, around: Node) -> bool:
    if around.type == "binary_expression":
        operator, left, right = (field(around, name) for name in ("operator", "left", "right"))
        other = right if left == inside else left
        is_compared = operator is not None and operator.type in _COMPARING
        return is_compared and other is not None and other.text not in _NOTHING
    if around.type == "arguments" and around.parent is not None:
        callee = field(around.parent, "function")
        return callee is None or not (callee.text or b"").endswith(_ASSERTING)
    if around.type == "call_expression" and inside.type == "member_expression":
        return not (inside.text or b"").endswith(_SAME)
    return False


def _is_asked(node: Node) -> bool:
    """Tell whether a place of a name is in a condition, is negated, or is given to what asserts it."""
    inside, around = node, node.parent
    for _ in range(_MOST):
        if around is None:
            return False
        if around.type in _CONDITIONAL:
            return is_in(inside, field(around, "condition") or field(around, "value"))
        if _asks(inside, around):
            return True
        if around.type not in _ASKING:
            return False
        inside, around = around, around.parent
    return False


def _asks(inside: Node, around: Node) -> bool:
    """Tell whether an expression asks what a part of it is."""
    operator = field(around, "operator")
    if around.type == "unary_expression":
        return operator is not None and operator.type == "!"
    if around.type == "binary_expression":
        return operator is not None and operator.type == "&&" and field(around, "left") == inside
    if around.type != "arguments" or around.parent is None:
        return False
    callee = field(around.parent, "function")
    return callee is not None and (callee.text or b"").endswith(_ASSERTING)
