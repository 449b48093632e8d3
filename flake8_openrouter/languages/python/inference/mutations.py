"""The changes of what a path names, found without a look at those that can't be in force."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from heapq import merge
from itertools import chain, groupby, islice

from flake8_openrouter.languages.python.inference.values import Frame
from flake8_openrouter.languages.python.syntax.scopes import Binding, Kind, Mutation, Point, Scope

_Numbered = tuple[int, Mutation]


class _Run:
    """Mutations of one function in their order, each with its number in the file."""

    def __init__(self, function: Scope, mutations: list[_Numbered]) -> None:
        self.function = function
        self.mutations = mutations
        self._orders = [mutation.point.order for _, mutation in mutations]

    def since(self, point: Point) -> Iterator[_Numbered]:
        return iter(self.mutations[bisect_right(self._orders, point.order) :])

    def before(self, frame: Frame, start: int = -1) -> Iterator[_Numbered]:
        """Yield what is done before a frame's point in the same function, and after the statement number ``start``.

        Arms of a statement follow each other: of one that the point is in, those before its arm are passed over.
        """
        point = frame.point
        at, last = bisect_right(self._orders, start), bisect_left(self._orders, point.order)
        if frame.case is not None:  # which is after a statement, and in one of its arms
            yield from (item for item in self.mutations[at:last] if not item[1].point.excludes(point))
            return
        for statement, arm in point.branches:
            if (begin := self._begins.get((statement, None), last)) < last:
                yield from self.mutations[at:begin]
                at = max(at, min(last, self._begins.get((statement, arm), last)))
        yield from self.mutations[at:last]

    @cached_property
    def _begins(self) -> dict[tuple[int, int | None], int]:
        """Which mutation is the first one in a statement, and in one of its arms."""
        found: dict[tuple[int, int | None], int] = {}
        for index, (_, mutation) in enumerate(self.mutations):
            for statement, arm in mutation.point.branches:
                found.setdefault((statement, None), index)
                found.setdefault((statement, arm), index)
        return found


class Mutations:
    """All mutations of one path, as they follow each other in a file, in one statement as they are done."""

    def __init__(self, path: str, found: Iterable[Mutation]) -> None:
        self._root = path.partition(".")[0]
        self._numbered = list(enumerate(sorted(found, key=_turn)))

    def of_object(self, frame: Frame, most: int) -> list[Mutation]:
        """Return the first ``most`` things that are done to an object's attribute before the frame's point.

        What another function does to it may be done before.
        """
        here = frame.scope.function
        runs = (run.before(frame) if run.function is here else iter(run.mutations) for run in self._runs)
        return [mutation for _, mutation in islice((item for run in runs for item in run), most)]

    def of_binding(self, binding: Binding, frame: Frame, most: int) -> list[Mutation]:
        """Return the first ``most`` things that are done to what a name was bound to, before the frame's point.

        Another function may do it, where it has no such name of its own. What is done to another's name before the
        point, in the same function, comes last wherever that stands in the file: it runs once the name is bound.
        """
        here, home = frame.scope.function, binding.scope.function
        sources: list[Iterable[_Numbered]] = []
        if home is not here and home in self._own:
            sources.append(self._own[home].since(binding.point))
        own: Iterable[_Numbered] = ()
        if here in self._own:
            own = self._own[here].before(frame, binding.point.order if home is here else -1)
        if home is here:
            sources.append(own)
        for hider in (None, binding.scope):
            runs = (run for run in self._seen.get(hider, ()) if run.function is not here and run.function is not home)
            sources.append(item for run in runs for item in run.mutations)
        found = merge(*(islice(source, most) for source in sources), key=lambda item: item[0])
        ordered = found if home is here else chain(found, own)
        return [mutation for _, mutation in islice(ordered, most)]

    @cached_property
    def _runs(self) -> list[_Run]:
        return _runs(self._numbered)

    @cached_property
    def _own(self) -> dict[Scope, _Run]:
        """What each function does."""
        found: dict[Scope, list[_Numbered]] = defaultdict(list)
        for number, mutation in self._numbered:
            found[mutation.scope.function].append((number, mutation))
        return {function: _Run(function, mutations) for function, mutations in found.items()}

    @cached_property
    def _seen(self) -> dict[Scope | None, list[_Run]]:
        """What is done where the path's root is seen from: under None anywhere, else in the one scope that binds it."""
        found: dict[Scope | None, list[_Numbered]] = defaultdict(list)
        for number, mutation in self._numbered:
            around = (scope for scope in mutation.scope.enclosing if scope.kind is not Kind.CLASS)
            hiders = [scope for scope in around if self._root in scope.bindings]
            if len(hiders) < 2:
                found[hiders[0] if hiders else None].append((number, mutation))
        return {hider: _runs(mutations) for hider, mutations in found.items()}


def _turn(mutation: Mutation) -> tuple[int, bool, int, int]:
    """Return what mutations are ordered by: a call is made after those in its arguments, and before its statement."""
    node = mutation.call
    if node is None:
        return mutation.point.order, True, 0, 0
    return mutation.point.order, False, node.end_lineno or 0, node.end_col_offset or 0


def _runs(mutations: list[_Numbered]) -> list[_Run]:
    by_function = groupby(mutations, key=lambda item: item[1].scope.function)
    return [_Run(function, list(items)) for function, items in by_function]
