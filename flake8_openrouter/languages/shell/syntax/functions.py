"""The functions of a script: their names, and where each is mentioned."""

from __future__ import annotations

import re
from collections import defaultdict

_DEFINED = re.compile(r"^[ \t]*(?:function[ \t]+(?P<by_word>[\w-]+)|(?P<by_brackets>[\w-]+)[ \t]*\(\))", re.MULTILINE)
_WORD = re.compile(r"(?<![\w$./-])[A-Za-z_][\w-]*(?![\w-]|[ \t]*\(\))", re.ASCII)
_SUBSTITUTION = re.compile(r"(?:\$\(|`|<\()[ \t]*\Z")
#: What takes the output of a command in the same line: a pipe, or a file.
_TAKES = re.compile(r"[^\n|;&]*(?:\|(?!\|)|>(?!&))")
#: Characters before a mention that are looked at.
_NEAR = 10


class Functions:
    """The functions of a script by name."""

    def __init__(self, text: str) -> None:
        self._text = text
        found = list(_DEFINED.finditer(text))
        self.names = frozenset(match["by_word"] or match["by_brackets"] for match in found)
        self._mentions: dict[str, list[int]] = defaultdict(list)
        if self.names:
            definitions = {match.start(match.lastgroup or 0) for match in found}
            for match in _WORD.finditer(text):
                if match[0] in self.names and match.start() not in definitions:
                    self._mentions[match[0]].append(match.start())

    def mentions(self, name: str) -> list[int]:
        """Return where a function is named, but for where it is defined."""
        return self._mentions.get(name, [])

    def is_taken(self, name: str) -> bool:
        """Tell whether what a function says may be read by a program: by its callers, or by those of another script."""
        mentions = self.mentions(name)
        return not mentions or any(self._takes(at, at + len(name)) for at in mentions)

    def _takes(self, start: int, end: int) -> bool:
        before = self._text[max(0, start - _NEAR) : start]
        return _SUBSTITUTION.search(before) is not None or _TAKES.match(self._text, end) is not None
