"""What a file puts into environment variables: ``os.environ[…] = …``, ``.update``, ``.setdefault``, ``os.putenv``."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.languages.python.inference import mappings
from flake8_openrouter.languages.python.inference.evaluator import Evaluator
from flake8_openrouter.languages.python.inference.values import Argument, Frame
from flake8_openrouter.languages.python.syntax import effects, indexes
from flake8_openrouter.languages.python.syntax.scopes import Module, Mutation, Scope
from flake8_openrouter.languages.python.syntax.tree import last_name

_PUTTING = (*effects.PUTTING, "update")


class Write(NamedTuple):
    """A variable as it is set: its name, and what is put into it, in the frame in which that is done."""

    name: str
    value: Argument

    @property
    def function(self) -> Scope:
        return self.value.frame.scope.function

    def accompanies(self, other: Write) -> bool:
        """Tell whether this is done whenever the other is, before it or after."""
        ours, theirs = self.value.frame.point, other.value.frame.point
        if self.function is other.function:
            return ours.always_before(theirs)
        return self.function is self.function.module.scope and not ours.branches

    def excludes(self, other: Write) -> bool:
        """Tell whether only one of the two is done, since they are in different arms of one statement."""
        return self.function is other.function and self.value.frame.point.excludes(other.value.frame.point)


def of_module(evaluator: Evaluator, module: Module) -> Iterator[Write]:
    """Yield what a file sets in the environment of its own process, whose names are known."""
    for mutation in indexes.environment_mutations(module):
        yield from _of_mutation(evaluator, mutation)
    for site in module.calls_by_name.get("putenv", ()):
        frame = Frame(site.scope, site.point)
        if len(site.node.args) == 2 and evaluator.reference(site.node.func, frame) == "os.putenv":
            name = mappings.key_of(evaluator.expression(site.node.args[0], frame))
            if name:
                yield Write(name, Argument(site.node.args[1], frame))


def is_of_environment(evaluator: Evaluator, mutation: Mutation) -> bool:
    """Tell whether a change puts something into the environment itself, by whichever name."""
    target = _target(mutation)
    frame = Frame(mutation.scope, mutation.point)
    return target is not None and evaluator.reference(target, frame) == mappings.ENVIRONMENT


def may_set(evaluator: Evaluator, mutation: Mutation) -> bool:
    """Tell whether a change is one of the environment, or of what has its name: a notebook's magic has no import."""
    target = _target(mutation)
    return target is not None and (last_name(target) == "environ" or is_of_environment(evaluator, mutation))


def _of_mutation(evaluator: Evaluator, mutation: Mutation) -> Iterator[Write]:
    if not is_of_environment(evaluator, mutation):
        return
    for entry in mappings.added(evaluator, mutation).entries:
        if entry.key:
            yield Write(entry.key, entry.value)


def _target(mutation: Mutation) -> ast.expr | None:
    """Return what is changed, where something is put into it."""
    if mutation.call is not None:
        function = mutation.call.func
        return function.value if isinstance(function, ast.Attribute) and mutation.method in _PUTTING else None
    if isinstance(mutation.node, ast.Subscript):
        return mutation.node.value if mutation.value is not None else None
    return mutation.node.target if isinstance(mutation.node, ast.AugAssign) else None
