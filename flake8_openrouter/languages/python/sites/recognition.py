"""Which calls send or build what sends, by the tables; which of their arguments are headers."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference.evaluator import Evaluator
from flake8_openrouter.languages.python.inference.values import Built, Frame, Instance, Reference
from flake8_openrouter.languages.python.libraries import http, sdks
from flake8_openrouter.languages.python.syntax.scopes import CallSite
from flake8_openrouter.languages.python.syntax.tree import dotted, last_name
from flake8_openrouter.model import Text

#: Arguments that are headers whatever they are given to: no function but an SDK's has them.
_TELLING = frozenset(("extra_headers", "default_headers"))


def takes_as_headers(evaluator: Evaluator, site: CallSite, argument: ast.AST) -> bool:
    """Tell whether a call sends the argument at a node, an expression or a keyword, as headers."""
    name = argument.arg if isinstance(argument, ast.keyword) else None
    if name in _TELLING:
        return True
    for positional, headers in _signatures(evaluator, site):
        if name is None and argument in site.node.args:
            number = site.node.args.index(argument)
            name = positional[number] if number < len(positional) else ""
        if name in headers:
            return True
    return False


def takes_by_name(evaluator: Evaluator, site: CallSite, name: str) -> bool:
    """Tell whether a call sends an argument of a name, which ``**mapping`` gives it, as headers."""
    return name in _TELLING or any(name in headers for _, headers in _signatures(evaluator, site))


def builds(evaluator: Evaluator, site: CallSite) -> bool:
    """Tell whether a call builds a request, or a session, that is sent or used later."""
    values = evaluator.evaluate(site.node, Frame(site.scope, site.point))
    names = [value.dotted for value in values if isinstance(value, Built)]
    prepared = any(name in http.FUNCTIONS and http.FUNCTIONS[name].signature.prepares for name in names)
    session = any(name in http.HTTP_CLIENTS for name in names)
    return prepared or session or last_name(site.node.func) in http.PREPARING


def _signatures(evaluator: Evaluator, site: CallSite) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield the positional arguments of what a call may call, and those of its arguments that are headers."""
    function, frame = site.node.func, Frame(site.scope, site.point)
    name = last_name(function)
    for value in evaluator.evaluate(function, frame):
        if isinstance(value, Reference):
            yield from _of_reference(value.dotted)
    if not isinstance(function, ast.Attribute) or name not in http.SENDING:
        return
    for base in evaluator.evaluate(function.value, frame):
        if isinstance(base, Built) and (client := http.HTTP_CLIENTS.get(base.dotted)):
            if row := http.METHODS[client.library.name].get(name):
                yield row.signature.positional, row.library.headers
        elif isinstance(base, Text | Instance) and (any_row := http.ANY_METHOD.get(name)):
            yield any_row.signature.positional, any_row.library.headers


def _of_reference(dotted: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    if row := http.FUNCTIONS.get(dotted):
        yield row.signature.positional, row.library.headers
    if client := http.HTTP_CLIENTS.get(dotted):
        yield client.session.positional, client.library.headers
    if sdk := sdks.row(dotted):
        yield sdk.positional, sdk.headers


def is_played(call: ast.Call) -> bool:
    """Tell whether a call is one on a mock, or on a test's client of the file's own server."""
    function = call.func.value if isinstance(call.func, ast.Attribute) else call.func
    receiver = function.func if isinstance(function, ast.Call) else function
    return dotted(call.func).partition(".")[0] in http.MOCKS or last_name(receiver) in http.TEST_CLIENTS
