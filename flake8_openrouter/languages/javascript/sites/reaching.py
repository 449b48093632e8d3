"""Who sees what is at a place besides the one use that it is for, so that an edit there would reach them too.

It is followed from the place to the use through names. Whatever else lies between may have other readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.languages.javascript.syntax.module import field, is_in
from flake8_openrouter.model import ALONE, Literal, Part, Reach, Span, Text, Variable

if TYPE_CHECKING:
    from tree_sitter import Node

#: How many names are followed.
_MOST = 5

FOLLOWED = "it may have other readers"

#: Expressions that pass a part of theirs on.
_PASSING = frozenset(
    (
        *("template_string", "template_substitution", "binary_expression", "ternary_expression", "pair", "object"),
        *("parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "array"),
    )
)


def marked(context: Context, text: Text, use: Span) -> Text:
    """Return a text of which each part says who else than this use sees it."""
    return Text(tuple(_marked(context, part, use) for part in text.parts), text.span)


def _marked(context: Context, part: Part, use: Span) -> Part:
    if isinstance(part, Variable):
        return part._replace(default=tuple(marked(context, text, use) for text in part.default))
    if isinstance(part, Literal):
        return part._replace(reach=reach(context, part.span, use))
    return part


def reach(context: Context, place: Span, use: Span) -> Reach:
    """Return who else than a use sees what is at a place."""
    if place.document is not use.document:
        return Reach((FOLLOWED,))
    node = context.module.source.node(place)
    for _ in range(_MOST):
        if node is None:
            return Reach((FOLLOWED,))
        if _is_within(context.span(node), use):
            return ALONE
        name = _name(context, node)
        reads = _reads(context, name) if name is not None else None
        if reads is None:
            return Reach((FOLLOWED,))
        if all(any(is_in(read, call) for call in context.official) for read in reads):
            return ALONE
        if len(reads) != 1:
            return Reach((FOLLOWED,))
        node = reads[0]
    return Reach((FOLLOWED,))


def _is_within(place: Span, use: Span) -> bool:
    return use.start <= place.start and place.end <= use.end


def _name(context: Context, node: Node) -> Node | None:
    """Return the name that a declaration gives what a node is a part of."""
    for around in context.module.above(node):
        if around.type == "variable_declarator":
            name = field(around, "name")
            return name if name is not None and name.type == "identifier" else None
        if around.type not in _PASSING:
            return None
    return None


def _reads(context: Context, name: Node) -> list[Node] | None:
    """Return where a name is read; None where others may read it, or write it."""
    text = context.module.text(name)
    if any(around.type == "export_statement" for around in context.module.above(name)[:3]):
        return None
    found: list[Node] = []
    declared = context.evaluator.bindings(context.module).declared(text, name)
    for node in context.module.names(text):
        if node.id == name.id:
            continue
        if context.evaluator.bindings(context.module).declared(text, node) != declared:
            continue
        parent = node.parent
        if parent is None or parent.type in ("export_specifier", "assignment_expression"):
            return None
        found.append(node)
    return found
