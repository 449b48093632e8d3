"""Which module finds the values of which kind of expression."""

from __future__ import annotations

import ast

from flake8_openrouter.languages.python.inference import attributes, calls, mappings, names, strings
from flake8_openrouter.languages.python.inference.evaluator import PLAIN, Evaluator, Handlers
from flake8_openrouter.languages.python.inference.values import Frame, Values
from flake8_openrouter.languages.python.syntax.modules import Modules


def evaluator(modules: Modules, env_names: frozenset[str] = frozenset()) -> Evaluator:
    """Return what evaluates the expressions of one file."""
    return Evaluator(_HANDLERS, modules, env_names)


def _operator(evaluator: Evaluator, node: ast.BinOp, frame: Frame) -> Values:
    handler = _OPERATORS.get(type(node.op))
    return handler(evaluator, node, frame) if handler else ()


def _dictionary(evaluator: Evaluator, node: ast.Dict, frame: Frame) -> Values:
    return (mappings.literal(evaluator, node, frame),)


def _call(evaluator: Evaluator, node: ast.Call, frame: Frame) -> Values:
    return evaluator.used(calls.result(evaluator, node, frame), node, frame)


def _subscript(evaluator: Evaluator, node: ast.Subscript, frame: Frame) -> Values:
    return evaluator.used(attributes.subscript(evaluator, node, frame), node, frame)


_OPERATORS: Handlers = {ast.Add: strings.added, ast.Mod: strings.percent, ast.BitOr: mappings.merged}

_HANDLERS: Handlers = {
    **PLAIN,
    ast.Name: names.resolve,
    ast.NamedExpr: names.walrus,
    ast.Attribute: attributes.attribute,
    ast.Subscript: _subscript,
    ast.BinOp: _operator,
    ast.JoinedStr: strings.interpolated,
    ast.Dict: _dictionary,
    ast.DictComp: mappings.filtered,
    ast.Call: _call,
}
