"""The recall for ``.env`` files as tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from flake8_openrouter.rules._registry import all_rules
from mutation import variables
from mutation.report import table
from mutation.variables import Outcome

_HEAD = """\
## Files of variables

The same for `.env` files: {files} correct ones, silent with all rules on, in the forms that public code has
(`tests/mutation/variables.py`), and {mistakes} mistakes at each line where they can be made. A mistake is found if its
rule fires in its line. *As before*: the safe fixes alone make of the file what it was. They do so of every wrong URL
that is found, and no key is ever taken out of a file or put into one. What is missed is `open-router.ai` in files that
do not say OpenRouter's name otherwise: the prefilter does not look at them.
"""


def recall(folder: Path) -> str:
    """Return the report on what is found in files of variables that are checked in an empty folder."""
    outcomes = variables.measured(folder)
    head = _HEAD.format(files=len(variables.files()), mistakes=len(variables.MISTAKES))
    names = {rule.code: rule.name for rule in all_rules()}
    by_rule = _rows(outcomes, lambda outcome: f"{outcome.mutant.mistake.code} {names[outcome.mutant.mistake.code]}")
    by_content = _rows(outcomes, lambda outcome: outcome.mutant.file.content)
    by_style = _rows(outcomes, lambda outcome: outcome.mutant.file.style)
    total = ("all", *_figures(outcomes))
    columns = ("mistakes", "found", "share", "as before")
    tables = (
        table(("rule", *columns), [*by_rule, total]),
        table(("what the file holds", *columns), by_content),
        table(("how its lines are written", *columns), by_style),
    )
    return "\n\n".join((head.rstrip("\n"), *tables)) + "\n"


def _rows(outcomes: Iterable[Outcome], key: Callable[[Outcome], str]) -> list[tuple[object, ...]]:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[key(outcome)].append(outcome)
    return [(name, *_figures(group)) for name, group in sorted(groups.items())]


def _figures(group: Iterable[Outcome]) -> tuple[object, ...]:
    each = tuple(group)
    found = sum(outcome.found for outcome in each)
    return len(each), found, f"{found / len(each):.1%}", sum(outcome.restored for outcome in each)
