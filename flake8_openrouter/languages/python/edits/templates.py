"""Literals with places that are filled in: f-strings, ``"…%s" % key``, ``"…{}".format(key)``, and plain ones."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.python.edits import strings
from flake8_openrouter.languages.python.edits.source import Source
from flake8_openrouter.languages.python.edits.strings import Piece

#: A place to fill, by its start and end in the body of a literal.
Field = tuple[int, int]

_PERCENT = re.compile(r"%(?:\(\w+\))?[-#0 +]*(?:[1-9*][\d*]*)?(?:\.[\d*]+)?[a-zA-Z%]")
_BRACE = re.compile(r"\\N\{[^}]*\}|\\.|\{\{|\}\}|\{", re.DOTALL)
_NESTING = re.compile(r"\\.|'[^']*'|\"[^\"]*\"|[\[({})\]]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of a piece's body without a place to fill, at ``start:end`` of the literal's source."""

    piece: Piece
    start: int
    end: int
    source: str


@dataclass(frozen=True, slots=True)
class Template:
    """A literal, how its text marks the places to fill, and what fills them where that is one expression.

    ``whole`` is the expression that makes the text: the literal itself, the ``%``, the call of ``format``.
    """

    whole: ast.expr
    literal: ast.expr
    source: str
    marks: str
    filling: ast.expr | None = None

    def chunks(self) -> list[Chunk]:
        """Return the stretches of text, in their order; empty ones as well."""
        found: list[Chunk] = []
        for piece in strings.pieces(self.source):
            at = 0
            for start, end in (*self._fields(piece), (len(piece.body), len(piece.body))):
                found.append(Chunk(piece, piece.start + at, piece.start + start, piece.body[at:start]))
                at = end
        return found

    def fields(self) -> list[str]:
        """Return the places to fill, as they are written."""
        found = strings.pieces(self.source)
        return [piece.body[start:end] for piece in found for start, end in self._fields(piece)]

    def _fields(self, piece: Piece) -> Iterator[Field]:
        return _FIELDS[_BRACES if piece.is_formatted else self.marks](piece)

    def value(self, chunk: Chunk) -> str:
        """Return the text that a stretch becomes."""
        value = chunk.piece.value(chunk.source)
        for mark in _BRACES if chunk.piece.is_formatted else self.marks:
            value = value.replace(mark * 2, mark)
        return value

    def written(self, chunk: Chunk, value: str) -> str:
        """Return how a text is spelt in a stretch."""
        for mark in _BRACES if chunk.piece.is_formatted else self.marks:
            value = value.replace(mark, mark * 2)
        return chunk.piece.written(value)


def of(source: Source, node: ast.expr) -> Template:
    """Return the template that an expression is, or fills. Raises CannotEdit where its literal is elsewhere."""
    literal, marks, filling = node, "", None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        literal, marks = node.left, _PERCENTS
        items = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
        filling = items[0] if len(items) == 1 else None
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        literal, marks = node.func.value, _BRACES
        filling = node.args[0] if len(node.args) == 1 and not node.keywords else None
    elif isinstance(node, ast.JoinedStr):
        filled = [value.value for value in node.values if isinstance(value, ast.FormattedValue)]
        filling = filled[0] if len(filled) == 1 else None
    if not isinstance(literal, ast.JoinedStr | ast.Constant):
        raise CannotEdit("the place is not a plain string literal")
    return Template(node, literal, source.text(literal), marks, filling)


def _braced(piece: Piece) -> Iterator[Field]:
    at = 0
    while match := _BRACE.search(piece.body, at):
        at = match.end()
        if match[0] == "{":
            at = _closing(piece.body, at)
            yield match.start(), at
        elif piece.is_raw and match[0].startswith("\\"):
            at = match.start() + 1


def _closing(body: str, at: int) -> int:
    """Return where a field ends whose brace was opened before ``at``."""
    depth = 1
    for match in _NESTING.finditer(body, at):
        depth += (match[0] in "[({") - (match[0] in "])}")
        if not depth:
            return match.end()
    raise CannotEdit("the end of a replacement field is unknown")


def _percents(piece: Piece) -> Iterator[Field]:
    return (match.span() for match in _PERCENT.finditer(piece.body) if not match[0].endswith("%"))


def _none(piece: Piece) -> Iterator[Field]:
    return iter(())


_BRACES, _PERCENTS = "{}", "%"
_FIELDS: dict[str, Callable[[Piece], Iterator[Field]]] = {_BRACES: _braced, _PERCENTS: _percents, "": _none}
