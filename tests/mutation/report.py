"""The recall as tables, in one form for every kind of file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from flake8_openrouter.rules._registry import all_rules
from mutation import recall, texts, variables
from mutation.forms import FORMS
from mutation.javascript import JAVASCRIPT
from mutation.kinds import correct, measured
from mutation.markdown import MARKDOWN, SILENT
from mutation.notebooks import NOTEBOOK
from mutation.projects import mutants
from mutation.reasons import Mutant, reason
from mutation.recall import Outcome, share
from mutation.shell import SHELL


class Measured(Protocol):
    """What is found of a mistake."""

    @property
    def mutant(self) -> Mutant: ...
    @property
    def found(self) -> bool: ...


class Column(NamedTuple):
    """A column of a table: what it says of the outcomes of a row."""

    title: str
    figure: Callable[[Sequence[Any]], object]


FOUND = (
    Column("mistakes", len),
    Column("found", lambda group: sum(outcome.found for outcome in group)),
    Column("share", lambda group: f"{share(group):.1%}"),
)
OPERATORS = Column("operators", lambda group: len({outcome.mutant.operator for outcome in group}))
AS_BEFORE = Column("as before", lambda group: sum(outcome.restored for outcome in group))

_TRAITS = {
    "url": "Where the URL comes from",
    "headers": "Where the headers come from",
    "key": "Where the key comes from",
    "value": "How the Authorization value is built",
    "client": "What sends the request",
}

_PROGRAMS = """\
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
_NOTEBOOKS = """\
## In notebooks

The same mistakes in the {programs} programs that are one Python file, each as a notebook: a cell for each paragraph,
and between them cells with magics, comments and what is no Python. OPR109 is not judged there: cells run in any order.
"""
_MARKDOWN = """\
## In Markdown

The same mistakes in the {programs} programs that are one Python file, each shown as a block of a README. A snippet
leaves things out, so keys that are made up are not judged there, nor are
{silent}.
"""
_VARIABLES = """\
## In files of variables

The same for `.env` files: {files} correct ones, silent with all rules on, in the forms that public code has
(`tests/mutation/variables.py`), and {mistakes} mistakes at each line where they can be made. A mistake is found if its
rule fires in its line. *As before*: the safe fixes alone make of the file what it was. They do so of every wrong URL
that is found, and no key is ever taken out of a file or put into one.
"""
_JAVASCRIPT = """\
## In JavaScript and TypeScript

The same for programs in JavaScript and TypeScript: {programs} correct ones, silent with all rules on, in the forms that
public code has (`tests/mutation/javascript_programs/`), and {operators} mistakes (`tests/mutation/javascript.py`,
`javascript_sdks.py`) at each place where they can be made.
"""
_SHELL = """\
## In the shell

The same for what runs curl or wget: {programs} correct scripts, and files in which a shell's commands are written
(`tests/mutation/shell_programs/`), with {operators} mistakes (`tests/mutation/shell.py`).
"""


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [list(map(str, row)) for row in (head, ["---"] * len(list(head)), *rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def programs(outcomes: Sequence[Outcome]) -> str:
    """Return what is found in programs."""
    operators = {mutant.operator for mutant in mutants()}
    rules = len({operator.code for operator in operators})
    head = _PROGRAMS.format(programs=len(FORMS), operators=len(operators), rules=rules, mutants=len(mutants()))
    sections = [head, f"## By rule\n\n{_by_rule(outcomes)}\n\n{_without_operators(outcomes)}", "## By form"]
    sections += [f"### {title}\n\n{_by_trait(outcomes, trait)}" for trait, title in _TRAITS.items()]
    sections += [f"## What is missed, and why\n\n{_missed(outcomes)}", f"## What else is said\n\n{_others(outcomes)}"]
    return _joined(sections)


def notebooks(outcomes: Sequence[Outcome]) -> str:
    """Return what is found in notebooks."""
    head = _NOTEBOOKS.format(programs=len(correct(NOTEBOOK)))
    return _joined((head, _by_rule(outcomes), f"### What is missed in notebooks, and why\n\n{_missed(outcomes)}"))


def markdown(outcomes: Sequence[Outcome]) -> str:
    """Return what is found in documents."""
    head = _MARKDOWN.format(programs=len(correct(MARKDOWN)), silent=", ".join(sorted(SILENT)))
    return _joined((head, _by_rule(outcomes), f"### What is missed in Markdown, and why\n\n{_missed(outcomes)}"))


def of_variables(outcomes: Sequence[variables.Outcome]) -> str:
    """Return what is found in files of variables."""
    columns = (*FOUND, AS_BEFORE)
    return _joined(
        (
            _VARIABLES.format(files=len(variables.files()), mistakes=len(variables.MISTAKES)),
            _by_rule(outcomes, (OPERATORS, *columns)),
            _grouped_table("what the file holds", outcomes, lambda outcome: outcome.mutant.file.content, columns),
            _grouped_table("how its lines are written", outcomes, lambda outcome: outcome.mutant.file.style, columns),
            f"### What is missed in files of variables, and why\n\n{_missed(outcomes)}",
        )
    )


def of_texts(kind: texts.Kind, head: str) -> Callable[[Sequence[texts.Outcome]], str]:
    """Return what draws what is found in programs that are no Python."""
    name = head.partition("\n")[0].removeprefix("## In ")

    def drawn(outcomes: Sequence[texts.Outcome]) -> str:
        return _joined(
            (
                head.format(programs=len(kind.forms), operators=len(kind.operators)),
                _by_rule(outcomes),
                *(_by_form(outcomes, trait, title) for trait, title in _TEXT_TRAITS.items()),
                f"### What is missed in {name}, and why\n\n{_missed(outcomes)}",
            )
        )

    return drawn


def _by_form(outcomes: Sequence[texts.Outcome], trait: str, title: str) -> str:
    return _grouped_table(title, outcomes, lambda outcome: getattr(outcome.mutant.program.form, trait), FOUND)


_TEXT_TRAITS = {"client": "what sends", "url": "where the URL comes from", "key": "where the key comes from"}


def _joined(sections: Iterable[str]) -> str:
    return "\n\n".join(section.rstrip("\n") for section in sections) + "\n"


def _grouped(outcomes: Iterable[Any], key: Callable[[Any], str]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for outcome in outcomes:
        found[key(outcome)].append(outcome)
    return {name: tuple(members) for name, members in sorted(found.items())}


def _row(name: str, group: Sequence[Measured], columns: Iterable[Column]) -> tuple[object, ...]:
    return (name, *(column.figure(group) for column in columns))


def _grouped_table(
    title: str,
    outcomes: Sequence[Measured],
    key: Callable[[Any], str],
    columns: Sequence[Column],
    *,
    with_sum: bool = False,
) -> str:
    rows = [_row(name, group, columns) for name, group in _grouped(outcomes, key).items()]
    total = [_row("all", outcomes, columns)] if with_sum else []
    return table((title, *(column.title for column in columns)), [*rows, *total])


def _by_rule(outcomes: Sequence[Measured], columns: Sequence[Column] = (OPERATORS, *FOUND)) -> str:
    names = {rule.code: f"{rule.code} {rule.name}" for rule in all_rules()}
    return _grouped_table("rule", outcomes, lambda outcome: names[outcome.mutant.operator.code], columns, with_sum=True)


def _without_operators(outcomes: Sequence[Outcome]) -> str:
    made = {outcome.mutant.operator.code for outcome in outcomes}
    others = ", ".join(rule.code for rule in all_rules() if rule.code not in made)
    return f"Not measured, for lack of operators: {others}." if others else ""


def _by_trait(outcomes: Sequence[Outcome], trait: str) -> str:
    count = Counter(getattr(form, trait) for form in FORMS)
    of = Column("programs", lambda group: count[getattr(group[0].mutant.project.form, trait)])
    return _grouped_table("form", outcomes, lambda outcome: getattr(outcome.mutant.project.form, trait), (of, *FOUND))


def _missed(outcomes: Iterable[Measured]) -> str:
    """Return what is missed for each reason, most often first."""
    missed = [outcome for outcome in outcomes if not outcome.found]
    if not missed:
        return "Nothing."
    rows = []
    for why, group in _grouped(missed, lambda outcome: reason(outcome.mutant)).items():
        origins = ", ".join(f"`{name}`" for name in sorted({outcome.mutant.origin for outcome in group}))
        codes = Counter(outcome.mutant.operator.code for outcome in group)
        rows.append((len(group), origins, ", ".join(f"{code} {codes[code]}" for code in sorted(codes)), why))
    ordered = sorted(rows, key=lambda row: (-row[0], row[1:]))
    return table(("missed", "where", "of which rules", "why"), ordered)


def _others(outcomes: Iterable[Outcome]) -> str:
    """Return which mistakes are reported by other rules as well, or instead."""
    counted = Counter(
        (outcome.mutant.operator.code, outcome.mutant.operator.name, code)
        for outcome in outcomes
        for code in sorted(outcome.others)
    )
    rows = [(f"{code}: {name}", other, count) for (code, name, other), count in sorted(counted.items())]
    return table(("mistake", "also found by", "times"), rows)


class Section(NamedTuple):
    """A part of the document: what it is about, and what draws it."""

    measured: Callable[[], Sequence[Any]]
    drawn: Callable[[Sequence[Any]], str]


#: The parts of the document, in their order.
SECTIONS = {
    "programs": Section(recall.measured, programs),
    "notebooks": Section(lambda: measured(NOTEBOOK), notebooks),
    "Markdown": Section(lambda: measured(MARKDOWN), markdown),
    "files of variables": Section(variables.measured, of_variables),
    "JavaScript and TypeScript": Section(lambda: texts.measured(JAVASCRIPT), of_texts(JAVASCRIPT, _JAVASCRIPT)),
    "the shell": Section(lambda: texts.measured(SHELL), of_texts(SHELL, _SHELL)),
}
