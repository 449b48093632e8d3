"""Targets to bindings: what an assignment makes known, and what it changes."""

from __future__ import annotations

import ast
from collections.abc import Callable

from flake8_openrouter.languages.python.syntax import effects
from flake8_openrouter.languages.python.syntax.conditions import asks_for_scheme, unspelled
from flake8_openrouter.languages.python.syntax.places import Imported
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
from flake8_openrouter.languages.python.syntax.tree import descendants, dotted


def bind(module: Module, target: ast.AST, binding: Binding) -> None:
    """Bind a target; what is unpacked is bound piece by piece where both sides show their pieces."""
    scope = binding.scope
    if isinstance(target, ast.Name):
        scope.declared.get(target.id, scope).bindings[target.id].append(binding)
    elif isinstance(target, ast.Attribute):
        _bind_attribute(module, target, binding)
    elif isinstance(target, ast.Subscript) and isinstance(binding.value, ast.expr):
        mutate(module, target.value, Mutation("set", target, scope, binding.point, target.slice, binding.value))
    elif isinstance(target, ast.Starred):
        bind(module, target.value, Binding(How.ELEMENT, None, scope, binding.point))
    elif isinstance(target, ast.Tuple | ast.List) and binding.how is How.ELEMENT:
        for number, piece in enumerate(target.elts):
            part = _piece(binding.value, number) if isinstance(binding.value, ast.Call) else None
            how = How.ELEMENT if part is None else How.PART
            bind(module, piece, Binding(how, part, scope, binding.point))
    elif isinstance(target, ast.Tuple | ast.List):
        for piece, (how, value) in zip(target.elts, _pieces(binding, target.elts), strict=True):
            bind(module, piece, Binding(how, value, scope, binding.point))


def bind_part(module: Module, target: ast.AST, binding: Binding) -> None:
    """Bind a target within an expression, which may be a condition."""
    bind(module, target, binding)
    for part in descendants(target):
        if isinstance(part, ast.Name):
            module.targets[part.id].append(part)


def bind_imported(node: ast.Import | ast.ImportFrom, scope: Scope, point: Point) -> None:
    """Bind what a statement imports, and note its other names."""
    for alias in node.names:
        if isinstance(node, ast.ImportFrom):
            name, value = alias.asname or alias.name, Imported(node.module or "", alias.name, node.level)
            if name != alias.name:
                scope.module.aliases[alias.name].add(name)
        else:
            name = alias.asname or alias.name.partition(".")[0]
            value = Imported(alias.name if alias.asname else name, "", 0)
        scope.bindings[name].append(Binding(How.IMPORT, value, scope, point))


def declare(node: ast.Global | ast.Nonlocal, scope: Scope) -> None:
    """Let a function bind the names of another scope."""
    outer = scope.function.parent
    for name in node.names:
        homes = outer.enclosing if outer is not None and isinstance(node, ast.Nonlocal) else ()
        home = next((around for around in homes if name in around.bindings), scope.module.scope)
        scope.function.declared[name] = home


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
    """Note a change of an object that has a path, or of one that is within it."""
    owner, path, keys = within(target, mutation.scope)
    rest = path if owner else path.partition(".")[2]
    if "__dict__" in rest:
        module.stored_outside.add(ANY_ATTRIBUTE)
    if owner is None and rest:
        module.stored_outside.update(rest.split("."))
    if path:
        module.mutations[owner, path].append(mutation._replace(keys=keys) if keys else mutation)


def within(node: ast.expr, scope: Scope) -> tuple[Scope | None, str, tuple[ast.expr, ...]]:
    """Return the path of the object that an expression looks into, by the class that has it, and the keys there."""
    keys: list[ast.expr] = []
    while isinstance(node, ast.Subscript):
        keys.append(node.slice)
        node = node.value
    path = dotted(node)
    root, _, rest = path.partition(".")
    owner = _class_of(ast.Name(root), scope) if rest else None
    return owner, rest if owner else path, tuple(reversed(keys))


def _scheme_asked(module: Module, node: ast.Call, function: ast.Attribute, scope: Scope, point: Point) -> None:
    if asks_for_scheme(node):
        module.asked.append((Asked.SCHEME, scope, dotted(unspelled(function.value))))


def _end_asked(module: Module, node: ast.Call, function: ast.Attribute, scope: Scope, point: Point) -> None:
    module.asked.append((Asked.END, scope, dotted(unspelled(function.value))))


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


def _pieces(binding: Binding, targets: list[ast.expr]) -> list[tuple[How, ast.expr | None]]:
    """Return what is unpacked, piece by piece: ``value[0]``, ``value[1]`` where the pieces are not shown."""
    value = binding.value
    pieces = value.elts if isinstance(value, ast.Tuple | ast.List) else []
    if len(pieces) == len(targets) and not any(isinstance(piece, ast.Starred) for piece in pieces):
        return [(binding.how, piece) for piece in pieces]
    if (
        isinstance(value, ast.expr)
        and _may_be_unpacked(value, binding.scope)
        and not any(isinstance(target, ast.Starred) for target in targets)
    ):
        return [(How.PIECE, _piece(value, number)) for number in range(len(targets))]
    return [(How.ELEMENT, None)] * len(targets)


#: Methods that give several values, of which it is known what they are.
_GIVING = frozenset(("parse_known_args", "parse_known_intermixed_args", "get"))


def _may_be_unpacked(value: ast.expr, scope: Scope) -> bool:
    """Tell whether the pieces of a value may be told where they are not shown; a function's own result tells none."""
    value = value.value if isinstance(value, ast.Await) else value
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id != scope.function.name
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        function = scope.function
        is_own = isinstance(value.func.value, ast.Name) and value.func.value.id == function.receiver != ""
        return value.func.attr in _GIVING or (is_own and value.func.attr != function.name)
    return isinstance(value, ast.Subscript | ast.Name | ast.Attribute)


def _piece(value: ast.expr, number: int) -> ast.Subscript:
    place = {name: getattr(value, name) for name in value._attributes}  # ast.copy_location() asks more
    return ast.Subscript(value, ast.Constant(number, **place), ast.Load(), **place)


def _class_of(root: ast.AST, scope: Scope) -> Scope | None:
    """Return the class that a method's receiver stands for."""
    if not isinstance(root, ast.Name):
        return None
    for around in scope.enclosing:
        if around.receiver and around.receiver == root.id:
            return around.parent
        if root.id in around.bindings and around.kind is not Kind.CLASS:
            return None
    return None


def function_scope(module: Module, node: ast.AST, name: str, args: ast.arguments, scope: Scope, point: Point) -> Scope:
    """Return the scope of a function or lambda, its parameters bound."""
    inner = Scope(Kind.FUNCTION, name, node, scope, module, point)
    positional = args.posonlyargs + args.args
    inner.positional = tuple([item.arg for item in positional])
    defaults = [None] * (len(positional) - len(args.defaults)) + args.defaults + args.kw_defaults
    for item, default in zip(positional + args.kwonlyargs, defaults, strict=True):
        inner.parameters[item.arg] = default
        inner.bindings[item.arg] = [Binding(How.PARAMETER, default, inner, START, item.annotation)]
    for rest, how in ((args.vararg, How.ELEMENT), (args.kwarg, How.OPTIONS)):
        if rest is not None:
            inner.bindings[rest.arg] = [Binding(how, None, inner, START)]
    return inner
