"""The key source as this file would write it, and the import that it needs."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.python.edits import expressions, names
from flake8_openrouter.languages.python.edits.source import Source
from flake8_openrouter.model import Replacement

_Import = ast.Import | ast.ImportFrom


@dataclass(frozen=True, slots=True)
class Written:
    """An expression, and the replacements that import what it needs; none where it is there already."""

    expression: str
    imports: tuple[Replacement, ...] = ()


def key_source(source: Source, key: KeySource, at: int) -> Written:
    """Return the key source by the names that the file has for its modules at an offset. Raises CannotEdit."""
    expression, missing = key.expression, []
    for wanted in ast.parse(key.import_).body:
        assert isinstance(wanted, _Import)
        if isinstance(wanted, ast.Import):
            expression, is_there = _of_module(source, expression, wanted, at)
        else:
            is_there = _is_there(source, wanted, at)
        if not is_there:
            missing.append(ast.unparse(wanted))
    return Written(expression, (_added(source, missing, at),) if missing else ())


def _of_module(source: Source, expression: str, wanted: ast.Import, at: int) -> tuple[str, bool]:
    """Return an expression by the names that the file has for a module, and whether these are all that it needs."""
    (alias,) = wanted.names
    own = alias.asname or alias.name
    name = source.imported.module(alias.name, at)
    if name is None and (written := _by_its_own_names(source, expression, wanted, at)):
        return written, True
    _refuse_taken(source, (name or own).partition(".")[0], wanted, at)
    if name is not None:
        return expressions.renamed(expression, {own: name}), True
    return expression, _is_imported_around(source, wanted, at)


def _is_there(source: Source, wanted: ast.ImportFrom, at: int) -> bool:
    for alias in wanted.names:
        _refuse_taken(source, names.imported_name(alias), wanted, at)
    return _has_import(source, wanted, at)


def _by_its_own_names(source: Source, expression: str, module: ast.Import, at: int) -> str:
    """Write ``environ["…"]`` where the file has ``from os import environ``; nothing where it lacks a name."""
    (alias,) = module.names
    own = alias.asname or alias.name
    written: dict[str, str] = {}
    for attribute in expressions.attributes(expression, own):
        wanted = ast.ImportFrom(alias.name, [ast.alias(attribute)], 0)
        known = source.imported.names((alias.name, 0), attribute, at)
        name = next((name for name in known if not _objection(source, name, wanted, at)), None)
        if name is None:
            return ""
        written[f"{own}.{attribute}"] = name
    return expressions.renamed(expression, written) if written else ""


def _is_same(node: ast.ImportFrom, other: ast.ImportFrom) -> bool:
    return (node.module, node.level) == (other.module, other.level)


def _refuse_taken(source: Source, name: str, wanted: _Import, at: int) -> None:
    if objection := _objection(source, name, wanted, at):
        raise CannotEdit(objection)


def _objection(source: Source, name: str, wanted: _Import, at: int) -> str:
    """Say why a name can't be used at an offset for what an import brings: it is another thing, or nothing yet."""
    if not _brings_nothing_else(source, name, wanted):
        return f"the file uses the name {name} for something else"
    for function in source.functions(at):
        own = source.names.binders_in(function, name)
        if own and not any(node in function.body and source.range(node)[0] < at for node in own):
            return f"the function imports {name} later"
    return ""


def _brings_nothing_else(source: Source, name: str, wanted: _Import) -> bool:
    """Tell whether a name stands for what an import would bring wherever the file binds it; looked at once."""
    key = (name, ast.dump(wanted))
    if key not in source.free_names:
        source.free_names[key] = all(_brings(node, name, wanted) for node in source.names.binders(name))
    return source.free_names[key]


def _brings(node: ast.AST, name: str, wanted: _Import) -> bool:
    """Tell whether an import binds a name to what another one would."""
    if isinstance(node, ast.ImportFrom):
        if not isinstance(wanted, ast.ImportFrom) or not _is_same(node, wanted):
            return False
    elif not isinstance(node, ast.Import) or not isinstance(wanted, ast.Import):
        return False
    bound = [alias for alias in node.names if names.imported_name(alias) == name]
    if isinstance(node, ast.ImportFrom):
        return all(alias.name in (item.name for item in wanted.names) for alias in bound)
    module = wanted.names[0].name
    return all(alias.name == module or not (alias.asname or name != module.partition(".")[0]) for alias in bound)


def _is_imported_around(source: Source, wanted: ast.Import, at: int) -> bool:
    """Tell whether a function around an offset imports a module itself."""
    name = names.imported_name(wanted.names[0])
    return any(source.names.binders_in(function, name) for function in source.functions(at))


def _has_import(source: Source, wanted: ast.ImportFrom, at: int) -> bool:
    known = ((alias, source.imported.names((wanted.module, wanted.level), alias.name, at)) for alias in wanted.names)
    return all(names.imported_name(alias) in found for alias, found in known)


def _added(source: Source, statements: Sequence[str], at: int) -> Replacement:
    """Put imports where those for an earlier use go, else where it is best for a use at an offset."""
    written = source.newline().join(statements)
    if written not in source.imports or source.imports[written].start > at:
        source.imports[written] = _placed(source, statements, at)
    return source.imports[written]


def _placed(source: Source, statements: Sequence[str], at: int) -> Replacement:
    """Put imports before the file's first one if that comes before the use, else after what runs nothing."""
    newline, text, body = source.newline(), source.document.text, source.tree.body
    written = newline.join(statements)
    block = next((source.first(node) for node in body if isinstance(node, _Import) and not _is_future(node)), len(text))
    if block < at and block == source.line_start(block):
        return Replacement(block, block, written + newline)
    count = _head(source, at)
    first = source.first(body[count]) if count < len(body) else len(text)
    if count == 0:
        start = source.line_start(first)
        return Replacement(start, start, written + newline + newline)
    line = body[count - 1].end_lineno or 1
    end = source.document.offset(line, 0) + len(source.document.line(line))
    if end > at:
        return Replacement(first, first, "; ".join((*statements, "")))  # what needs them is on the same line
    trail = newline if source.document.line(line + 1).strip() else ""
    return Replacement(end, end, f"{newline}{written}{newline}{trail}")


def _head(source: Source, at: int) -> int:
    """Return how many statements before an offset a file begins with that run nothing: strings, ``__future__``, …"""
    body = source.tree.body
    after = (number for number, node in enumerate(body) if not _runs_nothing(node) or source.range(node)[1] > at)
    return next(after, len(body))


def _runs_nothing(node: ast.stmt) -> bool:
    """Tell whether a statement is one that is before the imports: a text, ``__future__``, ``__all__ = […]``."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    names = [target.id if isinstance(target, ast.Name) else "" for target in targets]
    return _is_future(node) or (bool(names) and all(name[:2] == name[-2:] == "__" for name in names))


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"
