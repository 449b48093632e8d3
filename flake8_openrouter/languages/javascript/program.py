"""A document as JavaScript takes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.syntax import paths
from flake8_openrouter.languages.trees.program import TreeProgram
from flake8_openrouter.model import Document, Embedding, Site

if TYPE_CHECKING:
    from flake8_openrouter.languages._key_source import KeySource
    from flake8_openrouter.languages._protocol import Editor, Program, Project, Settings
    from flake8_openrouter.languages.javascript.inference.commands import ShellText

#: What is in a file that hands commands to a shell, and they are seldom about requests.
_COMMANDS = ("child_process", "execa", "$`")


class JavaScriptProgram(TreeProgram):
    """See ``Program``. Embedded in another file it is read as what elements of JSX may be in."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, paths.grammar(document.path) if document.embedding is None else "tsx")

    @cached_property
    def embedded(self) -> Sequence[Program]:  # type: ignore[override]
        if self.lacks or not any(sign in self.document.text for sign in _COMMANDS) or self.failure is not None:
            return ()
        from flake8_openrouter.languages.javascript.inference import commands

        return tuple(map(self._shell, commands.found(self.source)))

    def _shell(self, found: ShellText) -> Program:
        from flake8_openrouter.languages.shell.language import SHELL

        embedding = Embedding(self.document, found.text.pieces, found.written, opening=found.start, is_run=True)
        return SHELL.program(Document(self.document.path, found.text.text, SHELL.notation, embedding))

    def sites(self, settings: Settings, project: Project) -> Iterable[Site]:
        from flake8_openrouter.languages.javascript.sites import reader
        from flake8_openrouter.languages.javascript.syntax.modules import Modules

        assert isinstance(project, Modules)
        return () if self.lacks else reader.read(self.source, settings, project)

    def editor(self, key_source: KeySource) -> Editor:
        from flake8_openrouter.languages.javascript.edits.editor import JavaScriptEditor

        return JavaScriptEditor(self.source, key_source)
