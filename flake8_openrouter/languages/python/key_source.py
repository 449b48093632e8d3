"""The setting ``key-source``, read: an expression that stays one wherever it is written, and the imports it needs."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterator
from typing import TypeVar

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.openrouter import keys
from flake8_openrouter.openrouter.values_shown import shown, text_of

_Parsed = TypeVar("_Parsed")

#: The key source of a program for which nobody names another.
KEY_SOURCE = KeySource('os.environ["OPENROUTER_API_KEY"]', "import os", "OPENROUTER_API_KEY")

_KEYS = ("expression", "import")

_VARIABLE = re.compile(r"os\.(?:environ\[|getenv\(|environ\.get\()\s*(?P<quote>['\"])(?P<name>\w+)(?P=quote)\s*[\])]")

#: What binds so tightly that it needs no brackets: after ``+``, before ``.strip()``, in the braces of an f-string.
_TIGHT = (
    *(ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.JoinedStr, ast.List, ast.Dict, ast.Set),
    *(ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp),
)

#: What can't be written in every place of a program, and how it looks.
_NOT_EVERYWHERE = {ast.Await: "await", ast.Yield: "yield", ast.YieldFrom: "yield", ast.NamedExpr: ":="}


def read(value: object) -> KeySource:
    """Return the key source that a setting names: an expression, or a table of an expression and its import.

    The expression is one line, without a comment, in brackets where it needs them. Raises ValueError, with a sentence
    for the user.
    """
    table = value if isinstance(value, dict) else {"expression": value}
    if set(table) - set(_KEYS) or "expression" not in table:
        raise ValueError("expected a table of 'expression' and 'import'")
    expression = _expression(table["expression"])
    imports = list(_imports(table.get("import", "")))
    bound = {alias.asname or alias.name.partition(".")[0] for statement in imports for alias in statement.names}
    if "os" in _free_names(expression) - bound:
        imports.insert(0, ast.Import([ast.alias("os")]))
    written = "\n".join(dict.fromkeys(map(ast.unparse, imports)))
    variable = _VARIABLE.fullmatch(expression)
    return KeySource(expression, written, variable["name"] if variable else "")


def enclosed(expression: str) -> str:
    """Return the source of an expression, in brackets unless it certainly stays one without them."""
    try:
        # In brackets it may go over several lines, as it may in those that are around it.
        node = ast.parse(f"({expression}\n)", mode="eval").body
    except SyntaxError:
        return f"({expression})"
    if isinstance(node, _TIGHT) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return expression
    is_enclosed = expression.startswith("(") and _is_source_of(expression[1:-1], node)
    return expression if is_enclosed else f"({expression})"


def _expression(value: object) -> str:
    text = text_of(value)
    if keys.PREFIX in text.lower():
        raise ValueError("expected an expression that reads the key, not one that holds it")
    allowed = "a Python expression"
    lines = text.strip().replace("\r\n", "\n").replace("\r", "\n")
    node = _understood(lambda: ast.parse(lines, mode="eval"), allowed, text).body
    for part in ast.walk(node):
        word = "async for" if isinstance(part, ast.comprehension) and part.is_async else _NOT_EVERYWHERE.get(type(part))
        if word:
            raise _refused(f"an expression without {word!r}, which is not allowed everywhere", text)
    _understood(lambda: compile(lines, "key-source", "eval", dont_inherit=True), allowed, text)
    written = ast.get_source_segment(lines, node) or ""
    if not (written.isprintable() and _is_quiet(written)):  # it goes over several lines, or no terminal should get it
        written = _understood(lambda: ast.unparse(node), allowed, text)
    if not written.isprintable() or not _is_source_of(written, node):
        raise _refused("an expression of one line of printable characters", text)
    return enclosed(written)


def _imports(value: object) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the import statements of a text, for ``import a, b`` two."""
    if value == "":
        return
    text = text_of(value)
    allowed = "an import statement"
    statements = _understood(lambda: ast.parse(text.strip()), allowed, text).body
    if not statements:
        raise _refused(allowed, text)
    for statement in statements:
        if isinstance(statement, ast.Import):
            yield from (ast.Import([alias]) for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and _names_what_it_brings(statement):
            yield statement
        else:
            raise _refused(allowed, text)


def _names_what_it_brings(statement: ast.ImportFrom) -> bool:
    return statement.module != "__future__" and all(alias.name != "*" for alias in statement.names)


def _free_names(expression: str) -> set[str]:
    """Return the names that an expression reads and does not bind itself."""
    nodes = list(ast.walk(ast.parse(expression, mode="eval")))
    names = [node for node in nodes if isinstance(node, ast.Name)]
    bound = {node.arg for node in nodes if isinstance(node, ast.arg)}
    bound |= {name.id for name in names if isinstance(name.ctx, ast.Store)}
    return {name.id for name in names} - bound


def _is_quiet(text: str) -> bool:
    """Tell whether Python parses an expression without a warning, such as one about an escape that means nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            ast.parse(text, mode="eval")
    except SyntaxError:
        return False
    return True


def _is_source_of(text: str, node: ast.expr) -> bool:
    try:
        return ast.dump(ast.parse(text, mode="eval").body) == ast.dump(node)
    except SyntaxError:
        return False


def _refused(allowed: str, text: str) -> ValueError:
    return ValueError(f"expected {allowed}, got {shown(text)}")


def _understood(parse: Callable[[], _Parsed], allowed: str, text: str) -> _Parsed:
    """Return what Python makes of a text. Raises ValueError where that is nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about escapes that mean nothing
            return parse()
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _refused(allowed, text) from None
