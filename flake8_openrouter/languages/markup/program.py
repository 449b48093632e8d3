"""A page or a component as a program: its scripts, each with those that it shares its names with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.language import JAVASCRIPT
from flake8_openrouter.languages.markup import scripts
from flake8_openrouter.languages.markup.scripts import Script
from flake8_openrouter.languages.text import spelt
from flake8_openrouter.languages.text.program import TextProgram
from flake8_openrouter.model import Document, Embedding

if TYPE_CHECKING:
    from flake8_openrouter.languages._protocol import Program

#: Programs of a page, each of which takes some kilobytes; in one with more of them keys alone are looked for.
_MOST = 5_000


class MarkupProgram(TextProgram):
    """See ``Program``. What is in no script is searched for keys alone."""

    @cached_property
    def embedded(self) -> Sequence[Program]:  # type: ignore[override]
        found = list(islice(scripts.programs(self.document.text, self.document.path), _MOST + 1))
        if len(found) > _MOST:
            return ()
        return tuple(JAVASCRIPT.program(self._script(each)) for each in found)

    def _script(self, together: Sequence[Script]) -> Document:
        text = self.document.text
        parts = [spelt.plain(text, script.start, script.end) for script in together]
        found = spelt.joined(parts, ends_lines=len(together) > 1)
        starts = {piece.outer_start: piece.start for piece in found.pieces}
        openings = [(starts[script.start], script.opening) for script in together]
        embedding = Embedding(self.document, found.pieces, opening=openings[0][1], openings=openings, is_run=True)
        return Document(self.document.path, found.text, JAVASCRIPT.notation, embedding)
