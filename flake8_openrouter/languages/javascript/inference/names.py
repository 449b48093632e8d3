"""Names: what their bindings give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.inference import environment, exports, functions, members, objects
from flake8_openrouter.languages.javascript.inference.evaluator import Evaluator, or_else, used
from flake8_openrouter.languages.javascript.inference.values import (
    Absent,
    Class,
    Expression,
    Frame,
    Function,
    Object,
    Reference,
    Value,
    Values,
)
from flake8_openrouter.languages.javascript.syntax.declarations import Binding, is_class
from flake8_openrouter.languages.javascript.syntax.module import Module
from flake8_openrouter.model import Origin, Text

if TYPE_CHECKING:
    from tree_sitter import Node


def name(evaluator: Evaluator, expression: Expression) -> Values:
    """Return what a name can be; what is bound nowhere in the file is there everywhere."""
    module = expression.frame.module
    text = module.text(expression.node)
    bindings = evaluator.bindings(module).of(text, expression.node)
    if not bindings:
        return (Reference("", (text,), expression.span),)
    values: list[Value] = []
    for binding in bindings:
        values += _of(evaluator, binding, expression)
    found = (
        objects.changed(evaluator, value, text, expression) if isinstance(value, Object) else value for value in values
    )
    return used(tuple(found), expression, text)


def undefined(evaluator: Evaluator, expression: Expression) -> Values:
    return (Absent(expression.frame.module.text(expression.node), expression.span),)


def _of(evaluator: Evaluator, binding: Binding, use: Expression) -> Values:
    frame = use.frame
    module = frame.module
    if binding.imported is not None:
        found = exports.of(evaluator, binding.imported, module, module.span(binding.node))
        return environment.named(evaluator, found, use)
    if binding.definition is not None:
        return (_defined(binding.definition, frame),)
    if binding.function is not None:
        return _parameter(evaluator, binding, use)
    if binding.value is None:
        return (Absent("undefined", module.span(binding.node)),) if _is_empty(binding) else ()
    value = Expression(binding.value, functions.frame_at(frame, binding.value))
    values = members.led(evaluator, evaluator.evaluate(value), binding.path, use)
    values = with_default(evaluator, values, binding.default, frame)
    if _is_of_markup(module, binding):
        return (*(value for value in values if not is_to_fill(value)), evaluator.unknown(use))
    return values


def _is_of_markup(module: Module, binding: Binding) -> bool:
    """Tell whether what is around a script may give a name another value: ``bind:value``, or a property in Svelte."""
    if not module.path.endswith(".svelte") or binding.scope != module.root or binding.node.parent is None:
        return False
    statement = next((each for each in module.above(binding.node) if each.type == "lexical_declaration"), None)
    return statement is not None and module.text(statement).startswith("let")


def is_to_fill(value: Value) -> bool:
    """Tell whether a value is an empty one, such as stands where another one is expected later."""
    return isinstance(value, Absent) or (isinstance(value, Text) and value.literal == "")


def _is_empty(binding: Binding) -> bool:
    """Tell whether a name is declared and given nothing: ``let key;``."""
    return (
        not binding.path
        and binding.declares
        and binding.node.parent is not None
        and (binding.node.parent.type == "variable_declarator")
    )


def _defined(node: Node, frame: Frame) -> Function | Class | Object:
    span = frame.module.span(node)
    if node.type == "enum_declaration":
        return objects.enum(Expression(node, Frame(frame.module)))
    where = functions.frame_at(frame, node)
    return Class(node, where, span) if is_class(node) else Function(node, where, span)


def _parameter(evaluator: Evaluator, binding: Binding, use: Expression) -> Values:
    """Return what a parameter is given, or may be given, and its default where it is given nothing."""
    frame, function = use.frame, binding.function
    assert function is not None
    unknown = (evaluator.unknown(use, Origin.PARAMETER),)
    if frame.arguments is None or frame.function != function.id:
        return (*unknown, *_by_default(evaluator, binding, frame))
    given = frame.arguments.get(binding.position)
    if given is None:
        default = binding.default  # of a part, where all of it has one: ``({ key = KEY } = {})``
        return evaluator.evaluate(Expression(default, frame)) if default is not None else unknown
    values = members.led(evaluator, evaluator.evaluate(given), binding.path, use)
    return with_default(evaluator, values, binding.default, frame)


def _by_default(evaluator: Evaluator, binding: Binding, frame: Frame) -> Values:
    """Return what a parameter is where a caller that is not seen gives nothing for it; one that is empty is filled."""
    if binding.default is None:
        return ()
    values = evaluator.evaluate(Expression(binding.default, frame))
    return tuple(value for value in values if isinstance(value, Text) and not is_to_fill(value))


def with_default(evaluator: Evaluator, values: Values, default: Node | None, frame: Frame) -> Values:
    """Return values with what stands for those that are undefined, as a variable that is not set is."""
    if default is None or not any(isinstance(value, Absent) or environment.is_read(value) for value in values):
        return values
    return or_else(values, evaluator.evaluate(Expression(default, frame)), lets_empty_pass=True)


def function(evaluator: Evaluator, expression: Expression) -> Values:
    return (_defined(expression.node, expression.frame),)
