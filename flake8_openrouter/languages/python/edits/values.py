"""Edits of an expression as a value: something in front of it, or something else in its place."""

from __future__ import annotations

import ast

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.python.edits import expressions, imports, literals, strings
from flake8_openrouter.languages.python.edits.source import Source
from flake8_openrouter.languages.python.edits.tokens import keep_comments
from flake8_openrouter.languages.python.key_source import KEY_SOURCE, enclosed
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.model import (
    NameVariable,
    Prefix,
    Replacement,
    RequireVariable,
    Span,
    Strip,
    Substitute,
    UseKeySource,
)
from flake8_openrouter.openrouter.credentials import unwrapped

_INSEPARABLE = ast.Lambda | ast.NamedExpr | ast.Starred | ast.Await | ast.Yield | ast.BoolOp | ast.IfExp
_SURROUNDING = ast.Await | ast.Lambda | ast.BoolOp | ast.IfExp

#: What gives one of several values, or what is no value by itself.
_PERHAPS_NO_TEXT = ast.BoolOp | ast.IfExp | ast.Lambda | ast.Starred | ast.Yield | ast.YieldFrom | ast.Compare

#: Conversions of an f-string that show a text as it is: none, and ``!s``.
_AS_ITSELF = (-1, ord("s"))

#: Reads of the environment that give an object of their own, which a text can't stand for.
_SEALING = ("from_env_var",)
#: Methods of such an object that give its text.
_UNSEALING = ("get_secret_value", "resolve_value")


def prefix(source: Source, edit: Prefix) -> list[Replacement]:
    return _prefixed(source, source.expression(edit.span), edit.text)


def _prefixed(source: Source, node: ast.expr, text: str) -> list[Replacement]:
    """Put a text before a value: into its leftmost literal, else around it."""
    if expressions.fstrings_around(source, node) or isinstance(source.parents.get(node), _SURROUNDING):
        raise CannotEdit("the value is inside another expression")
    if isinstance(node, ast.BinOp):
        return _prefixed(source, node.left, text)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "format":
            return _prefixed(source, node.func.value, text)
        if node.func.attr == "encode":
            raise CannotEdit("the value is bytes")
    if isinstance(node, _INSEPARABLE):
        raise CannotEdit("an f-string can't hold the value")
    start, end = source.range(node)
    written = source.text(node)
    if isinstance(node, ast.JoinedStr):
        _refuse_shown(node, written)
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)):
        first = strings.pieces(written)[0]
        return [Replacement(start + first.start, start + first.start, text)]
    return [source.replaced(start, end, f'f"{text}{expressions.in_braces(written, chr(34))}"')]


def _refuse_shown(node: ast.JoinedStr, written: str) -> None:
    if any(isinstance(part, ast.FormattedValue) and part.conversion not in _AS_ITSELF for part in node.values):
        raise CannotEdit("the value is formatted with a conversion")
    if "=}" in written.replace(" ", ""):
        raise CannotEdit("the value is formatted with =")


def use_key_source(source: Source, key: KeySource, edit: UseKeySource) -> list[Replacement]:
    written = imports.key_source(source, key, edit.span.start)
    node = source.expression(edit.span)
    if expressions.stands_in(source, node, written.expression):
        raise CannotEdit("it is part of the key source")  # which would be put into itself, again and again
    literal = node.value if isinstance(node, ast.Constant) else None
    if isinstance(literal, bytes):
        raise CannotEdit("the key is bytes, the key source a string")
    if isinstance(node, ast.JoinedStr) and not edit.old:
        raise CannotEdit("the value's place in the f-string is unknown")  # so it can be before 3.12
    # White space, quotes and brackets around a key would damage the key source as they damaged the key.
    if not edit.old or (literal is not None and edit.old in (literal, unwrapped(str(literal)))):
        if not edit.old:
            _refuse_chosen(source, node)
        whole = node if edit.old else _with_fallback(source, node)
        return [_in_its_place(source, whole, written.expression), *written.imports]
    keep_comments(edit.span.text)
    if expressions.fstrings_around(source, node):
        raise CannotEdit("the key is in the braces of an f-string")
    return [_filled(source, edit.span, edit.old, written.expression), *written.imports]


def name_variable(source: Source, key: KeySource, edit: NameVariable) -> list[Replacement]:
    if key.variable:
        return literals.substitute(source, Substitute(edit.span, edit.old, key.variable))
    return use_key_source(source, key, UseKeySource(edit.read))


def require_variable(source: Source, key: KeySource, edit: RequireVariable) -> list[Replacement]:
    if edit.own or key == KEY_SOURCE:
        is_plain = edit.name.isprintable() and not {'"', "\\"} & set(edit.name)
        key = KeySource(f'os.environ["{edit.name}"]' if is_plain else f"os.environ[{edit.name!r}]", "import os")
    written = imports.key_source(source, key, edit.span.start)
    node = source.expression(edit.span)
    _refuse_chosen(source, node)
    whole = _with_fallback(source, node)
    return [_in_its_place(source, whole, written.expression), *written.imports]


def strip(source: Source, edit: Strip) -> list[Replacement]:
    node = _awaited(source, source.expression(edit.span))
    if isinstance(node, _PERHAPS_NO_TEXT):
        raise CannotEdit("the value may be something else than a text")
    written = source.text(node)
    if (whole := enclosed(written)) == written:
        return [Replacement(source.range(node)[1], source.range(node)[1], ".strip()")]
    return [source.replaced(*expressions.parenthesised(source, node), f"{whole}.strip()")]


def _awaited(source: Source, node: ast.expr) -> ast.expr:
    """Return ``await call`` for the call: that alone is a text."""
    while isinstance(around := source.parents.get(node), ast.Await):
        node = around
    return node


def _refuse_chosen(source: Source, node: ast.expr) -> None:
    """Refuse a read of a variable whose name is not known by itself: another one is read for another service."""
    names = [node.slice] if isinstance(node, ast.Subscript) else node.args[:1] if isinstance(node, ast.Call) else []
    for name in names:
        value = source.names.only_value(name) if isinstance(name, ast.Name) else name
        if not isinstance(value, ast.Constant):
            raise CannotEdit("which variable is read depends on something else")


def _with_fallback(source: Source, node: ast.expr) -> ast.expr:
    """Return ``read or "text"`` for the read: what can't be missing needs no fallback."""
    around = source.parents.get(node)
    if isinstance(around, ast.BoolOp) and isinstance(around.op, ast.Or) and around.values[0] is node:
        _, *others = around.values
        if len(others) == 1 and isinstance(others[0], ast.Constant):
            return around
    return node


def _in_its_place(source: Source, node: ast.expr, expression: str) -> Replacement:
    """Write an expression in place of another, which may be in the braces of an f-string."""
    if isinstance(node, ast.Call) and last_name(node.func) in _SEALING:
        raise CannotEdit("the variable is read as a secret, not as a text")
    if isinstance(around := source.parents.get(node), ast.Attribute) and around.attr in _UNSEALING:
        raise CannotEdit("the value is a secret, not a text")
    start, end = source.range(node)
    keep_comments(source.document.text[start:end])
    return source.replaced(start, end, expressions.within(source, node, expression))


def _filled(source: Source, span: Span, old: str, expression: str) -> Replacement:
    """Make a literal an f-string with the expression where ``old`` is."""
    piece = strings.single(span.text)
    if old not in piece.body or piece.is_bytes:
        raise CannotEdit("the literal does not spell out the key")
    head, _, tail = piece.body.partition(old)
    if not piece.is_formatted:
        head, tail = strings.doubled(head), strings.doubled(tail)
    filled = f"{head}{expressions.in_braces(expression, [piece.quote])}{tail}"
    return source.replaced(span.start, span.end, f"{piece.formatted_prefix}{piece.quote}{filled}{piece.quote}")
