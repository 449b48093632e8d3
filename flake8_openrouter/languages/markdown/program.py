"""A text with programs in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from flake8_openrouter.languages._protocol import Failure
from flake8_openrouter.languages.markdown import blocks, directives, fences, infos, labels, prose, sessions, tolerance
from flake8_openrouter.languages.markdown.blocks import Block
from flake8_openrouter.languages.markdown.labels import Label
from flake8_openrouter.languages.markdown.sharing import Shared
from flake8_openrouter.languages.markdown.snippet import Snippet
from flake8_openrouter.languages.text.program import TextProgram

if TYPE_CHECKING:
    from flake8_openrouter.languages._protocol import Language, Program

PYTHON = "python"
SHELL = "shell"

#: Characters before a block in which the line before it is looked for.
_NEAR = 500

#: What makes of a session what was typed in it, by the name of a language.
_SESSIONS: dict[str, Callable[[str, Block], Block]] = {
    PYTHON: tolerance.without_prompts,
    SHELL: sessions.without_prompts,
}

#: Blocks that are programs, each of which takes some kilobytes; in a text with more of them keys alone are looked for.
_MOST = 5_000

_COMMENT = re.compile(r"(?:#|//|--|;)[^\r\n]*")
_DOCSTRING = re.compile(r"\s*(?:\"\"\"(?s:.*?)\"\"\"|'''(?s:.*?)''')")


class MarkdownProgram(TextProgram):
    """See ``Program``. Each block is a program of its own: of its language, or a text in which nothing but keys counts.

    The latter is also what can't be parsed, and what is shown as an example of what is wrong, or isn't shown.
    """

    @property
    def failure(self) -> Failure | None:  # type: ignore[override]
        return Failure(f"more than {_MOST:,} blocks of code") if len(self._found) > _MOST else None

    @cached_property
    def embedded(self) -> Sequence[Program]:  # type: ignore[override]
        if self.failure is not None:
            return ()
        text, found = self.document.text, self._found
        said = zip(found, prose.judged(text, found), strict=True)
        programs = [self._program(*item) for item in said if any(start < end for start, end in item[0].lines)]
        shared = Shared(program.document for program in programs)
        return [Snippet(program, shared.reach(program.document)) for program in programs]

    @cached_property
    def _found(self) -> list[Block]:
        return list(islice(self._blocks(self.document.text), _MOST + 1))

    def _blocks(self, text: str) -> Iterator[Block]:
        is_rst = self.document.path.lower().endswith(".rst")
        for block in directives.blocks(text) if is_rst else fences.blocks(text):
            typed = _SESSIONS.get(infos.language(block.info))
            yield blocks.dedented(text, typed(text, block) if typed is not None else block)

    def is_comment(self, offset: int) -> bool:
        return not any(start <= offset < end for block in self._found for start, end in block.lines)

    def _program(self, block: Block, said: Label) -> Program:
        """Return a block as a program; as a text where it is none, or what is wrong is shown."""
        from flake8_openrouter.languages import LANGUAGES, TEXT

        name, code = infos.language(block.info), blocks.code(self.document.text, block.lines)
        language = next((each for each in LANGUAGES if each.name == name and not each.keys_alone), None)
        if said is not Label.HIDDEN:
            said = labels.first([_commented(code), labels.of_near(_further(block.info)), said])
        if said is Label.DOUBTED and name == SHELL and self._asks_to_check(block, code):
            said = Label.NONE
        if language is not None and said not in (Label.WRONG, Label.DOUBTED, Label.HIDDEN):
            program = language.program(blocks.document(self.document, block, language.notation, code))
            if name != PYTHON:  # to ask others whether they fail takes longer than to let them
                return program
            if program.failure is not None and tolerance.concerns_us(code):
                program = self._tolerated(program, block, language)
            if program.failure is None:
                return program
        return TEXT.program(blocks.document(self.document, block, TEXT.notation, code))

    def _asks_to_check(self, block: Block, code: str) -> bool:
        """Tell whether the line before a block, or a comment in it, says that it is to find out something."""
        before = self.document.text[max(0, block.start - _NEAR) : block.start].rstrip(" \t\r\n>")
        said = (before.splitlines()[-1:] or [""])[0]
        return any(map(labels.asks_to_check, (said, *(match[0] for match in _COMMENT.finditer(code)))))

    def _tolerated(self, program: Program, block: Block, language: Language) -> Program:
        """Return a block of which something is left out, or that is not code all through, as far as it is code."""
        code = tolerance.completed(program.document.text)
        for _ in range(tolerance.MAX_STRANGE):
            program = language.program(blocks.document(self.document, block, language.notation, code))
            if program.failure is None or (rest := tolerance.without_part(code, program.failure.offset)) is None:
                break
            code = rest
        return program


def _further(info: str) -> str:
    """Return what an info string says after the language: a title, or a file's name."""
    return info.partition(" ")[2]


def _commented(code: str) -> Label:
    """Return what the comments of a block say of it: the one in its first line, and those that are sure."""
    comments = [match[0] for match in _COMMENT.finditer(code)]
    docstring = _DOCSTRING.match(code)
    if any(labels.of_far(said) is Label.WRONG for said in (*comments, docstring[0] if docstring else "")):
        return Label.WRONG
    return labels.of_near(comments[0]) if comments and code.lstrip().startswith(comments[0]) else Label.NONE
