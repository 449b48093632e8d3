"""The same mistakes in Markdown: each program of one file is what a README shows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from every_rule import SETTINGS

from flake8_openrouter.project.config import for_file
from flake8_openrouter.rules._registry import all_rules
from flake8_openrouter.run.analysis import check_source
from mutation.projects import Mutant, Project, mutants, programs
from mutation.recall import Outcome

#: What is not judged in a document: what a snippet leaves out, style, and keys that are made up.
SILENT = frozenset(rule.code for rule in all_rules() if "markdown" in rule.not_in)
MADE_UP = ("key-like", "label")

README = "# Usage\n\nSend a message:\n\n```python\n{}```\n\nThat is all.\n"


def shown(project: Project) -> bool:
    """Tell whether a program is one file, as what a document shows."""
    return len(project.files) == 1


def correct() -> Iterator[tuple[str, str]]:
    """Yield the name and the document of each correct program."""
    for project in filter(shown, programs()):
        yield project.form.program, README.format(*project.files.values())


def judged(mutant: Mutant) -> bool:
    """Tell whether a mistake is one in a document."""
    is_made_up = any(word in mutant.operator.name for word in MADE_UP)
    return shown(mutant.project) and mutant.operator.code not in SILENT and not is_made_up


@cache
def measured() -> tuple[Outcome, ...]:
    """Check a document for each mutant that is one file."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
        return tuple(_outcome(mutant, str(Path(name) / "README.md")) for mutant in mutants() if judged(mutant))


def _outcome(mutant: Mutant, path: str) -> Outcome:
    found = check_source(README.format(mutant.project.files[mutant.path]), path, for_file(path))
    return Outcome(mutant, frozenset(finding.code for finding in found))
