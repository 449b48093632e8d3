"""What is to be typed in an editor so that a text becomes another one: as little as shows what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from io import StringIO
from typing import NamedTuple

#: Lines of two texts from which on what differs is one change: to find more of them takes the square of the lines.
_MOST = 20_000


class Edit(NamedTuple):
    """Characters ``start:end`` of a text, and what is put in their place."""

    start: int
    end: int
    text: str


def between(before: str, after: str) -> tuple[Edit, ...]:
    """Return the edits that make one text of another, in their order; they do not touch each other."""
    return tuple(_trimmed(before, edit) for edit in _of_lines(before, after))


def _of_lines(before: str, after: str) -> Iterator[Edit]:
    """Yield the lines that change."""
    old, new = _lines(before), _lines(after)
    if len(old) + len(new) > _MOST:
        yield Edit(0, len(before), after)
        return
    starts = _starts(old)
    matched = SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, new_first, new_last in matched.get_opcodes():
        if kind != "equal":
            yield Edit(starts[first], starts[last], "".join(new[new_first:new_last]))


def _lines(text: str) -> list[str]:
    return list(StringIO(text, newline=""))


def _starts(lines: Iterable[str]) -> list[int]:
    """Return where lines begin, and where the last one ends."""
    found = [0]
    for line in lines:
        found.append(found[-1] + len(line))
    return found


def _trimmed(before: str, edit: Edit) -> Edit:
    """Return an edit without what stays as it is at its beginning and its end."""
    old, new = before[edit.start : edit.end], edit.text
    head = _same(old, new)
    tail = _same(old[head:][::-1], new[head:][::-1])
    return Edit(edit.start + head, edit.end - tail, new[head : len(new) - tail])


def _same(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (left, right) in pairs if left != right), min(len(one), len(other)))


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return a text after edits that do not touch each other."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits):
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join((*parts, text[at:]))
