"""Whole statements: one taken away, one put in front of another."""

from __future__ import annotations

import ast
import re

from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.python.edits.source import Source
from flake8_openrouter.languages.python.edits.tokens import keep_comments
from flake8_openrouter.model import CheckStatus, Replacement, Span

_ELIF = re.compile(r"elif\b")


def removed(source: Source, span: Span) -> Replacement:
    """Take a whole statement's lines away, where others of its block stay."""
    statement = source.statement(span)
    parent = source.parents.get(statement)
    bodies = (body for _, body in ast.iter_fields(parent) if isinstance(body, list)) if parent is not None else ()
    block = next((body for body in bodies if statement in body), [])
    start, end = source.range(statement)
    line_start = source.line_start(start)
    last = source.document.position(max(start, end - 1))[0]
    line_end = source.document.offset(last, 0) + len(source.document.line(last))
    text = source.document.text
    alone = not text[line_start:start].strip() and not text[end:line_end].strip()
    if len(block) < 2 or not alone or not isinstance(statement, ast.Expr | ast.Assign | ast.AugAssign):
        raise CannotEdit("the statement can't be removed alone")
    return Replacement(line_start, line_end, "")


def without_value(source: Source, statement: ast.AnnAssign) -> Replacement:
    """Leave only the name that a statement declares, and what it is annotated as."""
    declared, end = source.range(statement.annotation)[1], source.range(statement)[1]
    keep_comments(source.document.text[declared:end])
    # An annotation in brackets ends after them.
    start = source.document.text.index("=", declared)
    return Replacement(len(source.document.text[:start].rstrip()), end, "")


def check_status(source: Source, edit: CheckStatus) -> list[Replacement]:
    if _ELIF.match(edit.span.text):
        raise CannotEdit("nothing can precede elif")
    first = source.first(source.statement(edit.span))
    start = source.line_start(first)
    indent = source.document.text[start:first]
    if indent.strip():
        raise CannotEdit("another statement is on the line")
    return [Replacement(start, start, f"{indent}{edit.response}.raise_for_status(){source.newline()}")]
