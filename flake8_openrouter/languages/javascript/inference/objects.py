"""Objects and arrays, and what becomes of an object by its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.inference.evaluator import Evaluator
from flake8_openrouter.languages.javascript.inference.values import (
    Absent,
    Array,
    Entry,
    Expression,
    Flag,
    Frame,
    Object,
    Value,
    Values,
)
from flake8_openrouter.languages.javascript.syntax.declarations import key_of
from flake8_openrouter.languages.javascript.syntax.module import Module, field, first, inner

if TYPE_CHECKING:
    from tree_sitter import Node

    from flake8_openrouter.model import Span

#: Places of an object's name beyond which there may be anything in it.
_MOST_PLACES = 100

#: Entries of an object that are looked at.
_MOST = 100


def obj(evaluator: Evaluator, expression: Expression) -> Values:
    """Return what an object can be: with what is spread into it in each of its ways."""
    alternatives: list[tuple[tuple[Entry, ...], bool]] = [((), True)]
    for number, node in enumerate(expression.node.named_children):
        if number >= _MOST:
            alternatives = [(entries, False) for entries, _ in alternatives]
            break
        if node.type == "spread_element":
            spread = tuple(_spread(evaluator, expression.at(first(node) or node)))
            alternatives = [
                ((*entries, *more), complete and whole) for entries, complete in alternatives for more, whole in spread
            ][:4]
        elif (entry := _entry(evaluator, expression, node)) is not None:
            alternatives = [((*entries, entry), complete) for entries, complete in alternatives]
    return tuple(Object(_last_of_each(entries), complete, expression.span) for entries, complete in alternatives)


def _last_of_each(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return entries without those that a later one of the same name replaces."""
    last = {entry.key if entry.key is not None else entry.node.id: entry for entry in entries}
    return tuple(last.values())


def _spread(evaluator: Evaluator, expression: Expression) -> Iterator[tuple[tuple[Entry, ...], bool]]:
    """Yield the entries that something spread has, and whether they are all."""
    node = inner(expression.node)
    if node.type == "binary_expression" and (operator := field(node, "operator")) and operator.type == "&&":
        yield (), True  # ``...(key && {…})``: there may be nothing
    for value in evaluator.evaluate(expression):
        if isinstance(value, Object):
            yield value.entries, value.complete
        else:
            yield (), isinstance(value, Absent | Flag)


def _entry(evaluator: Evaluator, expression: Expression, node: Node) -> Entry | None:
    module = expression.frame.module
    if node.type == "shorthand_property_identifier":
        return Entry(module.text(node), node, expression.at(node), node)
    if node.type == "method_definition":
        own = field(node, "name") or node
        return Entry(key_of(module, own), own, expression.at(node), node)
    if node.type != "pair":
        return None
    key, value = field(node, "key"), field(node, "value")
    if key is None or value is None:
        return None
    name = key_of(module, key)
    if name is None and key.type == "computed_property_name" and (computed := first(key)):
        texts = evaluator.texts(expression.at(computed))
        name = texts[0].literal if len(texts) == 1 else None
    return Entry(name, key, expression.at(value), node)


def array(evaluator: Evaluator, expression: Expression) -> Values:
    nodes = expression.node.named_children
    elements = tuple(expression.at(node) for node in nodes[:_MOST] if node.type != "comment")
    complete = len(nodes) <= _MOST and all(node.type != "spread_element" for node in nodes)
    return (Array(elements, complete, expression.span),)


def from_pairs(evaluator: Evaluator, value: Value) -> Object | None:
    """Return the object that pairs make: ``[["Authorization", key]]``; None for what is no array."""
    if isinstance(value, Object):
        return value
    if not isinstance(value, Array):
        return None
    entries: list[Entry] = []
    complete = value.complete
    for element in value.elements:
        (pair, *others) = evaluator.evaluate(element)
        if isinstance(pair, Array) and len(pair.elements) == 2 and not others:
            key = evaluator.texts(pair.elements[0])
            name = key[0].literal if len(key) == 1 else None
            entries.append(Entry(name, pair.elements[0].node, pair.elements[1], element.node))
        else:
            complete = False
    return Object(tuple(entries), complete, value.span)


def changed(evaluator: Evaluator, value: Object, name: str, use: Expression) -> Object:
    """Return an object as what is done to it by its name leaves it, at a use of it."""
    module = use.frame.module
    if len(module.names(name)) > _MOST_PLACES:
        return Object(value.entries, False, value.span)
    entries, complete = list(value.entries), value.complete
    declared = {binding.scope.id for binding in evaluator.bindings(module).declared(name, use.node)}
    for node in module.names(name):
        if node.id == use.node.id:
            continue
        added = _added(evaluator, node, use.frame)
        if added is None:
            continue
        if {binding.scope.id for binding in evaluator.bindings(module).declared(name, node)} != declared:
            continue
        if node.start_byte > use.node.start_byte and module.function(node) == module.function(use.node):
            continue
        entries = [*_kept(module, entries, added, node), *added.entries]
        complete = complete and added.complete
    return Object(_last_of_each(tuple(entries)), complete, value.span) if entries != list(value.entries) else value


def _kept(module: Module, entries: list[Entry], added: Object, node: Node) -> list[Entry]:
    """Return what is left of an object's entries: ``Headers.set`` replaces a name in whatever spelling."""
    method = field(node.parent, "property") if node.parent is not None else None
    if method is None or module.text(method) != "set":
        return entries
    names = {entry.key.lower() for entry in added.entries if entry.key is not None}
    return [entry for entry in entries if entry.key is None or entry.key.lower() not in names]


def _added(evaluator: Evaluator, node: Node, frame: Frame) -> Object | None:
    """Return what is put into an object at a place of its name; None for a place where nothing is."""
    module = frame.module
    parent = node.parent
    if parent is None:
        return None
    if parent.type in ("member_expression", "subscript_expression") and field(parent, "object") == node:
        return _put(evaluator, parent, frame) or _by_method(evaluator, parent, frame)
    if parent.type == "arguments" and (call := parent.parent) is not None:
        function = field(call, "function")
        if function is not None and module.text(function) == "Object.assign" and first(parent) == node:
            return _assigned(
                evaluator, [Expression(each, frame) for each in parent.named_children[1:]], module.span(call)
            )
    return None


def _put(evaluator: Evaluator, target: Node, frame: Frame) -> Object | None:
    """Return what ``name.key = value`` adds."""
    module = frame.module
    statement = target.parent
    if statement is None or statement.type != "assignment_expression" or field(statement, "left") != target:
        return None
    key, value = field(target, "property") or field(target, "index"), field(statement, "right")
    if key is None or value is None:
        return None
    name = key_of(module, key)
    if key.type not in ("property_identifier", "string"):
        texts = evaluator.texts(Expression(key, frame))
        name = texts[0].literal if len(texts) == 1 else None
    entry = Entry(name, key, Expression(value, frame), statement)
    return Object((entry,), True, module.span(statement))


#: Methods of ``Headers`` and the like that put a value under a name.
_SETTERS = frozenset(("set", "append"))


def _by_method(evaluator: Evaluator, member: Node, frame: Frame) -> Object | None:
    """Return what ``name.set(key, value)`` adds."""
    module = frame.module
    call, method = member.parent, field(member, "property")
    if call is None or call.type != "call_expression" or field(call, "function") != member:
        return None
    arguments = field(call, "arguments")
    if method is None or arguments is None or module.text(method) not in _SETTERS:
        return None
    given = [node for node in arguments.named_children if node.type != "comment"]
    if len(given) != 2:
        return None
    key = evaluator.texts(Expression(given[0], frame))
    entry = Entry(key[0].literal if len(key) == 1 else None, given[0], Expression(given[1], frame), call)
    return Object((entry,), True, module.span(call))


def _assigned(evaluator: Evaluator, given: list[Expression], span: Span) -> Object:
    """Return what ``Object.assign`` adds of further arguments."""
    entries: list[Entry] = []
    complete = bool(given)
    for expression in given:
        values = evaluator.evaluate(expression)
        for value in values:
            if isinstance(value, Object):
                entries += value.entries
            complete = complete and isinstance(value, Object) and value.complete and len(values) == 1
    return Object(tuple(entries), complete, span)


def assigned(evaluator: Evaluator, expression: Expression, given: list[Expression]) -> Values:
    """Return what ``Object.assign(…)`` gives."""
    return (_assigned(evaluator, given, expression.span),)
