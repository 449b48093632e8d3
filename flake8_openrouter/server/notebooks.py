"""A notebook that an editor holds as cells: the JSON that it would be on the disk, without what its cells put out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from flake8_openrouter.server import checking
from flake8_openrouter.server.buffers import Buffer
from flake8_openrouter.server.checking import Source
from flake8_openrouter.server.layout import CellLayout, Shown

#: What a cell is to the protocol.
MARKUP, CODE = 1, 2

_PYTHON = "python"


class NotebookCell(NamedTuple):
    """A cell by the URI of its text; ``kind`` as the protocol has it."""

    uri: str
    kind: int


class Notebook:
    """Cells and their texts. ``path`` is absolute, or empty for what is not checked. See ``Buffer``."""

    def __init__(self, uri: str, path: str, cells: Sequence[NotebookCell], *, is_saved: bool = True) -> None:
        self.uri, self.path, self.is_saved = uri, path, is_saved
        self.cells = list(cells)
        self.texts: dict[str, Buffer] = {}

    def changed(self) -> None:
        """Note that cells, or their texts, are others than they were."""
        for name in ("_written", "layout", "held"):
            self.__dict__.pop(name, None)

    def put(self, start: int, removed: int, cells: Sequence[NotebookCell]) -> None:
        """Put cells in the place of some, or of none."""
        start = min(max(start, 0), len(self.cells))
        self.cells[start : start + max(removed, 0)] = cells

    def replace(self, cell: NotebookCell) -> None:
        """Put a cell in the place of the one with the same text."""
        self.cells = [cell if each.uri == cell.uri else each for each in self.cells]

    @property
    def text(self) -> str:
        return self._written[0]

    @property
    def versions(self) -> dict[str, int | None]:
        """The version of each cell's text, by URI."""
        return {uri: buffer.version for uri, buffer in self.texts.items()}

    @property
    def source(self) -> Source:
        return Source(self.path, self.text, self.held, is_file=self.is_saved)

    @cached_property
    def held(self) -> bytes:
        return checking.held(self.path, self.text)

    @cached_property
    def layout(self) -> CellLayout:
        return CellLayout(self._written[1])

    @cached_property
    def _written(self) -> tuple[str, tuple[Shown, ...]]:
        """The JSON, and where each cell is in it."""
        language = self._language
        parts = ['{"cells": [']
        length = len(parts[0])
        shown: list[Shown] = []
        for number, (cell, buffer) in enumerate(self._open):
            kind = _kind(cell, buffer, language)
            head = f'{"," if number else ""}\n {{"cell_type": "{kind}", "metadata": {{}}, "source": "'
            spelt = [_spelt(char) for char in buffer.text]
            first = length + len(head)
            starts = tuple(accumulate(map(len, spelt), initial=first))
            tail = '", "outputs": [], "execution_count": null}' if kind == "code" else '"}'
            shown.append(Shown(cell.uri, buffer.lines, starts))
            parts += [head, *spelt, tail]
            length = starts[-1] + len(tail)
        about = {"language_info": {"name": language}}
        parts.append(f'\n], "metadata": {json.dumps(about)}, "nbformat": 4, "nbformat_minor": 4}}\n')
        return "".join(parts), tuple(shown)

    @property
    def _open(self) -> list[tuple[NotebookCell, Buffer]]:
        return [(cell, self.texts[cell.uri]) for cell in self.cells if cell.uri in self.texts]

    @property
    def _language(self) -> str:
        """The language that its kernel runs, as far as the cells tell: that of most editors' notebooks is Python."""
        named = [buffer.language_id for cell, buffer in self._open if cell.kind == CODE]
        return _PYTHON if _PYTHON in named or not named else named[0]


def _kind(cell: NotebookCell, buffer: Buffer, language: str) -> str:
    if cell.kind == MARKUP:
        return "markdown"
    # What the kernel does not run is no program of it: only keys are looked for.
    return "code" if buffer.language_id == language else "raw"


#: Characters that JSON writes otherwise.
_ESCAPES: Mapping[str, str] = {chr(code): json.dumps(chr(code))[1:-1] for code in (*range(0x20), 0x22, 0x5C)}


def _spelt(char: str) -> str:
    return _ESCAPES.get(char, char)
