"""A unified diff of two texts, each key in either as its label. Tabs and line ends stay: it can be applied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from flake8_openrouter.model import Document
from flake8_openrouter.openrouter import masking
from flake8_openrouter.reports.snippet import Line, lines

_CONTEXT = 3


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
        for tag, i1, i2, j1, j2 in group:
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
