"""A document with its tree, so that an edit can find the node at a place."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from flake8_openrouter.languages._brackets import Row
from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.python.edits.imported import Imported
from flake8_openrouter.languages.python.edits.names import Names
from flake8_openrouter.model import Document, Replacement, Span


class Opened(NamedTuple):
    """What is in the brackets of a call or dict, the offset where that begins, and where in it the items do."""

    row: Row
    start: int
    starts: list[int]


Function = ast.FunctionDef | ast.AsyncFunctionDef


class Source:
    """A document that parses, and the nodes at its places. Offsets count characters of the document's text.

    ``imports`` are those that edits of it add, so that what needs the same one gets the same one.
    """

    def __init__(self, document: Document, tree: ast.Module) -> None:
        self.document = document
        self.tree = tree
        self.imports: dict[str, Replacement] = {}
        #: What is in the brackets of calls and dicts.
        self.rows: dict[ast.AST, Opened] = {}
        #: Names, and imports, by whether the name stands for what the import brings wherever the file binds it.
        self.free_names: dict[tuple[str, str], bool] = {}
        #: Names and the scopes that they are of, and how many more are followed, by whether they certainly are texts.
        self.text_names: dict[tuple[ast.AST | None, str, int], bool] = {}

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
        raise CannotEdit("the place is not an expression")

    def at(self, span: Span) -> list[ast.AST]:
        """Return all nodes that begin and end at a place."""
        return self._nodes.get((span.start, span.end), [])

    def call(self, span: Span) -> ast.Call:
        for node in self._nodes.get((span.start, span.end), ()):
            if isinstance(node, ast.Call):
                return node
        raise CannotEdit("the place is not a call")

    def statement(self, span: Span) -> ast.stmt:
        """Return the innermost statement around a place."""
        for statement in self._statements_around(span.start):
            if span.end <= self.range(statement)[1]:
                return statement
        raise CannotEdit("the place is not in a statement")

    @cached_property
    def _statements(self) -> tuple[list[int], list[ast.stmt]]:
        """Where statements begin, and the statements; one that is in another after it."""
        nodes = (node for node in ast.walk(self.tree) if isinstance(node, ast.stmt))
        ordered = sorted(nodes, key=lambda node: self.range(node)[0])
        return [self.range(node)[0] for node in ordered], ordered

    def _statements_around(self, offset: int) -> Iterator[ast.stmt]:
        """Yield the last statement that begins before an offset, or at it, and those that it is in."""
        starts, statements = self._statements
        last = bisect_right(starts, offset)
        node: ast.AST | None = statements[last - 1] if last else None
        while node is not None:
            if isinstance(node, ast.stmt):
                yield node
            node = self.parents.get(node)

    def first(self, statement: ast.stmt) -> int:
        """Return the offset at which a statement begins, its decorators included."""
        decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
        if not decorators:
            return self.range(statement)[0]
        return self.document.text.rindex("@", 0, self.range(decorators[0])[0])

    def functions(self, offset: int) -> list[Function]:
        """Return the functions around an offset, the outer ones first."""
        around = (node for node in self._statements_around(offset) if isinstance(node, Function))
        return [node for node in around if offset < self.range(node)[1]][::-1]

    def scope(self, node: ast.AST) -> ast.AST | None:
        """Return the function or class around a node; None for the module."""
        around = self.parents.get(node)
        while around is not None and not isinstance(around, Function | ast.ClassDef):
            around = self.parents.get(around)
        return around

    @cached_property
    def entries(self) -> dict[tuple[int, int], tuple[ast.Dict, ast.expr]]:
        """The entries of dicts by their start and end: each as its dict and its key."""
        found: dict[tuple[int, int], tuple[ast.Dict, ast.expr]] = {}
        for node in ast.walk(self.tree):
            for key, value in zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else ():
                if key is not None and isinstance(node, ast.Dict):
                    found.setdefault((self.range(key)[0], self.range(value)[1]), (node, key))
        return found

    @cached_property
    def names(self) -> Names:
        return Names(self.tree, self.scope)

    @cached_property
    def imported(self) -> Imported:
        return Imported(self.tree, lambda node: self.range(node)[0])

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
