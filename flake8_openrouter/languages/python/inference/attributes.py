"""Attributes and elements: ``a.b``, ``a["b"]``."""

from __future__ import annotations

import ast

from flake8_openrouter.languages.python.inference import classes, environment, mappings, names
from flake8_openrouter.languages.python.inference.evaluator import Evaluator
from flake8_openrouter.languages.python.inference.values import (
    Built,
    Class,
    Frame,
    Instance,
    Mapping,
    Reference,
    Sequence,
    Value,
    Values,
    is_inbound,
)
from flake8_openrouter.languages.python.syntax.tree import dotted
from flake8_openrouter.model import Origin, Text, Unknown


def attribute(evaluator: Evaluator, node: ast.Attribute, frame: Frame) -> Values:
    values: list[Value] = []
    for base in evaluator.evaluate(node.value, frame):
        values += _attribute_of(evaluator, base, node, frame)
    path, span = dotted(node), evaluator.span(node, frame)
    return names.named(evaluator, values, path, span, frame) if path else tuple(values)


def _attribute_of(evaluator: Evaluator, base: Value, node: ast.Attribute, frame: Frame) -> Values:
    span = evaluator.span(node, frame)
    if isinstance(base, Reference):
        found = evaluator.modules.attribute(base.dotted, node.attr, frame.scope.module)
        if found is not None:
            return names.imported(evaluator, found, span, frame.scope.module)
        return (Reference(f"{base.dotted}.{node.attr}", span),)
    if isinstance(base, Instance | Class):
        return classes.member(evaluator, base, node, frame)
    if isinstance(base, Built) and base.dotted in environment.PROCESSES and node.attr in ("stdout", "stderr"):
        return (evaluator.unknown(node, frame, Origin.STORED),)
    if is_inbound(base):
        return (evaluator.unknown(node, frame, Origin.INBOUND),)
    setting = environment.setting(evaluator, node, frame)
    return (setting,) if setting else (evaluator.unknown(node, frame, _inbound(node)),)


def subscript(evaluator: Evaluator, node: ast.Subscript, frame: Frame) -> Values:
    values: list[Value] = []
    for base in evaluator.evaluate(node.value, frame):
        values += _element_of(evaluator, base, node, frame)
    return tuple(values)


def _element_of(evaluator: Evaluator, base: Value, node: ast.Subscript, frame: Frame) -> Values:
    if isinstance(node.slice, ast.Slice):
        return (evaluator.unknown(node, frame),)
    if is_inbound(base):
        return (evaluator.unknown(node, frame, Origin.INBOUND),)
    if read := environment.subscript(evaluator, base, node, frame):
        return (read,)
    key = next((text.literal for text in evaluator.texts(node.slice, frame)), None)
    something = evaluator.unknown(node, frame)
    found = mappings.get(evaluator, base, key, something) if isinstance(base, Mapping) and key is not None else ()
    if found:
        return found
    index = node.slice.value if isinstance(node.slice, ast.Constant) else None
    if isinstance(base, Sequence) and isinstance(index, int) and -len(base.elements) <= index < len(base.elements):
        return evaluator.argument(base.elements[index])
    span, names = evaluator.span(node, frame), (key,) if key else ()
    return (Text((Unknown(span, names, _inbound(node.value)),), span),)


def _inbound(node: ast.expr) -> Origin:
    """Tell whether an expression reads what a server was sent: ``request.headers``."""
    path = dotted(node).lower().split(".")
    inbound = any(name in _INBOUND_NAMES for name in path[:-1]) and path[-1] in (
        "headers",
        "cookies",
        "query_params",
        "args",
    )
    return Origin.INBOUND if inbound else Origin.OTHER


_INBOUND_NAMES = frozenset(
    ("request", "req", "websocket", "self.request", "flask", "event", "info", "conn", "connection")
)
