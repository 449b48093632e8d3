"""A text with programs in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_openrouter.languages.markdown import blocks, directives, fences, infos, labels, prose, tolerance
from flake8_openrouter.languages.markdown.blocks import Block
from flake8_openrouter.languages.markdown.labels import Label
from flake8_openrouter.languages.markdown.sharing import Shared
from flake8_openrouter.languages.markdown.snippet import Snippet
from flake8_openrouter.languages.text.program import TextProgram

if TYPE_CHECKING:
    from flake8_openrouter.languages._protocol import Language, Program

_COMMENT = re.compile(r"(?:#|//|--|;)[^\r\n]*")


class MarkdownProgram(TextProgram):
    """See ``Program``. Each block is a program of its own: of its language, or a text in which nothing but keys counts.

    The latter is also what can't be parsed, and what is shown as an example of what is wrong.
    """

    @cached_property
    def embedded(self) -> Sequence[Program]:  # type: ignore[override]
        text = self.document.text
        found = list(self._blocks(text))
        read = [(block, self._language(block, label)) for block, label in zip(found, prose.judged(text, found))]
        programs = [self._program(*item) for item in read if item[0].lines]
        shared = Shared(program.document for program in programs)
        return [Snippet(program, shared.reach(program.document)) for program in programs]

    def _blocks(self, text: str) -> Iterator[Block]:
        is_rst = self.document.path.lower().endswith(".rst")
        for block in directives.blocks(text) if is_rst else fences.blocks(text):
            yield blocks.dedented(text, tolerance.without_prompts(text, block))

    def _language(self, block: Block, said: Label) -> Language | None:
        """Return the language whose program a block is; None where keys are all that counts in it."""
        from flake8_openrouter.languages import LANGUAGES

        name = infos.language(block.info)
        code = blocks.code(self.document.text, block.lines) if name else ""
        if not name or labels.first([_commented(code), said]) is Label.WRONG:
            return None
        return next((language for language in LANGUAGES if language.name == name and not language.keys_alone), None)

    def _program(self, block: Block, language: Language | None) -> Program:
        """Return a block as a program; as a text where it is none."""
        from flake8_openrouter.languages import TEXT

        for written in ("", tolerance.completed) if language is not None else ():
            assert language is not None
            text = written(blocks.code(self.document.text, block.lines)) if written else ""
            program = language.program(blocks.document(self.document, block, language.notation, text))
            if program.failure is None:
                return program
        return TEXT.program(blocks.document(self.document, block, TEXT.notation))


def _commented(code: str) -> Label:
    """Return what the comments of a block say of it: the one in its first line of the block, others of themselves."""
    comments = [match[0] for match in _COMMENT.finditer(code)]
    if any(labels.of_far(comment) is Label.WRONG for comment in comments):
        return Label.WRONG
    return labels.of_near(comments[0]) if comments and code.lstrip().startswith(comments[0]) else Label.NONE
