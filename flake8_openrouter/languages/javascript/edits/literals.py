"""Edits of the text within a literal: another name, another scheme, backticks, a key out of a URL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.javascript.edits import expressions, leftovers, pieces, rows
from flake8_openrouter.languages.javascript.edits.file import File
from flake8_openrouter.languages.javascript.edits.pieces import Piece
from flake8_openrouter.languages.javascript.syntax import literals
from flake8_openrouter.languages.javascript.syntax.module import field, first
from flake8_openrouter.model import Interpolate, RemoveFromUrl, Rename, Replacement, Substitute

if TYPE_CHECKING:
    from tree_sitter import Node


#: ``{name}`` or ``{{name}}`` with no dollar sign before it, and what a template would fill in already.
_BRACED_NAME = re.compile(r"(?<![\\${])\{{1,2}\s*([A-Za-z_$][\w$.]*(?:\(\))?!?)\s*\}{1,2}(?!\})")
_FILLED = re.compile(r"\$\{[^{}]+\}")
_BACKSLASHES = re.compile(r"\\\\|\\['\"]|`")


def rename(file: File, edit: Rename) -> list[Replacement]:
    node = _name(file, edit)
    start, end = file.range(node)
    if node.type == "shorthand_property_identifier":
        return [Replacement(start, end, f"{_property(file, edit.name)}: {file.text_of(node)}")]
    if node.type in ("string", "template_string"):
        if _drops_quotes(file, node, edit.name):
            return [file.replaced(start, end, edit.name)]
        quote = pieces.single(file, node).quote
        return [Replacement(start, end, f"{quote}{literals.escaped(edit.name, quote)}{quote}")]
    if node.type == "binary_expression":
        return [file.in_place(node, literals.quoted(edit.name, file.text[start] if _is_quote(file, start) else '"'))]
    if literals.is_identifier(edit.name):
        return [Replacement(start, end, edit.name)]
    around = file.parent(node)
    if around is None or around.type != "pair":
        raise CannotEdit("the name needs quotes, which can't be there")
    return [Replacement(start, end, literals.quoted(edit.name, file.quote))]


def _is_quote(file: File, offset: int) -> bool:
    return file.text[offset] in "\"'"


def _name(file: File, edit: Rename) -> Node:
    """Return all of a name that is at a place. Raises CannotEdit where it is something else."""
    node = next((node for node in file.at(edit.span) if node.type not in ("program", "expression_statement")), None)
    if node is not None and node.type == "computed_property_name":
        node = first(node)
    if node is None or node.type not in (
        *("property_identifier", "shorthand_property_identifier"),
        *("string", "template_string", "binary_expression"),
    ):
        raise CannotEdit("the place is not a name")
    around = file.parent(node)
    while around is not None and around.type == "binary_expression":
        node, around = around, file.parent(around)
    if node.type == "binary_expression":
        file.keep_comments(*file.range(node))
        if not all(leaf.type == "string" for leaf in expressions.leaves(node)):
            raise CannotEdit("the name is built from several strings")
    return node


def _property(file: File, name: str) -> str:
    return name if literals.is_identifier(name) else literals.quoted(name, file.quote)


def _drops_quotes(file: File, node: Node, name: str) -> bool:
    """Tell whether a key had quotes because it needed them, as all others of its object that have any."""
    pair = file.parent(node)
    if pair is None or pair.type != "pair" or field(pair, "key") != node or not literals.is_identifier(name):
        return False
    object_ = file.parent(pair)
    if object_ is None or literals.is_identifier(pieces.single(file, node).value):
        return False
    return not rows.needless_quotes(file, object_)


def substitute(file: File, edit: Substitute) -> list[Replacement]:
    piece, start, end, text = _substituted(pieces.of(file, file.expression(edit.span)), edit.old, edit.new)
    if not edit.new:
        rest = piece.source[: start - piece.start] + text + piece.source[end - piece.start :]
        if (instead := leftovers.replacement(file, piece, rest)) is not None:
            return [instead]
    return [Replacement(start, end, text)]


def _substituted(found: list[Piece], old: str, new: str) -> tuple[Piece, int, int, str]:
    """Return in which piece, and where, ``old`` is to become what ``new`` is written as.

    A stretch that is ``old`` is meant before one that only holds it.
    """
    for piece in found:
        if old and piece.value == old:
            return piece, piece.start, piece.end, piece.written(new)
    for piece in found:
        if old and old in piece.value:
            at = piece.start + piece.source.find(old)
            if piece.written(old) == old and piece.until(at) == piece.value.partition(old)[0]:
                return piece, at, at + len(old), piece.written(new)
            return piece, piece.start, piece.end, piece.written(piece.value.replace(old, new, 1))
    raise CannotEdit("the text is built from several literals")


def interpolate(file: File, edit: Interpolate) -> list[Replacement]:
    node = file.expression(edit.span)
    found = pieces.of(file, node)
    if node.type == "template_string":
        written = [(piece, _BRACED_NAME.sub(r"${\1}", piece.source)) for piece in found]
        changed = [Replacement(piece.start, piece.end, text) for piece, text in written if text != piece.source]
        if not changed:
            raise CannotEdit("nothing in it is to be filled in")
        return changed
    piece = pieces.single(file, node)
    if piece.is_markup and "&" in piece.source:
        raise CannotEdit("an attribute would hold it in another way")
    if literals.OCTAL.search(piece.source):
        raise CannotEdit("a template can't hold its escapes")
    body = _BRACED_NAME.sub(r"${\1}", _BACKSLASHES.sub(_in_template, piece.source))
    if not _FILLED.search(body):
        raise CannotEdit("nothing in it is to be filled in")
    return [file.in_place(node, f"`{body}`")]


def in_backticks(source: str) -> str:
    """Return the text between quotes as it is written in a template, that fills nothing in."""
    return _BACKSLASHES.sub(_in_template, source).replace("${", "\\${")


def _in_template(match: re.Match[str]) -> str:
    return {"`": "\\`", "\\\\": match[0]}.get(match[0], match[0][1:])


def remove_from_url(file: File, edit: RemoveFromUrl) -> list[Replacement]:
    """Take ``?name=${key}`` or ``${key}@`` out of a template, or of what ``+`` joins."""
    node = file.expression(edit.span)
    if expressions.is_sum(node):
        return [_removed_operand(file, node, edit.name)]
    if node.type != "template_string":
        raise CannotEdit("the URL is built in another way")
    found = pieces.of(file, node)
    for number, filled in enumerate(pieces.fields(node)):
        before, after = found[number], found[number + 1]
        if (cut := _cut(before.source, after.source, edit.name)) is not None:
            start, end = before.start + cut[0], after.start + cut[1]
            file.keep_comments(*file.range(filled))
            rest = _rest(found, number, cut)
            others = [each for each in pieces.fields(node) if each != filled]
            if not rest and (whole := _left_alone(file, node, others)) is not None:
                return [whole]
            return [*_plain(file, node, rest), Replacement(start, end, "")]
    raise CannotEdit("the URL is built in another way")


def _cut(before: str, after: str, name: str) -> tuple[int, int] | None:
    """Return where in the text before a place and in that after it what goes with it begins and ends."""
    if not name:
        lead = re.search(r"(?<=//)[^/@?#]*$", before)
        return (lead.start(), 1) if lead and after.startswith("@") else None
    entry = re.search(rf"[?&]{re.escape(name)}=$", before)
    if entry is None or (after and after[0] not in "&#"):
        return None
    return (entry.start() + 1, 1) if after.startswith("&") else (entry.start(), 0)


def _rest(found: list[Piece], number: int, cut: tuple[int, int]) -> str:
    """Return the text that is left of a template."""
    kept = [piece.source for piece in found]
    kept[number], kept[number + 1] = kept[number][: cut[0]], kept[number + 1][cut[1] :]
    return "".join(kept)


def _left_alone(file: File, node: Node, others: list[Node]) -> Replacement | None:
    """Return what puts the one expression that a URL is left with in its place, where that is a text."""
    inside = first(others[0]) if len(others) == 1 and others[0].named_child_count == 1 else None
    return (
        file.in_place(node, file.text_of(inside)) if inside is not None and expressions.is_text(file, inside) else None
    )


def _plain(file: File, node: Node, rest: str) -> list[Replacement]:
    """Return what puts the file's quotes in place of backticks that nothing is left for."""
    around = file.parent(node)
    is_plain = len(pieces.fields(node)) == 1 and not re.search(r"[\\'\"\r\n]", rest)
    if not is_plain or (around is not None and around.type == "call_expression"):
        return []
    start, end = file.range(node)
    return [Replacement(start, start + 1, file.quote), Replacement(end - 1, end, file.quote)]


def _removed_operand(file: File, sum_: Node, name: str) -> Replacement:
    """Take ``?name=" + key`` off the end of a sum, or from between its literals."""
    operands = list(expressions.operands(sum_))
    for number, operand in enumerate(operands[:-1]):
        key, later = operands[number + 1], operands[number + 2 : number + 3]
        if operand.type != "string" or key.type in ("string", "template_string"):
            continue
        (before,) = pieces.of(file, operand)
        after = pieces.of(file, later[0])[0].source if later and later[0].type == "string" else ""
        if any(each.type != "string" for each in later) or (cut := _cut(before.source, after, name)) is None:
            continue
        start, end = before.start + cut[0], file.range(later[0])[0] + 1 + cut[1] if later else file.range(key)[1]
        file.keep_comments(before.end, end)
        if later and before.quote != file.text[file.range(later[0])[0]]:
            break
        if not later and number and not cut[0]:
            return Replacement(file.range(operands[number - 1])[1], end, "")
        return Replacement(start, end, "" if later else before.quote)
    raise CannotEdit("the URL is built in another way")
