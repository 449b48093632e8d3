"""What the linter finds of the injected mistakes."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mutation.projects import Mutant, findings, mutants


@dataclass(frozen=True)
class Outcome:
    """The codes that a mutant's project gets. Its program gets none, so what is found is found of the mistake."""

    mutant: Mutant
    codes: frozenset[str]

    @property
    def found(self) -> bool:
        return self.mutant.operator.code in self.codes

    @property
    def others(self) -> frozenset[str]:
        return self.codes - {self.mutant.operator.code}


@cache
def measured() -> tuple[Outcome, ...]:
    """Check every mutant, each in a folder of its own."""
    outcomes = []
    with tempfile.TemporaryDirectory() as name:
        for number, mutant in enumerate(mutants()):
            folder = Path(name) / str(number)
            mutant.project.write(folder)
            codes = frozenset(finding.code for finding in findings(mutant.project, folder))
            outcomes.append(Outcome(mutant, codes))
    return tuple(outcomes)


def share(outcomes: Collection[Any]) -> float:
    """Return how many of some outcomes, of whatever kind of file, are found."""
    return sum(outcome.found for outcome in outcomes) / len(outcomes)
