"""Edits of a source text at the places of its syntax tree; what is not edited stays as it is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mutation.forms import Form


@dataclass(frozen=True)
class Edit:
    """A replacement of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Source:
    """A file of a correct program. Places are offsets in characters; the tree's columns are bytes of UTF-8."""

    path: str
    text: str
    form: Form

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def _lines(self) -> list[tuple[int, str]]:
        starts, offset = [], 0
        for line in self.text.splitlines(keepends=True):
            starts.append((offset, line))
            offset += len(line)
        return [*starts, (offset, "")]

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def nodes(self) -> Iterator[ast.AST]:
        """Yield the tree's nodes, but docstrings and the literal pieces of f-strings, whose places can't be told."""
        for node in ast.walk(self.tree):
            parent = self.parents.get(node)
            if isinstance(node, ast.Constant) and isinstance(parent, ast.JoinedStr | ast.Expr):
                continue
            yield node

    def start(self, node: ast.AST) -> int:
        return self._offset(node.lineno, node.col_offset)

    def end(self, node: ast.AST) -> int:
        return self._offset(node.end_lineno, node.end_col_offset)

    def _offset(self, line: int, column: int) -> int:
        start, text = self._lines[line - 1]
        return start + len(text.encode()[:column].decode())

    def segment(self, node: ast.AST) -> str:
        return self.text[self.start(node) : self.end(node)]

    def statement(self, node: ast.AST) -> ast.stmt:
        """Return the statement that a node is in."""
        while not isinstance(node, ast.stmt):
            node = self.parents[node]
        return node

    def edited(self, *edits: Edit) -> str:
        """Return the text with some edits made, which must not overlap."""
        text = self.text
        for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text

    def replacing(self, node: ast.AST, text: str) -> Edit:
        return Edit(self.start(node), self.end(node), text)

    def substituting(self, node: ast.AST, old: str, new: str) -> Edit:
        """Replace the first ``old`` in a node's own text."""
        start = self.text.index(old, self.start(node), self.end(node))
        return Edit(start, start + len(old), new)

    def removing_item(self, node: ast.AST, *, start: int | None = None) -> Edit:
        """Remove an argument or an entry, from ``start`` where its name is before it, with its comma."""
        start, end = self.start(node) if start is None else start, self.end(node)
        after = re.compile(r"\s*,[ \t]*(?:\n[ \t]*(?=[^\s#)}]))?").match(self.text, end)
        if after:
            return Edit(start, after.end(), "")
        before = re.compile(r",?\s*$").search(self.text, 0, start)
        return Edit(before.start() if before else start, end, "")

    def indent(self, statement: ast.stmt) -> str:
        return " " * statement.col_offset

    def inserting_after(self, statement: ast.stmt, line: str) -> Edit:
        """Insert a line after a statement, at its depth."""
        end = self.text.find("\n", self.end(statement))
        return Edit(end, end, f"\n{self.indent(statement)}{line}")

    def importing(self, module: str) -> tuple[Edit, ...]:
        """Import a module in front of the others, where it is not imported yet."""
        imports = [node for node in self.tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        if any(alias.name == module for node in imports if isinstance(node, ast.Import) for alias in node.names):
            return ()
        place = self.start(imports[0] if imports else self.tree.body[0])
        return (Edit(place, place, f"import {module}\n"),)
