"""Whether an object may be changed where the file does not show it: passed on, aliased, stored, or set from outside."""

from __future__ import annotations

import ast

from flake8_openrouter.languages.python.libraries import configs, http
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import ANY_ATTRIBUTE, Module, Scope, home
from flake8_openrouter.languages.python.syntax.tree import dotted, last_name

#: Functions that an object can be given to and stays as it is.
_HARMLESS = frozenset(
    (
        "print",
        "len",
        "dict",
        "list",
        "sorted",
        "str",
        "repr",
        "isinstance",
        "copy",
        "deepcopy",
        "dumps",
        "items",
        "bool",
        "type",
    )
    + (
        "debug",
        "info",
        "warning",
        "error",
        "exception",
        "log",
        "pformat",
        "pprint",
        "hasattr",
        "getattr",
        "id",
        "Headers",
    )
    + ("update", "super", *http.CALLED, *configs.LAST_NAMES)
)

#: Arguments by which a mapping or session is used rather than changed.
_USING = frozenset(
    (
        "headers",
        "default_headers",
        "extra_headers",
        "params",
        "json",
        "data",
        "cookies",
        "session",
        "client",
        "http_client",
        *configs.TAKING,
    )
)

#: What may be asked of a mapping or session without changing what it sends in a way that is not followed.
_FOLLOWED = frozenset(
    (
        "update",
        "setdefault",
        "append",
        "extend",
        "pop",
        "clear",
        "get",
        "items",
        "keys",
        "values",
        "copy",
        "headers",
        "cookies",
        "auth",
        "verify",
        "status_code",
    )
    + (*http.SENDING, *http.ADDING, *http.NEUTRAL)
)

#: Places where an object's name may be and the object stays as it is.
_LOOKING = (
    ast.Return
    | ast.Subscript
    | ast.Dict
    | ast.BinOp
    | ast.Compare
    | ast.FormattedValue
    | ast.withitem
    | ast.Expr
    | ast.Starred
)


#: Expressions that are, or have as an element, what a part of theirs is.
_HOLDING = ast.BoolOp | ast.IfExp | ast.Await | ast.NamedExpr | ast.List | ast.Tuple


def may_be_changed(scope: Scope, path: str) -> bool:
    """Tell whether the object at a dotted path can have been changed in a way that is not followed."""
    module = scope.module
    root, _, rest = path.partition(".")
    from_outside = bool(rest) and (_is_stored_outside(module, rest) or (scope.owner and _is_handed_out(module, root)))
    return bool(from_outside) or not _is_left_alone(module, home(scope, root), path)


@remembered
def _is_left_alone(module: Module, around: Scope, path: str) -> bool:
    """Tell whether all uses of a path's root, in the scope that binds it, leave the object at the path as it is."""
    uses = indexes.loads_at_home(path.partition(".")[0], around)
    return all(_leaves_alone(module, load.node, path) for load in uses)


def _is_stored_outside(module: Module, rest: str) -> bool:
    return not module.stored_outside.isdisjoint((ANY_ATTRIBUTE, *rest.split(".")))


@remembered
def _is_handed_out(module: Module, receiver: str) -> bool:
    """Tell whether a method gives its whole object to something that may change it."""
    return any(last_name(call.func) not in _HARMLESS for call in indexes.passed(module).get(receiver, ()))


def _leaves_alone(module: Module, name: ast.Name, path: str) -> bool:
    """Tell whether one use of a name leaves the object at the path as it is, or is another object's."""
    node: ast.AST = name
    parent = module.parents.get(node)
    while isinstance(parent, ast.Attribute) and dotted(node) != path:
        node, parent = parent, module.parents.get(parent)
    if dotted(node) != path:
        return True
    if isinstance(parent, ast.Attribute):
        return parent.attr in _FOLLOWED
    if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
        return True
    is_element = False
    while isinstance(parent, _HOLDING):
        is_element = is_element or isinstance(parent, ast.List | ast.Tuple)
        node, parent = parent, module.parents.get(parent)
    if is_element and isinstance(parent, ast.For | ast.comprehension):
        return False
    if isinstance(parent, ast.Call):
        return node is parent.func or last_name(parent.func) in _HARMLESS
    if isinstance(parent, ast.keyword):
        call = module.parents.get(parent)
        # What is spread is copied.
        return (
            parent.arg is None
            or parent.arg in _USING
            or (isinstance(call, ast.Call) and last_name(call.func) in _HARMLESS)
        )
    return isinstance(parent, _LOOKING | ast.If | ast.While | ast.Assert | ast.UnaryOp | ast.For | ast.comprehension)
