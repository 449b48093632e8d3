"""Responses whose body is used although nobody checks the status, and whether ``raise_for_status()`` may go there."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from flake8_openrouter.languages.python.libraries.http_library import Library
from flake8_openrouter.languages.python.sites import traces
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.sites.steps import Trace
from flake8_openrouter.languages.python.syntax.reads import Uses
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Scope
from flake8_openrouter.languages.python.syntax.tree import dotted, last_name
from flake8_openrouter.model import Destination, Request, ResponseUse

UNNAMED = "the response has no name"
SHARED = "the name may hold another response there"
TOO_LATE = "the response is received and used in one statement"
SHOWN = "a failed call would no longer show the body"
HANDED_ON = "the body is passed on whole, and may be checked there"

CANNOT_RAISE = "the library's responses have no raise_for_status()"


def facts(context: Context, site: CallSite, request: Request, library: Library) -> Iterator[ResponseUse]:
    """Yield where the body of a request's response is used although its status is looked at nowhere."""
    answering = _answering(context, site, library.answering) if library.answering else site
    if not request.destination.resolved or answering is None or _is_hooked(context, site):
        return
    if answering.node not in context.responses:
        context.responses[answering.node] = tuple(_uses(context, answering, raises=library.raises))
    for found in context.responses[answering.node]:
        yield found._replace(destination=request.destination, method=request.method, paths=request.paths)


def _answering(context: Context, site: CallSite, name: str) -> CallSite | None:
    """Return the call by which a session gives the response to what another call of it sends; None without one.

    It is the next one of the same function, and no other request is sent between.
    """
    path = _of_object(site)
    order, function = site.point.order, site.scope.function
    own = {
        kind: [
            each
            for each in context.module.calls_by_name.get(kind, ())
            if each.point.order > order and each.scope.function is function and path and _of_object(each) == path
        ]
        for kind in (name, last_name(site.node.func))
    }
    following = [each for found in own.values() for each in found]
    following.sort(key=lambda each: each.point.order)
    return following[0] if following and following[0] in own[name] else None


def _of_object(site: CallSite) -> str:
    """Return the path of the object whose method is called."""
    return dotted(site.node.func).rpartition(".")[0]


def _uses(context: Context, site: CallSite, *, raises: bool) -> Iterator[ResponseUse]:
    """Yield the first use in each function that has some: in the one that sends, else in those that are given it."""
    trace = traces.trace(context, site)
    used: dict[Scope, list[ast.Attribute]] = {}
    for node in () if trace.looked else trace.used:
        function = context.uses.scope(node).function
        here = site.scope.function
        used.setdefault(here if here.holds(function) else function, []).append(node)
    for nodes in used.values():
        first, statement = nodes[0], _statement(context.uses, nodes)
        obstacle = _obstacle(context, site, trace._replace(used=tuple(nodes)), statement, raises=raises)
        yield ResponseUse(context.span(first), context.span(statement), Destination(), dotted(first.value), obstacle)


def _is_hooked(context: Context, site: CallSite) -> bool:
    """Tell whether the session's hooks are used, which may look at every response."""
    function = site.node.func
    if not isinstance(function, ast.Attribute) or not dotted(function.value):
        return False
    return any(context.uses.is_touched(function.value, name) for name in ("hooks", "event_hooks"))


def _statement(uses: Uses, used: Sequence[ast.Attribute]) -> ast.AST:
    """Return the statement before which a check comes before all uses: one that is run whenever one of them is."""
    statement = uses.statement(used[0])
    while not all(uses.point(statement).always_before(uses.point(node)) for node in used):
        above = uses.statement(uses.module.parents[statement])
        if _frame(uses, above) is not _frame(uses, statement):
            break
        statement = above
    return statement


def _frame(uses: Uses, statement: ast.AST) -> Scope:
    """Return the function that runs a statement; of a definition the one that it is in."""
    return uses.scope(uses.module.parents.get(statement, statement)).function


def _obstacle(context: Context, site: CallSite, trace: Trace, statement: ast.AST, *, raises: bool) -> str:
    """Say why ``raise_for_status()`` can't be put before a statement, or what handles the failure without it."""
    uses, first = context.uses, trace.used[0].value
    if not raises:
        return CANNOT_RAISE
    if not dotted(first):
        return UNNAMED
    sent_here = site.scope.function.holds(_frame(uses, statement))
    if sent_here and uses.point(statement).order <= uses.point(site.node).order:
        return TOO_LATE
    if uses.reads(first).sources.get(first, 1) > 1:
        return SHARED
    if reasons := set(map(context.handlers.around, trace.bodies)) - {""}:
        return min(reasons)
    if not all(_is_before(uses, node, statement) for node in trace.shown):
        return SHOWN
    if reason := context.handlers.above(_frame(uses, statement)):
        return reason
    return HANDED_ON if trace.handed_on else ""


def _is_before(uses: Uses, node: ast.AST, statement: ast.AST) -> bool:
    """Tell whether a node is before a statement of the same function."""
    here = _frame(uses, statement) is uses.scope(node).function
    return here and uses.point(node).order < uses.point(statement).order
