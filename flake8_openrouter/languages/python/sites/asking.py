"""Which calls of a method may send a request, as what they are called on, and are given, tells by names and texts.

Most of ``get`` look something up, and most of ``request``, ``send`` or ``put`` are a program's own: of them nothing is
resolved.
"""

from __future__ import annotations

import ast
import re

from flake8_openrouter.languages.python.inference.bindings import reaching
from flake8_openrouter.languages.python.inference.signs import Sign, imported, may_be, name_of
from flake8_openrouter.languages.python.inference.values import Frame
from flake8_openrouter.languages.python.libraries import http
from flake8_openrouter.languages.python.syntax.scopes import CallSite
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.openrouter import api

#: What asks for a URL, and what looks something up: what that is, and what there is without it. More is no lookup.
_GET, MOST_LOOKED_UP = "get", 2
_ENVIRONMENT = "environ"

#: Names of what a URL, a part of one or a table of them may be, and of what sends requests.
_OF_URLS = re.compile(r"ur[il]|endpoint|path|base|addr|link|href|rout|host|site|target|api", re.IGNORECASE)
_OF_CLIENTS = re.compile(r"client|session|http|requests|niquests|treq|conn|pool|api|router|transport", re.IGNORECASE)

_URL = Sign(lambda name: _OF_URLS.search(name) is not None, lambda text: "/" in text or api.is_got(text))
_CLIENT = Sign(lambda name: _OF_CLIENTS.search(name) is not None, lambda text: text in http.PACKAGES)
#: What is told to be a client: of most of what has a ``get`` nothing is known.
_KNOWN_CLIENT = _CLIENT._replace(in_doubt=False)


def may_send(site: CallSite) -> bool:
    """Tell whether a call of a method that has the name of one that sends may be given what a request needs."""
    call, frame = site.node, Frame(site.scope, site.point)
    if call.keywords or not isinstance(call.func, ast.Attribute) or _is_library(call.func.value, frame):
        return True
    if call.func.attr == _GET and len(call.args) <= MOST_LOOKED_UP:
        return bool(call.args) and _asks(call.func.value, call.args[0], frame)
    return any(may_be(_URL, node, frame) for node in call.args) or may_be(_CLIENT, call.func.value, frame)


def _is_library(node: ast.expr, frame: Frame) -> bool:
    """Tell whether a name is a module of a library that sends requests, or what is imported from one."""
    if not isinstance(node, ast.Name):
        return False
    return any(value.module.partition(".")[0] in http.PACKAGES for value in imported(node, frame))


def _asks(called_on: ast.expr, given: ast.expr, frame: Frame) -> bool:
    """Tell whether ``get`` asks for a URL, and looks nothing up: it is given one, or a client a part of one."""
    if last_name(called_on) == _ENVIRONMENT:
        return False
    if _tells_url(given) or _is_bound_so(given, frame):
        return True
    return may_be(_URL, given, frame) and may_be(_KNOWN_CLIENT, called_on, frame)


def _tells_url(node: ast.expr) -> bool:
    """Tell whether an expression may be a URL by its own name or text."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and "/" in node.value
    return isinstance(node, ast.JoinedStr) or _OF_URLS.search(name_of(node)) is not None


def _is_bound_so(node: ast.expr, frame: Frame) -> bool:
    """Tell whether an expression is a name for a text that is a URL."""
    found = reaching(node.id, frame) if isinstance(node, ast.Name) else ()
    return any(isinstance(binding.value, ast.Constant) and "://" in str(binding.value.value) for binding in found)
