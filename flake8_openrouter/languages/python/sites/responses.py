"""Responses whose body is used although nobody checks the status, and whether ``raise_for_status()`` may go there."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from flake8_openrouter.languages.python.sites import traces
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.sites.steps import Trace
from flake8_openrouter.languages.python.syntax.reads import Uses
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Scope
from flake8_openrouter.languages.python.syntax.tree import dotted
from flake8_openrouter.model import Destination, Request, ResponseUse

UNNAMED = "the response has no name"
SHARED = "the name may hold another response there"
TOO_LATE = "the response is received and used in one statement"
SHOWN = "a failed call would no longer show the body"
HANDED_ON = "the body is passed on whole, and may be checked there"

CANNOT_RAISE = "the library's responses have no raise_for_status()"


def facts(context: Context, site: CallSite, request: Request, *, raises: bool) -> Iterator[ResponseUse]:
    """Yield where the body of a request's response is used although its status is looked at nowhere.

    ``raises``: the response has ``raise_for_status()``.
    """
    if not request.destination.resolved or _is_hooked(context, site):
        return
    if site.node not in context.responses:
        context.responses[site.node] = tuple(_uses(context, site, raises=raises))
    for found in context.responses[site.node]:
        yield found._replace(destination=request.destination, method=request.method, paths=request.paths)


def _uses(context: Context, site: CallSite, *, raises: bool) -> Iterator[ResponseUse]:
    """Yield the first use in each function, of a response that nobody looks at."""
    trace = traces.trace(context, site)
    for used in trace.used if not trace.looked else ():
        first, statement = used[0], _statement(context.uses, used)
        obstacle = _obstacle(context, site, trace, first.value, statement, raises=raises)
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


def _obstacle(
    context: Context, site: CallSite, trace: Trace, first: ast.expr, statement: ast.AST, *, raises: bool
) -> str:
    """Say why ``raise_for_status()`` can't be put before a statement, or what handles the failure without it."""
    uses = context.uses
    if not raises:
        return CANNOT_RAISE
    if not dotted(first):
        return UNNAMED
    is_here = _frame(uses, statement) is site.scope.function
    if is_here and uses.point(statement).order <= uses.point(site.node).order:
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
