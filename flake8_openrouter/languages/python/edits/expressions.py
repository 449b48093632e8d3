"""An expression that is to be written: the names in it as a file has them, and its form in an f-string."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping

from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.python.edits import strings
from flake8_openrouter.languages.python.edits.source import Source
from flake8_openrouter.languages.python.key_source import enclosed
from flake8_openrouter.languages.python.syntax.tree import dotted
from flake8_openrouter.model import Document
from flake8_openrouter.openrouter import api

#: What could not be in the braces of an f-string before Python 3.12.
_NOT_IN_BRACES = ("\n", "\r", "\\", "#")


def renamed(expression: str, names: Mapping[str, str]) -> str:
    """Return an expression with other names for dotted ones. Raises CannotEdit where one is in an f-string."""
    tree = ast.parse(expression, mode="eval")
    if any(_read(part, names) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)):
        raise CannotEdit("the file imports a name in the key source's f-string as another")
    document = Document("", expression)
    for node in sorted(_places(tree, names), key=lambda node: (node.lineno, node.col_offset), reverse=True):
        start = document.offset(node.lineno, node.col_offset)
        end = document.offset(node.end_lineno or 1, node.end_col_offset or 0)
        expression = expression[:start] + names[_read(node, names)] + expression[end:]
    return expression


def _places(tree: ast.AST, names: Collection[str]) -> Iterator[ast.expr]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.expr) and _read(node, names))


def _read(node: ast.AST, names: Collection[str]) -> str:
    """Return which of some dotted names a node is; nothing where it is not one."""
    name = dotted(node)
    return name if name in names else ""


def attributes(expression: str, name: str) -> tuple[str, ...]:
    """Return the attributes of a dotted name that an expression reads; none where it reads the name by itself."""
    tree = ast.parse(expression, mode="eval")
    around = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and _read(node.value, (name,))]
    if len(around) < len(list(_places(tree, (name,)))):
        return ()
    return tuple(dict.fromkeys(node.attr for node in around))


def stands_in(source: Source, node: ast.AST, expression: str) -> bool:
    """Tell whether a node is an expression that is written so, or a part of one."""
    wanted = ast.dump(ast.parse(expression, mode="eval").body)
    around: ast.AST | None = node
    while isinstance(around, ast.expr | ast.keyword | ast.comprehension):
        if ast.dump(around) == wanted:
            return True
        around = source.parents.get(around)
    return False


def fstrings_around(source: Source, node: ast.AST) -> list[ast.JoinedStr]:
    """Return the f-strings that have a node in their braces, the innermost first."""
    found: list[ast.JoinedStr] = []
    inner, outer = node, source.parents.get(node)
    while outer is not None and not isinstance(outer, ast.stmt):
        if isinstance(inner, ast.FormattedValue) and isinstance(outer, ast.JoinedStr):
            found.append(outer)
        inner, outer = outer, source.parents.get(outer)
    return found


def parenthesised(source: Source, node: ast.expr) -> tuple[int, int]:
    """Return the range of an expression with the innermost parentheses that are around it alone."""
    start, end = source.range(node)
    text = source.document.text
    opening, closing = len(text[:start].rstrip()) - 1, end + len(text[end:]) - len(text[end:].lstrip())
    around = source.parents.get(node)
    around = source.parents.get(around) if isinstance(around, ast.keyword) else around
    if text[opening : opening + 1] != "(" or text[closing : closing + 1] != ")":
        return start, end
    is_calls = isinstance(around, ast.Call) and source.range(around)[1] == closing + 1 and node is not around.func
    return (start, end) if is_calls else (opening, closing + 1)


def within(source: Source, node: ast.AST, expression: str) -> str:
    """Return an expression as it can be written where a node is, or in it. Raises CannotEdit where it can't."""
    around = fstrings_around(source, node)
    quotes = [piece.quote for fstring in around for piece in strings.pieces(source.text(fstring))]
    return in_braces(expression, quotes)[1:-1] if quotes else expression


def in_braces(expression: str, quotes: Collection[str]) -> str:
    """Return an expression in the braces of f-strings with such quotes, on every Python that is supported.

    Raises CannotEdit where it can't be there.
    """
    if any(part in expression for part in _NOT_IN_BRACES):
        raise CannotEdit("an f-string can't hold the expression")
    for written in (expression, *_requoted(expression)):
        if not any(quote in written for quote in quotes):
            return f"{{ {written} }}" if written.startswith("{") else f"{{{written}}}"
    raise CannotEdit("the f-string uses all quotes")


def _requoted(expression: str) -> Iterator[str]:
    """Yield an expression with its one kind of quotes for the other, where that is the same expression."""
    for quote, other in ("\"'", "'\""):
        if quote in expression and other not in expression:
            written = expression.replace(quote, other)
            if _is_same(written, expression):
                yield written


def _is_same(written: str, expression: str) -> bool:
    try:
        one, other = (ast.dump(ast.parse(text, mode="eval")) for text in (written, expression))
    except SyntaxError:
        return False
    return one == other


def bearer(expression: str) -> str:
    """Return the value of an Authorization header, on every Python that is supported."""
    expression = enclosed(expression)
    try:
        return f'f"{api.SCHEME}{in_braces(expression, chr(34))}"'
    except CannotEdit:
        return f'"{api.SCHEME}" + {expression}'
