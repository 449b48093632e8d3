"""The setting ``key-source``, read: an expression that stays one wherever it is written, and the imports it needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages.trees import grammars
from flake8_openrouter.openrouter import keys
from flake8_openrouter.openrouter.values_shown import shown, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

    from flake8_openrouter.languages.javascript.syntax.imported import Brought

#: The key source of a program for which nobody names another.
KEY_SOURCE = KeySource("process.env.OPENROUTER_API_KEY", "", "OPENROUTER_API_KEY")

_KEYS = ("expression", "import")

_VARIABLE = re.compile(
    r"(?:(?:process|Bun)\.)?env(?:\.|\[(?P<quote>['\"]))(?P<name>\w+)(?(quote)(?P=quote)\])!?"
    r"|Deno\.env\.get\((?P<other>['\"])(?P<got>\w+)(?P=other)\)!?"
)

#: What binds so tightly that it needs no brackets.
_TIGHT = (
    *("identifier", "member_expression", "subscript_expression", "call_expression", "template_string", "string"),
    *("non_null_expression", "parenthesized_expression", "this"),
)
#: How an expression begins that a statement, or the body of an arrow function, would read as something else.
_LIKE_STATEMENT = re.compile(r"\{|(?:function|class|async|let|new)\b")

#: What can't be written in every place of a program, and how it looks.
_NOT_EVERYWHERE = {
    "await_expression": "await",
    "yield_expression": "yield",
    "assignment_expression": "=",
    "augmented_assignment_expression": "=",
    "sequence_expression": ",",
    "comment": "comment",
}

_EXPRESSION, _IMPORT = "a JavaScript expression", "an import statement"


def read(value: object) -> KeySource:
    """Return the key source that a setting names: an expression, or a table of an expression and its import.

    Without the grammar it is taken as it is. Raises ValueError, with a sentence for the user.
    """
    table = value if isinstance(value, dict) else {"expression": value}
    if set(table) - set(_KEYS) or "expression" not in table:
        raise ValueError("expected a table of 'expression' and 'import'")
    expression, import_ = _line(table["expression"], _EXPRESSION), table.get("import", "")
    import_ = _line(import_, _IMPORT) if import_ != "" else ""
    if keys.PREFIX in expression.lower():
        raise ValueError("expected an expression that reads the key, not one that holds it")
    if grammars.is_installed("typescript"):
        expression = _enclosed(expression)
        if import_ and not brought(import_):
            raise _refused(_IMPORT, import_)
    variable = _VARIABLE.fullmatch(expression)
    return KeySource(expression, import_, (variable["name"] or variable["got"]) if variable else "")


def brought(statements: str) -> list[Brought]:
    """Return what import statements bring; nothing for what is something else as well."""
    from flake8_openrouter.languages.javascript.syntax.imported import Imports
    from flake8_openrouter.languages.javascript.syntax.module import Module
    from flake8_openrouter.languages.trees.source import Source
    from flake8_openrouter.model import Document

    source = Source(Document("key-source.ts", statements), "typescript")
    found = Imports(Module(source))
    known = [*found.statements, *found.required]
    is_all = not source.errors() and len(known) == source.root.named_child_count
    return found.brought if is_all else []


def _line(value: object, allowed: str) -> str:
    text = text_of(value).strip().rstrip(";").rstrip()
    if not text.isprintable():
        raise _refused(f"{allowed} of one line of printable characters", str(value))
    return text


def _enclosed(text: str) -> str:
    """Return an expression, in brackets unless it stays one without them. Raises ValueError for what is none."""
    root = grammars.parser("typescript").parse(f"({text}\n)".encode()).root_node
    node = _only(_only(_only(root)))
    if node is None or root.has_error or node.end_byte - node.start_byte != len(text.encode()):
        raise _refused(_EXPRESSION, text)
    for each in _within(node):
        if each.type in _NOT_EVERYWHERE:
            word = _NOT_EVERYWHERE[each.type]
            raise _refused(f"an expression without {word!r}, which is not allowed everywhere", text)
    return text if node.type in _TIGHT and not _LIKE_STATEMENT.match(text) else f"({text})"


def _only(node: Node | None) -> Node | None:
    return node.named_child(0) if node is not None and node.named_child_count == 1 else None


def _within(node: Node) -> list[Node]:
    found = [node]
    for each in found:
        found += each.named_children
    return found


def _refused(allowed: str, text: str) -> ValueError:
    return ValueError(f"expected {allowed}, got {shown(text)}")
