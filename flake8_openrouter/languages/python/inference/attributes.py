"""Attributes and elements: ``a.b``, ``a["b"]``."""

from __future__ import annotations

import ast

from flake8_openrouter.languages.python.inference import (
    answers,
    classes,
    command_lines,
    environment,
    fields,
    lookups,
    names,
    paths,
    settings_files,
    stored,
    urls,
)
from flake8_openrouter.languages.python.inference.evaluator import Expression
from flake8_openrouter.languages.python.inference.values import (
    Built,
    Class,
    Instance,
    Located,
    Mapping,
    Reference,
    Sequence,
    Value,
    Values,
    is_inbound,
    is_unknown,
)
from flake8_openrouter.languages.python.syntax import django
from flake8_openrouter.languages.python.syntax.tree import dotted, last_name
from flake8_openrouter.model import Origin, Text, Unknown


def attribute(expression: Expression[ast.Attribute]) -> Values:
    values: list[Value] = []
    for base in expression.values_of(expression.node.value):
        values += _attribute_of(expression, base)
    path, span = dotted(expression.node), expression.span
    return names.named(expression, values, path, span) if path else tuple(values)


def _attribute_of(expression: Expression[ast.Attribute], base: Value) -> Values:
    if isinstance(base, Reference):
        span = expression.span
        imported = expression.evaluator.modules.attribute(
            base.dotted, expression.node.attr, expression.frame.scope.module
        )
        module = expression.frame.scope.module
        found = names.imported(expression.evaluator, imported, span, module) if imported is not None else ()
        is_told = base.dotted != django.SETTINGS or not all(map(is_unknown, found))
        if imported is not None and is_told:
            return found
        if setting := environment.setting(expression):
            return (setting,)
        return (Reference(f"{base.dotted}.{expression.node.attr}", span),)
    if isinstance(base, _OF_CLASSES):
        if found := fields.of_attribute(expression):
            return found
        name = expression.node.attr
        return names.asked_by_class(expression.evaluator, base.scope, name, classes.member(expression, base))
    if (
        isinstance(base, Built)
        and base.dotted in environment.PROCESSES
        and expression.node.attr in ("stdout", "stderr")
    ):
        return (expression.unknown(Origin.STORED),)
    if isinstance(base, Built) and (found := command_lines.given(expression, base, expression.node.attr)):
        return found
    if isinstance(base, Built) and (found := urls.attribute(expression, base)):
        return found
    if isinstance(base, Located) and (found := paths.attribute(expression, base)):
        return found
    if is_inbound(base):
        return (expression.unknown(Origin.INBOUND),)
    if kept := answers.step(expression, base, expression.node.attr):
        return kept
    if isinstance(base, Mapping) and base.under(expression.node.attr):
        # What else it may have by that name is not told by the name.
        return expression.used(lookups.get(expression, base, expression.node.attr, expression.unknown(Origin.INBOUND)))
    if expression.node.attr == "value" and isinstance(base, Text) and not is_unknown(base):
        return (base,)  # of a member of an enumeration
    if setting := environment.setting(expression):
        return (setting,)
    return (
        *command_lines.by_name(expression),
        expression.evaluator.unknown(expression.node, expression.frame, _inbound(expression.node)),
    )


_OF_CLASSES = Instance | Class


def subscript(expression: Expression[ast.Subscript]) -> Values:
    values: list[Value] = []
    for base in expression.values_of(expression.node.value):
        values += _element_of(expression, base)
    return tuple(values)


def _element_of(expression: Expression[ast.Subscript], base: Value) -> Values:
    if isinstance(expression.node.slice, ast.Slice):
        return (expression.unknown(),)
    if is_inbound(base):
        return (expression.unknown(Origin.INBOUND),)
    if read := environment.subscript(expression, base):
        return (read,)
    if isinstance(base, Located) and (found := paths.element(expression, base)):
        return found
    key = lookups.looked_up(expression.at(expression.node.slice))
    if kept := stored.element(expression, base) or (answers.step(expression, base, key) if key is not None else ()):
        return kept
    something = expression.unknown()
    found = (
        lookups.get(expression, base, key, something)
        if isinstance(base, Mapping) and key is not None
        else lookups.any_of(expression, base, something)
    )
    if isinstance(base, Built) and key is not None:
        found = command_lines.given(expression, base, key) or command_lines.first(base, key)
    if isinstance(base, Built) and base.dotted in settings_files.PARSERS and key is not None:
        found = settings_files.section(expression, base, key)
    if found:
        return found
    index = expression.node.slice.value if isinstance(expression.node.slice, ast.Constant) else None
    if isinstance(base, Sequence) and isinstance(index, int) and -len(base.elements) <= index < len(base.elements):
        return expression.evaluator.argument(base.elements[index])
    is_missing = isinstance(base, Mapping) and base.complete  # what is not in it goes by no name
    span, names = expression.span, (key,) if key and not is_missing else ()
    return (Text((Unknown(span, names, _inbound(expression.node.value)),), span),)


def _inbound(node: ast.expr) -> Origin:
    """Tell whether an expression reads what a server was sent: ``request.headers``."""
    if last_name(node).lower() not in _INBOUND_PARTS:
        return Origin.OTHER
    path = dotted(node).lower().split(".")
    return Origin.OTHER if _INBOUND_NAMES.isdisjoint(path[:-1]) else Origin.INBOUND


_INBOUND_PARTS = frozenset(("headers", "cookies", "query_params", "args"))
_INBOUND_NAMES = frozenset(
    ("request", "req", "websocket", "self.request", "flask", "event", "info", "conn", "connection")
)
