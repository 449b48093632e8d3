"""What a file's conditions ask of a value that goes by another name there.

A value may be tested as an entry of a mapping, as one of a list, by a flag that was told of it, by a function that it
is handed to. What is followed is where a value is held, and what its being there is told to; what is made of it, as a
text with it or a request, says nothing of it.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice

from flake8_openrouter.languages.python.syntax.endings import compares_with_nothing, is_only_shown, stops
from flake8_openrouter.languages.python.syntax.handing import given, takes
from flake8_openrouter.languages.python.syntax.held import EACH, Held
from flake8_openrouter.languages.python.syntax.indexes import attributes, loads_at_home, remembered
from flake8_openrouter.languages.python.syntax.lookups import is_within, looked_up, looking_up
from flake8_openrouter.languages.python.syntax.scopes import Asked, Module, Scope, home, place_of
from flake8_openrouter.languages.python.syntax.tree import dotted, is_nothing

#: How many expressions a value is followed to.
MAX_STEPS = 24


def asked_by_other_names(module: Module, node: ast.AST) -> frozenset[Asked]:
    """Return what conditions ask of the value of an expression, where it goes by another name."""
    parent = module.parents.get(node)
    if type(parent) not in _STEPS:
        return _NOTHING
    call = module.parents.get(parent) if isinstance(parent, ast.keyword) else parent
    if isinstance(call, ast.Call) and call.func is not node and not takes(module, call):
        return _NOTHING  # as most are
    return _asked(module, node)


@remembered
def _asked(module: Module, node: ast.AST) -> frozenset[Asked]:
    waiting = [Held(node)]
    found: set[Asked] = set()
    seen: set[Held] = set()
    while waiting and len(seen) < MAX_STEPS:
        held = waiting.pop()
        if held in seen:
            continue
        seen.add(held)
        if held.is_away and not held.path and any(_counts(module, test, held) for test in _tests(module, held.node)):
            found |= {Asked.FILLED, Asked.MORE} if held.asks_more else {Asked.FILLED}
        waiting += islice(_onward(module, held), MAX_STEPS)
    return frozenset(found)


def _tests(module: Module, node: ast.AST) -> Iterator[ast.AST]:
    """Yield the conditions that an expression is in."""
    around: ast.AST | None = node
    while around is not None and around not in module.statements:
        if around in module.tests:
            yield around
        around = module.parents.get(around)


def _counts(module: Module, test: ast.AST, held: Held) -> bool:
    """Tell whether the program does not go on as before where a condition finds nothing."""
    return stops(module, test, held.is_told) if held.is_handed else not is_only_shown(module, test)


def _onward(module: Module, held: Held) -> Iterator[Held]:
    """Yield where what an expression holds is held next."""
    parent = module.parents.get(held.node)
    step = _STEPS.get(type(parent))
    return step(module, held, parent) if step is not None else iter(())


def _denied(module: Module, held: Held, parent: ast.UnaryOp) -> Iterator[Held]:
    if isinstance(parent.op, ast.Not) and not held.path:
        yield held.told(parent)


def _compared(module: Module, held: Held, parent: ast.Compare) -> Iterator[Held]:
    """``key is None``, ``None in (key, url)``."""
    if not held.path:
        yield held.told(parent, more=not compares_with_nothing(parent))
    elif len(held.path) == 1 and isinstance(parent.ops[0], ast.In | ast.NotIn) and is_nothing(parent.left):
        yield held.told(parent)


def _joined(module: Module, held: Held, parent: ast.BoolOp) -> Iterator[Held]:
    if not held.path:
        yield held._replace(node=parent)


def _collected(module: Module, held: Held, parent: ast.List | ast.Tuple | ast.Set | ast.Dict) -> Iterator[Held]:
    if held.node in (keys := _keys(module, parent)):
        yield held.within(parent, keys[held.node])


@remembered
def _keys(module: Module, node: ast.List | ast.Tuple | ast.Set | ast.Dict) -> dict[ast.AST, object]:
    """The elements of what is written out, each with what it is got by."""
    if not isinstance(node, ast.Dict):
        return {each: EACH if isinstance(node, ast.Set) else number for number, each in enumerate(node.elts)}
    entries = zip(node.keys, node.values, strict=True)
    return {value: key.value if isinstance(key, ast.Constant) else EACH for key, value in entries if key is not None}


def _looked_into(module: Module, held: Held, parent: ast.Subscript) -> Iterator[Held]:
    if parent.value is held.node and isinstance(parent.slice, ast.Constant):
        yield from held.under(parent, parent.slice.value)


def _called_on(module: Module, held: Held, parent: ast.Attribute) -> Iterator[Held]:
    """``CONFIG.values()``, ``CONFIG.items()``, ``CONFIG.get("key")``, ``key.strip()``."""
    call = module.parents.get(parent)
    if not isinstance(call, ast.Call) or call.func is not parent:
        return
    name = looked_up(call)
    if parent.attr == "strip" and not held.path:
        yield held._replace(node=call)
    elif parent.attr == "get" and isinstance(name, ast.Constant):
        yield from held.under(call, name.value)
    elif parent.attr in _VIEWS and held.path:
        yield held._replace(node=call, path=(*_VIEWS[parent.attr], *held.path[1:]))


def _iterated(module: Module, held: Held, parent: ast.For | ast.comprehension) -> Iterator[Held]:
    """``for name, value in …``; a condition of a comprehension tells what that gives."""
    if parent.iter is held.node:
        for each in held.under(parent.target):
            found = _bound(module, each, parent.target, parent)
            yield from (read for read in found if is_within(module, read.node, parent))
    elif isinstance(parent, ast.comprehension) and not held.path:
        yield held.told(module.parents[parent])


def _bound(module: Module, held: Held, target: ast.expr, binder: ast.AST) -> Iterator[Held]:
    """Yield where the names of a target are read that is given what an expression holds, by what is around it."""
    if isinstance(target, ast.Tuple | ast.List):
        for number, piece in enumerate(target.elts):
            for each in held.under(piece, number):
                yield from _bound(module, each, piece, binder)
    elif isinstance(target, ast.Subscript):
        yield from _under_a_key(module, held, target)
    else:
        for node in _reads(module, target, _scope_of(module, binder)):
            yield held._replace(node=node, is_away=True)


def _reads(module: Module, target: ast.expr, scope: Scope) -> Iterator[ast.AST]:
    """Yield where a name or an attribute is read that a scope binds."""
    if isinstance(target, ast.Name):
        yield from (load.node for load in loads_at_home(target.id, home(scope, target.id)))
    elif path := dotted(target):
        yield from _attributes(module, path.rpartition(".")[2]).get(place_of(scope, path), ())


@remembered
def _attributes(module: Module, name: str) -> dict[tuple[Scope, str], list[ast.Attribute]]:
    """Where attributes of a name are read, by where they are kept."""
    found: dict[tuple[Scope, str], list[ast.Attribute]] = defaultdict(list)
    for node in attributes(module).get(name, ()):
        if path := dotted(node):
            found[place_of(_scope_of(module, node), path)].append(node)
    return found


def _scope_of(module: Module, node: ast.AST) -> Scope:
    """Return the scope that an expression is in: a comprehension's, or that of its statement."""
    own = _comprehensions(module)
    around: ast.AST | None = node
    while around is not None and around not in module.statements:
        if around in own:
            return own[around]
        around = module.parents.get(around)
    return module.place(node)[0]


@remembered
def _comprehensions(module: Module) -> dict[ast.AST, Scope]:
    """The scopes of comprehensions, by their nodes."""
    return {scope.node: scope for scope in module.scopes if scope.function is not scope}


def _under_a_key(module: Module, held: Held, target: ast.Subscript) -> Iterator[Held]:
    """Yield what reads what was put under a key: ``CONFIG["key"] = …``, ``os.environ["X"] = …``."""
    key = target.slice.value if isinstance(target.slice, ast.Constant) else None
    place = _mapping(module, target)
    for node in looking_up(module, key) if isinstance(key, str) and place is not None else ():
        if node is not target and _mapping(module, node) == place:
            yield held._replace(node=node, is_away=True)


def _mapping(module: Module, node: ast.AST) -> object:
    """Return where the mapping is kept that something is looked up in; None for what does not look anything up."""
    path = dotted(node.func if isinstance(node, ast.Call) else getattr(node, "value", node)).removesuffix(".get")
    if path.rpartition(".")[2] in _ENVIRONMENT:
        return _ENVIRONMENT
    return place_of(_scope_of(module, node), path) if path else None


def _assigned(module: Module, held: Held, parent: ast.Assign | ast.AnnAssign | ast.NamedExpr) -> Iterator[Held]:
    """``MOCK = not KEY``; what a name of its own holds is asked by that."""
    for target in parent.targets if isinstance(parent, ast.Assign) else [parent.target]:
        if held.is_told or held.path or isinstance(target, ast.Subscript):
            yield from _bound(module, held, target, parent)


def _returned(module: Module, held: Held, parent: ast.Return) -> Iterator[Held]:
    """``return [name for name, value in REQUIRED.items() if not value]``."""
    function = module.place(parent)[0].function
    for site in module.calls_by_name.get(function.name, ()) if held.is_told and function.name else ():
        yield held._replace(node=site.node, is_away=True, is_handed=False)


def _made(module: Module, held: Held, parent: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> Iterator[Held]:
    yield held.within(parent, EACH)


def _kept(module: Module, held: Held, parent: ast.Lambda) -> Iterator[Held]:
    yield held._replace(node=parent)


#: Where in a mapping's views a value is.
_VIEWS: dict[str, tuple[object, ...]] = {"values": (EACH,), "items": (EACH, 1)}
_ENVIRONMENT = frozenset(("environ", "getenv"))
_NOTHING = frozenset[Asked]()

_STEPS: dict[type, Callable[..., Iterator[Held]]] = {
    ast.UnaryOp: _denied,
    ast.Compare: _compared,
    ast.BoolOp: _joined,
    **dict.fromkeys((ast.List, ast.Tuple, ast.Set, ast.Dict), _collected),
    ast.Subscript: _looked_into,
    ast.Attribute: _called_on,
    **dict.fromkeys((ast.For, ast.AsyncFor, ast.comprehension), _iterated),
    **dict.fromkeys((ast.Assign, ast.AnnAssign, ast.NamedExpr), _assigned),
    ast.Return: _returned,
    **dict.fromkeys((ast.Call, ast.keyword), given),
    **dict.fromkeys((ast.ListComp, ast.SetComp, ast.GeneratorExp), _made),
    ast.Lambda: _kept,
}
