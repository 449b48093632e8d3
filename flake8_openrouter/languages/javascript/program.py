"""A document as JavaScript takes it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.syntax import paths
from flake8_openrouter.languages.trees import grammars
from flake8_openrouter.languages.trees.program import TreeProgram
from flake8_openrouter.model import Document, Embedding, Site

if TYPE_CHECKING:
    from tree_sitter import Node

    from flake8_openrouter.languages._key_source import KeySource
    from flake8_openrouter.languages._protocol import Editor, Program, Project, Settings
    from flake8_openrouter.languages.javascript.inference.commands import ShellText

#: What is in a file that hands commands to a shell, and they are seldom about requests; short words as patterns, which
#: begin with a letter that is rare: so they are found faster.
_COMMANDS, _SHORT = "child_process", (re.compile("xeca(?<=execa)"), re.compile(r"\$`"))

#: How the names of an object's properties are written.
_KEYS = ("property_identifier", "shorthand_property_identifier", "string")


class JavaScriptProgram(TreeProgram):
    """See ``Program``. Embedded in another file it is read as what elements of JSX may be in."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, paths.grammar(document.path) if document.embedding is None else "tsx")

    @cached_property
    def embedded(self) -> Sequence[Program]:  # type: ignore[override]
        if self.lacks or not _runs_commands(self.document.text) or self.failure is not None:
            return ()
        from flake8_openrouter.languages.javascript.inference import commands

        return tuple(map(self._shell, commands.found(self.source)))

    def _shell(self, found: ShellText) -> Program:
        from flake8_openrouter.languages.shell.language import SHELL

        embedding = Embedding(self.document, found.text.pieces, found.written, opening=found.start, is_run=True)
        return SHELL.program(Document(self.document.path, found.text.text, SHELL.notation, embedding))

    def sites(self, settings: Settings, project: Project) -> Iterable[Site]:
        if self.lacks:
            from flake8_openrouter.languages.javascript.sites import lines

            return lines.sites(self.document, settings)
        from flake8_openrouter.languages.javascript.sites import reader
        from flake8_openrouter.languages.javascript.syntax.modules import Modules

        assert isinstance(project, Modules)
        return reader.read(self.source, settings, project)

    def is_broken_by(self, after: Program) -> bool:
        """Tell whether more is wrong in what became of it, commas too many included, which the grammar lets pass."""
        if super().is_broken_by(after) or not isinstance(after, JavaScriptProgram):
            return True
        return not self.lacks and self._holes < after._holes

    @cached_property
    def _holes(self) -> int:
        """How many commas have no entry or argument before them."""
        rows = grammars.found(self.source.tree, self._grammar, "[(object) (arguments)] @found")
        return sum(map(_holes, rows))

    @cached_property
    def repeated(self) -> list[list[tuple[int, int]]]:  # type: ignore[override]
        """The names that are in one object several times, those that are equal together."""
        if self.failure is not None or self.lacks:
            return []
        found: list[list[tuple[int, int]]] = []
        for node in grammars.found(self.source.tree, self._grammar, "(object) @found"):
            equal: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for entry in node.named_children:
                key = entry.child_by_field_name("key") if entry.type == "pair" else entry
                if key is not None and key.type in _KEYS:
                    name = self.source.text(key)
                    equal[name[1:-1] if key.type == "string" else name].append(self._range(key))
            found += [places for places in equal.values() if len(places) > 1]
        return found

    def _range(self, node: Node) -> tuple[int, int]:
        return self.source.offset(node.start_byte), self.source.offset(node.end_byte)

    def editor(self, key_source: KeySource) -> Editor:
        from flake8_openrouter.languages.javascript.edits.editor import JavaScriptEditor

        return JavaScriptEditor(self.source, key_source)


def _runs_commands(text: str) -> bool:
    return _COMMANDS in text or any(pattern.search(text) for pattern in _SHORT)


def _holes(row: Node) -> int:
    kinds = [child.type for child in row.children if child.type != "comment"]
    return sum(right == "," and left in ("{", "(", ",") for left, right in pairwise(kinds))
