"""Reads of the environment, in all their spellings."""

from __future__ import annotations

import re

from flake8_openrouter.languages.javascript.inference.evaluator import Evaluator, path
from flake8_openrouter.languages.javascript.inference.values import Built, Expression, Reference, Value
from flake8_openrouter.languages.javascript.libraries import environments
from flake8_openrouter.model import Text, Variable

#: How a variable is called.
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")

#: What an object is called that holds variables, by the last of its names.
_HOLDER = re.compile(r"(?:^|\.)(?:env|Env|environment|bindings)$")


def is_environment(value: Value) -> bool:
    """Tell whether a value holds the variables of the environment by their names."""
    if isinstance(value, Reference):
        return value.dotted in environments.HOLDERS
    return isinstance(value, Built) and value.dotted in environments.CHECKED


def is_one(evaluator: Evaluator, base: Expression) -> bool:
    """Tell whether an expression holds the variables of the environment, as far as it is seen, or by its name."""
    if _HOLDER.search(path(base)):
        return True
    return any(map(is_environment, evaluator.evaluate(base)))


def read(evaluator: Evaluator, expression: Expression, name: str) -> Text | None:
    """Return a read of a variable; None for what is no variable's name."""
    if not _VARIABLE.fullmatch(name) and name not in evaluator.env_names:
        return None
    return variable(evaluator, expression, name)


def variable(evaluator: Evaluator, expression: Expression, name: str, *, required: bool = False) -> Text:
    """Return a read of the variable of a name."""
    span = expression.span
    ours = name in evaluator.env_names
    return Text((Variable(name, span, ours=ours, required=required, absent="undefined"),), span)
