"""Arguments of calls and entries of dicts: added and removed with their commas, by LibCST."""

from __future__ import annotations

import ast
from collections.abc import Sequence

import libcst as cst

from flake8_openrouter.model import Replacement
from flake8_openrouter.python.editing.errors import CannotEdit
from flake8_openrouter.python.editing.source import Source


def removed_argument(source: Source, call: ast.Call, argument: ast.AST) -> Replacement:
    """Take an argument away, with its comma and white space."""
    tree, start, text = _parsed(source, call)
    assert isinstance(tree, cst.Call)
    if argument in call.args[:-1]:
        raise CannotEdit("the arguments behind it would move into its place")
    ordered = sorted([*call.args, *call.keywords], key=lambda node: source.range(node))
    number = [id(node) for node in ordered].index(id(argument))
    arguments = _without(tree.args, number)
    return _difference(text, cst.Module([]).code_for_node(tree.with_changes(args=arguments)), start)


def removed_entry(source: Source, mapping: ast.Dict, key: ast.expr) -> Replacement:
    """Take an entry of a dict away, with its comma and white space."""
    tree, start, text = _parsed(source, mapping)
    assert isinstance(tree, cst.Dict)
    elements = _without(tree.elements, mapping.keys.index(key))
    return _difference(text, cst.Module([]).code_for_node(tree.with_changes(elements=elements)), start)


def added_argument(source: Source, call: ast.Call, name: str, value: str) -> Replacement:
    """Add ``name=value`` behind the last argument, in the style in which the others stand."""
    tree, start, text = _parsed(source, call)
    assert isinstance(tree, cst.Call)
    argument = cst.Arg(cst.parse_expression(value), cst.Name(name), equal=_PLAIN_EQUAL)
    stars = [number for number, item in enumerate(tree.args) if item.star == "**"]
    at = stars[0] if stars else len(tree.args)
    arguments = _with(tree.args, argument, at, tree.whitespace_before_args)
    return _difference(text, cst.Module([]).code_for_node(tree.with_changes(args=arguments)), start)


def added_entry(source: Source, mapping: ast.Dict, key: str, value: str) -> Replacement:
    """Add an entry behind a dict's last one, in the style in which the others stand."""
    tree, start, text = _parsed(source, mapping)
    assert isinstance(tree, cst.Dict)
    element = cst.DictElement(cst.parse_expression(key), cst.parse_expression(value))
    elements = _with(tree.elements, element, len(tree.elements), tree.lbrace.whitespace_after)
    return _difference(text, cst.Module([]).code_for_node(tree.with_changes(elements=elements)), start)


_Whitespace = cst.BaseParenthesizableWhitespace
_PLAIN_EQUAL = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
_PLAIN_COMMA = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))


def _parsed(source: Source, node: ast.expr) -> tuple[cst.BaseExpression, int, str]:
    """Parse one expression; what LibCST does not give back byte for byte is not touched."""
    start, end = source.range(node)
    text = source.document.text[start:end]
    try:
        tree = cst.parse_expression(text)
    except (cst.ParserSyntaxError, RecursionError) as error:
        raise CannotEdit("LibCST can't parse the expression") from error
    if cst.Module([]).code_for_node(tree) != text:
        raise CannotEdit("LibCST would not give the expression back as it is")
    return tree, start, text


def _without(items: Sequence[cst.Arg] | Sequence[cst.BaseDictElement], number: int) -> list[cst.CSTNode]:
    kept: list[cst.CSTNode] = [item for at, item in enumerate(items) if at != number]
    gone = items[number]
    if isinstance(gone.comma, cst.Comma) and _comment_in(gone.comma):
        raise CannotEdit("a comment stands beside it, and would be lost")
    if number == len(items) - 1 and kept:
        # The new last one ends as the old last one did: with its comma and line end, or without.
        kept[-1] = kept[-1].with_changes(comma=gone.comma)
    return kept


def _with(
    items: Sequence[cst.Arg] | Sequence[cst.BaseDictElement], new: cst.CSTNode, at: int, opening: cst.CSTNode
) -> list[cst.CSTNode]:
    """Put a new item before the one at ``at``; behind the last it takes over how that one ended."""
    before: list[cst.CSTNode] = list(items[:at])
    after: list[cst.CSTNode] = list(items[at:])
    between = next((item.comma for item in items[:-1] if isinstance(item.comma, cst.Comma)), _PLAIN_COMMA)
    if after:
        return [*before, new.with_changes(comma=between), *after]
    if not before:
        return [new]
    last = items[at - 1]
    if isinstance(last.comma, cst.Comma):
        inner, outer = _split(last.comma.whitespace_after, opening)
        before[-1] = last.with_changes(comma=last.comma.with_changes(whitespace_after=inner))
        return [*before, new.with_changes(comma=last.comma.with_changes(whitespace_after=outer))]
    ending: _Whitespace = last.whitespace_after_arg if isinstance(last, cst.Arg) else cst.SimpleWhitespace("")
    inner, outer = _split(ending, opening)
    kept = last.with_changes(comma=cst.Comma(whitespace_after=inner))
    if isinstance(last, cst.Arg):
        kept, new = (
            kept.with_changes(whitespace_after_arg=cst.SimpleWhitespace("")),
            new.with_changes(whitespace_after_arg=outer),
        )
    return [*before[:-1], kept, new]


def _split(ending: _Whitespace, opening: cst.CSTNode) -> tuple[_Whitespace, _Whitespace]:
    """Split what ended the last item in what stands before a further one, and what ends that; a comment stays."""
    if not isinstance(ending, cst.ParenthesizedWhitespace):
        one_a_line = isinstance(opening, cst.ParenthesizedWhitespace) and not _comment_in(opening)
        inner = opening if isinstance(opening, _Whitespace) and one_a_line else cst.SimpleWhitespace(" ")
        return inner, ending
    indent = opening.last_line if isinstance(opening, cst.ParenthesizedWhitespace) else ending.last_line
    newline = ending.first_line.newline
    return ending.with_changes(last_line=indent, empty_lines=()), ending.with_changes(
        first_line=cst.TrailingWhitespace(newline=newline)
    )


def _comment_in(node: cst.CSTNode) -> bool:
    return "#" in cst.Module([]).code_for_node(node)


def _difference(old: str, new: str, offset: int) -> Replacement:
    """Return the least replacement that makes one text the other."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Replacement(offset + head, offset + len(old) - tail, new[head : len(new) - tail])
