"""Sessions of a shell as they are shown: what was typed after prompts, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_openrouter.languages.markdown.blocks import Block, Range
from flake8_openrouter.languages.text.filled import Quoting

_PROMPT = re.compile(r"[ \t]*(?:\([\w.-]+\)[ \t]*)?(?:[\w.-]+@[\w.-]+[^\s$%#]*[ \t]?|[~/][\w./~-]*[ \t]?)?[$%][ \t]+")
_FURTHER = re.compile(r"[ \t]*>[ \t]")

#: Lines in which a command goes on.
_MOST = 200


def without_prompts(text: str, block: Block) -> Block:
    """Return a block of a session as the lines that were typed; another one as it is."""
    first = next((line for line in block.lines if text[slice(*line)].strip()), None)
    if first is None or not any(_PROMPT.match(text, *line) for line in block.lines):
        return block
    if not _PROMPT.match(text, *first) and not text[slice(*first)].lstrip().startswith("#"):
        return block
    return block._replace(lines=tuple(_typed(text, block.lines)), prefix=None)


def _typed(text: str, lines: tuple[Range, ...]) -> Iterator[Range]:
    command = ""
    count = 0
    for start, end in lines:
        goes_on = bool(command) and count < _MOST and _goes_on(command)
        match = (_FURTHER if goes_on else _PROMPT).match(text, start, end)
        if not goes_on and not match:
            command = ""
            continue
        begun = match.end() if match else start
        command, count = (command if goes_on else "") + text[begun:end], count + 1 if goes_on else 0
        yield begun, end


def _goes_on(command: str) -> bool:
    """Tell whether a command goes on in the next line."""
    if command.rstrip("\r\n").endswith("\\"):
        return True
    quoting = Quoting(command)
    quoting.read(len(command), len(command))
    return quoting.is_open
