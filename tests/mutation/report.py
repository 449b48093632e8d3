"""The recall as tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from flake8_openrouter.rules._registry import all_rules
from mutation import markdown as documents
from mutation.forms import FORMS, TRAITS
from mutation.projects import mutants
from mutation.reasons import reason
from mutation.recall import Outcome, share

_TRAITS = {
    "url": "Where the URL comes from",
    "headers": "Where the headers come from",
    "key": "Where the key comes from",
    "value": "How the Authorization value is built",
    "client": "What sends the request",
}

_HEAD = """\
# Mutation recall

How many authentication mistakes the linter finds, by experiment. `tests/mutation/programs/` are {programs} correct
programs, written for this in the forms of public code and about in their proportions: each runs against a strict double
of OpenRouter and is answered with 200, and none has a finding, with all rules on. `tests/mutation/mutations.py` makes
each mistake of the catalogue ({operators} operators for {rules} rules) at each place of each program where it can be
made: {mutants} programs with one mistake. A mistake is found if its rule fires anywhere in the program's files.

The aim is 95 %. Drawn by `python tests/draw_recall.py`, and held by `tests/test_mutation.py`. The programs are our own,
not a sample of anybody's: the figures say what the linter can follow, not how often it will be right about your code
(`docs/field-notes.md` is about that).
"""


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [list(map(str, row)) for row in (head, ["---"] * len(list(head)), *rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def recall(outcomes: tuple[Outcome, ...]) -> str:
    """Return the whole report on what is found."""
    by_rule = f"{_by_rule(outcomes)}\n\n{_without_operators(outcomes)}"
    sections = [_head(), f"## By rule\n\n{by_rule}", "## By form"]
    for trait in TRAITS:
        sections.append(f"### {_TRAITS[trait]}\n\n{_by_trait(outcomes, trait)}")
    sections += [f"## What is missed, and why\n\n{_missed(outcomes)}", f"## What else is said\n\n{_others(outcomes)}"]
    sections += [markdown(documents.measured())]
    return "\n\n".join(section.rstrip("\n") for section in sections) + "\n"


_MARKDOWN = """\
## In Markdown

The same mistakes in the {programs} programs that are one file, each shown as a block of a README. Keys that are made up
are not judged there, nor are {silent}:
a snippet leaves things out.
"""


def markdown(outcomes: tuple[Outcome, ...]) -> str:
    """Return the part on what is found in documents."""
    programs = len({outcome.mutant.project.form for outcome in outcomes})
    head = _MARKDOWN.format(programs=programs, silent=", ".join(sorted(documents.SILENT)))
    return f"{head}\n{_by_rule(outcomes)}\n\n### What is missed there, and why\n\n{_missed(outcomes)}"


def _head() -> str:
    operators = {mutant.operator for mutant in mutants()}
    return _HEAD.format(
        programs=len(FORMS),
        operators=len(operators),
        rules=len({operator.code for operator in operators}),
        mutants=len(mutants()),
    )


def _grouped(outcomes: Iterable[Outcome], key: Callable[[Outcome], str]) -> dict[str, tuple[Outcome, ...]]:
    found: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        found[key(outcome)].append(outcome)
    return {name: tuple(members) for name, members in sorted(found.items())}


def _by_rule(outcomes: tuple[Outcome, ...]) -> str:
    names = {rule.code: rule.name for rule in all_rules()}
    groups = _grouped(outcomes, lambda outcome: outcome.mutant.operator.code)
    rows = [
        (f"{code} {names[code]}", len({item.mutant.operator for item in group}), *_figures(group))
        for code, group in groups.items()
    ]
    every = len({item.mutant.operator for item in outcomes})
    return table(("rule", "operators", "mistakes", "found", "share"), [*rows, ("all", every, *_figures(outcomes))])


def _without_operators(outcomes: tuple[Outcome, ...]) -> str:
    measured = {outcome.mutant.operator.code for outcome in outcomes}
    others = ", ".join(rule.code for rule in all_rules() if rule.code not in measured)
    return f"Not measured, for lack of operators: {others}." if others else ""


def _figures(group: tuple[Outcome, ...]) -> tuple[object, ...]:
    return len(group), sum(outcome.found for outcome in group), f"{share(group):.1%}"


def _by_trait(outcomes: tuple[Outcome, ...], trait: str) -> str:
    groups = _grouped(outcomes, lambda outcome: getattr(outcome.mutant.project.form, trait))
    programs = Counter(getattr(form, trait) for form in FORMS)
    rows = [(name, programs[name], *_figures(group)) for name, group in groups.items()]
    return table(("form", "programs", "mistakes", "found", "share"), rows)


def _missed(outcomes: tuple[Outcome, ...]) -> str:
    missed = [outcome for outcome in outcomes if not outcome.found]
    groups = _grouped(missed, lambda outcome: f"{outcome.mutant.project.form.program}|{reason(outcome.mutant)}")
    rows = []
    for key, group in groups.items():
        program, _, why = key.partition("|")
        codes = Counter(outcome.mutant.operator.code for outcome in group)
        rows.append((len(group), f"`{program}`", ", ".join(f"{code} {codes[code]}" for code in sorted(codes)), why))
    ordered = sorted(rows, key=lambda row: (-row[0], row[1:]))
    return table(("missed", "program", "of which rules", "why"), ordered)


def _others(outcomes: tuple[Outcome, ...]) -> str:
    """Return which mistakes are reported by other rules as well, or instead."""
    counted = Counter(
        (outcome.mutant.operator.code, outcome.mutant.operator.name, code)
        for outcome in outcomes
        for code in sorted(outcome.others)
    )
    rows = [(f"{code}: {name}", other, count) for (code, name, other), count in sorted(counted.items())]
    return table(("mistake", "also found by", "times"), rows)
