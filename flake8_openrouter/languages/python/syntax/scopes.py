"""Names and what they are bound to: scopes, bindings, changes, and the order they happen in."""

from __future__ import annotations

import ast
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from enum import Enum
from functools import cached_property
from itertools import starmap
from typing import Any, NamedTuple

from flake8_openrouter.languages.python.syntax.places import Imported
from flake8_openrouter.languages.python.syntax.tree import descendants, dotted
from flake8_openrouter.model import Document, Span


class Kind(Enum):
    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function"
    COMPREHENSION = "comprehension"


class Point(NamedTuple):
    """Where in the flow of its scope a statement is: its number, and the branches it is in."""

    order: int
    branches: tuple[tuple[int, int], ...]

    def excludes(self, other: Point) -> bool:
        """Tell whether the two are in different arms of one statement, so that never both are run."""
        arms = dict(self.branches)
        return any(arms.get(statement, arm) != arm for statement, arm in other.branches)

    def always_before(self, other: Point) -> bool:
        """Tell whether this was run whenever the other is reached, by the branches alone."""
        return all(arm in other.branches for arm in self.branches)


#: An attribute whose name is made when the program runs.
ANY_ATTRIBUTE = "*"

#: Before all that a scope does, and after it.
START = Point(0, ())
END = Point(1_000_000_000, ())


class How(Enum):
    """How a name came by its value."""

    VALUE = "assigned"
    FIELD = "declared in a class"
    CONTEXT = "with … as"
    PARAMETER = "parameter"
    IMPORT = "imported"
    DEFINITION = "defined"
    ELEMENT = "an element of something"
    PART = "a part of an element of something"
    PIECE = "unpacked from something"
    OPTIONS = "all arguments beside the parameters"


class Binding(NamedTuple):
    """One way a name gets a value; ``value`` is an expression, a scope that is defined, an import, or nothing."""

    how: How
    value: ast.expr | Scope | Imported | None
    scope: Scope
    point: Point
    annotation: ast.expr | None = None


class Mutation(NamedTuple):
    """A change of the object that a dotted path names: by a method's call, or ``key`` set to ``value``.

    ``keys`` lead from that object to the one within it that is changed: ``"a"`` for ``path["a"]["key"] = value``.
    """

    method: str
    node: ast.AST
    scope: Scope
    point: Point
    key: ast.expr | None = None
    value: ast.expr | None = None
    call: ast.Call | None = None
    keys: tuple[ast.expr, ...] = ()


class Change(NamedTuple):
    """A mutation as a use sees it: on which path ``below`` the object, and whether it is ``sure`` to be made."""

    below: str
    mutation: Mutation
    sure: bool


class Scope:
    """A module, class, function or comprehension with its names. ``receiver`` is a method's own ``self``.

    ``declared`` are the names that ``global`` and ``nonlocal`` lend it, with the scopes they are of. ``function`` is
    the nearest scope that runs by itself: a function, a class or the module. ``enclosing`` are this scope and those
    around it, the nearest first.
    """

    __slots__ = (
        *("attributes", "bindings", "declared", "enclosing", "function", "kind", "module", "name", "node"),
        *("parameters", "parent", "point", "positional", "receiver", "returns", "yields"),
    )

    def __init__(
        self, kind: Kind, name: str, node: ast.AST, parent: Scope | None, module: Module, point: Point
    ) -> None:
        self.kind, self.name, self.node = kind, name, node
        self.parent, self.module, self.point = parent, module, point
        self.receiver = ""
        self.declared: dict[str, Scope] = {}
        self.bindings: dict[str, list[Binding]] = defaultdict(list)
        self.attributes: dict[str, list[Binding]] = defaultdict(list)
        self.parameters: dict[str, ast.expr | None] = {}
        self.positional: tuple[str, ...] = ()
        self.returns: list[tuple[ast.expr | None, Point]] = []
        self.yields: list[tuple[ast.expr | None, Point]] = []
        self.enclosing: tuple[Scope, ...] = (self,) if parent is None else (self, *parent.enclosing)
        self.function: Scope = parent.function if parent is not None and kind is Kind.COMPREHENSION else self
        module.scopes.append(self)

    @property
    def owner(self) -> Scope | None:
        """The class whose method this scope is, or is in."""
        scope: Scope | None = self
        while scope is not None:
            if scope.receiver and scope.parent is not None:
                return scope.parent
            scope = scope.parent
        return None

    def holds(self, other: Scope) -> bool:
        """Tell whether another scope is this one, or is in it."""
        return any(around is self for around in other.enclosing)

    def release(self) -> None:
        """Forget what this scope refers to."""
        self.bindings.clear()
        del self.function, self.parent, self.module, self.enclosing


class Asked(Enum):
    """What a condition asks of a name."""

    FILLED = "whether it holds anything"
    MORE = "more than that"
    SCHEME = "whether it begins with a scheme"
    END = "how it ends"


class Load(NamedTuple):
    """A name as it is read, with the scope and the point it is at."""

    node: ast.Name
    scope: Scope
    point: Point


class CallSite(NamedTuple):
    """A call with the scope and the point it is at; the sites below are those of other kinds of node."""

    node: ast.Call
    scope: Scope
    point: Point


class DictSite(NamedTuple):
    node: ast.Dict
    scope: Scope
    point: Point


class StringSite(NamedTuple):
    node: ast.Constant
    scope: Scope
    point: Point


class SubscriptSite(NamedTuple):
    node: ast.Subscript
    scope: Scope
    point: Point


class RaiseSite(NamedTuple):
    node: ast.Raise
    scope: Scope
    point: Point


class AssignSite(NamedTuple):
    node: ast.Assign
    scope: Scope
    point: Point


class Module:
    """A file's tree with all that the walk found. Spans are made from its document.

    ``asked`` is what methods and choices ask, ``tests`` are the conditions, with their scopes, ``testing`` the orders
    of the statements that have one, ``targets`` the names to which expressions bind something. ``remembered`` are the
    answers of functions that look for something in it. ``aliases`` are the other names that the file gives what it
    imports, by those that it has where it is from. ``is_stored``: it is what a file of settings holds.
    """

    def __init__(self, document: Document, tree: ast.Module) -> None:
        self.document = document
        self.tree = tree
        self.scopes: list[Scope] = []
        self.scope = Scope(Kind.MODULE, "", tree, None, self, START)
        self.parents: dict[ast.AST, ast.AST] = {}
        self.calls: list[CallSite] = []
        self.calls_by_name: dict[str, list[CallSite]] = defaultdict(list)
        self.dicts: list[DictSite] = []
        self.strings: list[StringSite] = []
        self.fstrings: list[ast.JoinedStr] = []
        self.raises: list[RaiseSite] = []
        self.expecting_401: list[Scope] = []
        self.mutations: dict[tuple[Scope | None, str], list[Mutation]] = defaultdict(list)
        self.asked: list[tuple[Asked, Scope, str]] = []
        self.tests: dict[ast.expr, Scope] = {}
        self.testing: set[int] = set()
        self.functions: dict[str, list[Scope]] = defaultdict(list)
        self.aliases: dict[str, set[str]] = defaultdict(set)
        self.classes: list[Scope] = []
        self.attribute_assignments: list[AssignSite] = []
        self.names: dict[str, list[tuple[ast.Name, Scope, Point]]] = defaultdict(list)
        self.targets: dict[str, list[ast.Name]] = defaultdict(list)
        self.attributes: list[tuple[ast.Attribute, Point]] = []
        self.subscripts: list[SubscriptSite] = []
        self.loops: set[int] = set()
        self.statements: dict[ast.AST, tuple[Scope, Point]] = {}
        self.stored_outside: set[str] = set()
        self.closed_arms: set[tuple[int, int]] = set()
        self.remembered: dict[object, dict[Any, Any]] = defaultdict(dict)
        self.is_stored = False
        self._spans: dict[ast.AST, Span] = {}

    @cached_property
    def path(self) -> str:
        """The absolute path of the file."""
        return os.path.abspath(self.document.path)

    def release(self) -> None:
        """Take the circles apart in which a file's scopes refer to each other: then all of it goes as soon as it can.

        The garbage collector would look through each tree several times before: a tenth of what a check takes.
        """
        for scope in self.scopes:
            scope.release()
        self.__dict__.clear()

    def loads(self, name: str) -> Iterator[Load]:
        """Yield where a name is read; few are asked for, of all that the walk saw."""
        return starmap(Load, self.names.get(name, ()))

    def place(self, node: ast.AST) -> tuple[Scope, Point]:
        """Return the scope and the point of the statement that a node is in."""
        around: ast.AST | None = node
        while around is not None and around not in self.statements:
            around = self.parents.get(around)
        return self.statements[around] if around is not None else (self.scope, END)

    def span(self, node: ast.AST) -> Span:
        """Return the place of a statement or expression."""
        found = self._spans.get(node)
        if found is None:
            found = self.exact_span(node)
            if self.fstrings and sys.version_info < (3, 12):
                found = self._right_span(node, found)
            self._spans[node] = found
        return found

    def _right_span(self, node: ast.AST, place: Span) -> Span:
        """Return a place, or the f-string around it: before 3.12 places in one are often those of another text."""
        outer = self._around.get(node)
        return self.exact_span(outer) if outer is not None and not _is_written(node, place.text) else place

    def exact_span(self, node: Any) -> Span:
        """Return the place that the tree says a node has, right or not."""
        return self.document.span(node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)

    @cached_property
    def _around(self) -> dict[ast.AST, ast.JoinedStr]:
        """What is in f-strings, each with the outermost one."""
        found: dict[ast.AST, ast.JoinedStr] = {}
        for outer in self.fstrings:  # the outer ones come first
            if outer not in found:
                found.update(dict.fromkeys(descendants(outer), outer))
                del found[outer]
        return found


def _is_written(node: ast.AST, text: str) -> bool:
    """Tell whether a text is the source of an expression, or of an argument with its name."""
    if text and text == dotted(node):
        return True
    try:
        parsed = ast.parse(f"_({text})" if isinstance(node, ast.keyword) else text, mode="eval").body
        found = parsed.keywords if isinstance(node, ast.keyword) and isinstance(parsed, ast.Call) else [parsed]
        return [ast.dump(each) for each in found] == [ast.dump(node)]
    except (SyntaxError, ValueError):  # no expression, or a number of more digits than Python writes
        return False


def is_receiver(node: ast.AST, scope: Scope) -> bool:
    """Tell whether an expression is the ``self`` of the method that a scope is in."""
    return isinstance(node, ast.Name) and node.id == scope.function.receiver


def place_of(scope: Scope, path: str) -> tuple[Scope, str]:
    """Return where a dotted path, as it is seen from a scope, is kept, by whichever name a class is reached there."""
    root, _, rest = path.partition(".")
    around = home(scope, root)
    if not rest:
        return around, path
    if around.kind is Kind.CLASS and root not in around.bindings:  # a method's ``self``
        return around, f".{rest}"
    defined = around.bindings[root][-1].value if root in around.bindings else None
    return (defined, f".{rest}") if isinstance(defined, Scope) and defined.kind is Kind.CLASS else (around, path)


def home(scope: Scope, name: str) -> Scope:
    """Return the scope that binds a name as it is seen from another; for a method's ``self`` its class."""
    for around in scope.enclosing:
        if name == around.receiver and around.parent is not None:
            return around.parent
        if name in around.bindings and (around.kind is not Kind.CLASS or around is scope):
            return around
    return scope.module.scope
