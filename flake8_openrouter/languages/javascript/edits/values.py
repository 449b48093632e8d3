"""Edits of an expression as a value: something in front of it, or something else in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.javascript.edits import expressions, imports, literals, pieces, rows, statements
from flake8_openrouter.languages.javascript.edits.file import TYPED, File
from flake8_openrouter.languages.javascript.key_source import KEY_SOURCE
from flake8_openrouter.languages.javascript.syntax.literals import OCTAL, escaped
from flake8_openrouter.languages.javascript.syntax.module import field, first
from flake8_openrouter.model import NameVariable, Prefix, Replacement, RequireVariable, Strip, Substitute, UseKeySource
from flake8_openrouter.openrouter.credentials import unwrapped

if TYPE_CHECKING:
    from tree_sitter import Node

#: Where a value with something in front would be another value, and the field in which it would.
_INSEPARABLE = {
    "await_expression": None,
    "unary_expression": None,
    "update_expression": None,
    "typeof_expression": None,
    "spread_element": None,
    "member_expression": "object",
    "subscript_expression": "object",
    "call_expression": "function",
    "new_expression": "constructor",
    "ternary_expression": "condition",
}
_OR_ELSE = ("||", "??", "&&")

#: What is no value of a text.
_NO_TEXTS = ("object", "array", "spread_element", "jsx_attribute", "pair", "function_expression", "arrow_function")

#: Statements whose brackets belong to them.
_STATEMENTS = ("switch_statement", "with_statement", "while_statement", "do_statement")

#: What is followed by ``.trim()`` as it is.
_TIGHT = (
    *("identifier", "member_expression", "subscript_expression", "call_expression", "string", "template_string"),
    *("non_null_expression", "parenthesized_expression", "this"),
)

#: What a compiler knows that it may be undefined.
_RUNTIMES = ("process.", "Deno.", "Bun.")

#: Functions that give bytes where no encoding is named.
_READERS = ("readFileSync", "readFile", "execSync", "execFileSync")


def prefix(file: File, edit: Prefix) -> list[Replacement]:
    node = expressions.whole(file, file.expression(edit.span))
    around = file.parent(expressions.outermost(file, node))
    if around is not None and around.type == "template_substitution":
        start = file.range(around)[0]
        return [Replacement(start, start, escaped(edit.text, "`"))]
    _refuse_part(file, node)
    return _prefixed(file, node, edit.text)


def _prefixed(file: File, node: Node, text: str) -> list[Replacement]:
    """Put a text before a value: into the literal that it begins with, else around it."""
    if node.type in _NO_TEXTS:
        raise CannotEdit("the value is not a text")
    leaf = next(expressions.leaves(node))
    around = file.parent(leaf)
    is_tagged = around is not None and around.type == "call_expression"
    if leaf.type in ("string", "template_string") and not is_tagged:
        piece = pieces.of(file, leaf)[0]
        if piece.value.startswith(text):
            raise CannotEdit("it is there already")
        return [Replacement(piece.start, piece.start, piece.written(text))]
    return [file.in_place(node, expressions.filled(escaped(text, "`"), file.text_of(node)))]


def _refuse_part(file: File, node: Node) -> None:
    around = file.parent(node)
    while around is not None and around.type == "parenthesized_expression":
        node, around = around, file.parent(around)
    if around is None:
        return
    operator = field(around, "operator")
    is_condition = operator is not None and operator.type in _OR_ELSE and field(around, "left") == node
    name = _INSEPARABLE.get(around.type, "")
    if is_condition or name is None or (name and field(around, name) == node):
        raise CannotEdit("the value is inside another expression")


def use_key_source(file: File, key: KeySource, edit: UseKeySource) -> list[Replacement]:
    node = file.expression(edit.span)
    written = imports.of_key(file, key, node)
    if expressions.stands_in(file, node, written.expression):
        raise CannotEdit("it is part of the key source")  # which would be put into itself, again and again
    # White space, quotes and brackets around a key would damage the key source as they damaged the key.
    if edit.old and not _is_all(file, node, edit.old):
        return [_filled(file, node, edit.old, written.expression), *written.imports]
    whole = node if edit.old else _with_fallback(file, node)
    return [_in_its_place(file, whole, written.expression), *written.imports]


def _is_all(file: File, node: Node, old: str) -> bool:
    if node.type not in ("string", "template_string") or pieces.fields(node):
        return False
    value = pieces.single(file, node).value
    return old in (value, unwrapped(value))


def name_variable(file: File, key: KeySource, edit: NameVariable) -> list[Replacement]:
    if key.variable:
        return literals.substitute(file, Substitute(edit.span, edit.old, key.variable))
    return use_key_source(file, key, UseKeySource(edit.read))


def require_variable(file: File, key: KeySource, edit: RequireVariable) -> list[Replacement]:
    """Leave a default out, and refuse to go on without a value where the statement gives it a name."""
    node = file.expression(edit.span)
    if not edit.own and key != KEY_SOURCE:
        written = imports.of_key(file, key, node)
        return [_in_its_place(file, _with_fallback(file, node), written.expression), *written.imports]
    dropped = _without_default(file, node)
    guard = statements.guard(file, _with_fallback(file, node), edit.name)
    if not dropped and guard is None:
        raise CannotEdit("what is to be done without the variable is for its author to say")
    return [*dropped, *([guard] if guard is not None else [])]


def _without_default(file: File, node: Node) -> list[Replacement]:
    whole = _with_fallback(file, node)
    kept = field(whole, "left") if whole.type in ("binary_expression", "object_assignment_pattern") else None
    if kept is not None:
        return [_kept(file, whole, kept)]
    given = field(whole, "arguments") if whole.type == "call_expression" else None
    have = rows.items(given) if given is not None else []
    if len(have) == 2 and have[1].type == "string":
        start, end = file.range(have[0])[1], file.range(have[1])[1]
        file.keep_comments(start, end)
        return [Replacement(start, end, "")]
    return []


def _kept(file: File, whole: Node, kept: Node) -> Replacement:
    """Leave of an expression what it begins with, without brackets that it needs no longer."""
    end, last = file.range(kept)[1], file.range(whole)[1]
    file.keep_comments(end, last)
    brackets = file.parent(whole)
    if brackets is None or brackets.type != "parenthesized_expression" or kept.type not in _TIGHT:
        return file.replaced(end, last, "")
    file.keep_comments(*file.range(brackets))
    around = file.parent(brackets)
    if around is None or field(around, "condition") == brackets or around.type in _STATEMENTS:
        return file.replaced(end, last, "")
    is_used = around.type in ("member_expression", "subscript_expression") and file.is_typed
    sign = "!" if is_used and kept.type != "non_null_expression" else ""
    return file.in_place(brackets, f"{file.text_of(kept)}{sign}")


def _with_fallback(file: File, node: Node) -> Node:
    """Return ``read || "text"`` for the read, or its pattern with a default: what must be there needs no fallback."""
    inside = expressions.whole(file, node)
    around = file.parent(inside)
    if around is None:
        return node
    if around.type == "object_assignment_pattern" and field(around, "left") == inside:
        return around
    operator, right = field(around, "operator"), field(around, "right")
    is_fallback = operator is not None and operator.type in ("||", "??") and field(around, "left") == inside
    return around if is_fallback and right is not None and _is_literal(right) else node


def _is_literal(node: Node) -> bool:
    return node.type == "string" or (node.type == "template_string" and not pieces.fields(node))


def strip(file: File, edit: Strip) -> list[Replacement]:
    node = file.expression(edit.span)
    around = file.parent(node)
    method = ".toString().trim()" if _gives_bytes(file, node) else ".trim()"
    if around is not None and around.type == "parenthesized_expression":
        node = around
    if node.type in ("object", "array", "spread_element", "shorthand_property_identifier"):
        return [file.in_place(node, f"{file.text_of(node)}{method}")]
    start, end = file.range(node)
    if node.type in _TIGHT:
        return [Replacement(end, end, method)]
    return [file.in_place(node, f"({file.text[start:end]}){method}")]


def _gives_bytes(file: File, node: Node) -> bool:
    """Tell whether an expression reads a file or a command's output without an encoding."""
    while node.type in ("await_expression", "parenthesized_expression") and (inside := first(node)) is not None:
        node = inside
    function = field(node, "function") if node.type == "call_expression" else None
    given = field(node, "arguments")
    if function is None or given is None or file.text_of(function).split(".")[-1] not in _READERS:
        return False
    options = [file.text_of(child) for child in rows.items(given)[1:]]
    return not any(text[:1] in "\"'`" or "encoding" in text or text.isidentifier() for text in options)


def _in_its_place(file: File, node: Node, expression: str) -> Replacement:
    """Write an expression in place of another, with what says its type where that was one of a literal alone."""
    around = file.parent(node)
    if around is not None and around.type in TYPED and file.text_of(around).endswith(" const"):
        node = around
    file.keep_comments(*file.range(node))
    return file.in_place(node, f"{expression}{_asserted(file, node, expression)}")


def _asserted(file: File, node: Node, expression: str) -> str:
    """Return the sign by which a compiler takes a read for a text, where a text is said to be there."""
    around = file.parent(node)
    annotation = field(around, "type") if around is not None and expression.startswith(_RUNTIMES) else None
    return "!" if annotation is not None and file.text_of(annotation).lstrip(": ") == "string" else ""


def _filled(file: File, node: Node, old: str, expression: str) -> Replacement:
    """Make a literal a template with the expression where ``old`` is."""
    found = [piece for piece in pieces.of(file, node) if old in piece.source]
    if not found:
        raise CannotEdit("the literal does not spell out the key")
    piece = found[0]
    if piece.quote == "`":
        start = piece.start + piece.source.index(old)
        return Replacement(start, start + len(old), f"${{{expression}}}")
    if (piece.is_markup and "&" in piece.source) or OCTAL.search(piece.source):
        raise CannotEdit("a template can't hold its escapes")
    head, _, tail = piece.source.partition(old)
    return file.in_place(
        piece.literal, expressions.filled(literals.in_backticks(head), expression, literals.in_backticks(tail))
    )
