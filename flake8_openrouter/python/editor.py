"""Edits of the model to replacements of characters: Python's spelling of each."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable
from typing import Any

from flake8_openrouter import openrouter
from flake8_openrouter.key_source import KeySource
from flake8_openrouter.model import (
    AddArgument,
    AddHeader,
    CheckStatus,
    Edit,
    Interpolate,
    Prefix,
    Remove,
    RemoveFromUrl,
    Rename,
    Replacement,
    RequireVariable,
    Span,
    Strip,
    Substitute,
    UseKeySource,
)
from flake8_openrouter.python.editing import imports, strings
from flake8_openrouter.python.editing.errors import CannotEdit
from flake8_openrouter.python.editing.source import Source

Replacements = list[Replacement]


class Editor:
    """Renders edits of one document. Raises CannotEdit, with the reason, for what can't be written there."""

    def __init__(self, source: Source, key: KeySource) -> None:
        self._source = source
        self._key = key

    def render(self, edit: Edit) -> Replacements:
        return _RENDERERS[type(edit)](self, edit)

    def rename(self, edit: Rename) -> Replacements:
        text = edit.span.text
        if text.isidentifier():
            return [Replacement(edit.span.start, edit.span.end, edit.name)]
        first = strings.pieces(text)[0]
        return [Replacement(edit.span.start, edit.span.end, f"{first.prefix}{first.quote}{edit.name}{first.quote}")]

    def prefix(self, edit: Prefix) -> Replacements:
        return self._prefixed(self._source.expression(edit.span), edit.text)

    def _prefixed(self, node: ast.expr, text: str) -> Replacements:
        """Put a text before a value: into its leftmost literal, else round it."""
        around = self._source.parents.get(node)
        if self._is_in_fstring(node) or isinstance(around, ast.Await | ast.Lambda | ast.BoolOp | ast.IfExp):
            raise CannotEdit("the value stands inside another expression")
        if isinstance(node, ast.BinOp):
            return self._prefixed(node.left, text)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            return self._prefixed(node.func.value, text)
        start, end = self._source.range(node)
        source = self._source.document.text[start:end]
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)):
            first = strings.pieces(source)[0]
            if any(
                isinstance(part, ast.FormattedValue) and part.conversion != -1 for part in getattr(node, "values", ())
            ):
                raise CannotEdit("the value is shown by its repr")
            if isinstance(node, ast.JoinedStr) and "=}" in source.replace(" ", ""):
                raise CannotEdit("the value is shown with its name")
            return [Replacement(start + first.start, start + first.start, text)]
        if isinstance(node, ast.Lambda | ast.NamedExpr | ast.Starred | ast.Await | ast.Yield | ast.BoolOp | ast.IfExp):
            raise CannotEdit("the value can't stand in an f-string")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "encode":
            raise CannotEdit("the value is bytes")
        return [Replacement(start, end, f'f"{text}{strings.in_braces(source, chr(34))}"')]

    def substitute(self, edit: Substitute) -> Replacements:
        start, end, text = strings.substituted(edit.span.text, edit.old, edit.new)
        return [Replacement(edit.span.start + start, edit.span.start + end, text)]

    def use_key_source(self, edit: UseKeySource) -> Replacements:
        written = imports.key_source(self._source, self._key, edit.span.start)
        node = self._source.expression(edit.span)
        _keep_comments(edit.span)
        literal = node.value if isinstance(node, ast.Constant) else None
        if isinstance(literal, bytes):
            raise CannotEdit("the key is bytes, the key source is text")
        if isinstance(node, ast.JoinedStr) and not edit.old:
            raise CannotEdit("the place of the value in its f-string is not known")  # so it can be before 3.12
        if not edit.old or literal == edit.old:
            expression = self._in_its_quotes(node, written.expression)
            return [Replacement(edit.span.start, edit.span.end, expression), *written.imports]
        if self._is_in_fstring(node):
            raise CannotEdit("the key stands in the braces of an f-string")
        return [self._filled(edit.span, edit.old, written.expression), *written.imports]

    def _filled(self, span: Span, old: str, expression: str) -> Replacement:
        """Make a literal an f-string with the expression where ``old`` stands."""
        (piece,) = self._single(span)
        if old not in piece.body or piece.is_bytes:
            raise CannotEdit("the key is not written out in the literal")
        head, _, tail = piece.body.partition(old)
        if not piece.is_formatted:
            head, tail = _doubled(head), _doubled(tail)
        prefix = piece.prefix if piece.is_formatted else f"f{piece.prefix.replace('u', '').replace('U', '')}"
        filled = f"{head}{strings.in_braces(expression, piece.quote)}{tail}"
        return Replacement(span.start, span.end, f"{prefix}{piece.quote}{filled}{piece.quote}")

    def _single(self, span: Span) -> list[strings.Piece]:
        found = strings.pieces(span.text)
        if len(found) > 1:
            raise CannotEdit("the text is put together from several literals")
        return found

    def _in_its_quotes(self, node: ast.expr, expression: str) -> str:
        """Return an expression as it can stand in place of another, which may be in the braces of an f-string."""
        around = self._fstring_around(node)
        if around is None:
            return expression
        start, end = self._source.range(around)
        for piece in strings.pieces(self._source.document.text[start:end]):
            expression = strings.in_braces(expression, piece.quote)[1:-1]
        return expression

    def _is_in_fstring(self, node: ast.AST) -> bool:
        return self._fstring_around(node) is not None

    def _fstring_around(self, node: ast.AST) -> ast.JoinedStr | None:
        """Return the innermost f-string that has a node in its braces."""
        inner, outer = node, self._source.parents.get(node)
        while outer is not None and not isinstance(outer, ast.stmt):
            if isinstance(inner, ast.FormattedValue) and isinstance(outer, ast.JoinedStr):
                return outer
            inner, outer = outer, self._source.parents.get(outer)
        return None

    def require_variable(self, edit: RequireVariable) -> Replacements:
        key = KeySource(f'os.environ["{edit.name}"]', "import os")
        written = imports.key_source(self._source, key, edit.span.start)
        node = self._source.expression(edit.span)
        _keep_comments(edit.span)
        expression = self._in_its_quotes(node, written.expression)
        return [Replacement(edit.span.start, edit.span.end, expression), *written.imports]

    def interpolate(self, edit: Interpolate) -> Replacements:
        (piece,) = self._single(edit.span)
        if piece.is_bytes:
            raise CannotEdit("bytes can't be interpolated")
        if piece.is_formatted:
            body = piece.body.replace("{{", "{").replace("}}", "}")
            return [Replacement(edit.span.start + piece.start, edit.span.start + piece.end, body)]
        if "\\" in piece.body.partition("{")[2]:
            raise CannotEdit("a backslash can't stand in the braces of an f-string")
        prefix = f"f{piece.prefix.replace('u', '').replace('U', '')}"
        return [Replacement(edit.span.start, edit.span.start + len(piece.prefix), prefix)]

    def strip(self, edit: Strip) -> Replacements:
        node = self._source.expression(edit.span)
        if not isinstance(node, ast.Call | ast.Name | ast.Attribute | ast.Subscript | ast.Constant):
            raise CannotEdit("the value would need parentheses")
        return [Replacement(edit.span.end, edit.span.end, ".strip()")]

    def remove(self, edit: Remove) -> Replacements:
        from flake8_openrouter.python.editing import calls

        for node in self._source.at(edit.span):
            parent = self._source.parents.get(node)
            if isinstance(parent, ast.Call) and (node in parent.args or node in parent.keywords):
                return [calls.removed_argument(self._source, parent, node)]
        for node in ast.walk(self._source.tree):
            if isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if key is not None and (self._source.range(key)[0], self._source.range(value)[1]) == (
                        edit.span.start,
                        edit.span.end,
                    ):
                        return [self._removed_entry(node, key)]
        return self._removed_statement(edit.span)

    def _removed_entry(self, mapping: ast.Dict, key: ast.expr) -> Replacement:
        """Take an entry away; with its argument where nothing else is in it."""
        from flake8_openrouter.python.editing import calls

        argument = self._source.parents.get(mapping)
        if isinstance(argument, ast.Assign) and self._source.reads(argument.targets[0]) > 1:
            raise CannotEdit("the mapping is read more than once")
        call = self._source.parents.get(argument) if isinstance(argument, ast.keyword) else None
        if len(mapping.keys) == 1 and isinstance(call, ast.Call) and argument is not None:
            return calls.removed_argument(self._source, call, argument)
        return calls.removed_entry(self._source, mapping, key)

    def remove_from_url(self, edit: RemoveFromUrl) -> Replacements:
        """Take ``?name={key}`` or ``{key}@`` out of an f-string."""
        text = edit.span.text
        (piece,) = self._single(edit.span)
        name = re.escape(edit.name)
        pattern = rf"(?P<lead>[?&]){name}=\{{[^{{}}]*\}}(?P<more>&?)" if edit.name else r"\{[^{}]*\}@"
        match = re.search(pattern, text)
        if match is None or not piece.is_formatted:
            raise CannotEdit("the URL is put together in another way")
        kept = match["lead"] if edit.name and match["more"] else ""
        start = edit.span.start
        return [Replacement(start + match.start(), start + match.end(), kept)]

    def _removed_statement(self, span: Span) -> Replacements:
        """Take a whole statement's lines away, where others of its block stay."""
        statement = self._source.statement(span)
        parent = self._source.parents.get(statement)
        block = (
            next((body for _, body in ast.iter_fields(parent) if isinstance(body, list) and statement in body), [])
            if parent is not None
            else []
        )
        start, end = self._source.range(statement)
        line_start = self._source.line_start(start)
        last = self._source.document.position(max(start, end - 1))[0]
        line_end = self._source.document.offset(last, 0) + len(self._source.document.line(last))
        text = self._source.document.text
        alone = not text[line_start:start].strip() and not text[end:line_end].strip()
        if len(block) < 2 or not alone or not isinstance(statement, ast.Expr | ast.Assign | ast.AugAssign):
            raise CannotEdit("the statement can't be taken away without its neighbours")
        return [Replacement(line_start, line_end, "")]

    def add_header(self, edit: AddHeader) -> Replacements:
        from flake8_openrouter.python.editing import calls

        call = self._source.call(edit.call)
        written = imports.key_source(self._source, self._key, edit.call.start)
        value = f'f"{openrouter.SCHEME}{strings.in_braces(written.expression, chr(34))}"'
        if edit.headers is None:
            if any(item.arg in ("headers", None) for item in call.keywords):
                raise CannotEdit("the call has headers, or arguments that can't be seen")
            argument = edit.value or f'{{"Authorization": {value}}}'
            return [
                calls.added_argument(self._source, call, "headers", argument),
                *(() if edit.value else written.imports),
            ]
        mapping = self._headers(edit.headers)
        if isinstance(mapping, ast.Dict):
            return [calls.added_entry(self._source, mapping, '"Authorization"', value), *written.imports]
        raise CannotEdit("the headers are put together elsewhere")

    def _headers(self, span: Span) -> ast.expr | None:
        for node in self._source.at(span):
            return node.value if isinstance(node, ast.keyword) else node if isinstance(node, ast.expr) else None
        return None

    def add_argument(self, edit: AddArgument) -> Replacements:
        from flake8_openrouter.python.editing import calls

        call = self._source.call(edit.call)
        if edit.value and any(item.arg in (edit.name, None) for item in call.keywords):
            raise CannotEdit("the call has the argument, or some that can't be seen")
        if edit.value:
            return [calls.added_argument(self._source, call, edit.name, f'"{edit.value}"')]
        written = imports.key_source(self._source, self._key, edit.call.start)
        argument = next((item for item in call.keywords if item.arg == edit.name), None)
        if argument is not None:
            start, end = self._source.range(argument.value)
            return [Replacement(start, end, written.expression), *written.imports]
        return [calls.added_argument(self._source, call, edit.name, written.expression), *written.imports]

    def check_status(self, edit: CheckStatus) -> Replacements:
        start = self._source.line_start(edit.span.start)
        indent = self._source.document.text[start : edit.span.start]
        if indent.strip():
            raise CannotEdit("another statement stands on the line")
        return [Replacement(start, start, f"{indent}{edit.response}.raise_for_status(){self._source.newline()}")]


def _keep_comments(span: Span) -> None:
    if "#" not in span.text or "\n" not in span.text:
        return
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(f"({span.text})").readline))
    except (tokenize.TokenError, SyntaxError):
        tokens = []
    if not tokens or any(token.type == tokenize.COMMENT for token in tokens):
        raise CannotEdit("a comment stands inside, and would be lost")


def _doubled(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


_RENDERERS: dict[type, Callable[[Editor, Any], Replacements]] = {
    Rename: Editor.rename,
    Prefix: Editor.prefix,
    Substitute: Editor.substitute,
    UseKeySource: Editor.use_key_source,
    RequireVariable: Editor.require_variable,
    Interpolate: Editor.interpolate,
    Strip: Editor.strip,
    Remove: Editor.remove,
    RemoveFromUrl: Editor.remove_from_url,
    AddHeader: Editor.add_header,
    AddArgument: Editor.add_argument,
    CheckStatus: Editor.check_status,
}
