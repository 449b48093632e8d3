"""Which of the file's own functions a call may call, and where what a function returns arrives."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.reads import MAX_READS, Uses
from flake8_openrouter.languages.python.syntax.scopes import Kind, Scope, home
from flake8_openrouter.languages.python.syntax.tree import dotted, last_name

#: How many classes of one family, and how many functions of one name, are looked at.
MAX_FAMILY = 32
MAX_FUNCTIONS = 8

_PROPERTIES = frozenset(("property", "cached_property"))


class Callers(NamedTuple):
    """The expressions in which a function's result arrives; None where they are too many to tell.

    ``given_away``: the function is also named without being called.
    """

    results: list[ast.expr] | None
    given_away: bool


class Invocations:
    """The calls of one module's own functions, by names and classes alone: nothing is evaluated."""

    def __init__(self, uses: Uses) -> None:
        self._uses, self._module = uses, uses.module
        self._callers: dict[Scope, Callers] = {}
        self._methods: dict[str, dict[Scope | None, list[ast.expr]]] = {}
        self._families: dict[Scope, list[Scope]] = {}

    @cached_property
    def _classes(self) -> dict[str, Scope]:
        return {scope.name: scope for scope in self._module.classes}

    @cached_property
    def _attributes(self) -> dict[str, list[ast.Attribute]]:
        """All attributes that are read, by their name."""
        found: dict[str, list[ast.Attribute]] = defaultdict(list)
        for node in self._module.parents:
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                found[node.attr].append(node)
        return found

    def callers(self, function: Scope) -> Callers:
        if function not in self._callers:
            groups = list(self._names_of(function))
            names = [name for group in groups for name in group or ()]
            results = [node for name in names if (node := self._result(name, function)) is not None]
            away = len(results) < len(names) or (isinstance(function.node, ast.Lambda) and not names)
            self._callers[function] = Callers(None if None in groups else results, away)
        return self._callers[function]

    def _result(self, name: ast.expr, function: Scope) -> ast.expr | None:
        parent = self._module.parents.get(name)
        if isinstance(parent, ast.Call) and parent.func is name:
            return parent
        decorators = getattr(function.node, "decorator_list", ())
        return name if any(last_name(item) in _PROPERTIES for item in decorators) else None

    def _names_of(self, function: Scope) -> Iterator[list[ast.expr] | None]:
        """Yield the expressions that name a function, or may: a method on any object that is not known."""
        node, around = function.node, function.parent
        if isinstance(node, ast.Lambda):
            parent = self._module.parents.get(node)
            targets = parent.targets if isinstance(parent, ast.Assign) else ()
            for target in targets:
                yield self._uses.reads(target).of(self._uses.point(target).order)
        elif around is not None and around.kind is Kind.CLASS:
            for owner in (*self._family(around), None):
                names = self._by_class(function.name).get(owner, [])
                yield names if len(names) <= MAX_READS else None
            if function.name == "__init__" and around.parent is not None:
                yield self._uses.of_path(around.parent, around.name).of(around.point.order)
        elif around is not None:
            yield self._uses.of_path(around, function.name).of(function.point.order)

    def _by_class(self, method: str) -> dict[Scope | None, list[ast.expr]]:
        """Return the attributes of a name by the class of their object; None where that is not known."""
        if method not in self._methods:
            found = self._methods[method] = defaultdict(list)
            for node in self._attributes.get(method, ()):
                found[self._class_of(node.value)].append(node)
        return self._methods[method]

    def _class_of(self, node: ast.expr) -> Scope | None:
        """Return the file's own class that an object is of: ``self``, ``super()``, ``Client()``, or a name for one."""
        if isinstance(node, ast.Call):
            if last_name(node.func) == "super":
                return self._uses.scope(node).owner
            return self._classes.get(dotted(node.func))
        if not isinstance(node, ast.Name):
            return None
        place = home(self._uses.scope(node), node.id)
        if place.kind is Kind.CLASS and node.id not in place.bindings:
            return place
        value = next((binding.value for binding in place.bindings.get(node.id, ())), None)
        if isinstance(value, Scope):
            return value if value.kind is Kind.CLASS else None
        return self._classes.get(dotted(value.func)) if isinstance(value, ast.Call) else None

    def _family(self, owner: Scope) -> list[Scope]:
        """Return a class, and the file's classes above and below it."""
        if owner not in self._families:
            found = [owner]
            for scope in found:
                bases = scope.node.bases if isinstance(scope.node, ast.ClassDef) else ()
                above = (self._classes[name] for base in bases if (name := last_name(base)) in self._classes)
                below = indexes.heirs(self._module).get(scope.name, ())
                found += [other for other in dict.fromkeys((*above, *below)) if other not in found]
                if len(found) > MAX_FAMILY:
                    break
            self._families[owner] = found
        return self._families[owner]

    def functions(self, call: ast.Call) -> list[Scope]:
        """Return the file's own functions that a call may call; none where they are not known, or too many."""
        name, function = last_name(call.func), call.func
        if isinstance(function, ast.Name):
            places = [home(self._uses.scope(call), name)]
        elif isinstance(function, ast.Attribute) and (owner := self._class_of(function.value)) is not None:
            places = self._family(owner)
        else:
            found = self._module.functions.get(name, []) if isinstance(function, ast.Attribute) else []
            return found if len(found) <= MAX_FUNCTIONS else []
        values = [binding.value for place in places for binding in place.bindings.get(name, ())[-MAX_FUNCTIONS:]]
        found = [value for value in values if isinstance(value, Scope) and value.kind is Kind.FUNCTION]
        return found if len(found) <= MAX_FUNCTIONS else []
