"""What the server says of a text that is typed in is what a fresh check finds in it."""

from __future__ import annotations

from pathlib import Path

import pytest
import server_edits
import server_texts
from harness import projects

#: ``nox --session server`` tries 2,000, and all fixtures.
SEQUENCES = 64
_EACH = 12

FIXTURES = {project.name: project for project in projects()}
_SOME = [
    project
    for number, project in enumerate(FIXTURES.values())
    if number % _EACH == 0 or (len(project.files) > 1 and number % 3 == 0) or not project.name.endswith(".py")
]


@pytest.mark.parametrize("seed", range(0, SEQUENCES, 8))
def test_random_edits_of_files_and_notebooks(seed: int, tmp_path: Path) -> None:
    for each in range(seed, seed + 8):
        server_edits.sequence(each, tmp_path)


@pytest.mark.parametrize("project", _SOME[::3], ids=lambda project: project.name)
def test_findings_and_fixes_of_a_fixture(project: server_texts.harness.Project, tmp_path: Path) -> None:
    server_texts.compare(project, tmp_path, disables=True)
