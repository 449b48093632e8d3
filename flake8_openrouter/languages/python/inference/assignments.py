"""How the methods of a class set an attribute: anew, or to what they make of the value that it has."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from flake8_openrouter.languages.python.inference import bindings
from flake8_openrouter.languages.python.inference.evaluator import Expression
from flake8_openrouter.languages.python.inference.values import Frame, Mapping, Values
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import Binding, Module, Scope
from flake8_openrouter.languages.python.syntax.tree import descendants, dotted
from flake8_openrouter.model import Origin, Text

#: Methods that are called whenever an object is built.
_BUILDING = frozenset(("__init__", "__post_init__", "__attrs_post_init__", "model_post_init"))
#: How many names are followed from an assigned value.
MAX_NAMES = 2


class Remade(Enum):
    """Whether another value was made of the one that an attribute was given."""

    NEVER = "never"
    PERHAPS = "in some cases, or by who calls a method"
    WHEN_BUILT = "whenever an object is built"


class Assigned(NamedTuple):
    """How the methods of a class set one attribute; ``always``: its ``__init__`` does in any case.

    Those that are ``remaking`` it set it to what they make of the value that it has.
    """

    bindings: Sequence[Binding]
    by_function: dict[Scope, list[Binding]]
    always: bool
    remaking: Sequence[Binding]


@remembered
def of_attribute(module: Module, scope: Scope, name: str) -> Assigned:
    """Return how the methods of a class set an attribute."""
    found = scope.attributes.get(name, ())
    by_function: dict[Scope, list[Binding]] = defaultdict(list)
    for binding in found:
        by_function[binding.scope.function].append(binding)
    always = any(binding.scope.name == "__init__" and not binding.point.branches for binding in found)
    return Assigned(found, by_function, always, [binding for binding in found if _is_of_itself(binding, name)])


def remade(expression: Expression[ast.Attribute], family: Iterable[Scope]) -> Remade:
    """Tell whether methods of some classes have remade an attribute before an expression reads it."""
    name, here, point = expression.node.attr, expression.frame.scope.function, expression.frame.point
    found = [binding for scope in family for binding in of_attribute(scope.module, scope, name).remaking]
    before = [each for each in found if each.scope.function is not here or each.point.order < point.order]
    if all(each.scope.name in _BUILDING and not each.point.branches for each in before):
        return Remade.WHEN_BUILT if before else Remade.NEVER
    return Remade.PERHAPS


def unfinished(expression: Expression[ast.Attribute], values: Values, when: Remade) -> Values:
    """Return what is left of values that are there before others are made of them.

    What texts and mappings are that may have been remade is not known.
    """
    if when is not Remade.PERHAPS:
        return () if when is Remade.WHEN_BUILT else values
    something = expression.unknown(Origin.INBOUND)
    return tuple(something if isinstance(value, Text | Mapping) else value for value in values)


def _is_of_itself(binding: Binding, name: str) -> bool:
    """Tell whether a method sets an attribute to what it makes of that: ``self.key = f"Bearer {self.key}"``."""
    path, frame = f"{binding.scope.function.receiver}.{name}", Frame(binding.scope, binding.point)
    return isinstance(binding.value, ast.expr) and _mentions(binding.value, path, frame, MAX_NAMES)


def _mentions(node: ast.expr, path: str, frame: Frame, left: int) -> bool:
    """Tell whether something by a path is in an expression, or in what one of its names holds."""
    for part in descendants(node):
        if isinstance(part, ast.Attribute) and dotted(part) == path:
            return True
        for binding in bindings.reaching(part.id, frame) if isinstance(part, ast.Name) and left else ():
            inside = Frame(binding.scope, binding.point)
            if isinstance(binding.value, ast.expr) and _mentions(binding.value, path, inside, left - 1):
                return True
    return False
