"""Reads of the environment, in all their spellings."""

from __future__ import annotations

import re

from flake8_openrouter.languages.javascript.inference.evaluator import Evaluator
from flake8_openrouter.languages.javascript.inference.values import Built, Expression, Reference, Value, Values
from flake8_openrouter.languages.javascript.libraries import environments
from flake8_openrouter.model import Text, Unknown, Variable
from flake8_openrouter.openrouter.variable_names import snake

#: How a variable is called, and what else has a name in what holds variables for certain.
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_ANY = re.compile(r"(?!(?:get|has|toObject|hasOwnProperty)$)[A-Za-z_]\w*")

#: What an object is called that holds variables, by the last of its names.
_HOLDER = re.compile(r"(?:^|[./])(?:env|Env|environment|bindings)$")

#: The name of a setting that is a secret.
_SECRET = re.compile(r"(?:^|_)(?:key|token|secret)$")

#: What of a schema lets a variable be missing.
_OPTIONAL = rb"\b%b\b['\"]?\s*:[^,}]*\b(?:optional|nullish|nullable|default|catch|devDefault)\b"
_NAMED = rb"\b%b\b['\"]?\s*:"


def is_environment(value: Value) -> bool:
    """Tell whether a value is certain to hold the variables of the environment by their names."""
    if isinstance(value, Reference):
        return value.dotted in environments.HOLDERS
    return isinstance(value, Built) and (value.dotted in environments.GIVERS or value.dotted in environments.CHECKED)


def is_read(value: Value) -> bool:
    """Tell whether a value is a variable, and nothing else."""
    return isinstance(value, Text) and len(value.parts) == 1 and isinstance(value.parts[0], Variable)


def named(evaluator: Evaluator, values: Values, use: Expression) -> Values:
    """Return values with the variables for what is imported by their names: ``import { KEY } from "$env/…"``."""
    found: list[Value] = []
    for value in values:
        holder = value._replace(path=value.path[:-1]) if isinstance(value, Reference) and value.path else None
        name = value.path[-1] if isinstance(value, Reference) and value.path else ""
        read = of(evaluator, holder, name, use) if holder is not None and is_environment(holder) else None
        found.append(value if read is None or name == "default" else read)
    return tuple(found)


def of(evaluator: Evaluator, value: Value, name: str, use: Expression, called: str = "") -> Value | None:
    """Return the variable that a value has by a name; None for a value that has none.

    ``called`` is what the expression is called whose value it is.
    """
    if is_environment(value):
        return variable(evaluator, use, name, required=_is_required(value, name)) if _ANY.fullmatch(name) else None
    if isinstance(value, Built) and value.dotted in environments.SETTINGS:
        return _setting(evaluator, environments.SETTINGS[value.dotted], (name,), use)
    if isinstance(value, Reference) and value.module in environments.PREFIXES:
        return _setting(evaluator, value.module, (*value.path, name), use)
    return variable(evaluator, use, name) if may_be(evaluator, name) and _is_called_so(value, called) else None


def _is_called_so(value: Value, called: str) -> bool:
    """Tell whether something of which no more is known is called as what holds variables is."""
    if isinstance(value, Reference):
        return _HOLDER.search(value.dotted) is not None or _HOLDER.search(called) is not None
    if isinstance(value, Built):
        return _HOLDER.search(called) is not None
    part = value.parts[0] if isinstance(value, Text) and len(value.parts) == 1 else None
    return isinstance(part, Unknown) and any(map(_HOLDER.search, (*part.names, called)))


def _is_required(value: Value, name: str) -> bool:
    """Tell whether the program, or its build, ends before a variable is read that is not set."""
    if isinstance(value, Reference):
        return value.dotted in environments.REQUIRED
    if not isinstance(value, Built) or value.dotted not in environments.CHECKED:
        return False
    data = value.call.frame.module.source.data
    if value.dotted != environments.SCHEMA:
        data = data[value.call.node.start_byte : value.call.node.end_byte]
    word = re.escape(name.encode())
    return re.search(_NAMED % word, data) is not None and re.search(_OPTIONAL % word, data) is None


def _setting(evaluator: Evaluator, prefix: str, path: tuple[str, ...], use: Expression) -> Value:
    """Return what the settings of a running program have by a path: a secret is a variable, which may replace it."""
    name = "_".join(map(snake, path))
    if _SECRET.search(name):
        return variable(evaluator, use, prefix + name.upper())
    return Reference(prefix, path, use.span)


def read(evaluator: Evaluator, expression: Expression, name: str, *, required: bool = False) -> Text | None:
    """Return a read of a variable; None for what is no variable's name."""
    return variable(evaluator, expression, name, required=required) if may_be(evaluator, name) else None


def may_be(evaluator: Evaluator, name: str) -> bool:
    """Tell whether a name is one that a variable may have."""
    return _VARIABLE.fullmatch(name) is not None or name in evaluator.env_names


def variable(evaluator: Evaluator, expression: Expression, name: str, *, required: bool = False) -> Text:
    """Return a read of the variable of a name."""
    span = expression.span
    ours = name in evaluator.env_names
    return Text((Variable(name, span, ours=ours, required=required, absent="undefined"),), span)
