"""What a function of the file is given by its callers, and what it returns."""

from __future__ import annotations

import ast

from flake8_openrouter.languages.python.inference import choices, lineage
from flake8_openrouter.languages.python.inference.bindings import reaching
from flake8_openrouter.languages.python.inference.evaluator import Evaluator
from flake8_openrouter.languages.python.inference.values import (
    Argument,
    Arguments,
    Class,
    Frame,
    Function,
    Instance,
    Nothing,
    Sequence,
    Value,
    Values,
)
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.scopes import CallSite, How, Kind, Scope
from flake8_openrouter.languages.python.syntax.tree import decorators, dotted

#: How many callers of a function are looked at, among how many calls of its name; how many returns, and how deep calls
#: are followed.
MAX_CALLERS = 8
MAX_SITES = 200
MAX_RETURNS = 12
MAX_CALLS = 4

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

_UNKNOWN = ast.Constant(Ellipsis, lineno=1, col_offset=0, end_lineno=1, end_col_offset=0)


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
    case = choices.taken(evaluator, Frame(scope, scope.point, arguments, function.receiver))
    for node, point in outcomes:
        if not choices.is_reached(case, scope, point):
            continue
        inside = Frame(scope, point, arguments, function.receiver)
        inside = inside if case is None else inside.under(case)
        values += evaluator.evaluate(node, inside) if node is not None else (Nothing(function.span),)
    evaluator.calling.pop()
    return tuple(values)


def is_wrapped(scope: Scope) -> bool:
    """Tell whether a decorator may change what a function is given, or returns."""
    return any(name not in _TRANSPARENT for name in decorators(scope.node))


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
        for name, unknown in unknown_to(scope).items():
            arguments.setdefault(name, unknown)
    return arguments


def unknown_to(scope: Scope) -> Arguments:
    """Return arguments of which a function knows nothing."""
    return dict.fromkeys(scope.parameters, Argument(_UNKNOWN, Frame(scope, scope.point)))


def arguments_of_callers(evaluator: Evaluator, scope: Scope) -> list[Arguments]:
    """Return the arguments that the calls of the file give a function; none where they are too many to look at."""
    if scope not in evaluator.callers:
        evaluator.callers[scope] = []  # a function that calls itself asks again
        skip = 1 if scope.receiver else 0
        sites = evaluator.apart(lambda: callers(evaluator, scope))
        given = [bound(site.node, scope, Frame(site.scope, site.point), skip) for site in sites]
        apart = [each for arguments in given for each in _by_elements(evaluator, arguments)]
        fitting = (found for found in (apart, given) if len(found) <= MAX_CALLERS)
        evaluator.callers[scope] = next(fitting, [])
    return evaluator.callers[scope]


def _by_elements(evaluator: Evaluator, arguments: Arguments) -> list[Arguments]:
    """Return what a call in a loop over a list that is written out gives a function: for each element by itself."""
    for name, argument in arguments.items():
        if isinstance(argument.node, ast.Name) and (elements := _elements(evaluator, argument.node.id, argument.frame)):
            return [{**arguments, name: element} for element in elements]
    return [arguments]


def _elements(evaluator: Evaluator, name: str, frame: Frame) -> list[Argument]:
    """Return the elements of the list that a loop goes through by a name; none where it does not."""
    bindings = reaching(name, frame)
    if len(bindings) != 1 or bindings[0].how is not How.ELEMENT or not isinstance(bindings[0].value, ast.expr):
        return []
    iterated = evaluator.evaluate(bindings[0].value, frame.at(bindings[0].scope, bindings[0].point))
    lists = [value for value in iterated if isinstance(value, Sequence)]
    return [element for value in lists for element in value.elements] if len(lists) == len(iterated) else []


def objects(evaluator: Evaluator, owner: Scope) -> list[Instance]:
    """Return the objects of a class that the file builds; none where they are too many to look at, or of heirs."""
    sites = owner.module.calls_by_name.get(owner.name, ())
    if len(sites) > MAX_CALLERS or lineage.subclasses(owner):
        return []
    built = [value for site in sites for value in evaluator.evaluate(site.node, Frame(site.scope, site.point))]
    return [value for value in built if isinstance(value, Instance) and value.scope is owner]


def called_by_name(scope: Scope) -> list[CallSite]:
    """Return the calls in its file that a function's name may mean; for ``__init__`` its class's, and its heirs'."""
    module = scope.module
    sites = list(module.calls_by_name.get(scope.name, ()))
    if scope.name == "__init__" and scope.parent is not None:
        for owner in (scope.parent, *lineage.subclasses(scope.parent)):
            if owner is scope.parent or "__init__" not in owner.bindings:
                sites += module.calls_by_name.get(owner.name, ())
                sites += indexes.built_by_themselves(module).get(owner, ())
    return sites


def callers(evaluator: Evaluator, scope: Scope) -> list[CallSite]:
    """Return the calls of a function in its file; for ``__init__`` those of its class."""
    sites = called_by_name(scope)
    if not scope.name or is_wrapped(scope) or len(sites) > MAX_SITES:
        return []
    found: list[CallSite] = []
    for site in sites:
        if scope not in site.scope.enclosing and calls(evaluator, site, scope):
            found.append(site)
            if len(found) > MAX_CALLERS:
                break
    return found


def calls(evaluator: Evaluator, site: CallSite, scope: Scope) -> bool:
    """Tell whether a call calls a function; for ``__init__`` whether it builds an object of its class."""
    function = site.node.func
    frame = Frame(site.scope, site.point)
    if isinstance(function, ast.Attribute) and _is_super(function.value):
        owner = site.scope.owner
        return owner is not None and scope.parent in list(lineage.bases(evaluator, owner))[1:]
    bindings = reaching(function.id, frame) if isinstance(function, ast.Name) else []
    defined = bindings[0].value if len(bindings) == 1 else None
    if isinstance(defined, Scope) and defined.kind is Kind.FUNCTION:
        return defined is scope  # as it is most often
    for value in evaluator.evaluate(function, frame):
        if isinstance(value, Function) and value.scope is scope:
            return True
        if isinstance(value, Class) and scope.name == "__init__":
            return any(base is scope.parent for base in lineage.bases(evaluator, value.scope))
    return False


def _is_super(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"
