"""What an expression can be, besides a text: the values that the evaluator deals in."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.languages._record import record
from flake8_openrouter.languages.javascript.syntax.module import Module
from flake8_openrouter.model import Span, Text

if TYPE_CHECKING:
    from tree_sitter import Node


@record
class Frame:
    """Where an expression is evaluated: its file, what the parameters of a function hold, whose ``this`` it is.

    ``arguments`` are by the function's node and the number of the parameter.
    """

    module: Module
    function: int = 0
    arguments: MappingOf[int, Expression] | None = None
    receiver: Instance | None = None

    def of_file(self) -> Frame:
        """Return the frame of what is outside of any function."""
        return Frame(self.module)


@record
class Expression:
    """An expression, and where it is evaluated."""

    node: Node
    frame: Frame

    @property
    def span(self) -> Span:
        return self.frame.module.span(self.node)

    def at(self, node: Node) -> Expression:
        """Return another expression of the same frame."""
        return Expression(node, self.frame)


class Absent(NamedTuple):
    """``undefined`` or ``null``, as ``name`` says."""

    name: str
    span: Span


class Flag(NamedTuple):
    """``true`` or ``false``."""

    value: bool
    span: Span


class Reference(NamedTuple):
    """What another package exports, or, with no ``module``, what is there everywhere: ``axios``, ``process.env``.

    ``path`` leads to it: ``default``, or a name, and further properties.
    """

    module: str
    path: tuple[str, ...]
    span: Span

    @property
    def dotted(self) -> str:
        """The package, without a folder in it, and the path; what is exported by default bears the package's name."""
        path = self.path[1:] if self.module and self.path[:1] == ("default",) else self.path
        return ".".join((self.module, *path)) if self.module else ".".join(path)


@record
class Entry:
    """A property of an object. ``key`` is None where it can't be told; ``node`` is all of it."""

    key: str | None
    key_node: Node
    value: Expression
    node: Node


@record
class Object:
    """An object by its properties, the later ones over the earlier. ``complete``: there can be no others."""

    entries: tuple[Entry, ...]
    complete: bool
    span: Span

    def under(self, key: str) -> tuple[Entry, ...]:
        """Return what it has by a name: the last one, or all that may be."""
        return tuple(entry for entry in self.entries if entry.key == key)


@record
class Array:
    """An array by its elements."""

    elements: tuple[Expression, ...]
    complete: bool
    span: Span


@record
class Function:
    """A function of a file that is read, with the frame that it was made in."""

    node: Node
    frame: Frame
    span: Span


@record
class Class:
    """A class of a file that is read."""

    node: Node
    frame: Frame
    span: Span


@record
class Instance:
    """An object of a class that is read, made by ``call`` where that is known."""

    made_of: Class
    call: Expression | None
    span: Span


@record
class Built:
    """What a call, or ``new``, of another package's function gives: a client, headers."""

    dotted: str
    call: Expression
    span: Span


@record
class Namespace:
    """All that a file of the project exports, by the names that it exports it."""

    module: Module
    span: Span


Value = Text | Absent | Flag | Reference | Object | Array | Function | Class | Instance | Built | Namespace
Values = tuple[Value, ...]
