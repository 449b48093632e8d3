"""A document as bash takes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flake8_openrouter.languages.trees.program import TreeProgram
from flake8_openrouter.model import Document, Site

if TYPE_CHECKING:
    from flake8_openrouter.languages._key_source import KeySource
    from flake8_openrouter.languages._protocol import Editor, Project, Settings


class ShellProgram(TreeProgram):
    """See ``Program``."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, "bash")

    def sites(self, settings: Settings, project: Project) -> Iterable[Site]:
        if self.lacks:
            from flake8_openrouter.languages.trees import unparsed

            return [Site((fact,)) for fact in unparsed.endpoints(self.document, settings.gateways)]
        from flake8_openrouter.languages.shell.sites import reader

        return reader.read(self.source, settings)

    def editor(self, key_source: KeySource) -> Editor:
        from flake8_openrouter.languages.shell.edits.editor import ShellEditor

        return ShellEditor(self.source, key_source)
