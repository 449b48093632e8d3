"""Edits of the text within a literal: another name, another scheme, an ``f`` in front, a key out of a URL."""

from __future__ import annotations

import ast
import re

from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.python.edits import leftovers, strings, templates
from flake8_openrouter.languages.python.edits.source import Source
from flake8_openrouter.languages.python.edits.templates import Template
from flake8_openrouter.languages.python.edits.tokens import keep_comments
from flake8_openrouter.model import Interpolate, RemoveFromUrl, Rename, Replacement, Substitute

_BRACED_NAME = re.compile(r"(?<!\{)\{{2,}(\s*[A-Za-z_][^{}]*)\}{2,}")


def rename(source: Source, edit: Rename) -> list[Replacement]:
    if edit.span.text.isidentifier():
        return [Replacement(edit.span.start, edit.span.end, edit.name)]
    start, end = source.range(_whole_name(source, source.expression(edit.span)))
    text = source.document.text[start:end]
    keep_comments(text)
    first = strings.pieces(edit.span.text)[0]
    return [source.replaced(start, end, f"{first.prefix}{first.quote}{edit.name}{first.quote}")]


def _whole_name(source: Source, node: ast.expr) -> ast.expr:
    """Return all of a name that is added up of literals, for one of them."""
    parent = source.parents.get(node)
    while isinstance(parent, ast.BinOp):
        node, parent = parent, source.parents.get(parent)
    if isinstance(node, ast.BinOp) and not all(map(_is_literal_or_sum, ast.walk(node))):
        raise CannotEdit("the name is built from several strings")
    return node


def _is_literal_or_sum(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant | ast.BinOp | ast.Add | ast.Load)


def substitute(source: Source, edit: Substitute) -> list[Replacement]:
    template = templates.of(source, source.expression(edit.span))
    start, end, text = _substituted(template, edit.old, edit.new)
    if not edit.new:
        rest = template.source[:start] + text + template.source[end:]
        if (whole := leftovers.replacement(source, template, rest)) is not None:
            return [whole]
    begin = source.range(template.literal)[0]
    return [Replacement(begin + start, begin + end, text)]


def _substituted(template: Template, old: str, new: str) -> tuple[int, int, str]:
    """Return the range of a literal's source, and what is to be there, for ``old`` to become ``new``.

    A stretch that is ``old`` is meant before one that only holds it: ``f"Bearer '{key}'"`` has two quotes.
    """
    chunks = [(chunk, template.value(chunk)) for chunk in template.chunks()]
    for chunk, value in chunks:
        if value == old:
            return chunk.start, chunk.end, template.written(chunk, new)
    for chunk, value in chunks:
        if old and old in value:
            if template.written(chunk, old) == old and chunk.source.count(old) == value.count(old):
                at = chunk.start + chunk.source.index(old)
                return at, at + len(old), template.written(chunk, new)
            return chunk.start, chunk.end, template.written(chunk, value.replace(old, new, 1))
    raise CannotEdit("the text is built from several literals")


def interpolate(source: Source, edit: Interpolate) -> list[Replacement]:
    piece = strings.single(edit.span.text)
    if piece.is_bytes:
        raise CannotEdit("bytes can't be interpolated")
    if "\\" in piece.body.partition("{")[2]:
        raise CannotEdit("the braces of an f-string can't hold a backslash")
    body = _BRACED_NAME.sub(r"{\1}", piece.body)
    if piece.is_formatted:
        return [Replacement(edit.span.start + piece.start, edit.span.start + piece.end, body)]
    text = f"{piece.formatted_prefix}{piece.quote}{body}{piece.quote}"
    return [source.replaced(edit.span.start, edit.span.end, text)]


def remove_from_url(source: Source, edit: RemoveFromUrl) -> list[Replacement]:
    """Take ``?name={key}`` or ``{key}@`` out of an f-string, and its ``f`` where nothing else is filled in."""
    piece = strings.single(edit.span.text)
    name = re.escape(edit.name)
    pattern = rf"(?P<lead>[?&]){name}=\{{[^{{}}]*\}}(?P<more>&?)" if edit.name else r"\{[^{}]*\}@"
    match = re.search(pattern, piece.body)
    if match is None or not piece.is_formatted:
        raise CannotEdit("the URL is built in another way")
    kept = match["lead"] if edit.name and match["more"] else ""
    start = edit.span.start + piece.start
    found = [Replacement(start + match.start(), start + match.end(), kept)]
    if "{" not in piece.body.replace(match[0], "", 1):
        plain = piece.prefix.replace("f", "").replace("F", "")
        found.append(Replacement(edit.span.start, edit.span.start + len(piece.prefix), plain))
    return found
