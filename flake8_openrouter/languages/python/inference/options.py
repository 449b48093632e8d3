"""Options of a command line: what ``args.base_url`` is where nobody gives it."""

from __future__ import annotations

import ast

from flake8_openrouter.languages.python.inference.bindings import reaching
from flake8_openrouter.languages.python.inference.evaluator import Expression
from flake8_openrouter.languages.python.inference.values import Frame, Values
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Module
from flake8_openrouter.languages.python.syntax.tree import dotted, last_name
from flake8_openrouter.model import Text

_ADDING = "add_argument"
_PARSING = frozenset(("parse_args", "parse_known_args", "parse_intermixed_args"))
_NAMES = frozenset(("args", "arguments", "opts", "options", "namespace"))


def default(expression: Expression[ast.Attribute]) -> Values:
    """Return the URL that an option has by default; nothing for what is no option, or has another default."""
    site = _options(expression.frame.scope.module).get(expression.node.attr)
    if site is None or not _has_options(expression.node.value, expression.frame):
        return ()
    given = next(keyword.value for keyword in site.node.keywords if keyword.arg == "default")
    values = expression.evaluator.evaluate(given, Frame(site.scope, site.point))
    return tuple(value for value in values if isinstance(value, Text) and value.head.startswith("http"))


def _has_options(node: ast.expr, frame: Frame) -> bool:
    """Tell whether an expression is what the command line was parsed to, by its name or by what it is bound to."""
    path = dotted(node)
    if path.rpartition(".")[2] in _NAMES:
        return True
    found = [binding.value for binding in reaching(path, frame)] if path.isidentifier() else [node]
    return any(isinstance(value, ast.Call) and last_name(value.func) in _PARSING for value in found)


@remembered
def _options(module: Module) -> dict[str, CallSite]:
    """Return the options with a default, by the name of their attribute; of several of one name none."""
    found: dict[str, list[CallSite]] = {}
    for site in module.calls_by_name.get(_ADDING, ()):
        names = {keyword.arg: keyword.value for keyword in site.node.keywords}
        texts = [node.value for node in site.node.args if isinstance(node, ast.Constant)]
        long = next((text for text in texts if isinstance(text, str) and not _is_short(text)), "")
        dest = names.get("dest")
        name = dest.value if isinstance(dest, ast.Constant) else long.lstrip("-").replace("-", "_")
        if "default" in names and isinstance(name, str):
            found.setdefault(name, []).append(site)
    return {name: sites[0] for name, sites in found.items() if len(sites) == 1}


def _is_short(text: str) -> bool:
    return text.startswith("-") and not text.startswith("--")
