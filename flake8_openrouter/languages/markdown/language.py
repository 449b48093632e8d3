"""Markdown, and reStructuredText, as one language among others: prose with programs in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_openrouter.languages.text import encoding
from flake8_openrouter.languages.text.language import PlainText

if TYPE_CHECKING:
    from flake8_openrouter.languages._protocol import Program
    from flake8_openrouter.model import Document


class Markdown(PlainText):
    """See ``Language``. Its own text holds nothing but keys; its blocks are programs of other languages."""

    name = "markdown"
    title = "Markdown"
    suffixes = (".md", ".markdown", ".mdx", ".qmd", ".rst")
    keys_alone = False
    comment = "<!--"

    def owns(self, path: str, data: bytes) -> bool:
        return path.lower().endswith(self.suffixes) and not encoding.is_binary(data)

    def program(self, document: Document, tree: object = None) -> Program:
        from flake8_openrouter.languages.markdown.program import MarkdownProgram

        return MarkdownProgram(document)


MARKDOWN = Markdown()
