"""Pages and components as one language: HTML, Vue, Svelte and Astro, whose scripts are programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_openrouter.languages.text import encoding
from flake8_openrouter.languages.text.language import PlainText

if TYPE_CHECKING:
    from flake8_openrouter.languages._protocol import Program
    from flake8_openrouter.model import Document


class Markup(PlainText):
    """See ``Language``. Its own text holds nothing but keys."""

    name = "markup"
    title = "HTML"
    suffixes = (".html", ".htm", ".xhtml", ".vue", ".svelte", ".astro")
    keys_alone = False
    comment = "<!--"

    def owns(self, path: str, data: bytes) -> bool:
        if not path.lower().endswith(self.suffixes) or encoding.is_binary(data):
            return False
        from flake8_openrouter.languages.markup import scripts

        return not scripts.is_built(path)

    def program(self, document: Document, tree: object = None) -> Program:
        from flake8_openrouter.languages.markup.program import MarkupProgram

        return MarkupProgram(document)


MARKUP = Markup()
