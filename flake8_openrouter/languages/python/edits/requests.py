"""Edits of what a call sends: a header or an argument added; an argument, an entry or a statement taken away."""

from __future__ import annotations

import ast

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.python.edits import calls, expressions, imports, statements
from flake8_openrouter.languages.python.edits.source import Source
from flake8_openrouter.model import AddArgument, AddHeader, Remove, Replacement, Span

#: How a program says that it gives no headers.
_NO_HEADERS = ("None", "dict()")


def remove(source: Source, edit: Remove) -> list[Replacement]:
    for node in source.at(edit.span):
        parent = source.parents.get(node)
        if isinstance(parent, ast.Call) and isinstance(node, ast.expr | ast.keyword) and node is not parent.func:
            return [calls.removed_argument(source, parent, node)]
        if isinstance(parent, ast.AnnAssign) and node is parent.value:
            return [statements.without_value(source, parent)]
    if entry := source.entries.get((edit.span.start, edit.span.end)):
        return [_removed_entry(source, *entry)]
    return [statements.removed(source, edit.span)]


def _removed_entry(source: Source, mapping: ast.Dict, key: ast.expr) -> Replacement:
    """Take an entry away; with its argument where nothing else is in it."""
    argument = source.parents.get(mapping)
    targets = argument.targets if isinstance(argument, ast.Assign) else ()
    if any(isinstance(target, ast.Name) and source.names.reads(target) > 1 for target in targets):
        raise CannotEdit("the mapping is read more than once")
    call = source.parents.get(argument) if isinstance(argument, ast.keyword) else None
    if len(mapping.keys) == 1 and isinstance(call, ast.Call) and isinstance(argument, ast.keyword):
        return calls.removed_argument(source, call, argument)
    return calls.removed_entry(source, mapping, key)


def add_header(source: Source, key: KeySource, edit: AddHeader) -> list[Replacement]:
    call = source.call(edit.call)
    if edit.headers is None and edit.value:
        return [_added_headers(source, call, edit.value)]
    written = imports.Written(edit.key.text) if edit.key else imports.key_source(source, key, edit.call.start)
    if expressions.fstrings_around(source, call):
        raise CannotEdit("the call is in an f-string")
    value = expressions.bearer(written.expression)
    if edit.headers is None:
        return [_added_headers(source, call, f'{{"Authorization": {value}}}'), *written.imports]
    mapping = _headers(source, edit.headers)
    if isinstance(mapping, ast.Dict):
        return [calls.added_entry(source, mapping, '"Authorization"', value), *written.imports]
    if mapping is not None and source.text(mapping) in _NO_HEADERS:
        return [source.replaced(*source.range(mapping), f'{{"Authorization": {value}}}'), *written.imports]
    raise CannotEdit("the headers are built elsewhere")


def _added_headers(source: Source, call: ast.Call, value: str) -> Replacement:
    if any(item.arg in ("headers", None) for item in call.keywords):
        raise CannotEdit("the call may have headers already")
    return calls.added_argument(source, call, "headers", value)


def _headers(source: Source, span: Span) -> ast.expr | None:
    """Return the expression that makes the headers: an argument, or what a name is bound to that is only read here."""
    for node in source.at(span):
        value = node.value if isinstance(node, ast.keyword) else node
        if isinstance(value, ast.Name) and source.names.reads(value) == 1:
            return source.names.only_value(value) or value
        return value if isinstance(value, ast.expr) else None
    return None


def add_argument(source: Source, key: KeySource, edit: AddArgument) -> list[Replacement]:
    mapping = next((node for node in source.at(edit.call) if isinstance(node, ast.Dict)), None)
    call = source.call(edit.call) if mapping is None else mapping
    given = _given(call)
    if edit.value and (edit.name in given or None in given):
        raise CannotEdit("the call may have the argument already")
    if edit.value:
        return [_with_argument(source, call, edit.name, f'"{edit.value}"')]
    written = imports.key_source(source, key, edit.call.start)
    expression = expressions.within(source, call, written.expression)
    if edit.name in given:
        return [source.replaced(*source.range(given[edit.name]), expression), *written.imports]
    return [_with_argument(source, call, edit.name, expression), *written.imports]


def _given(call: ast.Call | ast.Dict) -> dict[str | None, ast.expr]:
    """Return the arguments of a call, or the entries of a dict, by name; under None what is spread or can't be told."""
    if isinstance(call, ast.Call):
        return {item.arg: item.value for item in call.keywords}
    names = (key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else None for key in call.keys)
    return dict(zip(names, call.values, strict=True))


def _with_argument(source: Source, call: ast.Call | ast.Dict, name: str, value: str) -> Replacement:
    if isinstance(call, ast.Dict):
        return calls.added_entry(source, call, f'"{name}"', value)
    return calls.added_argument(source, call, name, value)
