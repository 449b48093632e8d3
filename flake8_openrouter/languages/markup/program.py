"""A page or a component as a program: its scripts, each with those that it shares its names with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from flake8_openrouter.languages._protocol import CannotEdit
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

_ENVIRONMENT = re.compile(r"\b(?:process|Deno|Bun)\.env\b|\bgetenv\b")


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
        starts = accumulate((len(part.text) + (not part.text.endswith("\n")) for part in parts), initial=0)
        openings = [(start, script.opening) for start, script in zip(starts, together, strict=False)]
        written = str if together[0].is_on_server else _in_browser
        embedding = Embedding(self.document, found.pieces, written, str, (), openings[0][1], openings, is_run=True)
        return Document(self.document.path, found.text, JAVASCRIPT.notation, embedding)


def _in_browser(text: str) -> str:
    """Return what a fix writes in a script that a browser runs."""
    if _ENVIRONMENT.search(text):
        raise CannotEdit("a browser has no environment: let a server of yours send the request")
    return text
