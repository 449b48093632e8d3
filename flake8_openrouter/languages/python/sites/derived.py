"""Clients that are given by another: ``client.with_options(…)``, which keeps what it is not given."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference import arguments
from flake8_openrouter.languages.python.inference.arguments import Arguments
from flake8_openrouter.languages.python.inference.bindings import reaching
from flake8_openrouter.languages.python.inference.values import Built, Frame, Mapping
from flake8_openrouter.languages.python.libraries import sdks
from flake8_openrouter.languages.python.libraries.sdk import Sdk
from flake8_openrouter.languages.python.sites import call_headers
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Load, Scope, home


def derivation(context: Context, site: CallSite, frame: Frame) -> tuple[Sdk, Arguments] | None:
    """Return the row of the client that a call gives, and all that it has: its own arguments before the other's.

    None where it keeps key and endpoint, or is no such call.
    """
    function = site.node.func
    if not isinstance(function, ast.Attribute):
        return None
    for base in context.evaluator.evaluate(function.value, frame):
        sdk = sdks.row(base.dotted) if isinstance(base, Built) else None
        if sdk is None or not isinstance(base, Built) or not _changes(context, sdk, site.node, frame):
            continue
        own = arguments.of_call(context.evaluator.expression(site.node, frame), ())
        first = arguments.of_call(context.evaluator.expression(base.call, base.frame), sdk.positional)
        names = {given.name for given in own.given}
        kept = tuple(given for given in first.given if given.name not in names)
        return sdk, Arguments((*own.given, *kept), own.complete and first.complete)
    return None


def _changes(context: Context, sdk: Sdk, call: ast.Call, frame: Frame) -> bool:
    """Tell whether a call gives a client another key or endpoint, or a header in the place of the key."""
    names = {keyword.arg for keyword in call.keywords}
    if not names.isdisjoint((*sdk.keys, *sdk.endpoints, None)):
        return True
    return any(keyword.arg in sdk.headers and may_authorize(context, keyword.value, frame) for keyword in call.keywords)


def is_only_a_base(context: Context, site: CallSite, sdk: Sdk) -> bool:
    """Tell whether a client is never used to send: each of its uses gives one with another key or endpoint."""
    found = list(uses(context, site))
    return bool(found) and all(_derives(context, use, sdk) for use in found)


def uses(context: Context, site: CallSite) -> Iterator[ast.AST]:
    """Yield the expressions that are what a call gives: the call, or what reads the name that this is bound to."""
    module = context.module
    parent = module.parents.get(site.node)
    target = parent.targets[0] if isinstance(parent, ast.Assign) and len(parent.targets) == 1 else None
    if isinstance(target, ast.Name):
        around: Scope = home(site.scope, target.id)
        loads = indexes.loads_at_home(target.id, around)
        yield from (load.node for load in loads if _may_be(load, target.id, site.node))
    elif isinstance(target, ast.Attribute):
        yield from indexes.attributes(module).get(target.attr, ())
    else:
        yield site.node


def _may_be(load: Load, name: str, value: ast.expr) -> bool:
    """Tell whether a name, where it is read, may be bound to an expression's value."""
    bindings = reaching(name, Frame(load.scope, load.point))
    return any(binding.value is value for binding in bindings)


def _derives(context: Context, use: ast.AST, sdk: Sdk) -> bool:
    module = context.module
    method = module.parents.get(use)
    if not isinstance(method, ast.Attribute) or method.attr not in sdks.DERIVING:
        return False
    call = module.parents.get(method)
    is_called = isinstance(call, ast.Call) and call.func is method
    return is_called and isinstance(call, ast.Call) and _changes(context, sdk, call, Frame(*module.place(call)))


def is_overridden(context: Context, site: CallSite) -> bool:
    """Tell whether calls of a client may bring a credential of their own: ``extra_headers={"Authorization": …}``."""
    for calling, name in call_headers.with_headers(context.module):
        frame = Frame(calling.scope, calling.point)
        is_own = name == call_headers.EXTRA_HEADERS and site.node in call_headers.owners(
            context, calling.node.func, frame
        )
        values = (keyword.value for keyword in calling.node.keywords if keyword.arg == name)
        if is_own and any(may_authorize(context, value, frame) for value in values):
            return True
    return False


def may_authorize(context: Context, node: ast.expr, frame: Frame) -> bool:
    """Tell whether headers may bring a credential that replaces the one which a client makes of its key."""
    for value in context.evaluator.evaluate(node, frame):
        if not isinstance(value, Mapping) or not value.complete or any(value.under("Authorization")):
            return True
    return False
