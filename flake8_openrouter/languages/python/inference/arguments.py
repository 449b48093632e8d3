"""The arguments of a call by name, whether they are in their place, by keyword or in a ``**mapping``."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flake8_openrouter.languages.python.inference import mappings
from flake8_openrouter.languages.python.inference.evaluator import Evaluator, Expression
from flake8_openrouter.languages.python.inference.values import Argument, Frame, Values
from flake8_openrouter.model import Span


class Given(NamedTuple):
    """An argument: its name, its value, and the node whose span is the argument as it is written."""

    name: str
    value: Argument
    node: ast.AST
    positional: bool = False


class Arguments(NamedTuple):
    """``complete``: no further argument can be in the call."""

    given: tuple[Given, ...]
    complete: bool

    def get(self, names: Iterable[str]) -> Given | None:
        wanted = tuple(names)
        return next((item for item in self.given if item.name in wanted), None)

    def all(self, names: Iterable[str]) -> list[Given]:
        wanted = tuple(names)
        return [item for item in self.given if item.name in wanted]


def of_call(expression: Expression[ast.Call], positional: Sequence[str]) -> Arguments:
    """Match a call's arguments with a signature's positional names."""
    given: list[Given] = []
    complete = True
    for number, node in enumerate(expression.node.args):
        if isinstance(node, ast.Starred):
            complete = False
            break
        if number < len(positional):
            given.append(Given(positional[number], Argument(node, expression.frame), node, positional=True))
        else:
            complete = False
    for keyword in expression.node.keywords:
        if keyword.arg is not None:
            given.append(Given(keyword.arg, Argument(keyword.value, expression.frame), keyword))
            continue
        for value in expression.values_of(keyword.value):
            mapping = mappings.as_mapping(expression.evaluator, value)
            complete = complete and mapping is not None and mapping.complete
            for entry in mapping.entries if mapping else ():
                if entry.key is not None:
                    given.append(Given(entry.key, entry.value, keyword))
    return Arguments(tuple(given), complete)


def values(evaluator: Evaluator, given: Given | None) -> Values:
    return evaluator.argument(given.value) if given is not None else ()


def span(given: Given, frame: Frame) -> Span:
    """Return the place of an argument, its keyword included."""
    return frame.scope.module.span(given.node)
