"""Who sees what is at a place besides the one use that it is for, so that an edit there would reach them too.

It is followed from the place to the use through names. Whatever else lies between may have other readers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.sites import guards
from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.languages.javascript.syntax.module import Module, field, is_in
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


def marked(context: Context, text: Text, use: Span, among: Sequence[Node] | None = None) -> Text:
    """Return a text of which each part says who else than this use sees it, or what it is ``among``."""
    return Text(tuple(_marked(context, part, use, among) for part in text.parts), text.span)


def _marked(context: Context, part: Part, use: Span, among: Sequence[Node] | None) -> Part:
    """Return a part with who else sees it, and whether the file asks for it."""
    if isinstance(part, Variable):
        default = tuple(marked(context, text, use, among) for text in part.default)
        # Nearly every program reads a variable so, and says elsewhere that it needs it; an empty default hides that.
        what = any(text.literal for text in default)
        names = (*part.names, part.name)
        asked = any(guards.are_asked(file, names, what=what) for file in _files(context, part.span))
        return part._replace(default=default, guarded=asked or not default, asked=asked and not default)
    if isinstance(part, Literal):
        guarded = guards.are_asked(context.module, part.names, what=bool(part.text))
        return part._replace(reach=reach(context, part.span, use, among), guarded=guarded)
    return part


def _files(context: Context, place: Span) -> Iterator[Module]:
    """Yield the file that is read, and the one that a place is in, where what it gives is imported."""
    yield context.module
    other = context.evaluator.modules.of(place.document)
    if other is not None and other is not context.module:
        yield other


def reach(context: Context, place: Span, use: Span, among: Sequence[Node] | None = None) -> Reach:
    """Return who else than a use sees what is at a place.

    ``among`` are the calls for which an edit there does the same; all that send to OpenRouter where none are given.
    """
    if place.document is not use.document:
        return Reach((FOLLOWED,))
    node = context.module.source.node(place)
    for _ in range(_MOST):
        if node is None:
            return Reach((FOLLOWED,))
        if _is_within(context.span(node), use):
            return ALONE
        name = _name(context, node)
        reads = _known_reads(context, name) if name is not None else None
        if name is None or reads is None:
            return Reach((FOLLOWED,))
        if _are_in(context, name, reads, context.official if among is None else among):
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


def _known_reads(context: Context, name: Node) -> list[Node] | None:
    if name.id not in context.reads:
        context.reads[name.id] = _reads(context, name)
    return context.reads[name.id]


def _are_in(context: Context, name: Node, reads: list[Node], calls: Sequence[Node]) -> bool:
    """Tell whether all reads of a name are in some calls; asked once for as many calls."""
    key = (name.id, id(calls))
    if key not in context.enclosed:
        # The calls are kept beside the answer, so that the identity in the key stays their own.
        context.enclosed[key] = calls, all(any(is_in(read, call) for call in calls) for read in reads)
    return context.enclosed[key][1]


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
