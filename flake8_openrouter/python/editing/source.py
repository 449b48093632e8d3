"""A document with its tree, so that an edit can find the node at a place."""

from __future__ import annotations

import ast
from functools import cached_property

from flake8_openrouter.model import Document, Span
from flake8_openrouter.python.editing.errors import CannotEdit


class Source:
    """A document that parses, and the nodes at its places. Offsets count characters of the document's text."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tree = ast.parse(document.text)

    @cached_property
    def _nodes(self) -> dict[tuple[int, int], list[ast.AST]]:
        found: dict[tuple[int, int], list[ast.AST]] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.expr | ast.stmt | ast.keyword):
                found.setdefault(self.range(node), []).append(node)
        return found

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def range(self, node: ast.AST) -> tuple[int, int]:
        """Return the start and end offset of a node."""
        start = self.document.offset(node.lineno, node.col_offset)  # type: ignore[attr-defined]
        return start, self.document.offset(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def text(self, node: ast.AST) -> str:
        start, end = self.range(node)
        return self.document.text[start:end]

    def expression(self, span: Span) -> ast.expr:
        """Return the expression at a place. Raises CannotEdit where none begins and ends there."""
        for node in self._nodes.get((span.start, span.end), ()):
            if isinstance(node, ast.expr):
                return node
        raise CannotEdit("no expression begins and ends there")

    def at(self, span: Span) -> list[ast.AST]:
        """Return all nodes that begin and end at a place."""
        return self._nodes.get((span.start, span.end), [])

    def call(self, span: Span) -> ast.Call:
        for node in self._nodes.get((span.start, span.end), ()):
            if isinstance(node, ast.Call):
                return node
        raise CannotEdit("no call begins and ends there")

    def statement(self, span: Span) -> ast.stmt:
        """Return the innermost statement round a place."""
        best: ast.stmt | None = None
        for (start, end), nodes in self._nodes.items():
            if start <= span.start and span.end <= end:
                for node in nodes:
                    if isinstance(node, ast.stmt) and (best is None or self.range(best)[0] <= start):
                        best = node
        if best is None:
            raise CannotEdit("no statement stands there")
        return best

    def reads(self, target: ast.expr) -> int:
        """Return how often a name is read in the file."""
        name = target.id if isinstance(target, ast.Name) else ""
        names = (node for node in ast.walk(self.tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
        return sum(node.id == name for node in names)

    def line_start(self, offset: int) -> int:
        line, _ = self.document.position(offset)
        return self.document.offset(line, 0)

    def newline(self) -> str:
        """Return the line end of the document's first line."""
        first = self.document.line(1)
        return first[len(first.rstrip("\r\n")) :] or "\n"
