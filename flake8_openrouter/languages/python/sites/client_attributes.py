"""What a client is given once it is built: ``client.api_key = …``, ``client.base_url = …``."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from flake8_openrouter.languages.python.inference.arguments import Given
from flake8_openrouter.languages.python.inference.values import Argument, Built, Frame
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.syntax.scopes import AssignSite, CallSite
from flake8_openrouter.languages.python.syntax.tree import dotted
from flake8_openrouter.model import Reach, Text


def is_assigned(context: Context, call: ast.Call, names: Collection[str]) -> bool:
    """Tell whether an attribute of a client may be given another value once it is built."""
    own = _paths(context, call)
    for assigned in context.module.attribute_assignments:
        frame = Frame(assigned.scope, assigned.point)
        for target in assigned.node.targets:
            if isinstance(target, ast.Attribute) and target.attr in names:
                values = context.evaluator.evaluate(target.value, frame)
                if dotted(target.value) in own or any(
                    isinstance(value, Built) and value.call is call for value in values
                ):
                    return True
    setters = context.module.calls_by_name.get("setattr", ())
    return any(dotted(site.node.args[0]) in own for site in setters if site.node.args)


def _paths(context: Context, call: ast.Call) -> set[str]:
    """Return the dotted paths that a call's result is assigned to."""
    parent = context.module.parents.get(call)
    targets = parent.targets if isinstance(parent, ast.Assign) else [getattr(parent, "target", None)]
    return {path for target in targets if target is not None and (path := dotted(target))}


def assignments(context: Context, site: CallSite, names: Collection[str]) -> Iterator[Given]:
    """Yield what attributes of the client that a call builds are given, each as an argument."""
    for assigned in _of(context, site, names):
        for target in assigned.node.targets:
            if isinstance(target, ast.Attribute) and target.attr in names:
                value = Argument(assigned.node.value, Frame(assigned.scope, assigned.point))
                yield Given(target.attr, value, assigned.node.value)


def texts(context: Context, site: CallSite, names: Collection[str]) -> tuple[Text, ...]:
    """Return the texts that attributes of a client are given."""
    given = assignments(context, site, names)
    return tuple(text for item in given for text in context.evaluator.argument_texts(item.value))


def is_replaced(context: Context, site: CallSite, names: Collection[str]) -> bool:
    """Tell whether what a client is built with is certainly replaced, in the same function and on every path."""
    return any(
        assigned.scope.function is site.scope.function and assigned.point.branches == site.point.branches
        for assigned in _of(context, site, names)
    )


def setters(context: Context, site: CallSite, names: Collection[str]) -> Reach:
    """Return who else may give attributes of a client, by the name that it has, another value once it is built."""
    return context.outside.setters_of([path.rpartition(".")[2] for path in sorted(_paths(context, site.node))], names)


def _of(context: Context, site: CallSite, names: Collection[str]) -> Iterator[AssignSite]:
    """Yield the assignments to attributes of what a call builds, and of nothing else."""
    for assigned in context.module.attribute_assignments:
        frame = Frame(assigned.scope, assigned.point)
        targets = [item for item in assigned.node.targets if isinstance(item, ast.Attribute) and item.attr in names]
        found = [value for item in targets for value in context.evaluator.evaluate(item.value, frame)]
        if len(found) == 1 and isinstance(found[0], Built) and found[0].call is site.node:
            yield assigned
