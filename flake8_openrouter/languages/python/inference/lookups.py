"""What a mapping has under a key, be the key known or not."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from flake8_openrouter.languages.python.inference.evaluator import MAX_ALTERNATIVES, Expression
from flake8_openrouter.languages.python.inference.values import Changed, Mapping, Rest, Value, Values, is_empty
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.conditions import testing
from flake8_openrouter.languages.python.syntax.tree import dotted
from flake8_openrouter.model import Literal, Reach, Text, Variable

_KEPT = Reach(("other code may read the mapping that holds it",))


def looked_up(expression: Expression[ast.expr]) -> str | None:
    """Return the key by which something is looked up: as it is, or as it is in the frame's case."""
    texts = expression.texts()
    key = texts[0].literal if texts else None
    case = expression.frame.case
    return key if key is not None or case is None else case.keys.get(dotted(expression.node))


def is_telling(node: ast.AST) -> bool:
    """Tell whether an expression is a text that says where requests go."""
    text = node.value if isinstance(node, ast.Constant) else None
    return isinstance(text, str) and ("://" in text or "openrouter/" in text)


def _shown(node: ast.expr) -> Iterator[ast.expr]:
    """Yield an expression, and what is in it where it is a mapping or a list."""
    node = node.before if isinstance(node, Changed) else node
    yield node
    yield from node.values if isinstance(node, ast.Dict) else getattr(node, "elts", ())


def any_of(expression: Expression[ast.AST], value: Value, something: Text) -> Values:
    """Return all that a table has, of which an unknown key gives one; nothing for what is none.

    It is one that says where requests go, and is not large.
    """
    if not isinstance(value, Mapping) or not 0 < len(value.entries) < MAX_ALTERNATIVES:
        return ()
    if not any(map(is_telling, (node for entry in value.entries for node in _shown(entry.value.node)))):
        return ()
    found = [item for entry in value.entries for item in expression.evaluator.argument(entry.value)]
    return tuple(found) if value.complete else (*found, something)


def looped(expression: Expression[ast.expr], view: str = "values") -> Values:
    """Return the mappings that a loop over a table's ``values()`` or ``items()`` gives; in a case that of its key."""
    node = expression.node
    function = node.func if isinstance(node, ast.Call) and not node.args else None
    if not isinstance(function, ast.Attribute) or function.attr != view:
        return ()
    chosen = expression.frame.case.keys.get(loop_of(node)) if expression.frame.case is not None else None
    found: list[Value] = []
    for table in expression.values_of(function.value):
        entries = table.entries if isinstance(table, Mapping) and len(table.entries) < MAX_ALTERNATIVES else ()
        for entry in entries:
            if chosen in (None, entry.key):
                found += expression.evaluator.argument(entry.value)
    return tuple(value for value in found if isinstance(value, Mapping))


def part(expression: Expression[ast.expr]) -> Values:
    """Return the second part of what a loop over a table's ``items()`` gives: ``items[1]`` of the loop."""
    node = expression.node
    is_value = isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and node.slice.value == 1
    return looped(expression.at(node.value), "items") if is_value and isinstance(node, ast.Subscript) else ()


def loop_of(node: ast.expr) -> str:
    """Return what stands for the key that a loop is at, as a name does in another place."""
    return f"for {node.lineno}:{node.col_offset}"


def get(expression: Expression[ast.AST], mapping: Mapping, key: str, something: Text) -> Values:
    """Return what a mapping has under a key; where it may have been changed, an empty value only waits for that."""
    if mapping.rest is Rest.STORED:
        return tuple(_of_file(expression, mapping, key))
    evaluator = expression.evaluator
    found = [_known_by(key, value) for entry in mapping.kept(key) for value in evaluator.argument(entry.value)]
    if expression.frame.scope.function in testing(expression.frame.scope.module, key):
        found = [asked_for(value) for value in found]
    if mapping.complete or not found:
        return tuple(found)
    return (*(value for value in found if not is_empty(value)), something)


def _of_file(expression: Expression[ast.AST], mapping: Mapping, key: str) -> Iterator[Value]:
    """Yield what a file of settings has under a key; nothing where the program may put something else there."""
    module = expression.frame.scope.module
    if key in indexes.put_keys(module):
        return
    is_asked = bool(testing(module, key))
    for entry in (*mapping.under(key),) or mapping.under(key.lower()):
        for value in map(partial(_known_by, key), expression.evaluator.argument(entry.value)):
            yield _guarded(value) if is_asked else value


def asked_for(value: Value) -> Value:
    """Return a value as it is where a condition asks whether it is there."""
    return _guarded(value) if _may_be_unset(value) else value


def _may_be_unset(value: Value) -> bool:
    """Tell whether a value is a read without a default: what asks whether it is there lets a placeholder pass."""
    part = value.parts[0] if isinstance(value, Text) and len(value.parts) == 1 else None
    return isinstance(part, Variable) and not part.default


def _guarded(value: Value) -> Value:
    """Return a value that a condition looks at by the key it is under."""
    if not isinstance(value, Text) or len(value.parts) != 1:
        return value
    return Text((value.parts[0]._replace(guarded=True),), value.span)


def _known_by(key: str, value: Value) -> Value:
    """Let a literal go by the key it is under, so that it stays apart from the text it is put into."""
    part = value.parts[0] if isinstance(value, Text) and len(value.parts) == 1 else None
    if isinstance(value, Text) and isinstance(part, Literal):
        return Text((part._replace(names=(*part.names, key), reach=_KEPT),), value.span)
    return value
