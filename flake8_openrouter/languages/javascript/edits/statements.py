"""Whole statements: one taken away, one put beside another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.javascript.edits import expressions, rows
from flake8_openrouter.languages.javascript.edits.file import File
from flake8_openrouter.languages.javascript.syntax import literals
from flake8_openrouter.languages.javascript.syntax.module import FUNCTIONS, field, first, is_in
from flake8_openrouter.model import CheckStatus, Replacement

if TYPE_CHECKING:
    from tree_sitter import Node

_DECLARATIONS = ("lexical_declaration", "variable_declaration")


def removed(file: File, node: Node) -> Replacement:
    """Take the whole lines of a statement away. Raises CannotEdit where more is on them."""
    statement, _ = file.statement(node)
    start, end = file.range(statement)[0], file.end(statement)
    is_all = statement == node or (statement.type == "expression_statement" and first(statement) == node)
    begin, last = file.line_start(start), file.line_end(max(start, end - 1))
    alone = not file.text[begin:start].strip() and not file.text[end:last].strip(" \t\r\n;")
    if not (is_all and alone) or statement.type not in ("expression_statement", *_DECLARATIONS):
        raise CannotEdit("the statement can't be removed alone")
    file.keep_comments(start, end)
    return Replacement(begin, last, "")


def check_status(file: File, edit: CheckStatus) -> list[Replacement]:
    node = next(file.at(edit.span), None)
    if node is None:
        raise CannotEdit("the place is not a statement")
    statement = file.statement(node)[0]
    inside = (each for each in file.module.above(node) if is_in(each, statement))
    if any(each.type in FUNCTIONS for each in inside):
        raise CannotEdit("the response is used in a function without a body of statements")
    if not _is_known(file, edit.response, statement):
        raise CannotEdit("the response is not known before the statement")
    start = file.range(statement)[0]
    begin = file.line_start(start)
    indent = file.text[begin:start]
    if indent.strip():
        raise CannotEdit("another statement is on the line")
    said = f"`OpenRouter answered ${{{edit.response}.status}}`"
    check = f"if (!{edit.response}.ok) throw new Error({said}){file.semicolon}"
    return [Replacement(begin, begin, f"{indent}{check}{file.newline}")]


def _is_known(file: File, name: str, statement: Node) -> bool:
    """Tell whether a name has its value before a statement that it is used in."""
    used = next((node for node in file.names(name) if is_in(node, statement)), None)
    bound = file.bindings.declared(name, used) if used is not None else ()
    return all(is_in(statement, each.scope) and each.node.start_byte < statement.start_byte for each in bound)


def guard(file: File, node: Node, name: str) -> Replacement | None:
    """Return what throws where a variable that is given an expression is empty; None where that is asked already."""
    declarator = file.parent(expressions.outermost(file, node))
    statement = file.parent(declarator) if declarator is not None else None
    if declarator is None or statement is None or not _gives_one_name(statement, declarator):
        return None
    around = file.parent(statement)
    if around is not None and around.type == "export_statement":
        statement, around = around, file.parent(around)
    if around is None or around.type not in ("program", "statement_block"):
        return None
    bound = field(declarator, "name")
    end = file.end(statement)
    begin, last = file.line_start(file.range(statement)[0]), file.line_end(max(0, end - 1))
    indent = file.text[begin : file.range(statement)[0]]
    if bound is None or indent.strip() or not _is_comment(file.text[end:last]):
        return None
    if _is_asked(file, statement, file.text_of(bound)):
        return None
    said = literals.quoted(f"{name} is not set", file.quote)
    check = f"if (!{file.text_of(bound)}) throw new Error({said}){file.semicolon}"
    if not file.text[:last].endswith(("\n", "\r")):
        return Replacement(last, last, f"{file.newline}{indent}{check}")
    return Replacement(last, last, f"{indent}{check}{file.newline}")


def _is_asked(file: File, statement: Node, name: str) -> bool:
    """Tell whether the statement after one is a condition on a name."""
    after = statement.next_named_sibling
    while after is not None and after.type == "comment":
        after = after.next_named_sibling
    condition = field(after, "condition") if after is not None and after.type == "if_statement" else None
    return condition is not None and any(is_in(node, condition) for node in file.names(name))


def _gives_one_name(statement: Node, declarator: Node) -> bool:
    bound = field(declarator, "name")
    is_one = statement.type in _DECLARATIONS and len(rows.items(statement)) == 1
    return is_one and bound is not None and bound.type == "identifier"


def _is_comment(rest: str) -> bool:
    return not rest.strip(" \t\r\n;") or rest.lstrip(" \t;").startswith("//")
