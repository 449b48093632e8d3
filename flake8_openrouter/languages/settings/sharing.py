"""Who else has the value of a setting: another that refers to it by its name, and what YAML shares by an anchor."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from flake8_openrouter.languages.settings.entries import Entry
from flake8_openrouter.model import ALONE, Document, Reach

_REFERRED_TO = Reach(("another setting refers to it",))
_ALIASED = Reach(("YAML shares it with another setting",))

#: What is before a name that is read where it is, and what may be before one that is set there.
_READ = r"\$[{(]?|\$\{\w+[.:]|\{\{-?[ ]*"
_READ_OR_SET = r"[.:%(]|\[[\"']"
_IS_SET = r"(?![\"']?[ \t]*[=:])"

_ANCHOR = re.compile(r"(?<![\w/&*.-])&(?P<name>[\w.-]+)(?=[ \t\r\n,}\]]|$)")
_ALIAS = re.compile(r"(?<![\w/&*.-])\*(?P<name>[\w.-]+)(?=[ \t\r\n,}\]]|$)")
_LINE = re.compile(r"^(?P<indent>[ \t]*)(?P<first>[^\s#])", re.MULTILINE)


def refers(text: str, name: str) -> bool:
    """Tell whether a text of whatever format reads a setting by its name.

    What gives a variable on under the same name, as ``NAME: ${NAME}`` does, is no other reader.
    """
    if name not in text:
        return False
    plain = re.escape(name)
    read = re.compile(rf"(?:{_READ}){plain}(?![\w-])|(?:{_READ_OR_SET}){plain}(?![\w-]){_IS_SET}")
    given_on = re.compile(rf"(?<![\w$.-]){plain}[\"']?[ \t]*[=:][ \t]*[\"']?\Z")
    around = len(name) + 8
    return any(
        not given_on.search(text[max(0, match.start() - around) : match.start()]) for match in read.finditer(text)
    )


class Shared:
    """What the settings of a document have in common, looked up when somebody asks."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def reach(self, entry: Entry) -> Reach:
        """Return who else in the document has an entry's value."""
        if self._is_aliased(entry.start):
            return _ALIASED
        name = entry.own_name
        return _REFERRED_TO if name and refers(self._document.text, name) else ALONE

    def of_block(self, entry: Entry) -> Reach:
        """Return who else has the mapping that an entry is in."""
        return _ALIASED if self._is_aliased(entry.start) else ALONE

    def _is_aliased(self, offset: int) -> bool:
        number = bisect_right(self._starts, offset) - 1
        return number >= 0 and self._ends[number] > offset

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._anchored]

    @cached_property
    def _ends(self) -> list[int]:
        """How far what has an anchor goes, or what had one before it."""
        return list(accumulate((end for _, end in self._anchored), max))

    @cached_property
    def _anchored(self) -> list[tuple[int, int]]:
        """Ranges that have an anchor to which an alias refers: from it to where a line is no further right."""
        text = self._document.text
        if self._document.notation.language != "yaml":
            return []
        used = {match["name"] for match in _ALIAS.finditer(text)}
        anchors = [match.start() for match in _ANCHOR.finditer(text) if match["name"] in used]
        lines = [(match.start(), len(match["indent"]), match["first"]) for match in _LINE.finditer(text)]
        ends = _ends(lines, len(text))
        starts = [start for start, _, _ in lines]
        return [(at, ends[max(0, bisect_right(starts, at) - 1)]) for at in anchors]


def _ends(lines: list[tuple[int, int, str]], length: int) -> list[int]:
    """Return where the block ends that begins with each line. The items of a list may be as far left as its name."""
    ends = [length] * len(lines)
    opened: list[int] = []
    for number, (start, indent, first) in enumerate(lines):
        while opened and _is_over(lines[opened[-1]], indent, first):
            ends[opened.pop()] = start
        opened.append(number)
    return ends


def _is_over(block: tuple[int, int, str], indent: int, first: str) -> bool:
    _, column, begun_with = block
    return indent < column or (indent == column and (first != "-" or begun_with == "-"))
