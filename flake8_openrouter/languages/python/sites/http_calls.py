"""Which calls send or prepare a request: functions of the libraries, methods of sessions, by whatever way to them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference import arguments, partials
from flake8_openrouter.languages.python.inference.bindings import reaching
from flake8_openrouter.languages.python.inference.evaluator import MAX_ALTERNATIVES
from flake8_openrouter.languages.python.inference.values import Built, Frame, Instance, Mapping, Reference, Value
from flake8_openrouter.languages.python.libraries import http
from flake8_openrouter.languages.python.libraries.http import HttpCall
from flake8_openrouter.languages.python.libraries.http_library import Signature
from flake8_openrouter.languages.python.sites import asking
from flake8_openrouter.languages.python.sites.carriers import Call
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.sites.recognition import is_played
from flake8_openrouter.languages.python.sites.sessions import Session
from flake8_openrouter.languages.python.syntax.scopes import CallSite
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.model import Text
from flake8_openrouter.openrouter import destinations

_LAST_NAMES = http.CALLED | http.SENDING
#: What is no client that is known.
_NO_CLIENT = (Text, Mapping)
#: A method whose name is not known, of which an argument's place tells nothing but the URL.
_ANY = Signature("")


def may_send(context: Context, site: CallSite, name: str) -> bool:
    """Tell whether a call of something with a last name may send a request: ``METHODS[name](url, headers=…)``."""
    if name:
        may_ask = name in _LAST_NAMES and (context.around.any_scope or asking.may_send(site))
        return may_ask and not _looks_up(context, site)
    for keyword in site.node.keywords:
        if keyword.arg in http.TELLING:
            return True
    return partials.may_be_called(site)


def _looks_up(context: Context, site: CallSite) -> bool:
    """Tell whether a method looks something up, whoever calls: of what is no client, given nothing that is a URL."""
    call, frame = site.node, Frame(site.scope, site.point)
    if call.keywords or not isinstance(call.func, ast.Attribute) or not 0 < len(call.args) <= asking.MOST_LOOKED_UP:
        return False
    bases = context.evaluator.evaluate(call.func.value, frame)
    if len(bases) >= MAX_ALTERNATIVES or not all(isinstance(base, _NO_CLIENT) for base in bases):
        return False
    if not any(isinstance(base, Text) for base in bases):
        return True
    urls = context.evaluator.texts(call.args[0], frame)
    return len(urls) < MAX_ALTERNATIVES and not any(map(destinations.parse, urls))


def of(context: Context, site: CallSite, frame: Frame) -> Call | None:
    """Return a call as a table's row has it: a library's function, a session's method, or one of what looks like it."""
    for value in context.evaluator.evaluate(site.node.func, frame):
        if isinstance(value, Reference) and (row := http.FUNCTIONS.get(value.dotted)):
            return _by_session(context, _matched(context, site, frame, row, None))
    made = partials.of(context.evaluator, site, frame)
    if made is not None and (row := http.FUNCTIONS.get(partials.called(context.evaluator, made))):
        given = partials.given(context.evaluator, made, site, frame, row.signature.positional)
        return Call(site, row, None, given, frame)
    node, name = _method(context, site, frame)
    bases = context.evaluator.evaluate(node, frame) if node is not None else ()
    return next(filter(None, (_of_base(context, site, frame, base, name) for base in bases)), None)


def _of_base(context: Context, site: CallSite, frame: Frame, base: Value, name: str) -> Call | None:
    """Return a call of a method; without a name it may be any of a session or of a library."""
    if isinstance(base, Reference) and (row := http.FUNCTIONS.get(f"{base.dotted}.post")):
        return _matched(context, site, frame, HttpCall(row.library, _ANY), None) if not name else None
    client = http.HTTP_CLIENTS.get(base.dotted) if isinstance(base, Built) else None
    if isinstance(base, Built) and client is not None:
        row = http.METHODS[client.library.name].get(name) if name else HttpCall(client.library, _ANY)
        return _matched(context, site, frame, row, Session(context, base)) if row else None
    row = http.ANY_METHOD.get(name) if isinstance(base, Text | Instance) else None
    if row is not None and _sends(context, site, frame, row):
        return _matched(context, site, frame, row, Session(context, None))._replace(base=base)
    return None


def _method(context: Context, site: CallSite, frame: Frame) -> tuple[ast.expr | None, str]:
    """Return the object whose method is called, and its name; empty for ``getattr(object, name)`` of a name unknown."""
    function = site.node.func
    if isinstance(function, ast.Attribute):
        return function.value, function.attr
    for asked in _asked(function, frame):
        names = {text.literal for text in context.evaluator.texts(asked.args[1], frame)}
        return asked.args[0], (names.pop() or "") if len(names) == 1 else ""
    return None, ""


def _asked(function: ast.expr, frame: Frame) -> Iterator[ast.Call]:
    """Yield the one call of ``getattr`` that a function is, or that its name is bound to."""
    if isinstance(function, ast.Name):
        bindings = reaching(function.id, frame)
        only = bindings[0].value if len(bindings) == 1 else None
        function = only if isinstance(only, ast.Call) else function
    if isinstance(function, ast.Call) and last_name(function.func) == "getattr" and len(function.args) == 2:
        yield function


def _by_session(context: Context, call: Call) -> Call:
    """Return a call with the session that it is given."""
    name = call.row.signature.session
    given = call.given.get((name,)) if name else None
    for value in arguments.values(context.evaluator, given):
        built = value if isinstance(value, Built) and value.dotted in http.HTTP_CLIENTS else None
        return call._replace(session=Session(context, built))
    return call


def _matched(context: Context, site: CallSite, frame: Frame, row: HttpCall, session: Session | None) -> Call:
    given = arguments.of_call(context.evaluator.expression(site.node, frame), row.signature.positional)
    return Call(site, row, session, given, frame)


def _sends(context: Context, site: CallSite, frame: Frame, row: HttpCall) -> bool:
    """Tell whether a method of an unknown object is given what a request needs: headers, or a URL."""
    if any(not isinstance(value, Text) for value in context.evaluator.evaluate(site.node.func, frame)):
        return False  # a method of the file's own
    if is_played(site.node):
        return False
    given = arguments.of_call(context.evaluator.expression(site.node, frame), row.signature.positional)
    if given.get(("headers", "json", "cookies", "auth")):
        return True
    url = given.get(("url",))
    return url is not None and any(destinations.parse(text) for text in context.evaluator.argument_texts(url.value))
