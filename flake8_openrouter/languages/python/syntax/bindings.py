"""Targets to bindings: what an assignment makes known, and what it changes."""

from __future__ import annotations

import ast
from collections.abc import Callable

from flake8_openrouter.languages.python.syntax import effects
from flake8_openrouter.languages.python.syntax.conditions import asks_for_scheme, unspelled
from flake8_openrouter.languages.python.syntax.scopes import (
    ANY_ATTRIBUTE,
    START,
    Asked,
    Binding,
    How,
    Kind,
    Module,
    Mutation,
    Point,
    Scope,
)
from flake8_openrouter.languages.python.syntax.tree import dotted


def bind(module: Module, target: ast.AST, binding: Binding) -> None:
    """Bind a target; what is unpacked is bound piece by piece where both sides show their pieces."""
    scope = binding.scope
    if isinstance(target, ast.Name):
        scope.declared.get(target.id, scope).bindings[target.id].append(binding)
    elif isinstance(target, ast.Attribute):
        _bind_attribute(module, target, binding)
    elif isinstance(target, ast.Subscript) and isinstance(binding.value, ast.expr):
        key = target.slice
        outer: ast.expr = target.value
        while isinstance(outer, ast.Subscript):
            # ``d["a"]["b"] = value`` changes d in a way that is not followed.
            outer, key = outer.value, ast.copy_location(ast.Constant(Ellipsis), outer)
        mutate(module, outer, Mutation("set", target, scope, binding.point, key, binding.value))
    elif isinstance(target, ast.Starred):
        bind(module, target.value, Binding(How.ELEMENT, None, scope, binding.point))
    elif isinstance(target, ast.Tuple | ast.List) and binding.how is How.ELEMENT:
        for piece in target.elts:
            bind(module, piece, Binding(How.ELEMENT, None, scope, binding.point))
    elif isinstance(target, ast.Tuple | ast.List):
        for piece, value in zip(target.elts, _pieces(binding.value, len(target.elts)), strict=True):
            how = How.ELEMENT if value is None else binding.how
            bind(module, piece, Binding(how, value, scope, binding.point))


def _bind_attribute(module: Module, target: ast.Attribute, binding: Binding) -> None:
    root = target.value
    owner = _class_of(root, binding.scope)
    if owner is not None:
        owner.attributes[target.attr].append(binding)
        return
    module.stored_outside.add(target.attr)
    if isinstance(binding.value, ast.expr):
        mutate(module, root, Mutation("setattr", target, binding.scope, binding.point, None, binding.value))


def mutate(module: Module, target: ast.expr, mutation: Mutation) -> None:
    path = dotted(target)
    root, _, rest = path.partition(".")
    owner = _class_of(ast.Name(root), mutation.scope) if rest else None
    if "__dict__" in rest:
        module.stored_outside.add(ANY_ATTRIBUTE)
    if owner is None and rest:
        module.stored_outside.update(rest.split("."))
    if path:
        module.mutations[(owner, rest) if owner else (None, path)].append(mutation)


def _scheme_asked(module: Module, node: ast.Call, function: ast.Attribute, scope: Scope, point: Point) -> None:
    if asks_for_scheme(node):
        module.asked[Asked.SCHEME].append((scope, dotted(unspelled(function.value))))


def _end_asked(module: Module, node: ast.Call, function: ast.Attribute, scope: Scope, point: Point) -> None:
    module.asked[Asked.END].append((scope, dotted(unspelled(function.value))))


def _any_set(module: Module, node: ast.Call, function: ast.Attribute, scope: Scope, point: Point) -> None:
    module.stored_outside.add(ANY_ATTRIBUTE)


def _mutated(module: Module, node: ast.Call, function: ast.Attribute, scope: Scope, point: Point) -> None:
    mutate(module, function.value, Mutation(function.attr, node, scope, point, call=node))


#: What is remembered of a method's call, by its name: what it changes, and what it asks.
METHODS: dict[str, Callable[[Module, ast.Call, ast.Attribute, Scope, Point], None]] = {
    "startswith": _scheme_asked,
    "endswith": _end_asked,
    "__setattr__": _any_set,
    **dict.fromkeys(effects.CHANGING, _mutated),
}


def _pieces(value: object, count: int) -> list[ast.expr | None]:
    pieces = value.elts if isinstance(value, ast.Tuple | ast.List) else []
    if len(pieces) == count and not any(isinstance(piece, ast.Starred) for piece in pieces):
        return [*pieces]
    return [None] * count


def _class_of(root: ast.AST, scope: Scope) -> Scope | None:
    """Return the class that a method's receiver stands for."""
    if not isinstance(root, ast.Name):
        return None
    for around in scope.enclosing():
        if around.receiver and around.receiver == root.id:
            return around.parent
        if root.id in around.bindings and around.kind is not Kind.CLASS:
            return None
    return None


def function_scope(module: Module, node: ast.AST, name: str, args: ast.arguments, scope: Scope, point: Point) -> Scope:
    """Return the scope of a function or lambda, its parameters bound."""
    inner = Scope(Kind.FUNCTION, name, node, scope, module, point)
    positional = [*args.posonlyargs, *args.args]
    inner.positional = tuple([item.arg for item in positional])
    defaults = [*[None] * (len(positional) - len(args.defaults)), *args.defaults, *args.kw_defaults]
    for item, default in zip([*positional, *args.kwonlyargs], defaults, strict=True):
        inner.parameters[item.arg] = default
        inner.bindings[item.arg].append(Binding(How.PARAMETER, default, inner, START, item.annotation))
    for rest in (args.vararg, args.kwarg):
        if rest is not None:
            inner.bindings[rest.arg].append(Binding(How.ELEMENT, None, inner, START))
    return inner
