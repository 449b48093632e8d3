"""A document with its tree, so that an edit can find the node at a place."""

from __future__ import annotations

import ast
from functools import cached_property

from flake8_openrouter.model import Document, Replacement, Span
from flake8_openrouter.python.editing.errors import CannotEdit

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Source:
    """A document that parses, and the nodes at its places. Offsets count characters of the document's text.

    ``imports`` are those that edits of it add, so that what needs the same one gets the same one.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tree = ast.parse(document.text)
        self.imports: dict[str, Replacement] = {}

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

    def first(self, statement: ast.stmt) -> int:
        """Return the offset at which a statement begins, its decorators included."""
        decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
        if not decorators:
            return self.range(statement)[0]
        return self.document.text.rindex("@", 0, self.range(decorators[0])[0])

    def functions(self, offset: int) -> list[Function]:
        """Return the functions round an offset."""
        nodes = (node for node in ast.walk(self.tree) if isinstance(node, Function))
        return [node for node in nodes if self.range(node)[0] <= offset < self.range(node)[1]]

    def scope(self, node: ast.AST) -> ast.AST | None:
        """Return the function or class round a node; None for the module."""
        around = self.parents.get(node)
        while around is not None and not isinstance(around, Function | ast.ClassDef):
            around = self.parents.get(around)
        return around

    def reads(self, target: ast.expr) -> int:
        """Return how often a name is read in the file."""
        name = target.id if isinstance(target, ast.Name) else ""
        names = (node for node in ast.walk(self.tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
        return sum(node.id == name for node in names)

    def only_value(self, name: str) -> ast.expr | None:
        """Return what a name is bound to, where it is by one plain assignment and in no other way."""
        bound = [node for node in ast.walk(self.tree) if isinstance(node, ast.Name) and node.id == name]
        stores = [node for node in bound if not isinstance(node.ctx, ast.Load)]
        parent = self.parents.get(stores[0]) if len(stores) == 1 else None
        return parent.value if isinstance(parent, ast.Assign) and len(parent.targets) == 1 else None

    def replaced(self, start: int, end: int, text: str) -> Replacement:
        """Return the replacement of whole tokens, with a space where they would run together: ``return"…"``."""
        around = self.document.text
        first, last = (text + around[end : end + 1])[:1], text[-1:]
        lead = " " if _is_word(around[start - 1 : start]) and _is_word(first) else ""
        trail = " " if _is_word(last) and _is_word(around[end : end + 1]) else ""
        return Replacement(start, end, f"{lead}{text}{trail}")

    def line_start(self, offset: int) -> int:
        line, _ = self.document.position(offset)
        return self.document.offset(line, 0)

    def newline(self) -> str:
        """Return the line end of the document's first line."""
        first = self.document.line(1)
        return first[len(first.rstrip("\r\n")) :] or "\n"


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
