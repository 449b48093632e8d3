"""What a file's conditions look at: a name that is tested is guarded, and a scheme that is asked for may be there.

A condition that asks only whether a value is there keeps an empty one away, and lets a placeholder pass. It holds for
the binding that it tests: what another function calls its own variable is another's.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

from flake8_openrouter.languages.python.syntax.carrying import asked_by_other_names
from flake8_openrouter.languages.python.syntax.endings import compares_with_nothing, is_passed
from flake8_openrouter.languages.python.syntax.indexes import attributes, remembered
from flake8_openrouter.languages.python.syntax.lookups import is_within, looked_up, looking_up, texts
from flake8_openrouter.languages.python.syntax.scopes import Asked, Module, Scope
from flake8_openrouter.languages.python.syntax.tree import descendants, dotted

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
            if not isinstance(part, _NAMED) and not compares_with_nothing(part):
                found.append((Asked.MORE, scope, path))
    return found


def asked_by_aliases(module: Module, name: str) -> Iterator[tuple[Asked, Scope, str]]:
    """Yield what conditions ask of what has a last name where it goes by another one."""
    for node, scope, _ in module.names.get(name, ()):
        for asked in asked_by_other_names(module, node):
            yield asked, scope, name
    for attribute in attributes(module).get(name, ()):
        for asked in asked_by_other_names(module, attribute):
            yield asked, module.place(attribute)[0], dotted(attribute)


@remembered
def testing(module: Module, variable: str) -> set[Scope]:
    """The functions with a condition that looks up an environment variable, or an entry, of a name; or of several."""
    looking = list(looking_up(module, variable))
    around = (module.parents.get(node) for node in texts(module).get(variable, ()))
    looking += [node for each in around if isinstance(each, _LISTS) for node in _each_looked_up(module, each)]
    told = [node for node in looking if _is_told(module, node)]
    found = {module.place(node)[0].function for node in told if asked_by_other_names(module, node)}
    return found | {scope.function for node in looking for _, scope in _conditions(module, node)}


def _is_told(module: Module, node: ast.AST) -> bool:
    """Tell whether a look-up is done for no more than what it tells: ``MOCK = not getenv("X")``."""
    parent = module.parents.get(node)
    return isinstance(parent, _TOLD) or isinstance(module.parents.get(parent or node), ast.Expr)


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
                if around is not None and looked_up(around) is node and is_within(module, node, loop):
                    yield around


@remembered
def _attributes(module: Module) -> dict[str, list[ast.Attribute]]:
    """The attributes in statements with a condition, by their names."""
    found: dict[str, list[ast.Attribute]] = defaultdict(list)
    for node, point in module.attributes:
        if point.order in module.testing:
            found[node.attr].append(node)
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
        if each in module.tests and not is_passed(module, each):
            scopes.append(module.tests[each])
        if not isinstance(each, _JOINING):
            found = known[each] = (*found, *((each, scope) for scope in scopes))
            scopes = []
    return found


_NAMED = (ast.Name, ast.Attribute)
_LISTS = (ast.List, ast.Tuple, ast.Set)
_JOINING = (ast.BoolOp, ast.UnaryOp)
#: What is told whether there is something.
_TOLD = ast.UnaryOp | ast.Compare


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
