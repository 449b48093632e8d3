"""Objects and arrays, and what becomes of an object by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from flake8_openrouter.model import Text

if TYPE_CHECKING:
    from tree_sitter import Node

    from flake8_openrouter.model import Span

#: Places at which an object may be changed beyond which there may be anything in it.
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
                ((*(entries if whole else _not_to_fill(evaluator, entries)), *more), complete and whole)
                for entries, complete in alternatives
                for more, whole in spread
            ][:4]
        elif (entry := _entry(evaluator, expression, node)) is not None:
            alternatives = [((*entries, entry), complete) for entries, complete in alternatives]
    return tuple(Object(_last_of_each(entries), complete, expression.span) for entries, complete in alternatives)


def _last_of_each(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return entries without those that a later one of the same name replaces."""
    last = {entry.key if entry.key is not None else entry.node.id: entry for entry in entries}
    return tuple(last.values())


def _not_to_fill(evaluator: Evaluator, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries without the empty ones: what is not known and laid over them may fill them."""
    return tuple(entry for entry in entries if not _is_to_fill(evaluator, entry.value))


def _is_to_fill(evaluator: Evaluator, value: Expression) -> bool:
    if value.node.type not in ("string", "null", "undefined", "template_string"):
        return False
    return any(
        isinstance(each, Absent) or (isinstance(each, Text) and not each.literal) for each in evaluator.evaluate(value)
    )


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


def enum(expression: Expression) -> Object:
    """Return the names and values of ``enum``."""
    body, module = field(expression.node, "body"), expression.frame.module
    entries: list[Entry] = []
    for node in body.named_children[:_MOST] if body is not None else ():
        key, value = field(node, "name"), field(node, "value")
        if node.type == "enum_assignment" and key is not None and value is not None:
            entries.append(Entry(key_of(module, key), key, expression.at(value), node))
    return Object(tuple(entries), False, expression.span)


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
    bindings = evaluator.bindings(module)
    declared = bindings.declared(name, use.node)
    places = [node for node in bindings.changing(name, declared) if node.id != use.node.id]
    if not places:
        return value
    if len(places) > _MOST_PLACES:
        return Object(value.entries, False, value.span)
    entries, complete = list(value.entries), value.complete
    for node in places:
        added = _added(evaluator, node, use.frame)
        if added is None or bindings.declared(name, node) != declared:
            continue
        if node.start_byte > use.node.start_byte and module.function(node) == module.function(use.node):
            continue
        if not added.complete:
            entries = [*_not_to_fill(evaluator, entries)]
        entries = [*_kept(module, entries, added, node), *added.entries]
        complete = complete and added.complete
    if complete == value.complete and entries == list(value.entries):
        return value
    return Object(_last_of_each(tuple(entries)), complete, value.span)


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
        return put(evaluator, parent, frame) or by_method(evaluator, parent, frame)
    if parent.type == "arguments" and (call := parent.parent) is not None:
        function = field(call, "function")
        if function is not None and module.text(function) == "Object.assign" and first(parent) == node:
            return _assigned(
                evaluator, [Expression(each, frame) for each in parent.named_children[1:]], module.span(call)
            )
    return None


def put(evaluator: Evaluator, target: Node, frame: Frame) -> Object | None:
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
SETTERS = frozenset(("set", "append"))


def with_set(evaluator: Evaluator, call: Expression) -> Values:
    """Return what ``headers.set(key, value)`` gives where that is the headers again."""
    member = field(call.node, "function")
    base = field(member, "object") if member is not None else None
    added = by_method(evaluator, member, call.frame) if member is not None else None
    if base is None or added is None:
        return ()
    found = (value for value in evaluator.evaluate(call.at(base)) if isinstance(value, Object))
    return tuple(Object(_last_of_each((*value.entries, *added.entries)), value.complete, call.span) for value in found)


def by_method(evaluator: Evaluator, member: Node, frame: Frame) -> Object | None:
    """Return what ``name.set(key, value)`` adds."""
    module = frame.module
    call, method = member.parent, field(member, "property")
    if call is None or call.type != "call_expression" or field(call, "function") != member:
        return None
    arguments = field(call, "arguments")
    if method is None or arguments is None or module.text(method) not in SETTERS:
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
            if not isinstance(value, Object) or not value.complete:
                entries = [*_not_to_fill(evaluator, entries)]
            if isinstance(value, Object):
                entries += value.entries
            complete = complete and isinstance(value, Object) and value.complete and len(values) == 1
    return Object(tuple(entries), complete, span)


def assigned(evaluator: Evaluator, expression: Expression, given: list[Expression]) -> Values:
    """Return what ``Object.assign(…)`` gives."""
    return (_assigned(evaluator, given, expression.span),)
