"""A notebook as a program: its Python cells are one, every other cell and every output is a text of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from flake8_openrouter.languages._protocol import Failure
from flake8_openrouter.languages.notebook import cells, embedded, magics
from flake8_openrouter.languages.notebook.cells import Cell, NotANotebook, Notebook
from flake8_openrouter.languages.notebook.code import CodeProgram, PythonCell
from flake8_openrouter.languages.notebook.embedded import Elsewhere
from flake8_openrouter.languages.python.notation import NOTATION
from flake8_openrouter.languages.text.json_values import escaped, unescaped
from flake8_openrouter.languages.text.language import TEXT
from flake8_openrouter.languages.text.program import TextEditor, TextProgram
from flake8_openrouter.languages.text.spelt import Spelt, joined
from flake8_openrouter.model import Document, Embedding, Notation, Piece, Section

if TYPE_CHECKING:
    from flake8_openrouter.languages._key_source import KeySource
    from flake8_openrouter.languages._protocol import Program, Project, Settings
    from flake8_openrouter.model import Site


class NotebookProgram:
    """See ``Program``. It has no sites of its own, and what is in no cell is searched for keys alone."""

    repeated: Sequence[Sequence[tuple[int, int]]] = ()
    lacks = ""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def _read(self) -> Notebook | Failure:
        try:
            return cells.read(self.document.text)
        except NotANotebook as error:
            return Failure(str(error))

    @property
    def failure(self) -> Failure | None:
        return self._read if isinstance(self._read, Failure) else None

    @cached_property
    def embedded(self) -> tuple[Program, ...]:
        if isinstance(self._read, Failure):
            return ()
        python, others, read = _sorted_out(self._read)
        texts = _Texts(self.document)
        programs: list[Program] = [CodeProgram(texts.code(python), python, read)] if python else []
        programs += (texts.elsewhere(cell) for cell in others if cell.source.text)
        bound = cache(lambda: embedded.bound("".join(cell.code.text for cell in python)))
        programs += (program for cell in python if (program := texts.commands(cell, bound)) is not None)
        programs += (TextProgram(texts.output(cell)) for cell in self._read.cells if cell.output.text)
        return tuple(programs)

    def sites(self, settings: Settings, project: Project) -> Iterable[Site]:
        return ()

    def editor(self, key_source: KeySource) -> TextEditor:
        return TextEditor()

    def is_comment(self, offset: int) -> bool:
        return False

    def is_broken_by(self, after: Program) -> bool:
        """Tell whether anything else than the sources of code cells is another one afterwards."""
        if isinstance(self._read, Failure) or not isinstance(after, NotebookProgram):
            return False
        return isinstance(after._read, Failure) or _kept(self._read.content) != _kept(after._read.content)


def _sorted_out(notebook: Notebook) -> tuple[list[PythonCell], list[Cell], list[tuple[int, Sequence[str]]]]:
    """Return the cells that are one program, where each begins in it, the others, and what these read of its names."""
    python: list[PythonCell] = []
    others: list[Cell] = []
    read: list[tuple[int, Sequence[str]]] = []
    start = 0
    for cell in notebook.cells:
        is_code = notebook.is_python and cell.kind == "code" and cell.source.text
        code = magics.code(cell.source.text) if is_code else None
        if code is None:
            others.append(cell)
            if is_code and start and (names := magics.read_elsewhere(cell.source.text)):
                read.append((start - 1, names))
            continue
        python.append(PythonCell(cell, code, start))
        start += len(code.text) + 1
    return python, others, read


class _Texts(NamedTuple):
    """Makes the documents that are in a notebook."""

    outer: Document

    def code(self, python: Sequence[PythonCell]) -> Document:
        """Return the cells as one text, a line end after each that is written nowhere."""
        parts: list[Spelt] = []
        for cell, _, _ in python:
            parts += (cell.source, Spelt("\n", (Piece(0, 1, cell.end, cell.end),)))
        sections = [Section(start, _name(cell), cell.number) for cell, _, start in python]
        return self._document(joined(parts), NOTATION, sections)

    def source(self, cell: Cell) -> Document:
        return self._document(cell.source, TEXT.notation, [Section(0, _name(cell), cell.number)])

    def elsewhere(self, cell: Cell) -> Program:
        """Return a cell that is no Python as what it is, if that is known."""
        found = embedded.of_cell(cell.source) if cell.kind == "code" else None
        if found is None:
            return TextProgram(self.source(cell))
        return self._program(found, cell)

    def commands(self, cell: PythonCell, bound: Callable[[], frozenset[str]]) -> Program | None:
        """Return the lines of a cell that a shell runs; None where there are none."""
        found = embedded.of_lines(cell.cell.source, cell.code.magics, bound)
        return self._program(found, cell.cell) if found is not None else None

    def _program(self, found: Elsewhere, cell: Cell) -> Program:
        from flake8_openrouter import languages

        language = languages.named(found.language)
        return language.program(self._document(found.text, language.notation, [Section(0, _name(cell), cell.number)]))

    def output(self, cell: Cell) -> Document:
        section = Section(0, f"{_name(cell)} output", cell.number, is_source=False)
        return self._document(cell.output, TEXT.notation, [section])

    def _document(self, spelt: Spelt, notation: Notation, sections: Sequence[Section]) -> Document:
        written = partial(escaped, ascii_only=self.outer.text.isascii())
        embedding = Embedding(self.outer, spelt.pieces, written, _read, sections)
        return Document(self.outer.path, spelt.text, notation, embedding)


def _name(cell: Cell) -> str:
    return f"cell {cell.number}"


def _read(text: str) -> str:
    return unescaped(text, 0, len(text))[0]


def _kept(content: Mapping[str, Any]) -> object:
    """Return what fixes leave as it is: all but the texts that the sources of code cells are made of."""
    return {**content, "cells": list(_of_cells(content["cells"]))}


def _of_cells(found: Iterable[Mapping[str, Any]]) -> Iterator[object]:
    for cell in found:
        source = cell.get("source")
        is_code = cell.get("cell_type") == "code" and cells.written(cell) is not None
        shape = (type(source), len(source) if isinstance(source, list) else 0)
        yield {**cell, "source": shape} if is_code else cell
