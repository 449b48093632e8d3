"""A document that tree-sitter parses, as a program."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_openrouter.languages._protocol import CannotEdit, Failure
from flake8_openrouter.languages.trees import grammars, source

if TYPE_CHECKING:
    from flake8_openrouter.languages._protocol import Program
    from flake8_openrouter.languages.trees.source import Source
    from flake8_openrouter.model import Document


class TreeProgram:
    """What is alike in all programs that a grammar reads; see ``Program``."""

    embedded: Sequence[Program] = ()
    repeated: Sequence[Sequence[tuple[int, int]]] = ()

    def __init__(self, document: Document, grammar: str) -> None:
        self.document = document
        self._grammar = grammar

    @property
    def lacks(self) -> str:
        return "" if grammars.is_installed(self._grammar) else grammars.EXTRA

    @property
    def failure(self) -> Failure | None:
        if self.lacks:
            return source.failure(self.document.text)
        return self._parsed if isinstance(self._parsed, Failure) else None

    @property
    def source(self) -> Source:
        """The tree of what is understood. Raises CannotEdit where there is none."""
        if self.lacks or isinstance(self._parsed, Failure):
            raise CannotEdit("the source can't be parsed")
        return self._parsed

    @cached_property
    def _parsed(self) -> Source | Failure:
        try:
            return source.Source(self.document, self._grammar)
        except ValueError as error:
            return Failure(str(error), is_made=True)

    def is_comment(self, offset: int) -> bool:
        if self.lacks or self.failure is not None:
            return False
        byte = self.source.byte(offset)
        node = self.source.root.descendant_for_byte_range(byte, byte + 1)
        return node is not None and node.type == "comment"

    def is_broken_by(self, after: Program) -> bool:
        """Tell whether there is more in what became of it that the grammar does not take."""
        if after.document.text == self.document.text:
            return False
        if after.failure is not None or not isinstance(after, TreeProgram):
            return True
        return not self.lacks and self.source.errors() < after.source.errors()
