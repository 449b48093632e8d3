"""Headers that urllib's openers add to each request: ``opener.addheaders = [(name, value)]``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference import mappings
from flake8_openrouter.languages.python.inference.mappings import as_mapping
from flake8_openrouter.languages.python.inference.values import Argument, Entry, Frame
from flake8_openrouter.languages.python.sites import headers, sent_headers
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.model import Fact
from flake8_openrouter.openrouter import header_names

_ATTRIBUTE = "addheaders"


def facts(context: Context) -> Iterator[Fact]:
    """Yield the facts of what openers add; where they go is told by the file alone."""
    for entries, frame in _added(context):
        spelt = sent_headers.authorizations(tuple(entry.key for entry in entries if entry.key))
        for entry in entries:
            if (entry.key or "").lower() == header_names.AUTHORIZATION:
                context.accounted.add(entry.key_node)
                destination = context.unknown_destination(frame.scope)
                yield from headers.entry_facts(context, entry, destination, headers.entry_span(entry), None, spelt)


def _added(context: Context) -> Iterator[tuple[tuple[Entry, ...], Frame]]:
    """Yield the pairs that an opener is given: all of them, or one more."""
    if _ATTRIBUTE not in context.module.document.text:
        return
    for assigned in context.module.attribute_assignments:
        frame = Frame(assigned.scope, assigned.point)
        if any(isinstance(target, ast.Attribute) and target.attr == _ATTRIBUTE for target in assigned.node.targets):
            for value in context.evaluator.evaluate(assigned.node.value, frame):
                mapping = as_mapping(context.evaluator, value)
                if mapping is not None:
                    yield mapping.entries, frame
    for site in context.module.calls_by_name.get("append", ()):
        function, frame = site.node.func, Frame(site.scope, site.point)
        if isinstance(function, ast.Attribute) and _is_attribute(function.value) and len(site.node.args) == 1:
            pair = site.node.args[0]
            if isinstance(pair, ast.Tuple) and len(pair.elts) == 2:
                name = mappings.key_of(context.evaluator.expression(pair.elts[0], frame))
                yield (Entry(name, pair.elts[0], Argument(pair.elts[1], frame), pair),), frame


def _is_attribute(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == _ATTRIBUTE
