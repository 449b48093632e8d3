"""Which module finds the values of which kind of expression."""

from __future__ import annotations

import ast

from flake8_openrouter.languages.python.inference import (
    arms,
    attributes,
    calls,
    mappings,
    names,
    paths,
    prefixes,
    stored,
    strings,
)
from flake8_openrouter.languages.python.inference.evaluator import MAX_ALTERNATIVES, Evaluator, Expression, Handlers
from flake8_openrouter.languages.python.inference.values import Argument, Changed, Flag, Nothing, Sequence, Values
from flake8_openrouter.languages.python.syntax.modules import Modules
from flake8_openrouter.languages.python.syntax.tree import is_too_long
from flake8_openrouter.model import Literal, Text


def evaluator(modules: Modules, env_names: frozenset[str] = frozenset()) -> Evaluator:
    """Return what evaluates the expressions of one file."""
    return Evaluator(_HANDLERS, modules, env_names)


def _constant(expression: Expression[ast.Constant]) -> Values:
    span, value = expression.span, expression.node.value
    if value is None:
        return (Nothing(span),)
    if isinstance(value, bool):
        return (Flag(value, span),)
    if value is Ellipsis:
        return ()
    if is_too_long(value):
        return (expression.unknown(),)
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
    return (Text((Literal(text, span, guarded=arms.is_for_another(expression)),), span),)


def _either(expression: Expression[ast.BoolOp]) -> Values:
    node = expression.node
    if isinstance(node.op, ast.And):
        return expression.values_of(node.values[-1])
    *firsts, last = node.values[:MAX_ALTERNATIVES]
    values = expression.values_of(last)
    for first in reversed(firsts):
        values = expression.evaluator.or_else(expression.values_of(first), values)
    return values


def _chosen(expression: Expression[ast.IfExp]) -> Values:
    body, orelse = expression.values_of(expression.node.body), expression.values_of(expression.node.orelse)
    for_body, for_orelse = prefixes.chosen(expression.node)
    body = prefixes.begun(body, for_body) if for_body else body
    return body + (prefixes.begun(orelse, for_orelse) if for_orelse else orelse)


def _elements(expression: Expression[ast.List | ast.Tuple]) -> Values:
    elements = tuple(Argument(item, expression.frame) for item in expression.node.elts)
    return (Sequence(elements, expression.span),)


def _awaited(expression: Expression[ast.Await]) -> Values:
    values = expression.values_of(expression.node.value)
    # What a name has is no text before it is awaited, so that what is to be done with the text is done here.
    return values if isinstance(expression.node.value, ast.Call) else stored.moved(values, expression.span)


def _spread(expression: Expression[ast.Starred]) -> Values:
    return expression.values_of(expression.node.value)


def _function(expression: Expression[ast.Lambda]) -> Values:
    # A callable where a value is wanted: what it returns is what is used.
    return expression.values_of(expression.node.body)


def _operator(expression: Expression[ast.BinOp]) -> Values:
    handler = _OPERATORS.get(type(expression.node.op))
    return handler(expression) if handler else ()


def _interpolated(expression: Expression[ast.JoinedStr]) -> Values:
    return paths.interpolated(expression) or strings.interpolated(expression)


def _dictionary(expression: Expression[ast.Dict]) -> Values:
    return (mappings.literal(expression),)


def _call(expression: Expression[ast.Call]) -> Values:
    return expression.used(calls.result(expression))


def _subscript(expression: Expression[ast.Subscript]) -> Values:
    return expression.used(attributes.subscript(expression))


_OPERATORS: Handlers = {
    ast.Add: strings.added,
    ast.Div: paths.divided,
    ast.Mod: strings.percent,
    ast.BitOr: mappings.merged,
}

_HANDLERS: Handlers = {
    ast.Name: names.resolve,
    ast.NamedExpr: names.walrus,
    ast.Attribute: attributes.attribute,
    ast.Subscript: _subscript,
    ast.Constant: _constant,
    ast.BoolOp: _either,
    ast.IfExp: _chosen,
    ast.BinOp: _operator,
    ast.List: _elements,
    ast.Tuple: _elements,
    ast.Await: _awaited,
    ast.Starred: _spread,
    ast.Lambda: _function,
    ast.JoinedStr: _interpolated,
    ast.Dict: _dictionary,
    ast.DictComp: mappings.filtered,
    ast.Call: _call,
    Changed: mappings.within,
}
