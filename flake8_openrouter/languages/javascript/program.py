"""A document as JavaScript takes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.syntax import paths
from flake8_openrouter.languages.trees.program import TreeProgram
from flake8_openrouter.model import Document, Site

if TYPE_CHECKING:
    from flake8_openrouter.languages._key_source import KeySource
    from flake8_openrouter.languages._protocol import Editor, Project, Settings


class JavaScriptProgram(TreeProgram):
    """See ``Program``. Embedded in another file it is read as what elements of JSX may be in."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, paths.grammar(document.path) if document.embedding is None else "tsx")

    def sites(self, settings: Settings, project: Project) -> Iterable[Site]:
        if self.lacks:
            from flake8_openrouter.languages.javascript.sites import lines

            return lines.sites(self.document, settings)
        from flake8_openrouter.languages.javascript.sites import reader
        from flake8_openrouter.languages.javascript.syntax.modules import Modules

        assert isinstance(project, Modules)
        return reader.read(self.source, settings, project)

    def editor(self, key_source: KeySource) -> Editor:
        from flake8_openrouter.languages.javascript.edits.editor import JavaScriptEditor

        return JavaScriptEditor(self.source, key_source)
