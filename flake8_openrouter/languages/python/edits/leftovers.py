"""What a text that was taken away leaves: ``"" + key``, ``key + ""``, ``f"{key}"`` become ``key``."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

from flake8_openrouter.languages.python.edits.source import Source
from flake8_openrouter.languages.python.edits.templates import Template
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.model import Replacement

_PLUS = re.compile(r"\s*\+\s*")
_PLUS_AFTER = re.compile(r"(?P<kept>(?:\s*\))*)\s*\+\s*")

#: Places to fill that show a text as it is.
_PLAIN = ("%s", "{}", "{0}")

#: How many names are followed from one to the next.
_MAX_NAMES = 5

#: Functions and methods that give a text.
_TEXT_FUNCTIONS = ("str", "strip", "lstrip", "rstrip", "format", "lower", "upper", "removeprefix", "getpass")


def replacement(source: Source, template: Template, rest: str) -> Replacement | None:
    """Return what is to be done with the rest of a literal that says nothing of its own; None where it does."""
    left = replace(template, source=rest)
    fields = left.fields()
    if any(chunk.source for chunk in left.chunks()) or len(fields) > 1:
        return None
    if fields:
        return _unwrapped(source, template, fields[0])
    parent = source.parents.get(template.literal)
    if template.whole is template.literal and isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Add):
        return _without_operand(source, parent, template.literal)
    return None


def _unwrapped(source: Source, template: Template, field: str) -> Replacement | None:
    filling = template.filling
    if filling is None or isinstance(filling, ast.BinOp) or not is_text(source, filling):
        return None
    start, end = source.range(template.whole)
    if template.whole is not template.literal:
        return source.replaced(start, end, source.text(filling)) if field in _PLAIN else None
    # Before Python 3.12 the place of what is in braces can't be trusted, so it is taken from the literal.
    text = field[1:-1].strip()
    return source.replaced(start, end, text) if ast.dump(_parsed(text)) == ast.dump(filling) else None


def _parsed(text: str) -> ast.AST:
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError:
        return ast.Pass()


def _without_operand(source: Source, sum_: ast.BinOp, literal: ast.expr) -> Replacement | None:
    """Take an empty literal out of a sum, where what is left is certainly a text."""
    text = source.document.text
    start, end = source.range(literal)
    if literal is sum_.right:
        after = source.range(sum_.left)[1]
        match = _PLUS_AFTER.fullmatch(text, after, start)
        return source.replaced(match.end("kept"), end, "") if match and is_text(source, sum_.left) else None
    around = source.parents.get(sum_)
    last = around.right if isinstance(around, ast.BinOp) and around.left is sum_ else sum_.right
    match = _PLUS.match(text, end, source.range(sum_.right)[0])
    return source.replaced(start, match.end(), "") if match and is_text(source, last) else None


def is_text(source: Source, node: ast.expr, names: int = _MAX_NAMES) -> bool:
    """Tell whether an expression is certainly a text, never ``None``: so that it needs no f-string around it.

    ``names`` is how many names are followed from it.
    """
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.Subscript):
        return last_name(node.value) == "environ"
    if isinstance(node, ast.BinOp):
        return any(is_text(source, operand, names) for operand in _operands(node))
    if isinstance(node, ast.Call):
        return last_name(node.func) in _TEXT_FUNCTIONS
    if isinstance(node, ast.Name):
        return names > 0 and _is_text_by_name(source, node, names - 1)
    return isinstance(node, ast.JoinedStr)


def _operands(node: ast.BinOp) -> Iterator[ast.expr]:
    """Yield the operands of which each says that all of a sum is a text; a long one is unwound."""
    while True:
        if isinstance(node.op, ast.Add):
            yield node.right
        if not isinstance(node.left, ast.BinOp):
            yield node.left
            return
        node = node.left


def _is_text_by_name(source: Source, node: ast.Name, names: int) -> bool:
    key = (source.names.home(node, node.id), node.id, names)
    if key not in source.text_names:
        values = source.names.values(node)
        source.text_names[key] = bool(values) and all(value and is_text(source, value, names) for value in values)
    return source.text_names[key]
