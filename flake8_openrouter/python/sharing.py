"""Whether what stands at a place has one use only, so that an edit there reaches no other.

It is followed from the place to the use through names that are read once. Whatever else lies between (an attribute,
an argument, what a function returns, another file that may import it by a name it does not show) is taken for shared.
"""

from __future__ import annotations

import ast

from flake8_openrouter.model import Part, Span, Text, Variable
from flake8_openrouter.python import strings
from flake8_openrouter.python.scopes import Module
from flake8_openrouter.python.tree import last_name

#: How many names are followed.
MAX_NAMES = 5

#: Expressions that pass a part of theirs on.
_PASSING = ast.JoinedStr | ast.FormattedValue | ast.BinOp | ast.BoolOp | ast.IfExp | ast.Await | ast.Dict | ast.keyword
#: Calls that do, by the last name of what is called.
_PASSING_CALLS = frozenset((*strings.METHODS, "dict", "get", "getenv", "str"))


def marked(text: Text, module: Module, use: Span) -> Text:
    """Return a text of which each part says whether it is shared with another use than this one."""
    return Text(tuple(_marked(part, module, use) for part in text.parts), text.span)


def _marked(part: Part, module: Module, use: Span) -> Part:
    if isinstance(part, Variable):
        return part._replace(default=tuple(marked(text, module, use) for text in part.default))
    return part._replace(shared=is_shared(part.span, module, use))


def is_shared(place: Span, module: Module, use: Span) -> bool:
    """Tell whether an edit at a place may reach another use than this one."""
    node: ast.AST | None = None
    for _ in range(MAX_NAMES):
        if use.start <= place.start and place.end <= use.end:
            return False
        node = node or module.node_at(place)
        if _is_clients_base(node, module):
            return False
        node = _only_read(node, module)
        if node is None:
            return True
        place = module.span(node)
    return True


def _is_clients_base(node: ast.AST | None, module: Module) -> bool:
    """Tell whether a URL is written where a client is built: it is the base of all that the client requests."""
    argument = module.parents.get(node) if node is not None else None
    return isinstance(argument, ast.keyword) and argument.arg == "base_url"


def _only_read(node: ast.AST | None, module: Module) -> ast.AST | None:
    """Return the one expression that reads what a value is kept under, or None."""
    parent = module.parents.get(node) if node is not None else None
    while parent is not None and (isinstance(parent, _PASSING) or _passes_on(parent)):
        parent = module.parents.get(parent)
    targets = parent.targets if isinstance(parent, ast.Assign) else [getattr(parent, "target", None)]
    target = targets[0] if len(targets) == 1 else None
    return _only_load(target.id, module) if isinstance(target, ast.Name) else None


def _passes_on(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in _PASSING_CALLS
    return isinstance(node, ast.Call) and last_name(node.func) in _PASSING_CALLS


def _only_load(name: str, module: Module) -> ast.Name | None:
    loads = module.loads.get(name, ())
    return loads[0].node if len(loads) == 1 else None
