"""The key source as this file would write it, and the import that it needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.languages._key_source import KeySource
from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.javascript import key_source
from flake8_openrouter.languages.javascript.edits.environments import Environment
from flake8_openrouter.languages.javascript.edits.file import File
from flake8_openrouter.languages.javascript.syntax import literals
from flake8_openrouter.languages.javascript.syntax.imported import Brought
from flake8_openrouter.languages.javascript.syntax.module import field, first
from flake8_openrouter.model import Replacement

if TYPE_CHECKING:
    from tree_sitter import Node

#: Comments that speak of all of a file, and are its first.
_OF_FILE = re.compile(r"@ts-|@flow|@license|@preserve|@jsx|@jest|@vitest|eslint|jshint|prettier|copyright|/\*!", re.I)


class Written(NamedTuple):
    """An expression, and the replacements that import what it needs; none where it is there already."""

    expression: str
    imports: tuple[Replacement, ...] = ()


def of_key(file: File, key: KeySource, use: Node) -> Written:
    """Return the key source as it can be written at a node. Raises CannotEdit where it can't."""
    if key == key_source.KEY_SOURCE:
        return Written(file.once(Environment).read(key.variable, use))
    missing = [brought for brought in key_source.brought(key.import_) if not _is_there(file, brought)]
    return Written(key.expression, tuple(_added(file, brought, use) for brought in missing))


def _is_there(file: File, wanted: Brought) -> bool:
    is_module = file.imports.is_module
    name = wanted.name if is_module or wanted.name != "default" else "*"
    local = file.imports.local(wanted.module, name)
    if not local and file.names(wanted.local):
        raise CannotEdit(f"the file uses the name {wanted.local} for something else")
    if local and local != wanted.local:
        raise CannotEdit(f"the file imports {wanted.local} as {local}")
    return bool(local)


def _added(file: File, wanted: Brought, use: Node) -> Replacement:
    statement = _statement(file, wanted)
    if statement not in file.added:
        file.added[statement] = _placed(file, statement)
    if not file.imports.is_module and file.range(use)[0] < file.added[statement].start:
        raise CannotEdit("the key is used before the file's imports")
    return file.added[statement]


def _statement(file: File, wanted: Brought) -> str:
    module = literals.quoted(wanted.module, _quote(file))
    open_, close = f"{{{file.pad}", f"{file.pad}}}"
    if file.imports.is_module is None:
        raise CannotEdit("cannot tell whether the file imports by import or by require")
    if file.imports.is_module:
        named = wanted.name if wanted.name == wanted.local else f"{wanted.name} as {wanted.local}"
        whole = {"default": wanted.local, "*": f"* as {wanted.local}"}.get(wanted.name)
        return f"import {whole or f'{open_}{named}{close}'} from {module}{file.semicolon}"
    named = wanted.name if wanted.name == wanted.local else f"{wanted.name}: {wanted.local}"
    bound = wanted.local if wanted.name in ("default", "*") else f"{open_}{named}{close}"
    return f"const {bound} = require({module}){file.semicolon}"


def _quote(file: File) -> str:
    """Return the quotes in which the file names other modules."""
    texts = (file.text_of(source) for node in file.imports.statements if (source := field(node, "source")) is not None)
    return next((text[0] for text in texts if text[:1] in ("'", '"')), file.quote)


def _placed(file: File, statement: str) -> Replacement:
    """Put an import after the file's last one; where it has none, after what has to be first."""
    before = file.imports.statements if file.imports.is_module else file.imports.required
    if before:
        end = file.end(before[-1])
        line_end = file.line_end(max(0, end - 1))
        rest = file.text[end:line_end]
        if rest.strip() and not rest.lstrip().startswith("//"):
            return Replacement(end, end, f" {statement.rstrip(';')};")
        if not rest.endswith(("\n", "\r")):
            return Replacement(line_end, line_end, file.newline + statement)
        return Replacement(line_end, line_end, statement + file.newline)
    start = _head(file)
    return Replacement(start, start, f"{statement}{file.newline}{file.newline}")


def _head(file: File) -> int:
    """Return the offset at which a file begins that has no import: after its hashbang, directives and licence."""
    children = file.module.root.named_children
    count = 0
    while count < len(children) and _is_first(file, children, count):
        count += 1
    if count < len(children):
        start = file.range(children[count])[0]
        return file.line_start(start) if not file.text[file.line_start(start) : start].strip() else start
    return len(file.text)


def _is_first(file: File, children: list[Node], number: int) -> bool:
    node = children[number]
    if node.type == "comment":
        text = file.text_of(node)
        end = file.range(node)[1]
        following = file.range(children[number + 1])[0] if number + 1 < len(children) else len(file.text)
        is_apart = file.text[end:following].replace("\r\n", "\n").replace("\r", "\n").count("\n") > 1
        return _OF_FILE.search(text) is not None or is_apart or _is_directive_later(children, number)
    return node.type == "hash_bang_line" or is_directive(node)


def _is_directive_later(children: list[Node], number: int) -> bool:
    later = next((node for node in children[number:] if node.type != "comment"), None)
    return later is not None and is_directive(later)


def is_directive(node: Node) -> bool:
    """Tell whether a statement is a text alone, such as ``"use strict"``."""
    child = first(node) if node.type == "expression_statement" else None
    return child is not None and child.type == "string"
