"""The cases of a call: the arms of a branch before it, the entries of a table in which something unknown is looked up.

What belongs together stays together so: the URL and the key of one provider. A call is read once for each case where
all that it is given is then known by itself; else no case tells more than all of them together.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.languages.python.inference import choices, lineage, mappings
from flake8_openrouter.languages.python.inference.evaluator import MAX_ALTERNATIVES, Evaluator
from flake8_openrouter.languages.python.inference.lookups import is_telling, loop_of
from flake8_openrouter.languages.python.inference.values import Case, Frame, Instance, Mapping, Value
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.places import Imported
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Kind, Module, Point, Scope, home
from flake8_openrouter.languages.python.syntax.tree import descendants, dotted, last_name

#: Tables that are looked into for one call.
MAX_TABLES = 10
#: How deep a mapping is in another one that a call is given.
MAX_NESTING = 2

#: What gives a mapping that a file holds, by its last name.
_LOADING = frozenset(("load", "loads", "safe_load", "full_load", "mappingproxy", "MappingProxyType", "dict"))
#: What a table is looped over by.
_VIEWS = frozenset(("values", "items"))
#: Arguments that say what is asked, and nothing of where or with what.
_ASKED = frozenset(("messages", "json", "data", "input", "prompt", "content", "tools", "body", "timeout", "stream"))


class _Arm(NamedTuple):
    """An arm as it is ``taken``: after those that it is within. ``keys``: what names are in it, by their paths."""

    taken: tuple[tuple[int, int], ...]
    keys: tuple[tuple[str, str], ...]


class _Branch(NamedTuple):
    """A statement with arms, at its point. ``telling``: where requests go depends on it."""

    point: Point
    arms: tuple[_Arm, ...]
    telling: bool


class _Table(NamedTuple):
    """Where something is looked up by what has a name."""

    path: str
    key: ast.expr
    base: ast.expr
    scope: Scope
    point: Point


def frames(evaluator: Evaluator, site: CallSite, frame: Frame) -> Iterator[Frame]:
    """Yield a call's frame in each of its cases; the frame itself where there are none, or they do not tell more.

    What a call lacks in one case, and has in another one, is not missing. There is none where the call isn't reached.
    """
    chosen = choices.of_call(evaluator, frame)
    if not choices.is_reached(chosen, site.scope.function, site.point):
        return
    frame = frame if chosen is None else frame.under(chosen)
    cases = list(_arms(site) or _keys(evaluator, site, frame))
    found = [frame.under(case) for case in _beside(chosen, cases)] or [*_of_objects(evaluator, site, frame)]
    if cases and not (found := list(_reached(evaluator, site, found))):
        return
    if not found:
        yield frame
        return
    is_too_much = len(found) > MAX_ALTERNATIVES
    given = [_given(evaluator, site.node, each) for each in found[:MAX_ALTERNATIVES]]
    if is_too_much or None in given:
        found = []
    every = frozenset[str]().union(*filter(None, given))
    yield from [each for each, names in zip(found, given, strict=False) if names == every] or (frame,)


def _reached(evaluator: Evaluator, site: CallSite, found: list[Frame]) -> Iterator[Frame]:
    """Yield the frames in which a call is reached, with the arms that lead there."""
    for frame in found:
        case = choices.of_call(evaluator, frame)
        if choices.is_reached(case, site.scope.function, site.point):
            yield frame if case is None or case is frame.case else frame.under(case)


def _beside(chosen: Case | None, cases: list[Case]) -> list[Case]:
    """Return cases with the arms that are taken in any of them; those that take others are none."""
    if chosen is None:
        return cases
    taken = dict(chosen.arms)
    fitting = [each for each in cases if all(taken.get(statement, arm) == arm for statement, arm in each.arms)]
    return [choices.with_arms(each, chosen.arms) for each in fitting]


def _arms(site: CallSite) -> list[Case]:
    """Return a case for each arm of the last branch before a call that is about where requests go."""
    if not _telling(site.scope.module):
        return []
    branches = _branches(site.scope.module).get(site.scope.function, ())
    before = [branch for branch in branches if branch.telling and _is_before(branch, site)]
    arms = before[-1].arms if before and _is_put(before[-1], site) else ()
    closed = site.scope.module.closed_arms
    return [Case(arm.taken, dict(arm.keys)) for arm in arms if arm.taken[-1] not in closed]


def _of_objects(evaluator: Evaluator, site: CallSite, frame: Frame) -> Iterator[Frame]:
    """Yield a method's frame for each arm of the last branch of the constructor that is about where requests go.

    A method that asks itself what its object is, or is called by one that does, may be for some of them alone.
    """
    module, owner = site.scope.module, site.scope.owner
    if owner is None or frame.receiver is not None or not _telling(module):
        return
    constructor = _constructor(evaluator, owner)
    if constructor is None or constructor is site.scope.function or constructor.module is not module:
        return
    branches = [each for each in _branches(module).get(constructor, ()) if each.telling and not each.point.branches]
    if not branches or not _goes_together(owner, branches[-1]) or not _is_for_all(site, owner):
        return
    for arm in branches[-1].arms:
        if arm.taken[-1] not in module.closed_arms:
            made = Instance(owner, evaluator.span(site.node, frame), arms=arm.taken)
            yield Frame(frame.scope, frame.point, frame.arguments, made, frame.case)


def _goes_together(owner: Scope, branch: _Branch) -> bool:
    """Tell whether a branch of a constructor gives its object more than one thing."""
    points = {name: [each.point for each in bindings] for name, bindings in owner.attributes.items()}
    given = [name for name, found in points.items() if any(branch.point.order in dict(each.branches) for each in found)]
    return len(given) > 1


def _is_for_all(site: CallSite, owner: Scope) -> bool:
    """Tell whether a call of a method is made for each object of its class: nothing on the way to it is asked."""
    module, function = site.scope.module, site.scope.function
    calling = [each for each in module.calls_by_name.get(function.name, ()) if each.scope.owner is owner]
    return not any(_is_asked_for(each) for each in (site, *calling))


def _is_asked_for(site: CallSite) -> bool:
    """Tell whether a call is in a branch, or its function asks for something of its object."""
    module, function = site.scope.module, site.scope.function
    if any(statement not in module.loops for statement, _ in site.point.branches):
        return True
    asking = (test for test, scope in module.tests.items() if scope.function is function)
    own = f"{function.receiver}."
    return any(dotted(node).startswith(own) for test in asking for node in descendants(test))


def _constructor(evaluator: Evaluator, owner: Scope) -> Scope | None:
    """Return the constructor of a class, be it a base's."""
    for scope in lineage.bases(evaluator, owner):
        if "__init__" in scope.bindings:
            found = scope.bindings["__init__"][-1].value
            return found if isinstance(found, Scope) else None
    return None


def _is_put(branch: _Branch, site: CallSite) -> bool:
    """Tell whether an arm puts something into what a call names: else all arms give it the same."""
    module, order = site.scope.module, branch.point.order
    for path in set(filter(None, map(dotted, descendants(site.node)))):
        root, _, rest = path.partition(".")
        around = home(site.scope, root)
        points = [binding.point for binding in around.bindings.get(path, ())]
        points += [binding.point for binding in around.attributes.get(rest, ())]
        points += [mutation.point for mutation in module.mutations.get((None, path), ())]
        if any(statement == order for point in points for statement, _ in point.branches):
            return True
    return False


def _is_before(branch: _Branch, site: CallSite) -> bool:
    point = branch.point
    is_around = point.order in dict(site.point.branches)
    return point.order < site.point.order and point.always_before(site.point) and not is_around


@remembered
def _branches(module: Module) -> dict[Scope, list[_Branch]]:
    """The statements with arms of each function, in their order."""
    found: dict[Scope, list[_Branch]] = defaultdict(list)
    telling = _telling(module)
    for node, (scope, point) in module.statements.items():
        if isinstance(node, ast.If | ast.Match) and not _is_elif(module, node):
            found[scope.function].append(_Branch(point, tuple(_taken(module, node)), node in telling))
    for branches in found.values():
        branches.sort(key=lambda branch: branch.point.order)
    return found


@remembered
def _telling(module: Module) -> set[ast.AST]:
    """The statements with arms that hold a text which says where requests go."""
    found: set[ast.AST] = set()
    for site in module.strings:
        node: ast.AST | None = site.node if is_telling(site.node) else None
        while node is not None and node not in found:
            if isinstance(node, ast.If | ast.Match):
                found.add(node)
            node = module.parents.get(node)
    return found


def _is_elif(module: Module, node: ast.AST) -> bool:
    """Tell whether a statement is all that another one does else: its arms are that one's."""
    around = module.parents.get(node)
    return isinstance(node, ast.If) and isinstance(around, ast.If) and around.orelse == [node]


def _taken(module: Module, node: ast.If | ast.Match) -> Iterator[_Arm]:
    """Yield the arms of a statement, those within its ``else`` among them; none of more than are looked at."""
    if isinstance(node, ast.Match):
        path, order = dotted(node.subject), module.statements[node][1].order
        for number, case in enumerate(node.cases[: MAX_ALTERNATIVES + 1]):
            yield _Arm(((order, number),), _equal(path, getattr(case.pattern, "value", None)))
        return
    before: tuple[tuple[int, int], ...] = ()
    rest: ast.stmt | None = node
    while isinstance(rest, ast.If) and len(before) <= MAX_ALTERNATIVES:
        order, test = module.statements[rest][1].order, rest.test
        compared = isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq)
        keys = _equal(dotted(test.left), test.comparators[0]) if compared and isinstance(test, ast.Compare) else ()
        yield _Arm((*before, (order, 0)), keys)
        before = (*before, (order, 1))
        rest = rest.orelse[0] if len(rest.orelse) == 1 else None
    yield _Arm(before, ())


def _equal(path: str, value: ast.expr | None) -> tuple[tuple[str, str], ...]:
    """Return what a name is where it equals a text."""
    text = value.value if isinstance(value, ast.Constant) else None
    return ((path, text),) if path and isinstance(text, str) else ()


def _keys(evaluator: Evaluator, site: CallSite, frame: Frame) -> Iterator[Case]:
    """Yield a case for each key of the tables in which what has one name is looked up, and is not known."""
    known: dict[str, dict[str, None]] = {}
    for table in _tables(site.scope.module).get(site.scope.function, ())[:MAX_TABLES]:
        inside = frame.at(table.scope, table.point)
        if mappings.key_of(evaluator.expression(table.key, inside)) is not None:
            continue
        for value in evaluator.evaluate(table.base, inside):
            if isinstance(value, Mapping) and len(value.entries) > 1:
                known.setdefault(table.path, {}).update(dict.fromkeys(entry.key or "" for entry in value.entries))
    for node in _loops(site.scope.module, site.node):
        for value in evaluator.evaluate(node.func.value, frame) if isinstance(node.func, ast.Attribute) else ():
            if isinstance(value, Mapping) and len(value.entries) > 1:
                known[loop_of(node)] = dict.fromkeys(entry.key or "" for entry in value.entries)
    if len(known) == 1:
        ((path, keys),) = known.items()
        yield from (case for key in keys if key and (case := _of_key(site, path, key)) is not None)


def _loops(module: Module, node: ast.AST) -> Iterator[ast.Call]:
    """Yield what is looped over around a call, where that is a table's values or items."""
    around = module.parents.get(node) if not _VIEWS.isdisjoint(module.calls_by_name) else None
    while around is not None and not isinstance(around, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        iterated = [around.iter] if isinstance(around, ast.For) else []
        iterated += [each.iter for each in getattr(around, "generators", ())]
        for each in iterated:
            if isinstance(each, ast.Call) and last_name(each.func) in _VIEWS:
                yield each
        around = module.parents.get(around)


def _of_key(site: CallSite, path: str, key: str) -> Case | None:
    """Return the case in which a name is a key, with the arms that are taken then; None where a call is in another."""
    taken: list[tuple[int, int]] = []
    for branch in _branches(site.scope.module).get(site.scope.function, ()):
        asking = [arm for arm in branch.arms if dict(arm.keys).get(path)]
        if len(asking) != len(branch.arms) - 1 or branch.arms[-1] in asking:
            continue  # its last arm is where the name is something else
        fitting = next((arm for arm in asking if dict(arm.keys)[path] == key), branch.arms[-1])
        if fitting.taken[-1] in site.scope.module.closed_arms and _is_before(branch, site):
            return None
        taken += [arm for arm in fitting.taken if arm not in taken]
    around = dict(site.point.branches)
    if any(around.get(statement, arm) != arm for statement, arm in taken):
        return None
    return Case(tuple(taken), {path: key})


@remembered
def _tables(module: Module) -> dict[Scope, list[_Table]]:
    """The look-ups of each function by what has a name, where one by that name tells where requests go."""
    found: dict[Scope, list[_Table]] = defaultdict(list)
    for site in module.calls_by_name.get("get", ()):
        function, args = site.node.func, site.node.args
        if args and isinstance(function, ast.Attribute) and (path := dotted(args[0])):
            found[site.scope.function].append(_Table(path, args[0], function.value, site.scope, site.point))
    for node, scope, point in module.subscripts:
        if type(node.ctx) is ast.Load and (path := dotted(node.slice)):
            found[scope.function].append(_Table(path, node.slice, node.value, scope, point))
    telling = {function: {each.path for each in tables if _is_table(each)} for function, tables in found.items()}
    return {function: [each for each in tables if each.path in telling[function]] for function, tables in found.items()}


def _is_table(table: _Table) -> bool:
    """Tell whether what is looked into may be a table that tells where requests go."""
    root, _, rest = dotted(table.base).partition(".")
    if not root:
        return False
    around = home(table.scope, root)
    bindings = around.bindings.get(rest or root, ()) if around.kind is Kind.CLASS else around.bindings.get(root, ())
    return any(map(_may_tell, (binding.value for binding in bindings)))


def _may_tell(value: object) -> bool:
    if isinstance(value, ast.Call):
        return last_name(value.func) in _LOADING
    return isinstance(value, Imported) or (isinstance(value, ast.Dict) and any(map(is_telling, descendants(value))))


def _given(evaluator: Evaluator, call: ast.Call, frame: Frame) -> frozenset[str] | None:
    """Return the names of what a call is given; None where something of it has several values."""
    given = [(str(number), node) for number, node in enumerate(call.args)]
    given += [(each.arg or "", each.value) for each in call.keywords if each.arg not in _ASKED]
    names: set[str] = set()
    for name, node in given:
        if not _note(evaluator, evaluator.evaluate(node, frame), name, names):
            return None
    return frozenset(names)


def _note(evaluator: Evaluator, values: tuple[Value, ...], name: str, names: set[str], nesting: int = 0) -> bool:
    """Note the names of a value, and of what is in it; tell whether it is one value only."""
    if name:
        names.add(name)
    value = values[0]
    if len(values) != 1 or not isinstance(value, Mapping) or nesting >= MAX_NESTING:
        return len(values) == 1
    keys = [entry.key for entry in value.entries]
    return len(keys) == len(set(keys)) and all(
        _note(evaluator, evaluator.argument(entry.value), f"{name}.{entry.key}".lstrip("."), names, nesting + 1)
        for entry in value.entries
    )
