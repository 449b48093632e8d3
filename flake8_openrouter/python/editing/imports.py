"""The key source as this file would write it, and the import that it needs."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from flake8_openrouter.key_source import KeySource
from flake8_openrouter.model import Replacement
from flake8_openrouter.python.editing.errors import CannotEdit
from flake8_openrouter.python.editing.source import Source


@dataclass(frozen=True, slots=True)
class Written:
    """An expression, and the replacements that import what it needs; none where it is there already."""

    expression: str
    imports: tuple[Replacement, ...] = ()


def key_source(source: Source, key: KeySource, at: int) -> Written:
    """Return the key source by the names that the file has for its modules at an offset. Raises CannotEdit."""
    if not key.import_:
        return Written(key.expression)
    wanted = ast.parse(key.import_).body[0]
    if isinstance(wanted, ast.Import) and len(wanted.names) == 1:
        module = wanted.names[0].name
        name = _name_of_module(source, module, at)
        if _is_shadowed(source, name or module):
            raise CannotEdit(f"the file uses the name {name or module} for something else")
        if name is not None:
            return Written(re.sub(rf"\b{re.escape(module)}\b(?=\.)", name, key.expression))
    elif _has_import(source, wanted):
        return Written(key.expression)
    return Written(key.expression, (_added(source, key.import_),))


def _name_of_module(source: Source, module: str, at: int) -> str | None:
    for statement in source.tree.body:
        if source.range(statement)[0] > at:
            break
        for alias in statement.names if isinstance(statement, ast.Import) else ():
            if alias.name == module or (not alias.asname and alias.name.startswith(f"{module}.")):
                return alias.asname or module
    return None


def _is_shadowed(source: Source, name: str) -> bool:
    """Tell whether a name is bound by something other than an import."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load):
            return True
        if isinstance(node, ast.arg) and node.arg == name:
            return True
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name == name:
            return True
    return False


def _has_import(source: Source, wanted: ast.stmt) -> bool:
    if not isinstance(wanted, ast.ImportFrom):
        return False
    names = {(alias.name, alias.asname) for alias in wanted.names}
    for statement in source.tree.body:
        if isinstance(statement, ast.ImportFrom) and (statement.module, statement.level) == (
            wanted.module,
            wanted.level,
        ):
            names -= {(alias.name, alias.asname) for alias in statement.names}
    return not names


def _added(source: Source, statement: str) -> Replacement:
    """Put an import before the file's first one, else behind the docstring and ``from __future__``."""
    newline = source.newline()
    body = source.tree.body
    count = 1 if ast.get_docstring(source.tree, clean=False) is not None else 0
    while count < len(body) and _is_future(body[count]):
        count += 1
    first = body[count] if count < len(body) else None
    if isinstance(first, ast.Import | ast.ImportFrom):
        start = source.line_start(source.range(first)[0])
        if start == source.range(first)[0]:
            return Replacement(start, start, statement + newline)
    if count == 0:
        start = source.line_start(source.range(body[0])[0])
        return Replacement(start, start, statement + newline + newline)
    line = body[count - 1].end_lineno or 1
    end = source.document.offset(line, 0) + len(source.document.line(line))
    lead = "" if source.document.text[end - 1 : end] in "\r\n" else newline
    return Replacement(end, end, f"{lead}{newline}{statement}{newline}")


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"
