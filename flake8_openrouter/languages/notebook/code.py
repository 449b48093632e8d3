"""The Python cells of a notebook as one program: names are shared, and cells run in their order."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.languages._protocol import CannotEdit, Editor
from flake8_openrouter.languages.notebook import adaptation, order, variables
from flake8_openrouter.languages.notebook.adaptation import StandIn
from flake8_openrouter.languages.notebook.cells import Cell
from flake8_openrouter.languages.notebook.editor import Bounds, CellsEditor
from flake8_openrouter.languages.notebook.magics import Code, Magic
from flake8_openrouter.languages.notebook.variables import Setting
from flake8_openrouter.languages.python.program import PythonProgram, compiles
from flake8_openrouter.languages.python.syntax import decoding
from flake8_openrouter.model import Document, Site

if TYPE_CHECKING:
    from flake8_openrouter.languages._key_source import KeySource
    from flake8_openrouter.languages._protocol import Program, Project, Settings


class PythonCell(NamedTuple):
    """A cell as Python that begins at ``start`` of the program."""

    cell: Cell
    code: Code
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.code.text)

    @property
    def is_taken(self) -> bool:
        """Python takes it, ``await`` outside of functions too."""
        return compiles(self.code.text, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


class CodeProgram(PythonProgram):
    """See ``Program``. ``cells`` are in the document in their order, a line end after each.

    ``read`` are names that other cells may read, each with where such a cell would be.
    """

    def __init__(
        self, document: Document, cells: Sequence[PythonCell], read: Sequence[tuple[int, Sequence[str]]] = ()
    ) -> None:
        super().__init__(document)
        self._cells, self._read = cells, read

    @cached_property
    def code(self) -> str:
        return "".join(f"{cell.code.text}\n" for cell in self._cells)

    def sites(self, settings: Settings, project: Project) -> list[Site]:
        found = (variables.site(setting, settings) for _, _, setting in self._magics if setting is not None)
        sites = [*super().sites(settings, project), *(site for site in found if site is not None)]
        names = order.rebound(self.tree, self.document, [cell.start for cell in self._cells]) if self.tree else None
        return [Site(tuple(order.shown(fact, names) for fact in site.facts)) for site in sites] if names else sites

    def read_tree(self) -> ast.Module:
        tree = decoding.parse(self.code)
        shown = [(cell.start, cell.end) for cell in self._cells if cell.code.shows]
        adaptation.show(tree, self.document, self.code, shown)
        adaptation.stand(tree, self.document, self.code, self._stand_ins())
        adaptation.read(tree, self.document, self._read)
        return tree

    @cached_property
    def _magics(self) -> list[tuple[int, Magic, Setting | None]]:
        """The magics, each with where its cell begins, and what it sets."""
        return [
            (cell.start, magic, variables.setting(self.document, magic, cell.start))
            for cell in self._cells
            for magic in cell.code.magics
        ]

    def _stand_ins(self) -> Iterator[StandIn]:
        for start, magic, setting in self._magics:
            names = "".join(f"{{{name}}}" for name in magic.names)
            if setting is not None:
                value = setting.value
                yield StandIn(start + magic.at, f"environ[{setting.name!r}] = {value.text!r}", {value.text: value})
            elif names and magic.is_value:
                yield StandIn(start + magic.at, f"get_ipython(f{names!r})")
            elif names:
                yield StandIn(start + magic.at, f"f{names!r}")

    def editor(self, key_source: KeySource) -> Editor:
        if self.tree is None:
            raise CannotEdit("the source can't be parsed")
        bounds = [_bounds(cell) for cell in self._cells]
        return CellsEditor(self.document, bounds, partial(super().editor, key_source))

    def is_broken_by(self, after: Program) -> bool:
        """Tell whether a cell is no Python afterwards, or another one that can't be compiled."""
        if after.failure is not None or not isinstance(after, CodeProgram):
            return True
        if [cell.cell.number for cell in self._cells] != [cell.cell.number for cell in after._cells]:
            return True
        pairs = zip(self._cells, after._cells, strict=True)
        return any(old.code != new.code and old.is_taken and not new.is_taken for old, new in pairs)


def _bounds(cell: PythonCell) -> Bounds:
    places = [(cell.start + magic.start, cell.start + magic.start + len(magic.text)) for magic in cell.code.magics]
    return Bounds(cell.start, cell.end, cell.start + cell.code.first, cell.code.is_alone, places)
