"""What a file exports by a name, read from its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.inference.evaluator import Evaluator
from flake8_openrouter.languages.javascript.inference.values import (
    Class,
    Expression,
    Frame,
    Function,
    Namespace,
    Object,
    Reference,
    Value,
    Values,
)
from flake8_openrouter.languages.javascript.syntax.declarations import Imported, is_class
from flake8_openrouter.languages.javascript.syntax.module import Module, field, is_in

if TYPE_CHECKING:
    from tree_sitter import Node

    from flake8_openrouter.model import Span

_EXPORT = (b"export",)


def of(evaluator: Evaluator, imported: Imported, importer: Module, span: Span) -> Values:
    """Return what another module exports by a name: of a file of the project its value, else a reference."""
    module = evaluator.modules.find(imported.module, importer)
    if module is None:
        way = () if imported.name == "*" else (imported.name,)
        return (Reference(imported.module.removeprefix("node:"), way, span),)
    if imported.name == "*":
        return (Namespace(module, span),)
    return by_name(evaluator, module, imported.name)


def by_name(evaluator: Evaluator, module: Module, name: str) -> Values:
    """Return what a file of the project exports by a name."""
    place = (module, name)
    if place in evaluator.exporting:
        return ()  # files that import each other
    evaluator.exporting.add(place)
    try:
        return tuple(_exported(evaluator, module, name))
    finally:
        evaluator.exporting.remove(place)


def _exported(evaluator: Evaluator, module: Module, name: str) -> Iterator[Value]:
    frame = Frame(module)
    for node in module.at(_EXPORT):
        parent = node.parent
        if node.type == "export" and parent is not None and parent.type == "export_statement":
            yield from _statement(evaluator, module, parent, name)
        elif node.type in ("identifier", "property_identifier") and parent is not None:
            for own, value in _common(module, node, parent):
                yield from _of_common(evaluator, Expression(value, frame), own, name)


def _of_common(evaluator: Evaluator, value: Expression, own: str, name: str) -> Iterator[Value]:
    """Yield what ``exports.own = value`` gives by a name; ``own`` is empty for ``module.exports = value``."""
    values = evaluator.evaluate(value) if own in (name, "") else ()
    if own or name == "default":
        yield from values
        return
    for each in values:
        for entry in each.under(name) if isinstance(each, Object) else ():
            yield from evaluator.evaluate(entry.value)


def _statement(evaluator: Evaluator, module: Module, node: Node, name: str) -> Iterator[Value]:
    """Yield what an ``export`` gives by a name."""
    frame = Frame(module)
    source = field(node, "source")
    if source is not None:
        yield from _passed_on(evaluator, module, node, name, module.text(source)[1:-1])
        return
    is_default = any(child.type == "default" for child in node.children)
    value, declaration = field(node, "value"), field(node, "declaration")
    if is_default and name == "default":
        if value is not None:
            yield from evaluator.evaluate(Expression(value, frame))
        elif declaration is not None:
            yield _definition(declaration, frame)
    elif declaration is not None:
        yield from _declared(evaluator, declaration, frame, name)
    for clause in node.named_children:
        if clause.type == "export_clause":
            for specifier in clause.named_children:
                original, alias = field(specifier, "name"), field(specifier, "alias")
                if original is not None and module.text(alias or original) == name:
                    yield from evaluator.evaluate(Expression(original, frame))


def _declared(evaluator: Evaluator, declaration: Node, frame: Frame, name: str) -> Iterator[Value]:
    module = frame.module
    own = field(declaration, "name")
    if own is not None and module.text(own) == name:
        yield _definition(declaration, frame)
    for declarator in declaration.named_children:
        bound = field(declarator, "name") if declarator.type == "variable_declarator" else None
        if bound is not None and bound.type == "identifier":
            names = [bound] if module.text(bound) == name else []
        else:
            names = [node for node in module.names(name) if is_in(node, bound)]
        for node in names:
            yield from evaluator.evaluate(Expression(node, frame))


def _definition(node: Node, frame: Frame) -> Function | Class:
    span = frame.module.span(node)
    return Class(node, frame, span) if is_class(node) else Function(node, frame, span)


def _passed_on(evaluator: Evaluator, module: Module, node: Node, name: str, specifier: str) -> Iterator[Value]:
    """Yield what ``export … from`` gives by a name."""
    span = module.span(node)
    clause = next((child for child in node.named_children if child.type == "export_clause"), None)
    if clause is None:
        if evaluator.modules.find(specifier, module) is not None:
            yield from of(evaluator, Imported(specifier, name), module, span)
        return
    for each in clause.named_children:
        original, alias = field(each, "name"), field(each, "alias")
        if original is not None and module.text(alias or original) == name:
            yield from of(evaluator, Imported(specifier, module.text(original)), module, span)


def _common(module: Module, node: Node, parent: Node) -> Iterator[tuple[str, Node]]:
    """Yield the name and value of ``exports.name = value``, with no name for ``module.exports = value``."""
    target = parent if parent.type == "member_expression" else node
    name = ""
    if node.type == "property_identifier" and (base := field(parent, "object")) and module.text(base) != "module":
        return
    statement = target.parent
    if statement is not None and statement.type == "member_expression" and field(statement, "object") == target:
        name = module.text(field(statement, "property") or statement)
        target, statement = statement, statement.parent
    if node.type == "identifier" and target is parent and parent.type == "member_expression":
        if field(parent, "object") != node:
            return
        name = module.text(field(parent, "property") or parent)
    if statement is None or statement.type != "assignment_expression" or field(statement, "left") != target:
        return
    value = field(statement, "right")
    if value is not None:
        yield name, value
