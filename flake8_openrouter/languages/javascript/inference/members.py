"""Properties, elements and ``this``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.inference import environment, functions
from flake8_openrouter.languages.javascript.inference.evaluator import Evaluator, child, path, used
from flake8_openrouter.languages.javascript.inference.values import (
    Absent,
    Array,
    Class,
    Expression,
    Frame,
    Function,
    Instance,
    Object,
    Reference,
    Value,
    Values,
)
from flake8_openrouter.languages.javascript.syntax.module import field, is_in
from flake8_openrouter.model import Origin, Text, Unknown

if TYPE_CHECKING:
    from tree_sitter import Node


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
    if environment.is_one(evaluator, base) and (read := environment.read(evaluator, expression, name)):
        return (read,)
    values = evaluator.evaluate(base)
    found = tuple(each for value in values for each in property_of(evaluator, value, name, expression))
    return used(found, expression, path(expression) or name)


def this(evaluator: Evaluator, expression: Expression) -> Values:
    """Return the object that a method is of."""
    frame = expression.frame
    if frame.receiver is not None:
        return (frame.receiver,)
    owner = frame.module.owner(expression.node)
    if owner is None:
        return ()
    made_of = Class(owner, Frame(frame.module), frame.module.span(owner))
    built = tuple(_built(made_of))
    return built or (Instance(made_of, None, expression.span),)


def _built(made_of: Class) -> Iterator[Instance]:
    """Yield the objects of a class that its file makes."""
    module, name = made_of.frame.module, field(made_of.node, "name")
    for node in module.names(module.text(name)) if name is not None else ():
        call = node.parent
        if call is not None and call.type == "new_expression" and field(call, "constructor") == node:
            yield Instance(made_of, Expression(call, made_of.frame), module.span(call))


def led(evaluator: Evaluator, values: Values, way: Sequence[str | int | None], use: Expression) -> Values:
    """Return what a way through properties and elements leads to from some values."""
    for step in way:
        found: list[Value] = []
        for value in values:
            if isinstance(step, str):
                if environment.is_environment(value) and (read := environment.read(evaluator, use, step)):
                    found.append(read)
                else:
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


def property_of(evaluator: Evaluator, value: Value, name: str, use: Expression) -> Values:
    """Return what a value has by a name; that it is unknown where that can't be told."""
    if isinstance(value, Object):
        entries = value.under(name)
        found = tuple(each for entry in entries for each in _entry(evaluator, entry.value))
        if not entries:
            return (Absent("undefined", use.span),) if value.complete else (evaluator.unknown(use),)
        return found
    if isinstance(value, Reference):
        return (Reference(value.module, (*value.path, name), use.span),)
    if isinstance(value, Instance):
        return tuple(_of_instance(evaluator, value, name)) or (evaluator.unknown(use),)
    if isinstance(value, Class):
        return tuple(_fields(evaluator, value, name, Frame(value.frame.module))) or (evaluator.unknown(use),)
    if isinstance(value, Text) and len(value.parts) == 1 and isinstance(value.parts[0], Unknown):
        part = value.parts[0]
        return (Text((Unknown(use.span, (path(use) or name,), part.origin),), use.span),)
    return (evaluator.unknown(use),)


def _entry(evaluator: Evaluator, value: Expression) -> Values:
    if value.node.type == "method_definition":
        return (Function(value.node, value.frame, value.span),)
    return evaluator.evaluate(value)


def _of_instance(evaluator: Evaluator, value: Instance, name: str) -> Iterator[Value]:
    """Yield what an object has by a name: a field, a getter's answer, a method, or what its class puts there."""
    frame = Frame(value.made_of.frame.module, receiver=value)
    yield from _fields(evaluator, value.made_of, name, frame)


def _fields(evaluator: Evaluator, made_of: Class, name: str, frame: Frame) -> Iterator[Value]:
    module = made_of.frame.module
    bare = name.removeprefix("#")
    for node in module.properties(bare):
        parent = node.parent
        if parent is None or not is_in(node, made_of.node) or module.owner(node) != made_of.node:
            continue
        if parent.type in ("public_field_definition", "field_definition") and field(parent, "name") == node:
            value = field(parent, "value")
            if value is not None:
                yield from evaluator.evaluate(Expression(value, frame))
        elif parent.type == "method_definition" and field(parent, "name") == node:
            yield from _method(evaluator, parent, frame)
        elif (value := _assigned(parent, node, parent.parent)) is not None:
            yield from evaluator.evaluate(Expression(value, _frame_of(evaluator, value, frame)))
    yield from _given(evaluator, made_of, bare, frame)


def _method(evaluator: Evaluator, node: Node, frame: Frame) -> Iterator[Value]:
    is_getter = any(child.type == "get" for child in node.children)
    if not is_getter:
        yield Function(node, frame, frame.module.span(node))
        return
    for expression in functions.returned(node, frame):
        yield from evaluator.evaluate(expression)


def _assigned(member: Node, node: Node, statement: Node | None) -> Node | None:
    """Return the value of ``this.name = value``; None for another place of the name."""
    if member.type != "member_expression" or statement is None or statement.type != "assignment_expression":
        return None
    base = field(member, "object")
    is_ours = base is not None and base.type == "this" and field(statement, "left") == member
    return field(statement, "right") if is_ours else None


def _given(evaluator: Evaluator, made_of: Class, name: str, frame: Frame) -> Iterator[Value]:
    """Yield what a parameter of the constructor gives that is a property by itself: ``constructor(private key)``."""
    module = made_of.frame.module
    for node in module.names(name):
        parent = node.parent
        if parent is None or parent.type != "required_parameter" or not is_in(node, made_of.node):
            continue
        if any(child.type in ("accessibility_modifier", "readonly") for child in parent.children):
            yield from evaluator.evaluate(Expression(node, _frame_of(evaluator, node, frame)))


def _frame_of(evaluator: Evaluator, node: Node, frame: Frame) -> Frame:
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
