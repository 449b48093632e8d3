"""What an expression can be, besides a text: the values that the evaluator deals in."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from flake8_openrouter.languages._record import record
from flake8_openrouter.languages.python.syntax.scopes import Change, Point, Scope
from flake8_openrouter.model import Origin, Span, Text, Unknown


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One of the ways in which a function may go: the ``arms`` of branches that it takes, and what ``keys`` are.

    Each arm is the number of its statement and its own, the outer one first; keys are by their dotted paths.
    """

    arms: tuple[tuple[int, int], ...]
    keys: MappingOf[str, str]

    def point(self, point: Point) -> Point:
        """Return a point of the function as it is in this case."""
        known = dict(point.branches)
        arms = [arm for arm in self.arms if arm[0] < point.order and arm[0] not in known]
        return Point(point.order, tuple(sorted((*point.branches, *arms)))) if arms else point


@record
class Frame:
    """Where an expression is evaluated: its scope and point, what the parameters hold, whose ``self`` it is.

    ``case`` is the one of several that its function is in; None for all of them.
    """

    scope: Scope
    point: Point
    arguments: Arguments | None = None
    receiver: Instance | None = None
    case: Case | None = None

    def at(self, scope: Scope, point: Point) -> Frame:
        """Return the frame of another place; of the same call where it is in the same function."""
        if scope.function is self.scope.function:
            place = point if self.case is None else self.case.point(point)
            return Frame(scope, place, self.arguments, self.receiver, self.case)
        return Frame(scope, point)

    def under(self, case: Case) -> Frame:
        """Return the frame as it is in one case."""
        return Frame(self.scope, case.point(self.point), self.arguments, self.receiver, case)


@record
class Argument:
    """An expression, and where it is to be evaluated."""

    node: ast.expr
    frame: Frame


#: What a call gives a function, by the names of its parameters.
Arguments = MappingOf[str, Argument]


class Nothing(NamedTuple):
    """``None``."""

    span: Span


class Flag(NamedTuple):
    """``True`` or ``False``."""

    value: bool
    span: Span


class Located(NamedTuple):
    """A path of the file system, or the file there that was opened; one that is relative is from an unknown folder."""

    path: str
    span: Span


class Reference(NamedTuple):
    """A name of another module that is not read: ``requests.post``."""

    dotted: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """An entry of a mapping. ``key`` is None where it can't be told; ``node`` is the whole entry's last node."""

    key: str | None
    key_node: ast.AST
    value: Argument
    start: ast.AST


class Changed(ast.expr):
    """An expression whose value was changed later, within the mapping that holds it: it stands where that is."""

    _fields = ()

    before: ast.expr
    changes: tuple[Change, ...]


class Rest(Enum):
    """What a mapping that is not complete has under the keys of no entry."""

    UNKNOWN = "anything, and there may be other values under the keys of its entries"
    STORED = "what its file has that may not be told"
    ENVIRONMENT = "the variables of the environment"


@dataclass(frozen=True, slots=True, eq=False)
class Mapping:
    """A dict or what acts like one. ``complete``: no further entry can be in it; ``rest`` says what is else.

    Its entries by their keys are put together when one is asked for.
    """

    entries: tuple[Entry, ...]
    complete: bool
    rest: Rest = Rest.UNKNOWN
    _by_key: dict[str | None, list[Entry]] = field(default_factory=dict)

    def under(self, key: str) -> Iterable[Entry]:
        """Return the entries of a key, in their order."""
        if not self._by_key:
            for entry in self.entries:
                self._by_key.setdefault(entry.key, []).append(entry)
        return self._by_key.get(key, ())

    def kept(self, key: str) -> Iterable[Entry]:
        """Return the entries of a key that none which came later may have replaced: one whose key can't be told."""
        found = self.under(key)
        if None not in self._by_key:
            return found
        lasting = lasting_of(self.entries)
        return [entry for entry in found if entry in lasting]


def lasting_of(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the entries that none which came later may have replaced or taken away: one whose key can't be told."""
    unknown = (number for number, entry in enumerate(entries, 1) if entry.key is None)
    return entries[max(unknown, default=0) :]


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    """A list or tuple, its elements not evaluated. ``complete``: nothing may have been done to it that is not seen."""

    elements: tuple[Argument, ...]
    span: Span
    complete: bool = True


class Function(NamedTuple):
    """A function or method of a file that was read, bound to a receiver where there is one."""

    scope: Scope
    span: Span
    receiver: Instance | None = None


class Class(NamedTuple):
    scope: Scope
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """An object of a class that was read, built by ``call`` where that is known.

    ``arms`` are those of its constructor's branches that were taken, each as in ``Case``; the others are not known.
    """

    scope: Scope
    span: Span
    call: ast.Call | None = None
    frame: Frame | None = None
    arms: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """What a call of another module's function returned: a session, a client, a request, an open file.

    ``changes`` are those that it went through on the way here. ``complete``: those are all.
    """

    dotted: str
    call: ast.Call
    frame: Frame
    span: Span
    changes: tuple[Change, ...] = ()
    complete: bool = True


class Secret(NamedTuple):
    """What a store of secrets answers; ``paths`` lead to the secret that it was asked for by a name."""

    name: str
    paths: tuple[tuple[str, ...], ...]
    span: Span


#: A mapping's entries, by their identity, whether they are all, what else there is, whether their keys are alike in any
#: case, and the changes it went through.
Changes = tuple[int, bool, Rest, bool, tuple[tuple[int, bool], ...]]

Value = Text | Nothing | Flag | Located | Reference | Mapping | Sequence | Function | Class | Instance | Built | Secret
Values = tuple[Value, ...]


def is_empty(value: Value) -> bool:
    """Tell whether a value is ``None`` or an empty text."""
    return isinstance(value, Nothing) or (isinstance(value, Text) and value.literal == "")


def is_unknown(value: Value) -> bool:
    """Tell whether nothing is known of a value but what it is called."""
    return isinstance(value, Text) and len(value.parts) == 1 and isinstance(value.parts[0], Unknown)


def is_inbound(value: Value) -> bool:
    """Tell whether a value is what a server was sent."""
    part = value.parts[0] if isinstance(value, Text) and len(value.parts) == 1 else None
    return isinstance(part, Unknown) and part.origin is Origin.INBOUND
