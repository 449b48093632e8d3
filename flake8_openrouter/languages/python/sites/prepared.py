"""Requests that are built first and sent later: what is put on them between, and whether that is seen."""

from __future__ import annotations

import ast

from flake8_openrouter.languages.python.inference import aliasing, arguments, mappings
from flake8_openrouter.languages.python.inference.values import Built, Frame
from flake8_openrouter.languages.python.libraries import http
from flake8_openrouter.languages.python.sites.carriers import Call
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.sites.sent_headers import Sent
from flake8_openrouter.languages.python.sites.sessions import Session
from flake8_openrouter.languages.python.syntax.scopes import END, Point
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.model import Text


def built_requests(context: Context, call: Call) -> list[Built]:
    """Return the requests that were built before and are sent here: ``urlopen(request)``."""
    return [
        value
        for value in arguments.values(context.evaluator, call.first("url"))
        if isinstance(value, Built) and value.dotted in http.FUNCTIONS
    ]


def urls_of_request(context: Context, request: Built) -> tuple[Text, ...]:
    row = http.FUNCTIONS[request.dotted]
    given = arguments.of_call(context.evaluator.expression(request.call, request.frame), row.signature.positional).given
    url = next((item for item in given if http.roles(row.library).get(item.name) == "url"), None)
    return context.evaluator.argument_texts(url.value) if url else ()


def prepared_headers(context: Context, call: Call) -> Sent:
    """Return the headers that are put on a request after it was built: ``request.add_header(…)``."""
    if not call.row.signature.prepares:
        return Sent()
    parent = context.module.parents.get(call.site.node)
    if isinstance(parent, ast.Call):
        return Sent()
    name = parent.targets[0] if isinstance(parent, ast.Assign) else None
    if not isinstance(name, ast.Name):
        return Sent(complete=False)
    bindings = call.site.scope.function.bindings.get(name.id, ())
    own = next((binding for binding in bindings if binding.value is call.site.node), None)
    if own is None:
        return Sent(complete=False)
    # The name may be used for another request afterwards.
    end = min((other.point for other in bindings if other.point.order > own.point.order), default=END)
    changes = mappings.changes(None, name.id, Frame(call.site.scope, Point(end.order, own.point.branches)), own)
    built = Built("", call.site.node, call.frame, context.span(call.site.node), tuple(changes))
    sent = Session(context, built).headers()
    return Sent(sent.alternatives, sent.complete and end.always_before(own.point))


def is_completed_elsewhere(context: Context, call: Call) -> bool:
    """Tell whether a request is only built here, and may get its credential before it is sent."""
    if call.row.library.openers:
        return "install_opener" in context.module.calls_by_name or not _is_sent_as_it_is(context, call)
    return call.row.signature.prepares


def _is_sent_as_it_is(context: Context, call: Call) -> bool:
    """Tell whether ``Request(…)`` is in ``urlopen(…)``, or its name is used for nothing that is not followed."""
    if not call.row.signature.prepares:
        return True
    parent = context.module.parents.get(call.site.node)
    if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
        return not aliasing.may_be_changed(call.site.scope, parent.targets[0].id)
    return isinstance(parent, ast.Call) and last_name(parent.func) == "urlopen"
