"""A line of source as a terminal shows it: masked, printable, cut around a place; and a fix as the lines it changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from flake8_openrouter.model import LARGEST, Document, Finding, Mask, Replacement, Section, Span, innermost
from flake8_openrouter.openrouter import masking
from flake8_openrouter.reports.terminal import ELLIPSIS, cut, expanded, width

#: Cells of a line that are shown where no terminal says how many it has.
LIMIT = 120
#: Characters around what a fix puts in that may make a key with it.
_NEAR = 200
#: Characters that are looked at on each side of a place: a line may have megabytes.
_WINDOW = 2000

_LINE_END = re.compile(r"[\r\n]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_MARK = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A line in three parts: what is before the place, the place, and what is after it."""

    before: str
    place: str
    after: str

    @property
    def text(self) -> str:
        return f"{self.before}{self.place}{self.after}".rstrip()

    @property
    def underline(self) -> str:
        """Carets for the line below, one at least."""
        return " " * width(self.before) + "^" * max(1, width(self.place))


@dataclass(frozen=True, slots=True)
class Change:
    """A line that a fix takes away (``-``) or puts in (``+``), with its 1-based number before or after."""

    sign: str
    number: int
    text: str


def snippet(span: Span, limit: int = LIMIT) -> Snippet:
    """Return the line on which a span starts, and the part of the span that is on it, in ``limit`` cells."""
    text = span.document.text
    end = _LINE_END.search(text, span.start, span.start + _WINDOW + 1)
    stop = end.start() if end else min(len(text), span.start + _WINDOW + 1)
    line = Line(text, span.document.start_of_line(span.start), stop, masking.of_document(span.document))
    return line.shown(span.start, min(span.end, stop), limit)


def whole_line(document: Document, number: int, limit: int = LIMIT) -> str:
    """Return a 1-based line as it is shown, in ``limit`` cells; nothing for one that is blank or isn't there."""
    text = document.line(number)
    if not text.strip():
        return ""
    start = document.offset(number, 0)
    line = Line(document.text, start, start + len(text.rstrip("\r\n")), masking.of_document(document))
    return line.shown(start, start, limit).text


def changes(document: Document, replacements: Sequence[Replacement], limit: int = LIMIT) -> Iterator[Change]:
    """Yield the lines that replacements change, as a diff without context."""
    shift = 0
    for first, last, items in blocks(document, replacements):
        before, after = around(document, first, last, items)
        matcher = SequenceMatcher(None, [line.text for line in before], [line.text for line in after], autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag != "equal":
                yield from _changed(before[i1:i2], after[j1:j2], (first + i1, first + shift + j1), limit)
        shift += len(after) - len(before)


def shown_changes(finding: Finding, replacements: Sequence[Replacement], limit: int = LIMIT) -> Iterator[str]:
    """Yield the lines that a finding's fix changes, each with its number and its sign.

    Where that is in a section of the file with a name, lines count in it, and another one is named first.
    """
    for section, items in by_section(finding, replacements):
        if section not in (None, finding.nearest.section):
            yield f"{section.name}:"
        document = finding.nearest.document
        before = lines_before(document, section)
        for change in changes(document, items, limit):
            yield f"{change.number - before:>5} {change.sign} {change.text}"


def by_section(
    finding: Finding, replacements: Sequence[Replacement]
) -> Iterable[tuple[Section | None, list[Replacement]]]:
    """Return what a fix replaces in each section of the file that has a name, counted in the finding's document."""
    place = finding.nearest
    found: dict[Section | None, list[Replacement]] = {}
    for item in replacements:
        inner = innermost(place.document, item) if place.section else item
        found.setdefault(Span(place.document, inner.start, inner.end).section, []).append(inner)
    return found.items()


def lines_before(document: Document, section: Section | None) -> int:
    """Return how many lines of a document are before one of its sections, in which lines count from 1 again."""
    return document.position(section.start)[0] - 1 if section else 0


def lines(text: str, masks: Sequence[Mask]) -> list[Line]:
    """Return the lines of a text whose masks are known."""
    ends = list(accumulate(map(len, _LINE.findall(text))))
    return [Line(text, start, end, masks) for start, end in zip([0, *ends], ends, strict=False)]


@dataclass(frozen=True, slots=True)
class Line:
    """The characters ``start:end`` of a whole, with the masks of that whole."""

    whole: str
    start: int
    end: int
    masks: Sequence[Mask]

    @property
    def text(self) -> str:
        return self.whole[self.start : self.end]

    @property
    def own_masks(self) -> list[Mask]:
        """The masks in it, counted from its start."""
        return masking.within(self.masks, self.start, self.end)

    def shown(self, start: int, end: int, limit: int) -> Snippet:
        """Return the line as it is shown around a place ``start:end`` of the whole, as much of it as may be needed."""
        window = _WINDOW if len(self.whole) <= LARGEST else 0
        first, last = max(self.start, start - window), min(self.end, start + _WINDOW if window else end)
        found = masking.within(self.masks, first, last)
        text = masking.inert(masking.applied(self.whole[first:last], found), _MARK)
        begin, stop = masking.moved(start - first, found), masking.moved(min(end, last) - first, found, closing=True)
        before = expanded((ELLIPSIS if first > self.start else "") + text[:begin])
        place = expanded(text[begin:stop], width(before))
        after = expanded(text[stop:] + (ELLIPSIS if last < self.end else ""), width(before) + width(place))
        return Snippet(*cut(before, place, after, limit))


def blocks(
    document: Document, replacements: Sequence[Replacement], context: int = 0
) -> list[tuple[int, int, list[Replacement]]]:
    """Return runs of lines, first and last, with the replacements in each, and so many lines of the section around."""
    found: list[tuple[int, int, list[Replacement]]] = []
    for item in sorted(replacements, key=lambda item: (item.start, item.end)):
        top, bottom = _lines_of_section(document, item.start) if context else (0, 0)
        first, last = document.position(item.start)[0], document.position(item.end)[0]
        first, last = min(first, max(top, first - context)), max(last, min(bottom, last + context))
        if found and first <= found[-1][1]:
            begin, end, items = found.pop()
            found.append((begin, max(end, last), [*items, item]))
        else:
            found.append((first, last, [item]))
    return found


def _lines_of_section(document: Document, offset: int) -> tuple[int, int]:
    """Return the first and the last line of the section that an offset is in, or of the document."""
    embedding = document.embedding
    starts = [section.start for section in embedding.sections] if embedding is not None else []
    start = max((each for each in starts if each <= offset), default=0)
    end = min((each - 1 for each in starts if each > offset), default=len(document.text))
    return document.position(start)[0], document.position(end)[0]


def around(document: Document, first: int, last: int, items: list[Replacement]) -> tuple[list[Line], list[Line]]:
    """Return lines of a document, before and after replacements in them; what stays is masked as it was."""
    start = document.offset(first, 0)
    end = document.offset(last, 0) + len(document.line(last))
    old, masks = document.text[start:end], masking.within(masking.of_document(document), start, end)
    new, at = "", 0
    found: list[Mask] = []
    put_in: list[tuple[int, int]] = []
    for item in (*items, Replacement(end, end, "")):
        stop = item.start - start
        found += _moved(masking.within(masks, at, stop), len(new))
        new += old[at:stop] + item.text
        put_in.append((max(0, len(new) - len(item.text) - _NEAR), len(new) + _NEAR))
        at = item.end - start
    for begin, stop in put_in:
        found += _moved(masking.masks(new[begin:stop], masking.known(document)), begin)
    return lines(old, masks), lines(new, list(masking.merged(found)))


def _moved(masks: Iterable[Mask], by: int) -> Iterator[Mask]:
    return (mask._replace(start=mask.start + by, end=mask.end + by) for mask in masks)


def _changed(old: list[Line], new: list[Line], numbers: tuple[int, int], limit: int) -> Iterator[Change]:
    same = _first_difference(old[0].text, new[0].text) if old and new else 0
    for sign, group, number in zip("-+", (old, new), numbers, strict=True):
        for index, line in enumerate(group):
            bare = Line(line.whole, line.start, line.start + len(line.text.rstrip("\r\n")), line.masks)
            place = min(line.start + (same if index == 0 else 0), bare.end)
            yield Change(sign, number + index, bare.shown(place, place, limit).text)


def _first_difference(old: str, new: str) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((index for index, (one, other) in pairs if one != other), min(len(old), len(new)))
