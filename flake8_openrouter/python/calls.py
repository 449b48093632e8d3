"""What a call returns: a variable, a text, a mapping, a session, or what a function of the file returns."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping as MappingOf
from typing import TYPE_CHECKING

from flake8_openrouter.model import Origin, Text, Unknown
from flake8_openrouter.python import classes, clients, environment, mappings, sdk_table, strings
from flake8_openrouter.python.domain import (
    Argument,
    Built,
    Class,
    Frame,
    Function,
    Instance,
    Mapping,
    Nothing,
    Reference,
    Value,
    Values,
    is_inbound,
)
from flake8_openrouter.python.scopes import CallSite, Scope
from flake8_openrouter.python.tree import dotted, last_name

if TYPE_CHECKING:
    from flake8_openrouter.python.values import Evaluator

#: How many callers of a function are looked at, among how many calls of its name; how many returns, and how deep calls
#: are followed.
MAX_CALLERS = 8
MAX_SITES = 200
MAX_RETURNS = 12
MAX_CALLS = 4

Arguments = MappingOf[str, Argument]

#: Decorators that leave arguments and results as they are.
_TRANSPARENT = frozenset(
    ("staticmethod", "classmethod", "property", "cached_property", "cache", "lru_cache", "contextmanager", "override")
    + (
        "asynccontextmanager",
        "abstractmethod",
        "retry",
        "on_exception",
        "backoff",
        "wraps",
        "overload",
        "final",
        "deprecated",
    )
)

_KEPT = frozenset(
    (
        *clients.HTTP_CLIENTS,
        *sdk_table.SDKS,
        *clients.FUNCTIONS,
        *environment.STORES,
        *environment.PROCESSES,
        "open",
        "io.open",
    )
)
_COPIES = frozenset(("copy.copy", "copy.deepcopy"))
_JOINS = frozenset(("os.path.join", "posixpath.join"))
_COMMANDS = frozenset(("subprocess.check_output", "subprocess.getoutput", "os.popen"))
_READS = frozenset(("read", "readline", "read_text", "read_bytes"))
#: What may name an option of a settings file.
_OPTION = re.compile(r"[A-Za-z_][\w.]*")
_UNKNOWN = ast.Constant(Ellipsis, lineno=1, col_offset=0, end_lineno=1, end_col_offset=0)


def result(evaluator: Evaluator, node: ast.Call, frame: Frame) -> Values:
    if read := environment.call(evaluator, node, frame):
        return (read,)
    if isinstance(node.func, ast.Attribute) and (values := _method(evaluator, node, node.func, frame)):
        return values
    values = ()
    for callee in evaluator.evaluate(node.func, frame):
        values += _called(evaluator, callee, node, frame)
    return values


def _method(evaluator: Evaluator, node: ast.Call, function: ast.Attribute, frame: Frame) -> Values:
    """Return what a method of a text, a mapping or a file returns."""
    if function.attr in _READS and (stored := _stored(evaluator, node, function, frame)):
        return (stored,)
    texts = strings.METHODS.get(function.attr)
    values: list[Value] = []
    for base in evaluator.evaluate(function.value, frame):
        if is_inbound(base):
            values.append(evaluator.unknown(node, frame, Origin.INBOUND))
        elif isinstance(base, Text) and texts is not None:
            values += texts(evaluator, base, node, frame)
        elif isinstance(base, Mapping):
            values += _of_mapping(evaluator, base, node, function.attr, frame)
        elif isinstance(base, Text) and function.attr in ("get", "pop", "setdefault") and len(node.args) == 2:
            values += _with_default(evaluator, node, frame)
    return tuple(values)


def _stored(evaluator: Evaluator, node: ast.Call, function: ast.Attribute, frame: Frame) -> Text | None:
    """Return the unstripped text that ``open(…).read()`` or ``path.read_text()`` gives."""
    opened = any(
        isinstance(base, Built) and base.dotted in ("open", "io.open")
        for base in evaluator.evaluate(function.value, frame)
    )
    if not opened and function.attr not in ("read_text",) and not _is_opening(function.value):
        return None
    return evaluator.unknown(node, frame, Origin.STORED)


def _is_opening(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("open", "popen")


def _with_default(evaluator: Evaluator, node: ast.Call, frame: Frame) -> Values:
    """Return ``config.get("key", default)`` of a mapping that is not known: something of that name, or the default."""
    key = mappings.key_of(evaluator, node.args[0], frame)
    span = evaluator.span(node, frame)
    something = Text((Unknown(span, (key,) if key else ()),), span)
    default = evaluator.evaluate(node.args[1], frame)
    return (something, *(value for value in default if isinstance(value, Text) and _is_a_default(value.literal)))


def _is_a_default(text: str | None) -> bool:
    """Tell whether a text can be a default only: the second name of ``parser.get(section, option)`` is none."""
    return bool(text) and _OPTION.fullmatch(text or "") is None


def _of_mapping(evaluator: Evaluator, base: Mapping, node: ast.Call, method: str, frame: Frame) -> Values:
    if method == "copy":
        return (base,)
    if method in ("get", "pop") and node.args:
        key = mappings.key_of(evaluator, node.args[0], frame)
        something = evaluator.unknown(node, frame)
        return mappings.get(evaluator, base, key, something) if key is not None else (something,)
    return ()


def _called(evaluator: Evaluator, callee: Value, node: ast.Call, frame: Frame) -> Values:
    span = evaluator.span(node, frame)
    if isinstance(callee, Function):
        return returned(evaluator, callee, bound(node, callee.scope, frame, skip=1 if callee.scope.receiver else 0))
    if isinstance(callee, Class):
        return (Instance(callee.scope, span, node, frame),)
    if isinstance(callee, Reference):
        return _library(evaluator, callee.dotted, node, frame)
    return ()


def _library(evaluator: Evaluator, name: str, node: ast.Call, frame: Frame) -> Values:
    """Return what a function of another module returns, where that is known."""
    if name == "dict" or (name == "dict.copy" and node.args):
        return mappings.constructed(evaluator, node, frame)
    if name in _COPIES and node.args:
        return evaluator.evaluate(node.args[0], frame)
    if name in clients.WRAPPERS and node.args:
        values = evaluator.evaluate(node.args[-1 if name == "typing.cast" else 0], frame)
        if name == "str":
            span = evaluator.span(node, frame)
            return tuple(Text(text.parts, span) for text in evaluator.texts(node.args[0], frame))
        if name.endswith("SecretStr"):
            return tuple(map(strings.sealed, values))
        return tuple(mappings.as_mapping(evaluator, value) or value for value in values)
    if name in ("urllib.parse.urljoin", "urllib.request.urljoin"):
        return strings.joined_url(evaluator, node, frame)
    if name in _JOINS:
        return strings.joined_path(evaluator, node, frame)
    if name in _COMMANDS:
        return (evaluator.unknown(node, frame, Origin.STORED),)
    if name in _KEPT:
        return (Built(name, node, frame, evaluator.span(node, frame)),)
    return ()


def returned(evaluator: Evaluator, function: Function, arguments: Arguments) -> Values:
    """Return what a function of the file returns, or what its context manager yields."""
    scope = function.scope
    if is_wrapped(scope) or scope in evaluator.calling or len(evaluator.calling) >= MAX_CALLS:
        return ()
    outcomes = scope.yields if _is_context_manager(scope) else scope.returns
    if not outcomes:
        return () if scope.yields or _is_abstract(scope) else (Nothing(function.span),)
    values: list[Value] = []
    if len(outcomes) > MAX_RETURNS:
        return ()
    evaluator.calling.append(scope)
    for node, point in outcomes:
        inside = Frame(scope, point, arguments, function.receiver)
        values += evaluator.evaluate(node, inside) if node is not None else (Nothing(function.span),)
    evaluator.calling.pop()
    return tuple(values)


def is_wrapped(scope: Scope) -> bool:
    """Tell whether a decorator may change what a function is given, or returns."""
    decorators = getattr(scope.node, "decorator_list", ())
    names = (last_name(item.func if isinstance(item, ast.Call) else item) for item in decorators)
    return any(name not in _TRANSPARENT for name in names)


def _is_context_manager(scope: Scope) -> bool:
    return any("contextmanager" in dotted(item) for item in getattr(scope.node, "decorator_list", ()))


def _is_abstract(scope: Scope) -> bool:
    """Tell whether a function's body says only that another one will do it."""
    node = scope.node
    if any("abstract" in dotted(item) for item in getattr(node, "decorator_list", ())):
        return True
    body = getattr(node, "body", [])
    return all(
        isinstance(item, ast.Raise | ast.Pass) or (isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant))
        for item in body
    )


def bound(node: ast.Call, scope: Scope, frame: Frame, skip: int) -> Arguments:
    """Match a call's arguments with a function's parameters, the first ``skip`` of them given already."""
    arguments: dict[str, Argument] = {}
    names = scope.positional[skip:]
    for name, value in zip(names, node.args, strict=False):
        if isinstance(value, ast.Starred):
            break
        arguments[name] = Argument(value, frame)
    for keyword in node.keywords:
        if keyword.arg is not None and keyword.arg in scope.parameters:
            arguments[keyword.arg] = Argument(keyword.value, frame)
    if any(isinstance(value, ast.Starred) for value in node.args) or any(
        keyword.arg is None for keyword in node.keywords
    ):
        for name in scope.parameters:
            arguments.setdefault(name, Argument(_UNKNOWN, frame))
    return arguments


def arguments_of_callers(evaluator: Evaluator, scope: Scope) -> list[Arguments]:
    """Return the arguments that the calls of the file give a function; none where they are too many to look at."""
    if scope not in evaluator.callers:
        evaluator.callers[scope] = []  # a function that calls itself asks again
        skip = 1 if scope.receiver else 0
        sites = callers(evaluator, scope)
        given = [bound(site.node, scope, Frame(site.scope, site.point), skip) for site in sites]
        evaluator.callers[scope] = given if len(given) <= MAX_CALLERS else []
    return evaluator.callers[scope]


def callers(evaluator: Evaluator, scope: Scope) -> list[CallSite]:
    """Return the calls of a function in its file; for ``__init__`` those of its class."""
    module = scope.module
    if not scope.name or is_wrapped(scope):
        return []
    sites = list(module.calls_by_name.get(scope.name, ()))
    if scope.name == "__init__" and scope.parent is not None:
        for owner in (scope.parent, *classes.subclasses(scope.parent)):
            if owner is scope.parent or "__init__" not in owner.bindings:
                sites += module.calls_by_name.get(owner.name, ())
    if len(sites) > MAX_SITES:
        return []
    found: list[CallSite] = []
    for site in sites:
        if scope not in site.scope.enclosing() and _calls(evaluator, site, scope):
            found.append(site)
            if len(found) > MAX_CALLERS:
                break
    return found


def _calls(evaluator: Evaluator, site: CallSite, scope: Scope) -> bool:
    function = site.node.func
    frame = Frame(site.scope, site.point)
    if isinstance(function, ast.Attribute) and _is_super(function.value):
        owner = site.scope.owner
        return owner is not None and scope.parent in list(classes.bases(evaluator, owner))[1:]
    for value in evaluator.evaluate(function, frame):
        if isinstance(value, Function) and value.scope is scope:
            return True
        if isinstance(value, Class) and scope.name == "__init__":
            return any(base is scope.parent for base in classes.bases(evaluator, value.scope))
    return False


def _is_super(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"
