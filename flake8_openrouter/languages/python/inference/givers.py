"""Who else than the file's own code may give a value: callers and settings that are not seen."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_openrouter.languages.python.inference import bindings, environment, loaders
from flake8_openrouter.languages.python.inference.values import Frame
from flake8_openrouter.languages.python.syntax.scopes import Binding, Kind, Scope, home
from flake8_openrouter.languages.python.syntax.tree import descendants, last_name
from flake8_openrouter.model import ALONE, Reach, Text, Variable
from flake8_openrouter.openrouter import api

if TYPE_CHECKING:
    from flake8_openrouter.languages.python.inference.evaluator import Evaluator
    from flake8_openrouter.languages.python.inference.exports import Exports

#: How many names are followed from an expression, one by the other.
MAX_NAMES = 5


def of_value(exports: Exports, node: ast.AST, frame: Frame) -> Reach:
    """Return who else gives what an expression stands for: an edit of it meets their values too."""
    return Reach(find=lambda: _givers(exports, node, frame, MAX_NAMES))


def of_variables(exports: Exports, evaluator: Evaluator, text: Text) -> Reach:
    """Return who else gives the variables of a text more than a key: an edit of what is read meets that too."""
    names = [part.name for part in text.parts if isinstance(part, Variable) and part.name]
    found = Reach(find=lambda: (giver for name in names for giver in _of_variable(exports, evaluator, name)))
    return found if names else ALONE


def _of_variable(exports: Exports, evaluator: Evaluator, name: str) -> Iterator[str]:
    module = exports.module
    if loaders.sets(evaluator, module, name, api.SCHEME):
        yield f"a .env file sets {name} to a whole header"
    found = (evaluator.modules.find(imported, module) for imported in loaders.imports(module))
    for other in dict.fromkeys(found):
        if other is not None and environment.is_completed(evaluator, other, name):
            yield f"{os.path.basename(other.path)} sets {name}"


def _givers(exports: Exports, node: ast.AST, frame: Frame, left: int) -> Iterator[str]:
    for part in descendants(node):
        if isinstance(part, ast.Attribute):
            yield from filter(None, [exports.writer(part.attr)])
            yield from _of_attribute(exports, part, frame, left)
        elif isinstance(part, ast.Name):
            yield from _of_name(exports, part.id, frame, left)


def _of_name(exports: Exports, name: str, frame: Frame, left: int) -> Iterator[str]:
    around = home(frame.scope, name)
    found = bindings.reaching(name, frame)
    if any(_is_encoded(binding.value) for binding in found):
        yield f"{name} is bytes"  # which an f-string shows with their quotes
    if any(_is_after_in_loop(binding, frame) for binding in around.bindings.get(name, ())):
        yield f"a loop gives {name} another value"
    if around.kind is Kind.MODULE:
        yield from filter(None, [exports.writer(name)])
    elif name in around.parameters:
        yield from filter(None, [_caller(exports, around)])
    elif left:
        for binding in found:
            if isinstance(binding.value, ast.expr):
                yield from _givers(exports, binding.value, Frame(binding.scope, binding.point), left - 1)


def _is_encoded(value: object) -> bool:
    return isinstance(value, ast.Call) and last_name(value.func) == "encode"


def _is_after_in_loop(binding: Binding, frame: Frame) -> bool:
    """Tell whether a loop around a frame's point binds a name after it: the next time around, that is in force."""
    if binding.scope is not frame.scope or binding.point.order <= frame.point.order:
        return False
    shared = set(binding.point.branches) & set(frame.point.branches)
    return any(statement in frame.scope.module.loops for statement, _ in shared)


def _of_attribute(exports: Exports, node: ast.Attribute, frame: Frame, left: int) -> Iterator[str]:
    """Yield who else gives a method's own object its attribute: whoever builds one gives ``__init__`` a value."""
    around = home(frame.scope, node.value.id) if isinstance(node.value, ast.Name) else None
    if around is None or around.kind is not Kind.CLASS or not left:
        return
    for binding in around.attributes.get(node.attr, ())[:MAX_NAMES]:
        if isinstance(binding.value, ast.expr):
            yield from _givers(exports, binding.value, Frame(binding.scope, binding.point), left - 1)


def _caller(exports: Exports, function: Scope) -> str:
    """Say who else may call a function of the file; empty if nobody."""
    owner = function.parent
    if function.name == "__init__" and owner is not None and owner.parent is not None:
        return exports.reader(owner.parent, owner.name)
    return exports.reader(owner, function.name) if owner is not None else ""
