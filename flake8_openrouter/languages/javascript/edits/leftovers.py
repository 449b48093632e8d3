"""What a text that was taken away leaves: ``"" + key``, ``key + ""`` and ``\\`${key}\\``` become ``key``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.edits import expressions, pieces
from flake8_openrouter.languages.javascript.edits.file import CALLS, File
from flake8_openrouter.languages.javascript.edits.pieces import Piece
from flake8_openrouter.languages.javascript.syntax.module import field, first
from flake8_openrouter.model import Replacement

if TYPE_CHECKING:
    from tree_sitter import Node


def replacement(file: File, piece: Piece, rest: str) -> Replacement | None:
    """Return what is to be done with a literal of which ``rest`` is left in a piece; None where it says something."""
    others = [other for other in pieces.of(file, piece.literal) if other.start != piece.start]
    if rest or any(other.source for other in others):
        return None
    filled = pieces.fields(piece.literal)
    if filled:
        inside = first(filled[0]) if len(filled) == 1 and filled[0].named_child_count == 1 else None
        return _unwrapped(file, piece.literal, inside) if inside is not None else None
    around = file.parent(piece.literal)
    return _without_operand(file, around, piece.literal) if around is not None and expressions.is_sum(around) else None


def _unwrapped(file: File, template: Node, inside: Node) -> Replacement | None:
    if not _may_be_alone(file, template, inside):
        return None
    around = file.parent(template)
    is_tight = around is not None and around.type in (
        *("pair", "arguments", "variable_declarator", "assignment_expression", "return_statement", "arrow_function"),
        *("template_substitution", "parenthesized_expression", "array", "jsx_expression", "public_field_definition"),
    )
    is_loose = inside.type in ("ternary_expression", "binary_expression", "sequence_expression", "arrow_function")
    if is_loose and not is_tight:
        return None
    return file.in_place(template, file.text_of(inside))


def _without_operand(file: File, sum_: Node, literal: Node) -> Replacement | None:
    """Take an empty literal out of a sum, where what is left is a text."""
    left, right = field(sum_, "left"), field(sum_, "right")
    if left is None or right is None:
        return None
    kept = right if left == literal else left
    outer = file.parent(sum_)
    more = field(outer, "right") if outer is not None and expressions.is_sum(outer) and outer is not None else None
    is_in_sum = more is not None and more != sum_ and expressions.is_text(file, more)
    if not (_may_be_alone(file, sum_, kept) or is_in_sum):
        return None
    start, end = file.range(sum_)
    file.keep_comments(start, end)
    kept_start, kept_end = file.range(kept)
    return file.replaced(start, kept_start, "") if kept is right else file.replaced(kept_end, end, "")


def _may_be_alone(file: File, whole: Node, inside: Node) -> bool:
    """Tell whether an expression may take the place of a text that it is all of.

    What may be undefined was "undefined" in that text: that is no key either. But a compiler may want a text there;
    the options of a call take both.
    """
    if expressions.is_text(file, inside):
        return True
    return expressions.is_read(file, inside) and (not file.is_typed or _is_option(file, whole))


def _is_option(file: File, node: Node) -> bool:
    above = [around.type for around in file.module.above(node)[:4]]
    return above[:3] == ["pair", "object", "arguments"] and above[3:4] != [] and above[3] in CALLS
