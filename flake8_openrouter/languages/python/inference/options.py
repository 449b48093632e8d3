"""What a function puts into the arguments that it takes beside its parameters: ``**options``."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from flake8_openrouter.languages.python.inference import mappings
from flake8_openrouter.languages.python.inference.evaluator import Expression
from flake8_openrouter.languages.python.inference.values import Argument, Entry, Mapping, Values
from flake8_openrouter.languages.python.syntax import effects
from flake8_openrouter.languages.python.syntax.indexes import remembered
from flake8_openrouter.languages.python.syntax.scopes import Change, Module


def given(expression: Expression[ast.Name], changes: Sequence[Change]) -> Values:
    """Return ``**options`` with what was put there; nothing where nothing was, and all of it is the callers'.

    What is put there where a caller may have given another value is one of two.
    """
    putting = [change for change in changes if not change.below and change.mutation.method not in effects.TAKING]
    if not putting:
        return ()
    name = expression.node.id
    made = mappings.changed(expression, Mapping((), complete=False), [*changes], name)
    surely = {
        id(entry.value.node)
        for change in putting
        if change.sure and change.mutation.method != "setdefault"
        for entry in mappings.added(expression.evaluator, change.mutation).entries
    }
    if not isinstance(made, Mapping):
        return ()
    entries = tuple(entry if id(entry.value.node) in surely else _either(entry) for entry in made.entries)
    return (Mapping(entries, made.complete, made.rest),)


def _either(entry: Entry) -> Entry:
    node, frame = entry.value.node, entry.value.frame
    return Entry(entry.key, entry.key_node, Argument(_given_or(frame.scope.module, node), frame), entry.start)


@remembered
def _given_or(module: Module, node: ast.expr) -> ast.BoolOp:
    """Return what a caller gives, or else a value; the same node each time."""
    callers = ast.copy_location(ast.Constant(Ellipsis), node)
    return ast.copy_location(ast.BoolOp(ast.Or(), [callers, node]), node)
