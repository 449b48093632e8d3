"""Of several facts about one place: a fix stays only if each value that it would change wants the same.

A place has several values where its callers, or the branches before it, give it several.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from flake8_openrouter.model import Credential, Edit, Endpoint, Fact, Finding, Header, Safety, Span, Text, edits

#: Why a fix is not made.
DISAGREE = "another value used here would change too"

#: A fact, and what one rule found in it.
Judged = tuple[Fact, Sequence[Finding]]


class Judgement(NamedTuple):
    """The places whose text a fact's value is made of, and the edits that are wanted of it."""

    places: tuple[Span, ...]
    wanted: tuple[tuple[Edit, ...], ...]


def settled(judged: Sequence[Judged]) -> Iterator[Finding]:
    """Yield what a rule found in facts, without fixes that would change a value in which it found something else."""
    if not any(finding.fix for _, findings in judged for finding in findings):
        for _, findings in judged:
            yield from findings
        return
    together: dict[Hashable, dict[Judgement, None]] = defaultdict(dict)
    for fact, findings in judged:
        together[_use(fact)][_judgement(fact, findings)] = None
    for fact, findings in judged:
        for finding in findings:
            agrees = finding.fix is None or all(_agrees(finding.fix.edits, every) for every in together[_use(fact)])
            yield finding if agrees else without_fix(finding, DISAGREE)


def _judgement(fact: Fact, findings: Sequence[Finding]) -> Judgement:
    return Judgement(_places(fact), tuple(finding.fix.edits for finding in findings if finding.fix is not None))


def without_fix(finding: Finding, reason: str) -> Finding:
    """Return a finding without its fix, and why."""
    return replace(finding, fix=None, unfixable=reason if finding.fix else finding.unfixable)


def most_careful(findings: Iterable[Finding]) -> list[Finding]:
    """Return one finding for each code and place: the one with no fix, else with an unsafe one."""
    found: dict[tuple[str, int, int], Finding] = {}
    for finding in findings:
        key = (finding.code, finding.span.start, finding.span.end)
        known = found.get(key)
        found[key] = finding if known is None else min(known, finding, key=_care)
    return list(found.values())


def _care(finding: Finding) -> tuple[int, str]:
    ranks = {None: 0, Safety.UNSAFE: 1, Safety.SAFE: 2}
    return ranks[finding.fix.safety if finding.fix else None], finding.message


def _agrees(wanted: tuple[Edit, ...], other: Judgement) -> bool:
    places = [edits.place(edit) for edit in wanted]
    return wanted in other.wanted or not any(_touch(place, there) for place in places for there in other.places)


def _use(fact: Fact) -> Hashable:
    """Return what tells the facts of one use from others: where its value is."""
    if isinstance(fact, Header):
        return Header, fact.name_span, fact.value.span
    if isinstance(fact, Credential):
        return Credential, fact.argument, fact.sink, fact.whole.span
    return (Endpoint, fact.span) if isinstance(fact, Endpoint) else id(fact)


def _places(fact: Fact) -> tuple[Span, ...]:
    if isinstance(fact, Header):
        return (fact.name_span, *_of_text(fact.value))
    if isinstance(fact, Credential):
        return _of_text(fact.whole)
    return _of_text(fact.url) if isinstance(fact, Endpoint) else ()


def _of_text(text: Text) -> tuple[Span, ...]:
    return (text.span, *(part.span for part in text.with_defaults().parts))


def _touch(span: Span, other: Span) -> bool:
    return span.document is other.document and span.start < other.end and other.start < span.end
