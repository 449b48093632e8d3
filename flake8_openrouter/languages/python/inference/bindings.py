"""Which bindings of a name are in force at a place, and whether there is one in any case."""

from __future__ import annotations

from bisect import bisect_left

from flake8_openrouter.languages.python.inference.values import Frame
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.scopes import END, Binding, How, Kind, Point, Scope

#: What gives a name a part of something, of which nothing may be known.
PARTS = (How.ELEMENT, How.PART, How.PIECE, How.OPTIONS)

#: How many bindings of one name are looked at.
MAX_BINDINGS = 30


def is_bound(name: str, frame: Frame) -> bool:
    """Tell whether a name is certain to be bound at a frame's point."""
    point = frame.point
    for scope in frame.scope.enclosing:
        if name in scope.bindings and (scope.kind is not Kind.CLASS or scope is frame.scope):
            return any(_is_bound_by(binding, scope, point) for binding in scope.bindings[name])
        if scope is scope.function:
            point = _first_call(scope)
    return False


def _first_call(function: Scope) -> Point:
    """Return the point of the scope around a function at which that calls it first; its end where it does not."""
    if not function.name or function.kind is not Kind.FUNCTION or function.parent is None:
        return function.point
    around = function.parent.function
    sites = function.module.calls_by_name.get(function.name, ())
    return min((site.point for site in sites if site.scope.function is around), default=END)


def _is_bound_by(binding: Binding, scope: Scope, point: Point) -> bool:
    if binding.how is How.PARAMETER:
        return True
    before = binding.scope is scope and binding.point.order < point.order and binding.point.always_before(point)
    return before and binding.how not in PARTS


def reaching(name: str, frame: Frame) -> list[Binding]:
    """Return the bindings of a name that can be in force at a frame's point."""
    for scope in frame.scope.enclosing:
        if name in scope.bindings and (scope.kind is not Kind.CLASS or scope is frame.scope):
            return of_scope(name, scope, frame)
    return []


def of_scope(name: str, scope: Scope, frame: Frame) -> list[Binding]:
    """Return the bindings of a name that can be in force, the latest first; one more than are looked at, at most."""
    bindings, closed = scope.bindings[name], scope.module.closed_arms
    if len(bindings) == 1:
        return bindings  # wherever it is read, nothing else can be in force
    function, after = frame.scope.function, len(bindings)
    if function is scope.function and (orders := indexes.orders(scope.module, name, scope)):
        after = bisect_left(orders, frame.point.order)
    found: list[Binding] = []
    settled, bound_here = False, False
    for binding in map(bindings.__getitem__, range(after - 1, -1, -1)):
        point, place = binding.point, binding.scope.function
        here = place is function
        if not here and (settled or place is not scope.function):
            continue
        if here and binding.how is not How.PARAMETER:
            if point.order >= frame.point.order or point.excludes(frame.point):
                continue
            inner = point.branches[len(_common(point.branches, frame.point.branches)) :]
            if any(arm in closed for arm in inner):
                continue
        if place is scope.function and settled:
            continue
        found.append(binding)
        sure = point.always_before(frame.point) if here else not point.branches
        settled, bound_here = settled or sure, here and sure
        if bound_here or len(found) > MAX_BINDINGS:
            break
    if function is scope.function or not bound_here:
        # What other functions bind by ``global`` may be in force, or not, wherever they are.
        others = indexes.bound_elsewhere(scope.module, name, scope)
        found[:0] = [binding for binding in others[: MAX_BINDINGS + 1] if binding.scope.function is not function]
    return found or bindings[-1:]


def _common(first: tuple[tuple[int, int], ...], second: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return first[:count]
