"""Which calls of a method may send a request, as what they are called on, and are given, tells by names and texts.

Most of ``get`` look something up, and most of ``request``, ``send`` or ``put`` are a program's own: of them nothing is
resolved.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from flake8_openrouter.languages.python.inference.signs import Search, Sign, name_of
from flake8_openrouter.languages.python.inference.values import Frame
from flake8_openrouter.languages.python.syntax.scopes import CallSite
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.openrouter import api

#: What asks for a URL, and what looks something up: what that is, and what there is without it. More is no lookup.
_GET, _MOST_LOOKED_UP = "get", 2
_ENVIRONMENT = "environ"

#: Names of what a URL, a part of one or a table of them may be, and of what sends requests.
_OF_URLS = re.compile(r"ur[il]|endpoint|path|base|addr|link|href|rout|host|site|target|api", re.IGNORECASE)
_OF_CLIENTS = re.compile(r"client|session|http|requests|niquests|treq|conn|pool|api|router|transport", re.IGNORECASE)

_URL = Sign(lambda name: _OF_URLS.search(name) is not None, lambda text: "/" in text or api.is_got(text), unseen=False)
_WHOLE_URL = Sign(lambda name: False, lambda text: "://" in text, unseen=False)
_CLIENT = Sign(lambda name: _OF_CLIENTS.search(name) is not None, lambda text: False, unseen=False)


def may_send(site: CallSite) -> bool:
    """Tell whether a call of a method that has the name of one that sends may be given what a request needs."""
    call, frame = site.node, Frame(site.scope, site.point)
    if call.keywords or not isinstance(call.func, ast.Attribute):
        return True
    if call.func.attr == _GET and len(call.args) <= _MOST_LOOKED_UP:
        return last_name(call.func.value) != _ENVIRONMENT and any(_asks(call.func.value, call.args, frame))
    given = (Search(_URL).may_be(node, frame) for node in call.args)
    return any(given) or Search(_CLIENT).may_be(call.func.value, frame)


def _asks(called_on: ast.expr, given: Sequence[ast.expr], frame: Frame) -> Iterator[bool]:
    """Yield what tells that ``get`` asks for a URL, and looks nothing up: the URL, or a client with a part of one."""
    for node in given[:1]:
        yield _tells_url(node) or Search(_WHOLE_URL).may_be(node, frame)
        yield Search(_URL).may_be(node, frame) and Search(_CLIENT).may_be(called_on, frame)


def _tells_url(node: ast.expr) -> bool:
    """Tell whether an expression may be a URL by its own name or text."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and "/" in node.value
    return isinstance(node, ast.JoinedStr) or _OF_URLS.search(name_of(node)) is not None
