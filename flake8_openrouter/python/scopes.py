"""Names and what they are bound to: scopes, bindings, changes, and the order they happen in."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.model import Document, Span
from flake8_openrouter.python.tree import descendants, dotted, last_name

if TYPE_CHECKING:
    from flake8_openrouter.python.mutations import Mutations


class Kind(Enum):
    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function"
    COMPREHENSION = "comprehension"


class Point(NamedTuple):
    """Where in the flow of its scope a statement stands: its number, and the branches it stands in."""

    order: int
    branches: tuple[tuple[int, int], ...]

    def excludes(self, other: Point) -> bool:
        """Tell whether the two stand in different arms of one statement, so that never both are run."""
        arms = dict(self.branches)
        return any(arms.get(statement, arm) != arm for statement, arm in other.branches)

    def always_before(self, other: Point) -> bool:
        """Tell whether this was run whenever the other is reached, by the branches alone."""
        return self.branches == other.branches[: len(self.branches)]


#: An attribute whose name is made when the program runs.
ANY_ATTRIBUTE = "*"

#: Before all that a scope does, and behind it.
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


class Imported(NamedTuple):
    """``module`` and ``name`` of an import, ``name`` empty for a whole module, ``level`` its leading dots."""

    module: str
    name: str
    level: int


class Binding(NamedTuple):
    """One way a name gets a value; ``value`` is an expression, a scope that is defined, an import, or nothing."""

    how: How
    value: ast.expr | Scope | Imported | None
    scope: Scope
    point: Point
    annotation: ast.expr | None = None


class Mutation(NamedTuple):
    """A change of the object that a dotted path names: by a method's call, or ``key`` set to ``value``."""

    method: str
    node: ast.AST
    scope: Scope
    point: Point
    key: ast.expr | None = None
    value: ast.expr | None = None
    call: ast.Call | None = None


class Assigned(NamedTuple):
    """How the methods of a class set one attribute; ``always``: its ``__init__`` does in any case."""

    bindings: Sequence[Binding]
    by_function: dict[Scope, list[Binding]]
    always: bool


class Change(NamedTuple):
    """A mutation as a use sees it: on which path ``below`` the object, and whether it is ``sure`` to be made."""

    below: str
    mutation: Mutation
    sure: bool


@dataclass(slots=True, eq=False)
class Scope:
    """A module, class, function or comprehension with its names. ``receiver`` is a method's own ``self``.

    ``declared`` are the names that ``global`` and ``nonlocal`` lend it, with the scopes they are of. ``function`` is
    the nearest scope that runs by itself: a function, a class or the module.
    """

    kind: Kind
    name: str
    node: ast.AST
    parent: Scope | None
    module: Module
    point: Point
    receiver: str = ""
    declared: dict[str, Scope] = field(default_factory=dict)
    bindings: dict[str, list[Binding]] = field(default_factory=partial(defaultdict, list))
    attributes: dict[str, list[Binding]] = field(default_factory=partial(defaultdict, list))
    parameters: dict[str, ast.expr | None] = field(default_factory=dict)
    positional: tuple[str, ...] = ()
    returns: list[tuple[ast.expr | None, Point]] = field(default_factory=list)
    yields: list[tuple[ast.expr | None, Point]] = field(default_factory=list)
    function: Scope = field(init=False)

    @property
    def owner(self) -> Scope | None:
        """The class whose method this scope is, or stands in."""
        scope: Scope | None = self
        while scope is not None:
            if scope.receiver and scope.parent is not None:
                return scope.parent
            scope = scope.parent
        return None

    def enclosing(self) -> Iterator[Scope]:
        """Yield this scope and those around it, the nearest first."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    def holds(self, other: Scope) -> bool:
        """Tell whether another scope is this one, or stands in it."""
        return any(around is self for around in other.enclosing())

    def release(self) -> None:
        """Forget what this scope refers to."""
        for found in (self.bindings, self.attributes, self.declared, self.returns, self.yields):
            found.clear()
        del self.function, self.parent, self.module

    def __post_init__(self) -> None:
        self.module.scopes.append(self)
        within = self.parent if self.kind is Kind.COMPREHENSION else None
        self.function = within.function if within is not None else self


class Asked(Enum):
    """What a condition asks of a name."""

    FILLED = "whether it holds anything"
    MORE = "more than that"
    SCHEME = "whether it begins with a scheme"
    END = "how it ends"


class Load(NamedTuple):
    """A name as it is read, with the scope and the point it stands at."""

    node: ast.Name
    scope: Scope
    point: Point


class CallSite(NamedTuple):
    """A call with the scope and the point it stands at; the sites below are those of other kinds of node."""

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


class RaiseSite(NamedTuple):
    node: ast.Raise
    scope: Scope
    point: Point


class AssignSite(NamedTuple):
    node: ast.Assign
    scope: Scope
    point: Point


#: What a text stands in that names something, rather than says it.
_LISTED = ast.Dict | ast.List | ast.Tuple | ast.Set
_NAMING = ast.Call | ast.keyword | ast.Subscript | _LISTED | ast.Assign | ast.AnnAssign
_LOG_METHODS = ("debug", "info", "warning", "error", "exception", "critical", "log")


class Module:
    """A file's tree with all that the walk found. Spans are made from its document."""

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
        self.mutated: dict[tuple[Scope | None, str], Mutations] = {}
        self.asked: dict[Asked, list[tuple[Scope, str]]] = {asked: [] for asked in Asked}
        self.tested_variables: set[str] = set()
        self.functions: dict[str, list[Scope]] = defaultdict(list)
        self.classes: list[Scope] = []
        self.attribute_assignments: list[AssignSite] = []
        self.loads: dict[str, list[Load]] = defaultdict(list)
        self.loops: set[int] = set()
        self.statements: dict[ast.AST, tuple[Scope, Point]] = {}
        self.stored_outside: set[str] = set()
        self.closed_arms: set[tuple[int, int]] = set()
        self.changeable: dict[tuple[Scope, str], bool] = {}
        self.dealing: dict[Scope, bool] = {}
        self.handed_out: dict[str, bool] = {}
        self._at_home: dict[str, dict[Scope, list[Load]]] = {}
        self.outermost: dict[ast.AST, tuple[ast.AST, str]] = {}
        self.assigned: dict[tuple[Scope, str], Assigned] = {}
        self._orders: dict[tuple[Scope, str], list[int]] = {}
        self._name_nodes: dict[str, ast.Name] = {}
        self._spans: dict[ast.AST, Span] = {}

    def release(self) -> None:
        """Take the circles apart in which a file's scopes refer to each other: then all of it goes as soon as it can.

        The garbage collector would look through each tree several times before: a tenth of what a check takes.
        """
        for scope in self.scopes:
            scope.release()
        self.__dict__.clear()

    def is_asked(self, asked: Asked, path: str, scope: Scope) -> bool:
        """Tell whether a condition asks something of what a dotted path names as it is seen from a scope."""
        if path.rpartition(".")[2] not in self._last_names[asked]:
            return False
        return place_of(scope, path) in self._places[asked]

    @cached_property
    def _last_names(self) -> dict[Asked, set[str]]:
        return {asked: {path.rpartition(".")[2] for _, path in places} for asked, places in self.asked.items()}

    @cached_property
    def _places(self) -> dict[Asked, set[tuple[Scope, str]]]:
        return {asked: {place_of(*place) for place in places} for asked, places in self.asked.items()}

    def place(self, node: ast.AST) -> tuple[Scope, Point]:
        """Return the scope and the point of the statement that a node stands in."""
        around: ast.AST | None = node
        while around is not None and around not in self.statements:
            around = self.parents.get(around)
        return self.statements[around] if around is not None else (self.scope, END)

    @cached_property
    def sites(self) -> dict[ast.Call, CallSite]:
        """The calls by their nodes."""
        return {site.node: site for site in self.calls}

    @cached_property
    def set_attributes(self) -> dict[str, list[AssignSite]]:
        """The assignments to attributes of objects that are no method's own, by the names of the attributes."""
        found: dict[str, list[AssignSite]] = defaultdict(list)
        for site in self.attribute_assignments:
            for target in site.node.targets:
                root = target.value if isinstance(target, ast.Attribute) else None
                if isinstance(target, ast.Attribute) and not _is_receiver(root, site.scope):
                    found[target.attr].append(site)
        return found

    @cached_property
    def attributes(self) -> dict[str, list[ast.Attribute]]:
        """The attributes that are read, by their names."""
        found: dict[str, list[ast.Attribute]] = defaultdict(list)
        for node in self.parents:
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                found[node.attr].append(node)
        return found

    @cached_property
    def heirs(self) -> dict[str, list[Scope]]:
        """The classes of the file by the last names of their bases."""
        found: dict[str, list[Scope]] = defaultdict(list)
        for scope in self.classes:
            for base in scope.node.bases if isinstance(scope.node, ast.ClassDef) else ():
                found[last_name(base)].append(scope)
        return found

    @cached_property
    def named_variables(self) -> set[str]:
        """The texts by which the file may name an environment variable: given to something, looked up, or kept."""
        found = {keyword.arg for site in self.calls for keyword in site.node.keywords if keyword.arg}
        for site in self.strings:
            parent = self.parents.get(site.node)
            shown = isinstance(parent, ast.Call) and last_name(parent.func) in ("print", "echo", *_LOG_METHODS)
            if isinstance(parent, _NAMING) and not shown:
                found.add(str(site.node.value))
        return found

    @cached_property
    def constructions(self) -> dict[Scope | None, list[CallSite]]:
        """The calls of an ``__init__``, by the class in which they stand."""
        found: dict[Scope | None, list[CallSite]] = defaultdict(list)
        for site in self.calls_by_name.get("__init__", ()):
            found[site.scope.owner].append(site)
        return found

    @cached_property
    def keywords(self) -> dict[Scope, set[str | None]]:
        """The names of the arguments that the calls in each function are given."""
        found: dict[Scope, set[str | None]] = defaultdict(set)
        for site in self.calls:
            found[site.scope.function].update(keyword.arg for keyword in site.node.keywords)
        return found

    @cached_property
    def environment_writes(self) -> dict[str, list[Mutation]]:
        """What the file puts into environment variables, by their names: ``os.environ["X"] = …``."""
        found: dict[str, list[Mutation]] = defaultdict(list)
        for path in ("os.environ", "environ"):
            for mutation in self.mutations.get((None, path), ()):
                if isinstance(mutation.key, ast.Constant) and isinstance(mutation.key.value, str):
                    found[mutation.key.value].append(mutation)
        return found

    @cached_property
    def passed(self) -> dict[str, list[ast.Call]]:
        """The calls to which names are passed, by the dotted name."""
        found: dict[str, list[ast.Call]] = defaultdict(list)
        for site in self.calls:
            for argument in (*site.node.args, *(keyword.value for keyword in site.node.keywords)):
                if path := dotted(argument):
                    found[path].append(site.node)
        return found

    @cached_property
    def _starting(self) -> dict[int, list[ast.AST]]:
        """Strings, f-strings and calls by the line that they start on."""
        found: dict[int, list[ast.AST]] = defaultdict(list)
        constants = [site.node for site in self.strings]
        around = (self.parents.get(node) for node in constants)
        formatted = (node for node in around if isinstance(node, ast.JoinedStr))
        for node in (*constants, *formatted, *(site.node for site in self.calls)):
            found[node.lineno].append(node)
        return found

    def node_at(self, place: Span) -> ast.AST | None:
        """Return the string, f-string or call that stands at a place; None where none begins and ends there."""
        return next((node for node in self._starting.get(place.line, ()) if self._place(node) == place), None)

    def loads_at_home(self, name: str, around: Scope) -> list[Load]:
        """Return where a name is read that a scope binds."""
        if name not in self._at_home:
            found = self._at_home[name] = defaultdict(list)
            for load in self.loads.get(name, ()):
                found[home(load.scope, name)].append(load)
        return self._at_home[name].get(around, [])

    def orders(self, name: str, scope: Scope) -> Sequence[int]:
        """Return the order of a name's bindings, parameters first; nothing where other functions bind it as well."""
        key = (scope, name)
        if key not in self._orders:
            bindings = scope.bindings[name]
            found = [-1 if binding.how is How.PARAMETER else binding.point.order for binding in bindings]
            own = all(binding.scope.function is scope.function for binding in bindings)
            self._orders[key] = found if own and found == sorted(found) else []
        return self._orders[key]

    def name_node(self, name: str) -> ast.Name:
        """Return an expression for a module's name, as other modules use it; the same one each time."""
        if name not in self._name_nodes:
            self._name_nodes[name] = ast.copy_location(ast.Name(name), self.tree.body[0])
        return self._name_nodes[name]

    def span(self, node: ast.AST) -> Span:
        """Return the place of a statement or expression."""
        found = self._spans.get(node)
        if found is None:
            found = self._spans[node] = self._found_span(node)
        return found

    def _found_span(self, node: ast.AST) -> Span:
        place = self._place(node)
        if sys.version_info < (3, 12) and (outer := self._around.get(node)) and not _is_written(node, place.text):
            # Before 3.12 the positions inside an f-string are often those of another text: then its own place serves.
            return self._place(outer)
        return place

    def _place(self, node: ast.AST) -> Span:
        start = self.document.offset(node.lineno, node.col_offset)  # type: ignore[attr-defined]
        end = self.document.offset(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]
        return Span(self.document, start, end)

    @cached_property
    def _around(self) -> dict[ast.AST, ast.JoinedStr]:
        """What stands in f-strings, each with the outermost one."""
        found: dict[ast.AST, ast.JoinedStr] = {}
        for outer in self.fstrings:  # the outer ones come first
            if outer not in found:
                found.update(dict.fromkeys(descendants(outer), outer))
                del found[outer]
        return found


def _is_written(node: ast.AST, text: str) -> bool:
    """Tell whether a text is the source of an expression."""
    if text and text == dotted(node):
        return True
    try:
        return ast.dump(ast.parse(text, mode="eval").body) == ast.dump(node)
    except (SyntaxError, ValueError):
        return False


def _is_receiver(root: ast.AST | None, scope: Scope) -> bool:
    return isinstance(root, ast.Name) and home(scope, root.id).kind is Kind.CLASS


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
    for around in scope.enclosing():
        if name == around.receiver and around.parent is not None:
            return around.parent
        if name in around.bindings and (around.kind is not Kind.CLASS or around is scope):
            return around
    return scope.module.scope
