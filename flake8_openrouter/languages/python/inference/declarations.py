"""What annotations declare: of which class of the files an object is, and whether a value shows as asterisks."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from flake8_openrouter.languages.python.inference import functions
from flake8_openrouter.languages.python.inference.evaluator import Evaluator
from flake8_openrouter.languages.python.inference.values import (
    Arguments,
    Class,
    Frame,
    Function,
    Instance,
    Values,
    is_unknown,
)
from flake8_openrouter.languages.python.syntax.scopes import END, Binding, How, Scope
from flake8_openrouter.languages.python.syntax.tree import decorators, last_name
from flake8_openrouter.model import Seal, Span

#: Packages that have, or hand on, the ``SecretStr`` whose text is asterisks.
_SEALING_PACKAGES = frozenset(("pydantic", "langchain_core"))


def annotated(evaluator: Evaluator, binding: Binding, span: Span) -> Values:
    """Return an object of the file's, or the project's, own class that an annotation names."""
    scope = binding.scope.parent if binding.how is How.PARAMETER else binding.scope
    return _objects(evaluator, binding.annotation, scope or binding.scope, span)


def returned(evaluator: Evaluator, function: Function, arguments: Arguments, span: Span) -> Values:
    """Return what a function of the files returns; where that is not known, an object of the class that it declares."""
    values = functions.returned(evaluator, function, arguments)
    if not values or not all(map(is_unknown, values)):
        return values
    scope = function.scope
    declared = getattr(scope.node, "returns", None)
    return (*values, *_objects(evaluator, declared, scope.parent or scope, span))


def _objects(evaluator: Evaluator, annotation: ast.expr | None, scope: Scope, span: Span) -> Values:
    """Return an object of the class that an annotation in a scope names, if that is a class of the files."""
    name = _class_name(annotation)
    found = evaluator.evaluate(name, Frame(scope, END)) if name is not None else ()
    return tuple(Instance(value.scope, span) for value in found if isinstance(value, Class))


def _class_name(annotation: ast.expr | None) -> ast.expr | None:
    """Return the class in ``Settings``, ``"Settings"``, ``Settings | None``, ``Annotated[Settings, …]`` and so on."""
    if isinstance(annotation, ast.Subscript) and last_name(annotation.value) in ("Optional", "Annotated"):
        inner = annotation.slice
        return _class_name(inner.elts[0] if isinstance(inner, ast.Tuple) and inner.elts else inner)
    if isinstance(annotation, ast.BinOp):
        return _class_name(annotation.left)
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str) and annotation.value.isidentifier():
        return ast.copy_location(ast.Name(annotation.value), annotation)
    return annotation if isinstance(annotation, ast.Name | ast.Attribute) else None


def is_sealed(annotation: ast.expr | None) -> bool:
    """Tell whether an annotation names a type that shows as asterisks."""
    name = _class_name(annotation)
    return name is not None and last_name(name) == "SecretStr"


def declared_seal(evaluator: Evaluator, binding: Binding) -> Seal:
    """Return what a field's annotation says of it, in a class that makes of its values what they are annotated as."""
    if not is_sealed(binding.annotation):
        return Seal.NONE
    name, annotation = _class_name(binding.annotation), binding.annotation
    other = annotation.right if isinstance(annotation, ast.BinOp) else None
    is_annotated = isinstance(annotation, ast.Subscript) and last_name(annotation.value) == "Annotated"
    is_plain = isinstance(other, ast.Constant | None) and not is_annotated
    if name is None or not is_plain or any(map(_validates, binding.scope.bindings.values())):
        return Seal.DECLARED
    return seal_of(evaluator.reference(name, Frame(binding.scope, END)))


def _validates(bindings: Iterable[Binding]) -> bool:
    """Tell whether a method of a model may make something else of its fields."""
    scopes = (binding.value for binding in bindings if isinstance(binding.value, Scope))
    return any(name.endswith("validator") for scope in scopes for name in decorators(scope.node))


def seal_of(dotted_name: str) -> Seal:
    """Return what a class, or what makes an object of it, does by its dotted name."""
    return Seal.CERTAIN if dotted_name.partition(".")[0] in _SEALING_PACKAGES else Seal.DECLARED
