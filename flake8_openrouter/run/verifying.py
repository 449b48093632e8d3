"""Whether a text is right after some fixes, and which of them made it wrong."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from flake8_openrouter.languages import Program
from flake8_openrouter.model import Finding, Replaced, Replacement, Span

Chosen = tuple[Finding, tuple[Replacement, ...]]

#: How many groups of fixes are tried for those after which a text is not right. In a group that is left all are taken.
MAX_TRIALS = 40

#: Makes a program of a text.
Made = Callable[[str], Program]


def wrong(before: Program, after: Program, replaced: Replaced, chosen: Sequence[Chosen], made: Made) -> list[Finding]:
    """Return the findings whose fixes make a text that its language does not take; nothing where it is right."""
    if _is_broken(before, after):
        text = before.document.text
        return _breaking(chosen, lambda some: _is_broken(before, made(_text(text, some))))
    if _repetitions(after) > _repetitions(before):
        return _repeating(after, replaced, chosen) or [chosen[-1][0]]
    return []


def _is_broken(before: Program, after: Program) -> bool:
    inner, now = list(before.embedded), list(after.embedded)
    return before.is_broken_by(after) or len(inner) != len(now) or any(map(_is_broken, inner, now))


def _repetitions(program: Program) -> int:
    """Return how many names are where they are already."""
    own = sum(len(places) - 1 for places in program.repeated)
    return own + sum(map(_repetitions, program.embedded))


def _text(text: str, chosen: Sequence[Chosen]) -> str:
    return Replaced(text, (item for _, taken in chosen for item in taken)).text


def _breaking(chosen: Sequence[Chosen], is_broken: Callable[[Sequence[Chosen]], bool]) -> list[Finding]:
    """Return those that break a text alone, found by halves; the last one where only all of them do."""
    trials = 0

    def search(some: Sequence[Chosen]) -> list[Finding]:
        nonlocal trials
        trials += 1
        if trials <= MAX_TRIALS and not is_broken(some):
            return []
        if trials > MAX_TRIALS or len(some) == 1:
            return [finding for finding, _ in some]
        half = len(some) // 2
        return search(some[:half]) + search(some[half:])

    if len(chosen) == 1:
        return [chosen[0][0]]
    half = len(chosen) // 2
    return search(chosen[:half]) + search(chosen[half:]) or [chosen[-1][0]]


def _repeating(after: Program, replaced: Replaced, chosen: Sequence[Chosen]) -> list[Finding]:
    """Return those that wrote a name that is there already, the first one of several left out."""
    owners = _Owners((replaced.place(item), finding) for finding, taken in chosen for item in taken)
    found: list[Finding] = []
    for places in _repeated(after):
        by = [owners.of(*place) for place in places]
        writers = [finding for finding in by if finding is not None]
        found += writers if len(writers) < len(by) else writers[1:]
    return found


def _repeated(program: Program) -> Iterator[list[tuple[int, int]]]:
    """Yield where names are repeated in a program and in those embedded in it, in the document of the file."""
    for places in program.repeated:
        spans = (Span(program.document, *place).outermost for place in places)
        yield [(span.start, span.end) for span in spans]
    for inner in program.embedded:
        yield from _repeated(inner)


class _Owners:
    """Which finding's fix wrote the text at a place."""

    def __init__(self, written: Iterable[tuple[tuple[int, int], Finding]]) -> None:
        self._written = sorted(written, key=lambda item: item[0])
        self._starts = [start for (start, _), _ in self._written]

    def of(self, start: int, end: int) -> Finding | None:
        last = bisect_left(self._starts, end)
        if not last or self._written[last - 1][0][1] <= start:
            return None
        return self._written[last - 1][1]


def standing(
    found: Iterable[Finding], again: Iterable[Finding], replaced: Replaced, chosen: Sequence[Chosen]
) -> list[Finding]:
    """Return the findings that are again where they were, or where their fixes wrote something.

    ``found`` is what was found before, ``again`` what is found now. What was there beside a finding, and was not to be
    fixed now, may stay: another key in the same text.
    """
    fixed = {id(finding) for finding, _ in chosen}
    beside = _by_code(finding for finding in found if id(finding) not in fixed)
    stands = _by_code(again)
    return [
        finding
        for finding, taken in chosen
        if finding.code in stands
        and _messages(stands[finding.code], _places(finding, taken, replaced))
        - _messages(beside.get(finding.code), _ranges(finding, taken))
    ]


def _ranges(finding: Finding, taken: Sequence[Replacement]) -> Iterator[tuple[int, int]]:
    """Yield where a finding and its replacements lie in the old text."""
    start, end = finding.span.start, finding.span.end
    if not any(item.start <= start and end <= item.end for item in taken):
        yield start, end
    yield from ((item.start, item.end) for item in taken)


def _places(finding: Finding, taken: Sequence[Replacement], replaced: Replaced) -> Iterator[tuple[int, int]]:
    """Yield where they lie in the new text."""
    start, end = finding.span.start, finding.span.end
    if not any(item.start <= start and end <= item.end for item in taken):
        yield replaced.moved(start), replaced.moved(end)
    yield from map(replaced.place, taken)


def _messages(lying: _Lying | None, places: Iterable[tuple[int, int]]) -> Counter[str]:
    """Return what the findings at some places say."""
    found = (finding for start, end in places for finding in lying.at(start, end)) if lying is not None else ()
    return Counter(finding.message for finding in {id(finding): finding for finding in found}.values())


def _by_code(findings: Iterable[Finding]) -> dict[str, _Lying]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.code].append(finding)
    return {code: _Lying(those) for code, those in found.items()}


class _Lying:
    """Findings in their order; they may overlap."""

    def __init__(self, findings: list[Finding]) -> None:
        self._findings = sorted(findings, key=lambda finding: finding.span.start)
        self._starts = [finding.span.start for finding in self._findings]
        self._reach = list(accumulate((finding.span.end for finding in self._findings), max))

    def at(self, start: int, end: int) -> Iterator[Finding]:
        """Yield those that share a character with a place."""
        number = bisect_left(self._starts, end) - 1
        while number >= 0 and self._reach[number] > start:
            if self._findings[number].span.end > start:
                yield self._findings[number]
            number -= 1
