"""A unified diff of two texts, each key in either as its label. Tabs and line ends stay: it can be applied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from flake8_openrouter.model import Document, Finding, Replacement
from flake8_openrouter.openrouter import masking
from flake8_openrouter.reports.snippet import Line, around, blocks, by_section, lines, lines_before

_CONTEXT = 3
#: Lines around what a single fix changes: enough to apply it.
_NEAR = 1

#: How difflib says what becomes of lines: a tag, then where they begin and end before and after.
_Opcode = tuple[str, int, int, int, int]


def unified(before: Document, after: Document) -> Iterator[str]:
    """Yield the lines of the diff; nothing where the texts are the same."""
    old, new = (lines(document.text, masking.of_document(document)) for document in (before, after))
    matcher = SequenceMatcher(None, [line.text for line in old], [line.text for line in new])
    path = masking.presentable(before.path)
    head = f"--- {path}\n+++ {path}\n"
    for group in matcher.get_grouped_opcodes(_CONTEXT):
        first, last = group[0], group[-1]
        yield f"{head}@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n"
        head = ""
        yield from _hunk(group, old, new)


def of_fix(finding: Finding, replacements: Sequence[Replacement], path: str) -> Iterator[str]:
    """Yield the lines of the diff of one finding's fix, for a path that may be shown.

    Each section that has a name, such as a notebook's cell, has a diff of its own, whose lines count in it.
    """
    document = finding.nearest.document
    for section, items in by_section(finding, replacements):
        name = f"{path}:{section.name}" if section else path
        yield f"--- {name}\n+++ {name}\n"
        begin, shift = lines_before(document, section), 0
        for first, last, group in blocks(document, items, _NEAR):
            old, new = around(document, first, last, group)
            start = first - begin - 1
            before, after = (start, start + len(old)), (start + shift, start + shift + len(new))
            yield f"@@ -{_range(*before)} +{_range(*after)} @@\n"
            matcher = SequenceMatcher(None, [line.text for line in old], [line.text for line in new], autojunk=False)
            yield from _hunk(matcher.get_opcodes(), old, new)
            shift += len(new) - len(old)


def _hunk(opcodes: Iterable[_Opcode], old: Sequence[Line], new: Sequence[Line]) -> Iterator[str]:
    for tag, i1, i2, j1, j2 in opcodes:
        if tag == "equal":
            yield from _signed(" ", old[i1:i2])
        else:
            yield from _signed("-", old[i1:i2])
            yield from _signed("+", new[j1:j2])


def _range(start: int, stop: int) -> str:
    count = stop - start
    return str(start + 1) if count == 1 else f"{start + (count > 0)},{count}"


def _signed(sign: str, group: Sequence[Line]) -> Iterator[str]:
    for line in group:
        text = masking.applied(line.text, line.own_masks)
        end = next((end for end in ("\r\n", "\n") if text.endswith(end)), "")
        yield masking.inert(sign + masking.printable(text.removesuffix(end), kept="\t")) + (end or "\n")
        if not text.endswith(("\n", "\r")):
            yield "\\ No newline at end of file\n"
