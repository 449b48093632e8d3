"""One simple command of a script: its words, what they are redirected to, and what ends it."""

from __future__ import annotations

import re
from typing import NamedTuple

from flake8_openrouter.languages.shell.syntax.words import Word, word

#: Characters and words of one command that are read.
MAX_LENGTH = 20_000
MAX_WORDS = 1_000

_BLANK = re.compile(r"(?:[ \t]|\\\r?\n)+")
_REDIRECT = re.compile(r"(?P<from>\d*|\{\w+\})(?P<sign><<<|<<-?|<&|>&|&>>|&>|>>|>\||<>|<(?!\()|>(?!\())")
_OPERATOR = re.compile(r";;|;|&&|\|\||\|&|\||&|\(|\)|\r?\n")


class Redirect(NamedTuple):
    """What is read from, or written to: ``1>`` has the ``source`` 1 and the ``sign`` ``>``."""

    source: str
    sign: str
    target: Word

    @property
    def takes_output(self) -> bool:
        """Tell whether what the command says goes there, not to who looks at it."""
        if self.sign in ("&>", "&>>"):
            return True
        is_said = self.sign in (">", ">>", ">|", ">&") and self.source in ("", "1")
        return is_said and not (self.sign == ">&" and self.target.literal in ("1", "2"))


class Command(NamedTuple):
    """A command from its first word to the ``operator`` that ends it, which is empty at the end of a script."""

    words: tuple[Word, ...]
    redirects: tuple[Redirect, ...]
    end: int
    operator: str


def command(text: str, start: int, end: int) -> Command:
    """Return the command that begins at an offset; ``end`` is where what is around it ends."""
    end = min(end, start + MAX_LENGTH)
    words: list[Word] = []
    redirects: list[Redirect] = []
    at = start
    while at < end and len(words) < MAX_WORDS:
        if blank := _BLANK.match(text, at, end):
            at = blank.end()
        elif text[at] == "#":
            line_end = text.find("\n", at, end)
            at = line_end if line_end >= 0 else end
        elif found := _REDIRECT.match(text, at, end):
            after = _BLANK.match(text, found.end(), end)
            target = word(text, after.end() if after else found.end(), end)
            redirects.append(Redirect(found["from"], found["sign"], target))
            at = max(found.end(), target.end)
        elif operator := _OPERATOR.match(text, at, end):
            return Command(tuple(words), tuple(redirects), at, operator[0].strip("\r"))
        else:
            words.append(word(text, at, end))
            at = max(at + 1, words[-1].end)
    return Command(tuple(words), tuple(redirects), at, "")
