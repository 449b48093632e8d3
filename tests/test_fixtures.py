"""Every line of every fixture gets exactly the findings that stand beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import harness
import pytest

PROJECTS = list(harness.projects())

VARIANTS: dict[str, Callable[[str], str | bytes]] = {
    "plain": lambda text: text,
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "bom": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "httpx": lambda text: text.replace("requests", "httpx"),
}

CASES = [
    pytest.param(project, variant, id=f"{project.name}-{name}")
    for project in PROJECTS
    for name, variant in VARIANTS.items()
    if name != "httpx" or project.swappable
]


@pytest.mark.parametrize(("project", "variant"), CASES)
def test_findings_stand_where_the_fixture_says(
    project: harness.Project, variant: Callable[[str], str | bytes], tmp_path: Path
) -> None:
    project.write(tmp_path)
    for path, text in project.files.items():
        errors, missed, _ = harness.expected(text)
        found = harness.findings(tmp_path, path, variant(text))
        pairs = {(finding.line, finding.code) for finding in found}
        assert _shown(pairs - errors, text) == [], "found, not expected"
        assert _shown(errors - pairs, text) == [], "expected, not found"
        assert pairs & missed == set(), "a todo is found now: make it an error"


@pytest.mark.parametrize(
    "file", sorted({project.findings_file for project in PROJECTS}), ids=lambda file: file.parent.name
)
def test_findings_say_what_is_listed(file: Path, tmp_path: Path) -> None:
    said: list[str] = []
    for number, project in enumerate(project for project in PROJECTS if project.findings_file == file):
        folder = tmp_path / str(number)
        folder.mkdir()
        project.write(folder)
        said += harness.listed(project, folder)
    assert "".join(said) == file.read_text(encoding="utf-8")


def _shown(pairs: set[tuple[int, str]], text: str) -> list[str]:
    lines = text.splitlines()
    return [f"{number} {code}: {lines[number - 1].strip()}" for number, code in sorted(pairs)]
