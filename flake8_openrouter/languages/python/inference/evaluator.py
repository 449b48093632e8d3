"""Expression to values: what an expression can be, as far as the files tell.

Unknown stays unknown. Everything is bounded: nesting, alternatives, callers and the steps taken for one file.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from collections.abc import Mapping as MappingOf
from typing import Generic, TypeVar

from flake8_openrouter.languages._record import record
from flake8_openrouter.languages.python.inference.values import (
    Argument,
    Arguments,
    Case,
    Changes,
    Flag,
    Frame,
    Mapping,
    Reference,
    Value,
    Values,
    is_empty,
)
from flake8_openrouter.languages.python.syntax.asked import asked_of
from flake8_openrouter.languages.python.syntax.modules import Modules
from flake8_openrouter.languages.python.syntax.scopes import Asked, CallSite, Scope
from flake8_openrouter.languages.python.syntax.tree import dotted
from flake8_openrouter.model import Literal, Origin, Span, Text, Unknown, Variable

MAX_DEPTH = 30
MAX_ALTERNATIVES = 8
#: Steps for all questions on one file, and for one: what is costly must not cost what is asked after it.
MAX_STEPS = 20_000
MAX_STEPS_AT_ONCE = 400
#: Parts of a text, those of defaults and every 2000 characters counted: what doubles line by line is unknown beyond.
MAX_SIZE = 200


_Node = TypeVar("_Node", bound=ast.AST, covariant=True)
_Other = TypeVar("_Other", bound=ast.AST)
_Answer = TypeVar("_Answer")

#: An expression, with what its values rest on besides, by their identities; alone where that is nothing.
_Place = ast.AST | tuple[ast.AST, int, int, int]

#: What finds the values of an expression, by its kind.
Handlers = MappingOf[type[ast.AST], Callable[..., Values]]


class Evaluator:
    """Evaluates expressions of one file and of those it imports from; remembers what it found."""

    def __init__(self, handlers: Handlers, modules: Modules, env_names: frozenset[str] = frozenset()) -> None:
        self._handlers = handlers
        self.modules = modules
        self.env_names = env_names
        self.calling: list[Scope] = []
        self.callers: dict[Scope, list[Arguments]] = {}
        self.elsewhere: dict[Scope, list[CallSite]] = {}
        self.choices: dict[tuple[Scope, int, object, int], tuple[Frame, Case | None]] = {}
        self.applied: dict[Changes, tuple[object, Mapping]] = {}
        self._depth = 0
        self._steps = self._last_step = 0
        self._cut_at = MAX_DEPTH
        self._active: dict[_Place, int] = {}
        self._known: dict[_Place, tuple[Frame, Values]] = {}

    # Questions

    def apart(self, ask: Callable[[], _Answer]) -> _Answer:
        """Return the answer to a question that is remembered: it has steps of its own.

        With those that were left to whoever asked first it would depend on who that was.
        """
        begun, last = self._steps, self._last_step
        self._last_step = min(MAX_STEPS, begun + MAX_STEPS_AT_ONCE)
        try:
            return ask()
        finally:
            self._last_step = min(MAX_STEPS, last + self._steps - begun)

    def evaluate(self, node: ast.AST, frame: Frame) -> Values:
        """Return the possible values of an expression, at least one and at most ``MAX_ALTERNATIVES``."""
        key: _Place = node
        if frame.arguments is not None or frame.receiver is not None or frame.case is not None:
            key = (node, id(frame.arguments), id(frame.receiver), id(frame.case))
        if (known := self._known.get(key)) is not None:
            return known[1]
        if not self._depth:
            self._last_step = min(MAX_STEPS, self._steps + MAX_STEPS_AT_ONCE)
        # A constant leads no further, and always is looked at.
        is_far = self._depth >= MAX_DEPTH or self._steps >= self._last_step
        if key in self._active or (is_far and not isinstance(node, ast.Constant)):
            self._cut_at = min(self._cut_at, self._active.get(key, 0))
            return (self.unknown(node, frame),)
        self._active[key] = self._depth
        around, self._cut_at = self._cut_at, MAX_DEPTH
        self._depth += 1
        self._steps += 1
        try:
            handler = self._handlers.get(type(node))
            values = handler(Expression(node, frame, self)) if handler else ()
            if len(values) != 1 or _is_huge(values[0]):
                values = self._distinct(values, node, frame)
        finally:
            self._depth -= 1
            del self._active[key]
        if self._cut_at >= self._depth or not self._depth:
            # The frame is kept beside the values, so that the ids in the key stay its own.
            self._known[key] = (frame, values)
            self._cut_at = around
        self._cut_at = min(self._cut_at, around)  # what rests on an evaluation under way is known to that alone
        return values

    def expression(self, node: _Other, frame: Frame) -> Expression[_Other]:
        return Expression(node, frame, self)

    def _distinct(self, values: Values, node: ast.AST, frame: Frame) -> Values:
        """Return values, each once; of too many, or none, that there is something unknown."""
        found = tuple(dict.fromkeys(self.unknown(node, frame) if _is_huge(value) else value for value in values))
        if 0 < len(found) <= MAX_ALTERNATIVES:
            return found
        return (*found[: MAX_ALTERNATIVES - 1], self.unknown(node, frame))

    def texts(self, node: ast.AST, frame: Frame) -> tuple[Text, ...]:
        """Return the possible values as texts; what is not a text is unknown."""
        return tuple(self.as_text(value, node, frame) for value in self.evaluate(node, frame))

    def as_text(self, value: Value, node: ast.AST, frame: Frame) -> Text:
        if isinstance(value, Text):
            return value
        if isinstance(value, Flag):
            return Text((Literal(str(value.value), value.span),), value.span)
        return self.unknown(node, frame)

    def argument(self, argument: Argument) -> Values:
        return self.evaluate(argument.node, argument.frame)

    def argument_texts(self, argument: Argument) -> tuple[Text, ...]:
        return self.texts(argument.node, argument.frame)

    def reference(self, node: ast.AST, frame: Frame) -> str:
        """Return the dotted name of what an expression refers to in a module that is not read, else nothing."""
        return next((value.dotted for value in self.evaluate(node, frame) if isinstance(value, Reference)), "")

    def unknown(self, node: ast.AST, frame: Frame, origin: Origin = Origin.OTHER) -> Text:
        name = dotted(node)
        module = frame.scope.module
        span = module.span(node)
        guarded = bool(name) and Asked.FILLED in asked_of(name, frame.scope)
        return Text((Unknown(span, (name,) if name else (), origin, guarded),), span)

    def span(self, node: ast.AST, frame: Frame) -> Span:
        return frame.scope.module.span(node)

    def or_else(self, firsts: Values, fallback: Values) -> Values:
        """Return the values of ``first or fallback``: for a read of the environment that is its default."""
        texts = tuple(value for value in fallback if isinstance(value, Text))
        values: list[Value] = []
        for first in firsts:
            part = first.parts[0] if isinstance(first, Text) and len(first.parts) == 1 else None
            if isinstance(part, Variable) and not part.default and isinstance(first, Text):
                values.append(Text((part._replace(default=texts, guarded=part.guarded or not texts),), first.span))
            elif not is_empty(first):
                values.append(first)
        if not any(isinstance(value, Text) and isinstance(value.lead, Variable) for value in values):
            values += fallback
        return tuple(values)


@record
class Expression(Generic[_Node]):
    """An expression where it is evaluated, with what is asked of it."""

    node: _Node
    frame: Frame
    evaluator: Evaluator

    def at(self, node: _Other) -> Expression[_Other]:
        """Return another expression at the same place."""
        return Expression(node, self.frame, self.evaluator)

    @property
    def span(self) -> Span:
        return self.frame.scope.module.span(self.node)

    def values(self) -> Values:
        """Return what it can be: one value at least, ``MAX_ALTERNATIVES`` at most."""
        return self.evaluator.evaluate(self.node, self.frame)

    def texts(self) -> tuple[Text, ...]:
        """Return what it can be as texts; what is not a text is unknown."""
        return self.evaluator.texts(self.node, self.frame)

    def values_of(self, node: ast.AST) -> Values:
        """Return what another expression at the same place can be; it is made only if nobody asked for it before."""
        return self.evaluator.evaluate(node, self.frame)

    def texts_of(self, node: ast.AST) -> tuple[Text, ...]:
        """Return what another expression at the same place can be, as texts."""
        return self.evaluator.texts(node, self.frame)

    def reference_of(self, node: ast.AST) -> str:
        """Return the dotted name of what another expression refers to in a module that is not read, else nothing."""
        return self.evaluator.reference(node, self.frame)

    def unknown(self, origin: Origin = Origin.OTHER) -> Text:
        """Return that it is something unknown, by the name that it has."""
        return self.evaluator.unknown(self.node, self.frame, origin)

    def used(self, values: Values) -> Values:
        """Return values that stand for it: what is to be edited about a use is edited there."""
        span = self.span
        return tuple(Text(value.parts, span) if isinstance(value, Text) else value for value in values)


def _is_huge(value: Value) -> bool:
    if not isinstance(value, Text) or (len(value.parts) == 1 and isinstance(value.parts[0], Unknown)):
        return False
    return _size(value) > MAX_SIZE


def _size(text: Text) -> int:
    size = len(text.parts)
    for part in text.parts:
        if isinstance(part, Literal):
            size += len(part.text) // 2000
        elif isinstance(part, Variable):
            size += sum(map(_size, part.default))
    return size
