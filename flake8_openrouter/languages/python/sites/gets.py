"""Which calls of ``get`` may ask for a URL: of those that look something up nothing is resolved."""

from __future__ import annotations

import ast
import re

from flake8_openrouter.languages.python.inference.bindings import reaching
from flake8_openrouter.languages.python.inference.signs import Search, Sign
from flake8_openrouter.languages.python.inference.values import Frame
from flake8_openrouter.languages.python.libraries import http
from flake8_openrouter.languages.python.syntax.places import Imported
from flake8_openrouter.languages.python.syntax.scopes import CallSite
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.openrouter import api

#: What is looked up, and what there is without it: a library's function takes no more without naming it.
_MOST = 2
_ENVIRONMENT = "environ"
#: Names of what a URL, a part of one or a table of them may be.
_OF_URLS = re.compile(r"ur[il]|endpoint|path|base|addr|link|href|rout|host|site|target|api", re.IGNORECASE)


def _is_url(text: str) -> bool:
    """Tell whether a text may be a URL, or a path of the API."""
    return "/" in text or api.is_got(text)


_URL = Sign(lambda name: _OF_URLS.search(name) is not None, _is_url, unseen=False)


def asks_for_url(site: CallSite) -> bool:
    """Tell whether a call of ``get`` may be given a URL, or a path of the API."""
    call, frame = site.node, Frame(site.scope, site.point)
    if call.keywords or len(call.args) > _MOST:
        return True
    called_on = call.func.value if isinstance(call.func, ast.Attribute) else call.func
    if not call.args or last_name(called_on) == _ENVIRONMENT:
        return False
    first = call.args[0]
    return Search(_URL).may_be(first, frame) or (not isinstance(first, ast.Constant) and _is_library(called_on, frame))


def _is_library(node: ast.expr, frame: Frame) -> bool:
    """Tell whether an expression is a module of a library that sends requests, or what is imported from one."""
    found = reaching(node.id, frame) if isinstance(node, ast.Name) else ()
    imported = (binding.value for binding in found if isinstance(binding.value, Imported))
    return any(value.module.partition(".")[0] in http.PACKAGES for value in imported)
