"""Properties, elements and ``this``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.inference import environment, exports, functions
from flake8_openrouter.languages.javascript.inference.evaluator import Evaluator, child, path, used
from flake8_openrouter.languages.javascript.inference.values import (
    Absent,
    Array,
    Class,
    Expression,
    Frame,
    Function,
    Instance,
    Namespace,
    Object,
    Reference,
    Value,
    Values,
)
from flake8_openrouter.languages.javascript.syntax.literals import is_identifier
from flake8_openrouter.languages.javascript.syntax.module import field
from flake8_openrouter.model import Origin, Text, Unknown

if TYPE_CHECKING:
    from tree_sitter import Node


#: Objects of a class that are told from each other.
_MOST_MADE = 4


def member(evaluator: Evaluator, expression: Expression) -> Values:
    """Return what ``object.name`` can be."""
    base, name = child(expression, "object"), child(expression, "property")
    if base is None or name is None:
        return ()
    return _of(evaluator, expression, base, expression.frame.module.text(name.node))


def subscript(evaluator: Evaluator, expression: Expression) -> Values:
    """Return what ``object["name"]`` can be, or ``array[0]``; of an unknown key any of the values."""
    base, index = child(expression, "object"), child(expression, "index")
    if base is None or index is None:
        return ()
    if index.node.type == "number":
        return led(
            evaluator,
            evaluator.evaluate(base),
            (int(index.span.text) if index.span.text.isdigit() else None,),
            expression,
        )
    keys = {text.literal for text in evaluator.texts(index)}
    name = keys.pop() if len(keys) == 1 else None
    if name is not None:
        return _of(evaluator, expression, base, name)
    found = [value for value in evaluator.evaluate(base) if isinstance(value, Object)]
    entries = [entry.value for value in found for entry in value.entries]
    return evaluator.of_all(entries) if entries and all(value.complete for value in found) else ()


def _of(evaluator: Evaluator, expression: Expression, base: Expression, name: str) -> Values:
    called = path(base) if environment.may_be(evaluator, name) else ""
    values = evaluator.evaluate(base)
    found = tuple(each for value in values for each in property_of(evaluator, value, name, expression, called))
    if not any(isinstance(each, Text) for each in found):
        return found
    return used(found, expression, path(expression) or _path_by_key(base, name))


def _path_by_key(base: Expression, name: str) -> str:
    """Return what ``object["name"]`` is called as a path; the name alone where the object is none."""
    called = path(base)
    return f"{called}.{name}" if called and is_identifier(name) else name


def this(evaluator: Evaluator, expression: Expression) -> Values:
    """Return the object that a method is of."""
    frame = expression.frame
    if frame.receiver is not None:
        return (frame.receiver,)
    owner = frame.module.owner(expression.node)
    if owner is None:
        return ()
    made_of = Class(owner, Frame(frame.module), frame.module.span(owner))
    made = evaluator.classes(frame.module).made(owner)
    if not 0 < len(made) <= _MOST_MADE:
        return (Instance(made_of, None, expression.span),)
    return tuple(Instance(made_of, Expression(call, made_of.frame), frame.module.span(call)) for call in made)


def led(evaluator: Evaluator, values: Values, way: Sequence[str | int | None], use: Expression) -> Values:
    """Return what a way through properties and elements leads to from some values."""
    for step in way:
        found: list[Value] = []
        for value in values:
            if isinstance(step, str):
                found += property_of(evaluator, value, step, use)
            elif isinstance(value, Array):
                found += _element(evaluator, value, step)
            else:
                found.append(evaluator.unknown(use, Origin.ELEMENT))
        values = tuple(found)
    return values


def _element(evaluator: Evaluator, value: Array, index: int | None) -> Values:
    if index is None:
        return evaluator.of_all(value.elements)
    return evaluator.evaluate(value.elements[index]) if index < len(value.elements) else ()


def property_of(evaluator: Evaluator, value: Value, name: str, use: Expression, called: str = "") -> Values:
    """Return what a value has by a name; that it is unknown where that can't be told.

    ``called`` is what the expression is called whose value it is.
    """
    if (read := environment.of(evaluator, value, name, use, called)) is not None:
        return (read,)
    if isinstance(value, Object):
        entries = value.under(name)
        found = tuple(each for entry in entries for each in _entry(evaluator, entry.value))
        if not entries:
            return (Absent("undefined", use.span),) if value.complete else (evaluator.unknown(use),)
        return found
    if isinstance(value, Reference):
        return (Reference(value.module, (*value.path, name), use.span),)
    if isinstance(value, Namespace):
        return exports.by_name(evaluator, value.module, name) or (evaluator.unknown(use),)
    if isinstance(value, Instance):
        frame = Frame(value.made_of.frame.module, receiver=value)
        return tuple(_of_class(evaluator, value.made_of, name, frame)) or (evaluator.unknown(use),)
    if isinstance(value, Class):
        return tuple(_of_class(evaluator, value, name, Frame(value.frame.module))) or (evaluator.unknown(use),)
    if isinstance(value, Text) and name == "href" and value.head.startswith("http"):
        return (value,)  # of ``new URL(…)``
    if isinstance(value, Text) and len(value.parts) == 1 and isinstance(value.parts[0], Unknown):
        part = value.parts[0]
        return (Text((Unknown(use.span, (path(use) or name,), part.origin),), use.span),)
    return (evaluator.unknown(use),)


def _entry(evaluator: Evaluator, value: Expression) -> Values:
    if value.node.type == "method_definition":
        return (Function(value.node, value.frame, value.span),)
    return evaluator.evaluate(value)


def _of_class(evaluator: Evaluator, made_of: Class, name: str, frame: Frame) -> Iterator[Value]:
    """Yield what a class, or an object of it, has by a name: a method, a getter's answer, or what is put there."""
    for node in evaluator.classes(frame.module).members(made_of.node, name):
        if node.type != "method_definition":
            yield from evaluator.evaluate(Expression(node, _frame_of(node, frame)))
        elif any(child.type == "get" for child in node.children):
            yield from evaluator.of_all(functions.returned(node, frame))
        else:
            yield Function(node, frame, frame.module.span(node))


def _frame_of(node: Node, frame: Frame) -> Frame:
    """Return the frame of a node in a constructor: of the call that made the object, where that is known."""
    receiver, module = frame.receiver, frame.module
    function = module.function(node)
    if receiver is None or receiver.call is None or function is None:
        return frame
    name = field(function, "name")
    if name is None or module.text(name) != "constructor":
        return frame
    arguments = field(receiver.call.node, "arguments")
    nodes = [each for each in arguments.named_children if each.type != "comment"] if arguments is not None else []
    given = {number: receiver.call.at(each) for number, each in enumerate(nodes)}
    return Frame(module, function.id, given, receiver)


def imported(evaluator: Evaluator, expression: Expression) -> Values:
    """Return what ``import.meta`` is."""
    return (Reference("", ("import", "meta"), expression.span),)
