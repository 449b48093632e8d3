"""What a file's conditions look at: a name that is tested is guarded, and a scheme that is asked for may be there.

A condition that asks only whether a value is there keeps an empty one away, and lets a placeholder pass. It holds for
the binding that it tests: what another function calls its own variable is another's.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence

from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import Asked, Module, Scope
from flake8_openrouter.languages.python.syntax.tree import descendants, dotted, last_name

#: Conditions: of each what ``and``, ``or`` and ``not`` join, of which something is a part, and the scope.
_Conditions = tuple[tuple[ast.AST, Scope], ...]


def asked_by_tests(module: Module, name: str) -> list[tuple[Asked, Scope, str]]:
    """Return what the conditions of a file ask of what has a last name, each with its scope and the path there."""
    nodes: list[ast.Name | ast.Attribute] = [*module.targets.get(name, ()), *_attributes(module).get(name, ())]
    nodes += [node for node, _, point in module.names.get(name, ()) if point.order in module.testing]
    found: list[tuple[Asked, Scope, str]] = []
    for node in nodes:
        path = dotted(node)
        for part, scope in _conditions(module, node) if path else ():
            found.append((Asked.FILLED, scope, path))
            if not isinstance(part, _NAMED) and not _compares_with_nothing(part):
                found.append((Asked.MORE, scope, path))
    return found


@remembered
def testing(module: Module, variable: str) -> set[Scope]:
    """The functions with a condition that looks up an environment variable, or an entry, of a name; or of several."""
    around = [parent for node in _texts(module).get(variable, ()) if (parent := module.parents.get(node)) is not None]
    looking = [node for node in around if variable and _variable(node) == variable]
    looking += [node for each in around if isinstance(each, _LISTS) for node in _each_looked_up(module, each)]
    return {scope.function for node in looking for _, scope in _conditions(module, node)}


def _each_looked_up(module: Module, names: ast.expr) -> Iterator[ast.AST]:
    """Yield what looks up each of some names that are written out: ``[name for name in NAMES if not getenv(name)]``."""
    assigned = module.parents.get(names)
    targets = assigned.targets if isinstance(assigned, ast.Assign) else []
    called = [target.id for target in targets if isinstance(target, ast.Name)]
    for iterated in (names, *(node for name in called for node, _, _ in module.names.get(name, ()))):
        loop = module.parents.get(iterated)
        if isinstance(loop, ast.For | ast.comprehension) and loop.iter is iterated:
            for node, _, _ in module.names.get(dotted(loop.target), ()):
                around = module.parents.get(node)
                if around is not None and _looked_up(around) is node and _is_within(module, node, loop):
                    yield around


def _is_within(module: Module, node: ast.AST, loop: ast.For | ast.comprehension) -> bool:
    """Tell whether a node is in a loop, or in the comprehension that a loop is of."""
    owner = loop if isinstance(loop, ast.For) else module.parents.get(loop)
    around: ast.AST | None = node
    while around is not None and around is not owner:
        around = module.parents.get(around)
    return around is not None


@remembered
def _attributes(module: Module) -> dict[str, list[ast.Attribute]]:
    """The attributes in statements with a condition, by their names."""
    found: dict[str, list[ast.Attribute]] = defaultdict(list)
    for node, point in module.attributes:
        if point.order in module.testing:
            found[node.attr].append(node)
    return found


@remembered
def _texts(module: Module) -> dict[str, list[ast.Constant]]:
    """The texts by what they are."""
    found: dict[str, list[ast.Constant]] = defaultdict(list)
    for site in module.strings:
        if isinstance(site.node.value, str):
            found[site.node.value].append(site.node)
    return found


def _conditions(module: Module, node: ast.AST) -> _Conditions:
    """Return the conditions that a node is in, found once for each node on the way to them."""
    known: dict[ast.AST | None, _Conditions] = module.remembered[_conditions]
    way: list[ast.AST] = []
    around: ast.AST | None = node
    while around is not None and around not in known and around not in module.statements:
        way.append(around)
        around = module.parents.get(around)
    found, scopes = known.get(around, ()), list[Scope]()
    for each in reversed(way):
        if each in module.tests and not _is_passed(module, each):
            scopes.append(module.tests[each])
        if not isinstance(each, _JOINING):
            found = known[each] = (*found, *((each, scope) for scope in scopes))
            scopes = []
    return found


@remembered
def _is_passed(module: Module, test: ast.AST) -> bool:
    """Tell whether the same goes on whether a name is empty or not: ``if not key: print("no key")``."""
    node = module.parents.get(test)
    if (
        not isinstance(node, ast.If)
        or node.orelse
        or isinstance(node.body[-1], _JUMPS)
        or not all(map(_asks_for_nothing, _joined(node.test)))
    ):
        return False
    names = {path for part in descendants(node.test) if (path := dotted(part))}
    return not any(map(_may_leave, _statements(node.body))) and names.isdisjoint(_filled(node.body))


def _joined(test: ast.expr) -> list[ast.expr]:
    return test.values if isinstance(test, ast.BoolOp) else [test]


def _asks_for_nothing(test: ast.expr) -> bool:
    if isinstance(test, ast.UnaryOp):
        return isinstance(test.op, ast.Not)
    return isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Is | ast.Eq) and _compares_with_nothing(test)


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.AST]:
    """Yield what is done in a body, and in what is within it."""
    for statement in body:
        yield from descendants(statement)


def _may_leave(node: ast.AST) -> bool:
    """Tell whether a node may end what runs it: a jump, or a call for its effect alone that is not known to return."""
    if isinstance(node, _JUMPS):
        return True
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
        return isinstance(node, ast.Expr) and isinstance(node.value, ast.Await)
    function = node.value.func
    name = last_name(function)
    is_log = isinstance(function, ast.Attribute) and "log" in dotted(function.value).lower()
    return name not in _SHOWING and not (is_log and name in _LOGGING)


def _filled(body: Sequence[ast.stmt]) -> Iterator[str]:
    """Yield the names that a body gives a value in any case, or in all that it tries."""
    for statement in body:
        if isinstance(statement, ast.Assign):
            yield from (path for target in statement.targets for part in descendants(target) if (path := dotted(part)))
        elif isinstance(statement, ast.AnnAssign | ast.AugAssign):
            yield dotted(statement.target)
        elif isinstance(statement, ast.With | ast.AsyncWith | ast.Try):
            yield from _filled(statement.body)


_NAMED = (ast.Name, ast.Attribute)
_LISTS = (ast.List, ast.Tuple, ast.Set)
_JOINING = (ast.BoolOp, ast.UnaryOp)
_JUMPS = ast.Raise | ast.Return | ast.Continue | ast.Break | ast.Assert | ast.Yield
_SHOWING = frozenset(("print", "warn", "echo", "secho"))
_LOGGING = frozenset(("debug", "info", "warning", "warn", "error", "critical", "exception"))


def _variable(node: ast.AST) -> str:
    """Return the variable that a condition may look up: ``os.getenv("X")``, ``environ["X"]``, ``"X" in os.environ``."""
    found = _looked_up(node)
    return found.value if isinstance(found, ast.Constant) and isinstance(found.value, str) else ""


def _looked_up(node: ast.AST) -> ast.expr | None:
    """Return what says the variable that a condition may look up."""
    if isinstance(node, ast.Call) and node.args:
        return node.args[0]
    if isinstance(node, ast.Subscript):
        return node.slice
    return node.left if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn) else None


def _compares_with_nothing(node: ast.AST) -> bool:
    return isinstance(node, ast.Compare) and all(
        isinstance(other, ast.Constant) and not other.value for other in node.comparators
    )


def note_choice(module: Module, node: ast.BoolOp, scope: Scope) -> None:
    """Remember the names whose truth an ``or`` or ``and`` looks at."""
    module.asked += [(Asked.FILLED, scope, path) for value in node.values[:-1] if (path := dotted(value))]


def unspelled(node: ast.expr) -> ast.expr:
    """Return ``key`` for ``key.strip().lower()``."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value
    return node


def asks_for_scheme(node: ast.Call) -> bool:
    return any(
        isinstance(item, ast.Constant) and isinstance(item.value, str) and item.value.lower().startswith("bearer")
        for item in descendants(node)
    )
