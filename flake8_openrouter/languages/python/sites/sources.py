"""Where a value comes from: the variable it is read from, or the places by whose names it goes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference import functions
from flake8_openrouter.languages.python.inference.bindings import reaching
from flake8_openrouter.languages.python.inference.evaluator import Evaluator
from flake8_openrouter.languages.python.inference.values import Frame
from flake8_openrouter.languages.python.syntax.scopes import Kind, Scope, place_of
from flake8_openrouter.languages.python.syntax.tree import dotted
from flake8_openrouter.model import Literal, Text, Unknown, Variable


def source(text: Text, frame: Frame) -> object:
    """Return what the one part of a text that is not literal is known by: the variable it is read from, or a place."""
    if variable := _variable(text):
        return variable
    return _place(path, frame) if (path := _path(text)) else None


def sources(evaluator: Evaluator, text: Text, frame: Frame) -> Iterator[object]:
    """Yield all that it is known by: also the attribute that keeps it, what that keeps, and what calls give for it."""
    if (known := source(text, frame)) is None:
        return
    yield known
    if _variable(text):
        return
    path = _path(text)
    scope, kept = place_of(frame.scope, path)
    if scope.kind is Kind.CLASS:
        yield from _given_to(scope, kept.removeprefix("."))
    elif scope.kind is Kind.FUNCTION and "." not in path:
        yield from _keeping(scope, path)
        yield from _given_by_callers(evaluator, scope, path)


def _variable(text: Text) -> str:
    part = _only(text)
    return part.name if isinstance(part, Variable) else ""


def _path(text: Text) -> str:
    """Return the last name by which the one part goes."""
    part = _only(text)
    return part.names[-1] if part is not None and part.names else ""


def _only(text: Text) -> Variable | Unknown | None:
    parts = [part for part in text.parts if not isinstance(part, Literal)]
    return parts[0] if len(parts) == 1 else None


def _place(path: str, frame: Frame) -> object:
    """Return where a dotted path is kept, and of a name the assignments by which it may have its value."""
    bindings = reaching(path, frame) if "." not in path else ()
    return (*place_of(frame.scope, path), *(binding.point.order for binding in bindings))


def _given_to(scope: Scope, attribute: str) -> Iterator[object]:
    """Yield the name that a method of a class puts into an attribute as it is, if nothing else does."""
    bindings = scope.attributes.get(attribute, ())
    for binding in bindings if len(bindings) == 1 else ():
        if isinstance(binding.value, ast.Name):
            yield _place(binding.value.id, Frame(binding.scope, binding.point))


def _keeping(scope: Scope, name: str) -> Iterator[object]:
    """Yield the attributes into which a method, and nothing else, puts a name as it is."""
    owner = scope.owner
    for attribute, bindings in owner.attributes.items() if owner is not None else ():
        only = bindings[0] if len(bindings) == 1 and bindings[0].scope.function is scope else None
        if only is not None and isinstance(only.value, ast.Name) and only.value.id == name:
            yield owner, f".{attribute}"


def _given_by_callers(evaluator: Evaluator, scope: Scope, name: str) -> Iterator[object]:
    """Yield the names that the callers of a function in its file give a parameter as they are."""
    for arguments in functions.arguments_of_callers(evaluator, scope) if name in scope.parameters else ():
        given = arguments.get(name)
        if given is not None and (path := dotted(given.node)):
            yield _place(path, given.frame)
