"""The stretches of text that literals are made of."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.languages.javascript.edits import expressions
from flake8_openrouter.languages.javascript.edits.file import File
from flake8_openrouter.languages.javascript.syntax import literals

if TYPE_CHECKING:
    from tree_sitter import Node

#: What an attribute of an element does not hold as it is.
_MARKUP = frozenset("&<>\"'{}")


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A stretch of a literal without a place to fill: characters ``start:end`` of the file.

    ``quote`` encloses the literal. In an attribute of an element (``is_markup``) nothing is escaped but as in HTML.
    """

    literal: Node
    start: int
    end: int
    source: str
    quote: str
    is_markup: bool

    @property
    def value(self) -> str:
        """The text that it says."""
        return self.until(self.end)

    def until(self, end: int) -> str:
        """Return the text that it says up to an offset of the file."""
        source = self.source[: end - self.start] if end >= self.start else ""
        return html.unescape(source) if self.is_markup else literals.unescaped(source)

    def written(self, text: str) -> str:
        """Return how a text is spelt in it. Raises CannotEdit where it is not."""
        if not self.is_markup:
            return literals.escaped(text, self.quote)
        if not _MARKUP.isdisjoint(text):
            raise CannotEdit("an attribute would hold it in another way")
        return text


def of(file: File, node: Node) -> list[Piece]:
    """Return the stretches of a literal, or of those that ``+`` joins. Raises CannotEdit where there is none."""
    found = [piece for literal in expressions.leaves(node) for piece in _of_literal(file, literal)]
    if not found:
        raise CannotEdit("the place is not a plain string literal")
    return found


def _of_literal(file: File, literal: Node) -> Iterator[Piece]:
    if literal.type not in ("string", "template_string"):
        return
    around = file.parent(literal)
    if around is not None and around.type == "call_expression" and literal.type == "template_string":
        raise CannotEdit("a function makes the text of the template")
    start, end = file.range(literal)
    quote = file.text[start]
    is_markup = around is not None and around.type == "jsx_attribute"
    at = start + 1
    for filled in fields(literal):
        begin, after = file.range(filled)
        yield Piece(literal, at, begin, file.text[at:begin], quote, is_markup)
        at = after
    yield Piece(literal, at, end - 1, file.text[at : end - 1], quote, is_markup)


def fields(literal: Node) -> list[Node]:
    """Return the places of a template that are filled."""
    return [child for child in literal.named_children if child.type == "template_substitution"]


def single(file: File, node: Node) -> Piece:
    """Return the text of a literal in which nothing is filled. Raises CannotEdit where it is something else."""
    found = of(file, node) if node.type in ("string", "template_string") else []
    if len(found) != 1:
        raise CannotEdit("the place is not a plain string literal")
    return found[0]
