"""A text in which nothing but keys is understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from flake8_openrouter.languages._protocol import CannotEdit
from flake8_openrouter.model import Document, Replacement, Site, Substitute

if TYPE_CHECKING:
    from flake8_openrouter.languages._key_source import KeySource
    from flake8_openrouter.languages._protocol import Editor, Failure, Program, Project, Settings
    from flake8_openrouter.model import Edit


class TextProgram:
    """See ``Program``. Any text is understood: it has no facts but those that are in every text, its keys."""

    embedded: Sequence[Program] = ()
    repeated: Sequence[Sequence[tuple[int, int]]] = ()
    failure: Failure | None = None
    lacks = ""

    def __init__(self, document: Document) -> None:
        self.document = document

    def sites(self, settings: Settings, project: Project) -> Iterable[Site]:
        return ()

    def editor(self, key_source: KeySource) -> Editor:
        return TextEditor()

    def is_comment(self, offset: int) -> bool:
        return False

    def is_broken_by(self, after: Program) -> bool:
        return after.failure is not None


class TextEditor:
    """See ``Editor``. Of a text only what is at a place is written otherwise: nothing is known of what is around."""

    def render(self, edit: Edit) -> list[Replacement]:
        if isinstance(edit, Substitute) and (place := edit.span.find(edit.old)).text == edit.old:
            return [Replacement(place.start, place.end, edit.new)]
        raise CannotEdit("only text is replaced in a file of this kind")
