"""What is around the blocks of a text: its headings, and what is said before each block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flake8_openrouter.languages.markdown import labels
from flake8_openrouter.languages.markdown.blocks import Block
from flake8_openrouter.languages.markdown.labels import Label

_HEADING = re.compile(
    r"(?<![^\r\n])(?:[ >]{0,6}(?P<signs>#{1,6})[ \t]+(?P<text>[^\r\n]*)"
    r"|[ ]{0,3}(?P<title>[^\s\r\n][^\r\n]*)(?:\r\n|\r|\n)(?P<rule>=|-|~|\^|\"|\*|\+)(?P=rule){2,}[ \t]*(?=[\r\n]|$)"
    r"|[ \t]*<h(?P<level>[1-6])[^>\r\n]*>(?P<html>[^\r\n]*))"
)
_RULES = '=-~^"*+'
_COMMENT = re.compile(r"<!--(?s:.*?)-->")
#: A comment that begins a line may have blocks in it; one within a line ends with its paragraph.
_SIGN = re.compile(r"(?<![^\r\n])[ >]{0,6}(?P<opens><!--|\{/\*)|-->|\*/\}")
#: What a page generator reads; its last line is no rule under a heading.
_FRONT_MATTER = re.compile(r"---[ \t]*(?:\r\n|\r|\n)(?s:.*?)(?<=[\r\n])---[ \t]*(?=[\r\n]|$)")
_BLANK = re.compile(r"(?:\r\n|\r|\n)[ \t>]*(?:\r\n|\r|\n)")

#: How many characters before a block are looked at, and how many a text has that is about one block alone.
_MOST = 1500


class Heading(NamedTuple):
    """``start:end`` is where it is; the ``level`` counts from 1."""

    start: int
    end: int
    level: int
    label: Label


def headings(text: str) -> Iterator[Heading]:
    for match in _HEADING.finditer(text):
        said = match["text"] or match["title"] or match["html"] or ""
        level = len(match["signs"] or "") or int(match["level"] or 0) or _RULES.index(match["rule"] or "=") + 1
        yield Heading(*match.span(), level, labels.of_near(said))


def judged(text: str, blocks: Sequence[Block]) -> Iterator[Label]:
    """Yield what the text says of each block, from the nearest to the farthest: before it, then in headings."""
    waiting = list(headings(text))[::-1]
    around: list[Heading] = []
    front = _FRONT_MATTER.match(text)
    end, said = front.end() if front else 0, Label.NONE
    for block, is_hidden in zip(blocks, _hidden(text, blocks), strict=True):
        while waiting and waiting[-1].start < block.start:
            heading = waiting.pop()
            if heading.start >= end:  # not within a block
                around = [*(outer for outer in around if outer.level < heading.level), heading]
                end, said = max(end, heading.end), Label.NONE
        before = text[max(end, block.start - _MOST) : block.start]
        said = _before(before) if before.strip(" \t\r\n>") else said
        yield Label.HIDDEN if is_hidden else labels.first([said, *(heading.label for heading in around[::-1])])
        end = block.end


def _hidden(text: str, blocks: Sequence[Block]) -> Iterator[bool]:
    """Yield whether each block is within a comment of the text, which nobody is shown."""
    is_open, end = False, 0
    for block in blocks:
        for sign in _SIGN.finditer(text, end, block.start):
            is_open = sign["opens"] is not None
        yield is_open
        is_open = is_open and not any(sign["opens"] is None for sign in _SIGN.finditer(text, block.start, block.end))
        end = block.end


def _before(text: str) -> Label:
    """Return what is said between a block and what is before it, the last paragraph first."""
    paragraphs = [part for part in _BLANK.split(_COMMENT.sub("", text)) if part.strip()]
    return labels.first(
        labels.of_near(part) if number == 0 else labels.of_far(part) for number, part in enumerate(paragraphs[::-1])
    )
