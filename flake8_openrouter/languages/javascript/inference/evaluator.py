"""Expression to values: what an expression can be, as far as the files tell.

Unknown stays unknown. Everything is bounded: nesting, alternatives and the steps taken for one file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Mapping as MappingOf
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.inference.values import (
    Absent,
    Built,
    Expression,
    Flag,
    Reference,
    Value,
    Values,
)
from flake8_openrouter.languages.javascript.syntax.bindings import Bindings
from flake8_openrouter.languages.javascript.syntax.classes import Classes
from flake8_openrouter.languages.javascript.syntax.module import TRANSPARENT, Module, inner
from flake8_openrouter.languages.javascript.syntax.modules import Modules
from flake8_openrouter.model import Literal, Origin, Part, Text, Unknown, Variable

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_DEPTH = 30
MAX_ALTERNATIVES = 8
#: Steps for all questions on one file, and for one.
MAX_STEPS = 20_000
MAX_STEPS_AT_ONCE = 400
#: Parts of a text: what doubles line by line is unknown beyond.
MAX_SIZE = 100
_LONGEST = 100_000

#: An expression, and what its values rest on besides, by their identities.
_Place = tuple[int, int, int, int]

#: What finds the values of an expression, by its node's type.
Handlers = MappingOf[str, Callable[["Evaluator", Expression], Values]]

#: What a name consists of that a value goes by.
_PATH = frozenset(("identifier", "this", "property_identifier", "private_property_identifier"))


class Evaluator:
    """Evaluates expressions of one file and of those it imports from; remembers what it found."""

    def __init__(self, handlers: Handlers, modules: Modules, env_names: frozenset[str] = frozenset()) -> None:
        self._handlers = handlers
        self.modules = modules
        self.env_names = env_names
        self.exporting: set[tuple[Module, str]] = set()
        self._bindings: dict[Module, Bindings] = {}
        self._classes: dict[Module, Classes] = {}
        self._depth = 0
        self._steps = self._last_step = 0
        self._cut_at = MAX_DEPTH
        self._active: dict[_Place, int] = {}
        self._known: dict[_Place, tuple[Expression, Values]] = {}

    def bindings(self, module: Module) -> Bindings:
        """Return the bindings of a file."""
        if module not in self._bindings:
            self._bindings[module] = Bindings(module)
        return self._bindings[module]

    def classes(self, module: Module) -> Classes:
        """Return the classes of a file."""
        if module not in self._classes:
            self._classes[module] = Classes(module)
        return self._classes[module]

    def evaluate(self, expression: Expression) -> Values:
        """Return the possible values of an expression, at least one and at most ``MAX_ALTERNATIVES``."""
        node, frame = expression.node, expression.frame
        kind = node.type
        if kind in TRANSPARENT:
            node = inner(node)
            kind, expression = node.type, Expression(node, frame)
        key = (id(frame.module), node.id, id(frame.arguments), id(frame.receiver))
        if (known := self._known.get(key)) is not None:
            return known[1]
        if not self._depth:
            self._last_step = min(MAX_STEPS, self._steps + MAX_STEPS_AT_ONCE)
        is_far = self._depth >= MAX_DEPTH or self._steps >= self._last_step
        if key in self._active or (is_far and kind != "string"):
            self._cut_at = min(self._cut_at, self._active.get(key, 0))
            return (self.unknown(expression),)
        self._active[key] = self._depth
        self._depth += 1
        self._steps += 1
        try:
            handler = self._handlers.get(kind)
            values = self._distinct(handler(self, expression) if handler else (), expression)
        finally:
            self._depth -= 1
            del self._active[key]
        if self._cut_at >= self._depth or not self._depth:
            self._cut_at = MAX_DEPTH
            # The expression is kept beside the values, so that the ids in the key stay its own.
            self._known[key] = (expression, values)
        return values  # what rests on an evaluation under way is known to that alone

    def _distinct(self, values: Values, expression: Expression) -> Values:
        """Return values, each once; of too many, or none, that there is something unknown."""
        if len(values) == 1 and not _is_huge(values[0]):
            return values
        if any(map(_is_huge, values)):
            values = tuple(self.unknown(expression) if _is_huge(value) else value for value in values)
        found = values if len(values) < 2 else tuple(dict.fromkeys(values))
        if 0 < len(found) <= MAX_ALTERNATIVES:
            return found
        return (*found[: MAX_ALTERNATIVES - 1], self.unknown(expression))

    def texts(self, expression: Expression) -> tuple[Text, ...]:
        """Return the possible values as texts; what is not a text is unknown."""
        return tuple(self.as_text(value, expression) for value in self.evaluate(expression))

    def as_text(self, value: Value, expression: Expression) -> Text:
        return value if isinstance(value, Text) else self.unknown(expression)

    def of_all(self, expressions: Iterable[Expression]) -> Values:
        """Return what any of some expressions can be."""
        return tuple(value for expression in expressions for value in self.evaluate(expression))

    def unknown(self, expression: Expression, origin: Origin = Origin.OTHER) -> Text:
        """Return that an expression is something unknown, by the name that it has."""
        name = path(expression)
        span = expression.span
        return Text((Unknown(span, (name,) if name else (), origin),), span)

    def reference(self, expression: Expression) -> str:
        """Return the dotted name of what an expression refers to in a package; empty for nothing of the kind."""
        found = (value.dotted for value in self.evaluate(expression) if isinstance(value, Reference))
        return next(found, "")


def path(expression: Expression) -> str:
    """Return the names that an expression consists of, with dots between them; empty where it is no such path."""
    node, module = expression.node, expression.frame.module
    if node.id not in module.paths:
        module.paths[node.id] = _path(node, module)
    return module.paths[node.id]


def _path(node: Node, module: Module) -> str:
    node, names = inner(node), []
    while node.type == "member_expression":
        name, base = node.child_by_field_name("property"), node.child_by_field_name("object")
        if name is None or base is None:
            return ""
        names.append(module.text(name))
        node = inner(base)
    if node.type not in _PATH and node.type != "shorthand_property_identifier":
        return ""
    return ".".join((module.text(node), *reversed(names)))


def used(values: Values, expression: Expression, name: str = "") -> Values:
    """Return values that stand for an expression: what is to be edited about a use is edited there.

    ``name`` is one more that they go by.
    """
    span = expression.span
    return tuple(Text(_named(value.parts, name), span) if isinstance(value, Text) else value for value in values)


def _named(parts: tuple[Part, ...], name: str) -> tuple[Part, ...]:
    if not name or len(parts) != 1 or parts[0].names[-1:] == (name,):
        return parts  # what several parts make has the name, not each of them
    return (parts[0]._replace(names=(*parts[0].names, name)),)


def or_else(firsts: Values, fallback: Values, *, lets_empty_pass: bool) -> Values:
    """Return the values of ``first || fallback``: for a read of the environment that is its default."""
    texts = tuple(value for value in fallback if isinstance(value, Text))
    values: list[Value] = []
    is_told = False
    for first in firsts:
        part = first.parts[0] if isinstance(first, Text) and len(first.parts) == 1 else None
        if isinstance(first, Text) and isinstance(part, Variable):
            is_told = True
            values.append(first if part.default else Text((part._replace(default=texts),), first.span))
        elif not _is_passed_by(first, lets_empty_pass=lets_empty_pass):
            values.append(first)
    is_there = len(values) == len(firsts) and all(map(_is_certain, values))
    return tuple(values) if is_told or is_there else (*values, *fallback)


def _is_certain(value: Value) -> bool:
    """Tell whether a value is certain to be something."""
    return value.literal is not None if isinstance(value, Text) else not isinstance(value, Reference | Built)


def _is_passed_by(value: Value, *, lets_empty_pass: bool) -> bool:
    is_empty = isinstance(value, Text) and value.literal == "" and not lets_empty_pass
    return is_empty or isinstance(value, Absent) or (isinstance(value, Flag) and not value.value)


def _is_huge(value: Value) -> bool:
    if not isinstance(value, Text):
        return False
    size = 0
    for part in value.parts:
        size += len(part.text) if isinstance(part, Literal) else 0
    return size > _LONGEST or len(value.parts) > MAX_SIZE


def child(expression: Expression, name: str) -> Expression | None:
    """Return a field of an expression's node, as an expression."""
    node: Node | None = expression.node.child_by_field_name(name)
    return expression.at(node) if node is not None else None
