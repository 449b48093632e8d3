"""Fenced blocks, as CommonMark has them: in quotes and lists too, longer fences around shorter ones, unclosed ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_openrouter.languages.markdown.blocks import Block, Range
from flake8_openrouter.languages.text.spelt import lines_in

#: A line that opens or closes a block, after what quotes and lists put before it.
_FENCE = re.compile(
    r"(?<![^\r\n])(?P<before>(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))*[ \t]*)"
    r"(?P<fence>`{3,}|~{3,})(?P<info>[^\r\n]*)(?P<newline>\r\n|\r|\n|$)"
)
_TAB = 4


def blocks(text: str) -> Iterator[Block]:
    """Yield the fenced blocks of a text."""
    opened: re.Match[str] | None = None
    seen = 0
    for match in _FENCE.finditer(text):
        if opened is not None and (end := _end_of_quote(text, opened, seen, match.end())) is not None:
            yield _block(text, opened, end, end)
            opened = None
        if opened is None:
            opened = match if _opens(match) else None
        elif _closes(match, opened):
            yield _block(text, opened, match.start(), match.end())
            opened = None
        seen = match.end()
    if opened is not None:
        end = _end_of_quote(text, opened, seen, len(text))
        end = len(text) if end is None else end
        yield _block(text, opened, end, end)


def _opens(match: re.Match[str]) -> bool:
    return match["fence"][0] == "~" or "`" not in match["info"]


def _closes(match: re.Match[str], opened: re.Match[str]) -> bool:
    fence = opened["fence"]
    return match["fence"].startswith(fence) and not match["info"].strip() and not match["before"].strip("> \t")


def _end_of_quote(text: str, opened: re.Match[str], start: int, end: int) -> int | None:
    """Return where the quote ends that a block is in, if it does in a part of the text."""
    if ">" not in opened["before"]:
        return None
    inside = lines_in(text, start, end)
    return next((at for at, stop in inside if not text[at:stop].lstrip(" \t").startswith(">")), None)


def _block(text: str, opened: re.Match[str], end: int, closed: int) -> Block:
    before = opened["before"]
    lines = tuple(_cut(text, line, before) for line in lines_in(text, opened.end(), end))
    prefix = re.sub(r"[^>\s]", " ", before)
    return Block(opened["info"].strip(), opened.start(), closed, lines, prefix)


def _cut(text: str, line: Range, before: str) -> Range:
    """Return a line without what is before the fence: as many quotes, and no more than its width of white space."""
    start, end = line
    for part in before.split(">")[:-1]:
        at = _indented(text, start, end, _width(part) + _TAB - 1)
        if at == end or text[at] != ">":
            return start, end
        start = at + 1
    return _indented(text, start, end, _width(before.rpartition(">")[2])), end


def _width(text: str) -> int:
    return len(text.expandtabs(_TAB))


def _indented(text: str, start: int, end: int, most: int) -> int:
    """Return where a line goes on after at most some columns of white space."""
    column = 0
    while start < end and text[start] in " \t":
        column += _TAB - column % _TAB if text[start] == "\t" else 1
        if column > most:
            break
        start += 1
    return start
