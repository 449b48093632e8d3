"""The code blocks of reStructuredText, which end where the text is indented no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_openrouter.languages.markdown.blocks import Block, Range
from flake8_openrouter.languages.text.spelt import lines_in

#: A directive with code, or a comment: what is neither that nor a target, a footnote or a substitution.
_EXPLICIT = re.compile(
    r"(?<![^\r\n])(?P<indent>[ \t]*)\.\.(?:[ \t]+(?:code-block|code|sourcecode|code-cell|ipython)::[ \t]*"
    r"(?P<info>[^\r\n]*)|[ \t]+(?![ \t_|\[\r\n])(?![^\r\n]*::)[^\r\n]*"
    r"|[ \t]*(?=(?:\r\n|\r|\n)[ \t]*[^\s]))(?:\r\n|\r|\n|$)"
)
_OPTION = re.compile(r"[ \t]+:[\w-]+:")


def blocks(text: str) -> Iterator[Block]:
    """Yield the code blocks of a text."""
    end = 0
    for match in _EXPLICIT.finditer(text):
        if match.start() < end:  # within another, as an example or commented out
            continue
        lines = list(_code(text, match))
        end = lines[-1][1] if lines else match.end()
        if match["info"] is not None:
            yield Block(match["info"].strip(), match.start(), end, tuple(lines))


def _code(text: str, opened: re.Match[str]) -> Iterator[Range]:
    """Yield the lines of a block, its options left out."""
    outside = len(opened["indent"].expandtabs())
    begun = False
    for start, end in lines_in(text, opened.end(), len(text)):
        line = text[start:end]
        if line.strip() and _indent(line) <= outside:
            return
        if begun or not _OPTION.match(line):
            begun = begun or not line.strip()
            yield start, end


def _indent(line: str) -> int:
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip(" "))
