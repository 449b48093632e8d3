"""Where what a statement binds is read again: the reads of a name or an attribute, by the binding that reaches them."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from typing import NamedTuple

from flake8_openrouter.languages.python.syntax.inherited import Inherited
from flake8_openrouter.languages.python.syntax.scopes import START, Binding, Kind, Module, Point, Scope, home
from flake8_openrouter.languages.python.syntax.tree import dotted

#: How many bindings before a read are looked through, and how many may reach it; beyond that the name is unclear.
MAX_SCANNED = 64
MAX_REACHING = 8
#: How many reads of one value are told apart.
MAX_READS = 200
#: How long a dotted path may be.
_MAX_PARTS = 4

_LOOPS = ast.For | ast.AsyncFor | ast.While
_OWN_FRAME = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Reads(NamedTuple):
    """The reads of a path: by the order of the statement that binds it, and those in functions that don't bind it.

    ``sources`` says how many bindings reach a read. ``unclear``: for some read they are too many to tell.
    """

    by_order: dict[int, list[ast.expr]]
    elsewhere: list[ast.expr]
    sources: dict[ast.expr, int]
    unclear: bool

    def of(self, order: int) -> list[ast.expr] | None:
        """Return what reads the value that the statement of an order binds, or may; None where that is unclear."""
        own = self.by_order.get(order, ())
        if self.unclear or len(own) + len(self.elsewhere) > MAX_READS:
            return None
        return [*own, *self.elsewhere]


class _Event(NamedTuple):
    point: Point
    function: Scope
    value: object


class Uses:
    """The reads of one module, found when they are asked for, and once."""

    def __init__(self, module: Module) -> None:
        self.module = module
        scopes = {scope.node: scope for scope in module.scopes}
        self._scope = Inherited(module.parents, partial(_scope_of, scopes), module.scope)
        self._statement: Inherited[ast.AST] = Inherited(module.parents, _statement_of, module.tree)
        self._loops: Inherited[tuple[ast.AST, ...]] = Inherited(module.parents, _loops_of, ())
        self._nodes: dict[str, dict[tuple[Scope, str], list[ast.expr]]] = {}
        self._reads: dict[tuple[Scope, str], Reads] = {}
        self._assigned: dict[tuple[Scope, str], list[_Event]] | None = None
        self._by_order: dict[int, ast.AST] = {}

    def scope(self, node: ast.AST) -> Scope:
        """Return the scope that a node is in; of a function's definition its own."""
        return self._scope.of(node)

    def statement(self, node: ast.AST) -> ast.AST:
        """Return the innermost statement around a node, or the module."""
        return self._statement.of(node)

    def point(self, node: ast.AST) -> Point:
        place = self.module.statements.get(self.statement(node))
        return place[1] if place is not None else START

    def reads(self, target: ast.expr) -> Reads:
        """Return the reads of what a name or an attribute stands for where it is bound."""
        path = dotted(target)
        return self.of_path(home(self.scope(target), path.partition(".")[0]), path)

    def is_touched(self, target: ast.expr, attribute: str) -> bool:
        """Tell whether an attribute of what a path stands for is read or assigned anywhere."""
        path, root = f"{dotted(target)}.{attribute}", dotted(target).partition(".")[0]
        place = home(self.scope(target), root)
        return (place, path) in self._nodes_of(root) or any(self._events(place, path))

    def of_path(self, place: Scope, path: str) -> Reads:
        """Return the reads of a path whose first name a scope binds."""
        key = (place, path)
        if key not in self._reads:
            self._reads[key] = self._found(place, path)
        return self._reads[key]

    def _found(self, place: Scope, path: str) -> Reads:
        events: dict[Scope, list[_Event]] = defaultdict(list)
        for event in sorted(self._events(place, path), key=lambda event: event.point.order):
            events[event.function].append(event)
        by_order: dict[int, list[ast.expr]] = defaultdict(list)
        found = Reads(by_order, [], {}, unclear=False)
        for node in self._nodes_of(path.partition(".")[0]).get((place, path), ()):
            own = events.get(self.scope(node).function)
            reaching = self._reaching(node, own) if own else []
            if reaching is None:
                found = found._replace(unclear=True)
            elif reaching:
                found.sources[node] = len(reaching)
                for order in {event.point.order for event in reaching}:
                    by_order[order].append(node)
            # What several functions bind, by ``global`` or ``nonlocal``, may be bound by a call in between.
            if (not reaching and "." in path) or own is None or (len(events) > 1 and "." not in path):
                found.elsewhere.append(node)
        return found

    def _nodes_of(self, root: str) -> dict[tuple[Scope, str], list[ast.expr]]:
        """Return the reads of a name and of what is below it, by the scope that binds the name and the whole path."""
        if root not in self._nodes:
            found = self._nodes[root] = defaultdict(list)
            for load in self.module.loads(root):
                node: ast.expr = load.node
                place, path = home(load.scope, root), root
                for _ in range(_MAX_PARTS):
                    found[place, path].append(node)
                    parent = self.module.parents.get(node)
                    if not isinstance(parent, ast.Attribute) or not isinstance(parent.ctx, ast.Load):
                        break
                    node, path = parent, f"{path}.{parent.attr}"
        return self._nodes[root]

    def _events(self, place: Scope, path: str) -> Iterable[_Event]:
        """Return the bindings of a path."""
        rest = path.partition(".")[2]
        if not rest:
            return map(_event, place.bindings.get(path, ()))
        if place.kind is Kind.CLASS and "." not in rest:
            return map(_event, (*place.attributes.get(rest, ()), *place.bindings.get(rest, ())))
        if self._assigned is None:
            self._assigned = defaultdict(list)
            for node, scope, point in self.module.attribute_assignments:
                for target in node.targets:
                    if assigned := dotted(target):
                        event = _Event(point, scope.function, node.value)
                        self._assigned[home(scope, assigned.partition(".")[0]), assigned].append(event)
        return self._assigned.get((place, path), ())

    def _reaching(self, node: ast.expr, events: list[_Event]) -> list[_Event] | None:
        """Return the bindings of one function that may be in force where it reads a path; None for too many."""
        point = self.point(node)
        end = bisect_left(events, point.order, key=lambda event: event.point.order)
        if end < len(events) and self._is_bound_in_passing(events[end], node, point):
            return [events[end]]
        found: list[_Event] = []
        for event in reversed(events[max(0, end - MAX_SCANNED) : end]):
            if event.point.excludes(point) or self._has_left(event.point, point):
                continue
            found.append(event)
            if event.point.always_before(point):
                break
        else:
            if end > MAX_SCANNED:
                return None
        found += self._of_the_round_before(node, events[end : end + MAX_SCANNED], found)
        return found if len(found) <= MAX_REACHING else None

    def _of_the_round_before(self, node: ast.expr, later: list[_Event], found: list[_Event]) -> list[_Event]:
        """Return the bindings further down in a loop that reach its next round: none of those found is in it."""
        for loop in self._loops.of(node):
            if not found or found[-1].point.order < self.point(loop).order:
                end: int = loop.end_lineno  # type: ignore[attr-defined]
                return [event for event in later if self._line(event) <= end]
        return []

    def _is_bound_in_passing(self, event: _Event, node: ast.expr, point: Point) -> bool:
        """Tell whether a statement binds a name in passing, before it reads it."""
        value = event.value
        if event.point.order != point.order or not isinstance(value, ast.expr):
            return False
        before = (value.lineno, value.col_offset) < (node.lineno, node.col_offset)
        return before and isinstance(self.module.parents.get(value), ast.NamedExpr | ast.withitem)

    def _has_left(self, bound: Point, read: Point) -> bool:
        """Tell whether an arm that binds a path ends in ``return`` or the like before what comes after it."""
        around = set(read.branches)
        return any(arm in self.module.closed_arms for arm in bound.branches if arm not in around)

    def _line(self, event: _Event) -> int:
        if not self._by_order:
            self._by_order = {point.order: statement for statement, (_, point) in self.module.statements.items()}
        return getattr(self._by_order.get(event.point.order), "lineno", 0)


def _event(binding: Binding) -> _Event:
    return _Event(binding.point, binding.scope.function, binding.value)


def _scope_of(scopes: Mapping[ast.AST, Scope], child: ast.AST, parent: ast.AST, above: Scope) -> Scope:
    return scopes.get(child, above)


def _statement_of(child: ast.AST, parent: ast.AST, above: ast.AST) -> ast.AST:
    return child if isinstance(child, ast.stmt) else above


def _loops_of(child: ast.AST, parent: ast.AST, above: tuple[ast.AST, ...]) -> tuple[ast.AST, ...]:
    """Return the loops of the function around a node, the outermost first."""
    if isinstance(parent, _OWN_FRAME):
        return ()
    return (*above, parent) if isinstance(parent, _LOOPS) else above
