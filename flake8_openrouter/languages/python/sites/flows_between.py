"""Where a mapping goes between functions: into what is called, and out of what returns it."""

from __future__ import annotations

import ast

from flake8_openrouter.languages.python.inference import classes, functions
from flake8_openrouter.languages.python.inference.values import Class, Frame, Function
from flake8_openrouter.languages.python.sites.onlookers import only_looks
from flake8_openrouter.languages.python.sites.trails import Trail
from flake8_openrouter.languages.python.sites.uses import Keys, Seen
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Kind, Scope
from flake8_openrouter.languages.python.syntax.tree import dotted, last_name


def passed(trail: Trail, site: CallSite, argument: ast.AST, keyword: str | None, keys: Keys) -> None:
    """Follow an argument into a function of the file."""
    called = dotted(site.node.func) or last_name(site.node.func) or "a call"
    followed = False
    for value in trail.evaluator.evaluate(site.node.func, Frame(site.scope, site.point)):
        scope = _callee(value)
        parameter = _parameter(scope, site.node, argument, keyword) if scope is not None else ""
        if scope is None or not parameter or functions.is_wrapped(scope):
            continue
        if scope.module is trail.module:
            trail.parameter(parameter, scope, keys)
            followed = True
        elif only_looks(scope, parameter):
            trail.note(Seen.READ, f"{called} looks at it", site.node)
            followed = True
    if not followed:
        trail.note(Seen.AWAY, f"it is passed to {called}", site.node)


def _callee(value: object) -> Scope | None:
    """Return the function whose parameters a call of a value fills."""
    if isinstance(value, Class):
        made = value.scope.bindings.get("__init__", ())
        return next((binding.value for binding in made if isinstance(binding.value, Scope)), None)
    return value.scope if isinstance(value, Function) else None


def _parameter(scope: Scope, call: ast.Call, argument: ast.AST, keyword: str | None) -> str:
    """Return the name of the parameter that an argument fills; nothing where that can't be told."""
    if keyword:
        return keyword if keyword in scope.parameters else ""
    if keyword is None or any(isinstance(item, ast.Starred) for item in call.args):
        return ""
    number = [id(item) for item in call.args].index(id(argument)) + bool(scope.receiver)
    return scope.positional[number] if number < len(scope.positional) else ""


def returned(trail: Trail, node: ast.AST, parent: ast.AST, keys: Keys) -> None:
    """Follow what a function of the file returns to its calls."""
    scope = trail.module.place(parent)[0].function
    owner = scope.parent
    sites = functions.callers(trail.evaluator, scope) if scope.kind is Kind.FUNCTION else []
    if owner is None or functions.is_wrapped(scope) or scope.yields or len(sites) > functions.MAX_CALLERS:
        trail.note(Seen.AWAY, "it is returned", parent)
        return
    for site in sites:
        trail.push(site.node, keys)
    if classes.is_property(scope):
        trail.attribute(scope.name, owner, keys)
        return
    handed_on = _handed_on(trail, scope, owner)
    if handed_on or not sites:
        trail.note(Seen.AWAY, f"{scope.name} is passed on" if handed_on else "it is returned", parent)
    trail.export(owner, scope.name)


def _handed_on(trail: Trail, scope: Scope, owner: Scope) -> bool:
    """Tell whether a function is used other than by calling it."""
    module, name = trail.module, scope.name
    if owner.kind is Kind.CLASS:
        nodes: list[ast.expr] = [*indexes.attributes(module).get(name, ())]
    else:
        nodes = [load.node for load in indexes.loads_at_home(name, owner)]
    around = ((node, module.parents.get(node)) for node in nodes)
    return any(not (isinstance(call, ast.Call) and call.func is node) for node, call in around)
