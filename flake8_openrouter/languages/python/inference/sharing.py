"""Who sees what is at a place besides the one use that it is for, so that an edit there would reach them too.

It is followed from the place to the use through names that are read once. Whatever else lies between (an attribute,
an argument, what a function returns, another file) may have other readers.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_openrouter.languages.python.inference import strings
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.scopes import Kind, Module, home
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.model import Part, Reach, Span, Text, Variable

if TYPE_CHECKING:
    from flake8_openrouter.languages.python.inference.exports import Exports

#: How many names are followed.
MAX_NAMES = 5

FOLLOWED = "it may have other readers"

#: Expressions that pass a part of theirs on.
_PASSING = ast.JoinedStr | ast.FormattedValue | ast.BinOp | ast.BoolOp | ast.IfExp | ast.Await | ast.Dict | ast.keyword
#: Calls that do, by the last name of what is called.
_PASSING_CALLS = frozenset((*strings.METHODS, "dict", "get", "getenv", "str"))


def marked(text: Text, exports: Exports, use: Span) -> Text:
    """Return a text of which each part says who else than this use sees it."""
    return Text(tuple(_marked(part, exports, use) for part in text.parts), text.span)


def _marked(part: Part, exports: Exports, use: Span) -> Part:
    if isinstance(part, Variable):
        return part._replace(default=tuple(marked(text, exports, use) for text in part.default))
    return part._replace(reach=reach(part.span, exports, use))


def reach(place: Span, exports: Exports, use: Span) -> Reach:
    """Return who else than a use sees what is at a place."""
    return Reach(find=lambda: _readers(place, exports, use))


def _readers(place: Span, exports: Exports, use: Span) -> tuple[str, ...]:
    module = exports.module
    if place.document is not module.document:
        return (FOLLOWED,)
    node: ast.AST | None = None
    readers: tuple[str, ...] = ()
    for _ in range(MAX_NAMES):
        if use.start <= place.start and place.end <= use.end:
            return readers
        node = node or indexes.node_at(module, place)
        if _is_clients_base(node, module):
            return ()
        target = _target(node, module)
        if target is None:
            return (FOLLOWED,)
        around = home(module.place(target)[0], target.id)
        loads = indexes.loads_at_home(target.id, around)
        if len(loads) != 1 or around.kind is Kind.CLASS:
            return (f"{target.id} is read elsewhere too",)
        if reader := exports.reader(around, target.id):
            readers = (*readers, reader)
        node = loads[0].node
        place = module.span(node)
    return (FOLLOWED,)


def _is_clients_base(node: ast.AST | None, module: Module) -> bool:
    """Tell whether a URL is written where a client is built: it is the base of all that the client requests."""
    argument = module.parents.get(node) if node is not None else None
    return isinstance(argument, ast.keyword) and argument.arg == "base_url"


def _target(node: ast.AST | None, module: Module) -> ast.Name | None:
    """Return the one name that a value is kept under, or None."""
    parent = module.parents.get(node) if node is not None else None
    while parent is not None and (isinstance(parent, _PASSING) or _passes_on(parent)):
        parent = module.parents.get(parent)
    targets = parent.targets if isinstance(parent, ast.Assign) else [getattr(parent, "target", None)]
    target = targets[0] if len(targets) == 1 else None
    return target if isinstance(target, ast.Name) else None


def _passes_on(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in _PASSING_CALLS
    return isinstance(node, ast.Call) and last_name(node.func) in _PASSING_CALLS
