"""Paths of the file system, as far as they are written out: relative ones, and those that start from the program."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterator
from typing import TypeGuard

from flake8_openrouter.languages.python.inference.evaluator import Expression
from flake8_openrouter.languages.python.inference.values import Located, Value, Values
from flake8_openrouter.model import Text


def _joined(expression: Expression[ast.Call], first: str | None = None) -> str | None:
    """Return the arguments of a call as one path, after another one where that is given."""
    parts = [found for node in expression.node.args if (found := one(expression.at(node))) is not None]
    if len(parts) < len(expression.node.args) or expression.node.keywords:
        return None
    return os.path.join(*(() if first is None else (first,)), *parts) if parts or first is not None else None


def _same(expression: Expression[ast.Call], first: str | None = None) -> str | None:
    return first if first is not None or not expression.node.args else one(expression.at(expression.node.args[0]))


def _folder(expression: Expression[ast.Call], first: str | None = None) -> str | None:
    path = _same(expression, first)
    return None if path is None else os.path.dirname(path)


def _renamed(expression: Expression[ast.Call], first: str | None = None) -> str | None:
    folder = _folder(expression, first)
    return None if folder is None else _joined(expression, folder)


def _here(expression: Expression[ast.Call], first: str | None = None) -> str | None:
    """Where a program is run nobody knows: what is below that is a relative path."""
    return ""


#: What gives a text where it is given one: it may be a part of a URL as well.
_TEXTUAL: dict[str, Callable[..., str | None]] = {
    **dict.fromkeys(("os.path.join", "posixpath.join"), _joined),
    **dict.fromkeys(("os.path.abspath", "os.path.realpath", "os.path.normpath", "os.path.expanduser"), _same),
    "os.fspath": _same,
    "os.path.dirname": _folder,
}
_FUNCTIONS: dict[str, Callable[..., str | None]] = {
    **_TEXTUAL,
    **dict.fromkeys([f"pathlib.{name}" for name in ("Path", "PurePath", "PosixPath", "PurePosixPath")], _joined),
    **dict.fromkeys(("os.getcwd", "pathlib.Path.cwd"), _here),
}
_METHODS: dict[str, Callable[..., str | None]] = {
    **dict.fromkeys(("resolve", "absolute", "expanduser", "as_posix", "open"), _same),
    "joinpath": _joined,
    "with_name": _renamed,
}


def called(expression: Expression[ast.Call], name: str) -> Values:
    """Return the path that a function makes of its arguments; nothing where one of them is no path."""
    function = _FUNCTIONS.get(name)
    if function is None or (name in _TEXTUAL and not any(map(_is_located, _arguments(expression)))):
        return ()
    path = function(expression)
    return () if path is None else (Located(path, expression.span),)


def _arguments(expression: Expression[ast.Call]) -> Iterator[Value]:
    for node in expression.node.args[:1]:
        yield from expression.values_of(node)


def _is_located(value: Value) -> bool:
    return isinstance(value, Located)


def method(expression: Expression[ast.Call], base: Located, name: str) -> Values:
    """Return the path that a method makes of a path, or the path of the file that it opens."""
    function = _METHODS.get(name)
    path = function(expression, base.path) if function is not None else None
    return () if path is None else (Located(path, expression.span),)


def attribute(expression: Expression[ast.Attribute], base: Located) -> Values:
    """Return ``path.parent``; ``path.parents`` is the path itself, until one of them is asked for."""
    name = expression.node.attr
    if name == "parents":
        return (base,)
    return (Located(os.path.dirname(base.path), expression.span),) if name == "parent" and base.path else ()


def element(expression: Expression[ast.Subscript], base: Located) -> Values:
    """Return ``path.parents[0]``."""
    number = expression.node.slice.value if isinstance(expression.node.slice, ast.Constant) else None
    path = base.path
    if not isinstance(number, int) or not 0 <= number < path.count(os.sep):
        return ()
    for _ in range(number + 1):
        path = os.path.dirname(path)
    return (Located(path, expression.span),)


def divided(expression: Expression[ast.BinOp]) -> Values:
    """Return ``path / name``."""
    first = one(expression.at(expression.node.left))
    if first is None or not any(map(_is_located, expression.values_of(expression.node.left))):
        return ()
    second = one(expression.at(expression.node.right))
    return () if second is None else (Located(os.path.join(first, second), expression.span),)


def interpolated(expression: Expression[ast.JoinedStr]) -> Values:
    """Return ``f"{path}/name"``, where what it begins with is a path."""
    first = expression.node.values[0] if expression.node.values else None
    if not isinstance(first, ast.FormattedValue) or not any(map(_is_located, expression.values_of(first.value))):
        return ()
    pieces = [one(expression.at(each.value if _is_plain(each) else each)) for each in expression.node.values]
    known = [piece for piece in pieces if piece is not None]
    return (Located("".join(known), expression.span),) if len(known) == len(pieces) else ()


def _is_plain(node: ast.expr) -> TypeGuard[ast.FormattedValue]:
    """Tell whether a piece of an f-string shows what is in it as it is."""
    return isinstance(node, ast.FormattedValue) and node.format_spec is None and node.conversion == -1


def one(expression: Expression[ast.expr]) -> str | None:
    """Return the one path that an expression is; None where it is another thing, or may be another path."""
    found = {of_value(value) for value in expression.values()}
    return found.pop() if len(found) == 1 else None


def of_value(value: Value) -> str | None:
    """Return the path that a value is, be it a text."""
    if isinstance(value, Located):
        return value.path
    return value.literal if isinstance(value, Text) else None
