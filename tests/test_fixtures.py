"""Every line of every fixture gets exactly the findings that stand beside it, and is fixed as its diff shows."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import diffs
import harness
import pytest
from hypothesis import given
from hypothesis import strategies as st

PROJECTS = {project.name: project for project in harness.projects()}

VARIANTS: dict[str, Callable[[str], str | bytes]] = {
    "plain": lambda text: text,
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "bom": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "httpx": lambda text: text.replace("requests", "httpx"),
}

CASES = [
    pytest.param(project, variant, id=f"{project.name}-{name}", marks=[] if name == "plain" else [pytest.mark.alike])
    for project in PROJECTS.values()
    for name, variant in VARIANTS.items()
    if name != "httpx" or project.swappable
]

by_project = pytest.mark.parametrize("project", PROJECTS.values(), ids=PROJECTS)


@pytest.mark.parametrize(("project", "variant"), CASES)
def test_findings_stand_where_the_fixture_says(
    project: harness.Project, variant: Callable[[str], str | bytes], tmp_path: Path
) -> None:
    project.write(tmp_path)
    for path, text in project.files.items():
        errors, missed, _ = harness.expected(project, path)
        found = harness.findings(tmp_path, path, variant(text))
        pairs = {(finding.line, finding.code) for finding in found}
        assert _shown(pairs - errors, text) == [], "found, not expected"
        assert _shown(errors - pairs, text) == [], "expected, not found"
        assert pairs & missed == set(), "a todo is found now: make it an error"


@pytest.mark.parametrize(
    "file", sorted({project.findings_file for project in PROJECTS.values()}), ids=lambda file: file.parent.name
)
def test_findings_say_what_is_listed(file: Path, tmp_path: Path) -> None:
    said: list[str] = []
    for number, project in enumerate(project for project in PROJECTS.values() if project.findings_file == file):
        folder = tmp_path / str(number)
        folder.mkdir()
        project.write(folder)
        said += harness.listed(project, folder)
    assert "".join(said) == file.read_text(encoding="utf-8")


def _shown(pairs: set[tuple[int, str]], text: str) -> list[str]:
    lines = text.splitlines()
    return [f"{number} {code}: {lines[number - 1].strip()}" for number, code in sorted(pairs)]


@by_project
def test_fixes_are_those_of_the_diff(project: harness.Project, tmp_path: Path) -> None:
    project.write(tmp_path)
    for path, text in project.files.items():
        safe, every = (harness.fixed(tmp_path, path, text, unsafe=unsafe) for unsafe in (False, True))
        assert harness.diff(project, path, safe, every) == harness.kept_diff(project.origins[path])
        for unsafe, result in ((False, safe), (True, every)):
            if result.fixed:
                if path.endswith(".py"):
                    ast.parse(result.data)
                again = harness.fixed(tmp_path, path, result.data, unsafe=unsafe)
                assert (again.data, again.fixed) == (result.data, ())
        if every.fixed:
            windows = harness.fixed(tmp_path, path, in_windows(text.encode()), unsafe=True)
            assert windows.data == in_windows(every.data)


def in_windows(data: bytes) -> bytes:
    """Return a source with a byte order mark, and lines that end as they do in Windows."""
    return b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")


def test_each_diff_is_of_a_fixture() -> None:
    origins = {harness.diff_file(origin) for project in PROJECTS.values() for origin in project.origins.values()}
    assert set(harness.FIXTURES.rglob("*.diff")) <= origins


DAMAGES: dict[str, Callable[[str], str]] = {
    "gone": lambda diff: "",
    "a letter less": lambda diff: diff.replace("Bearer", "Beare", 1),
    "white space at a line's end": lambda diff: diff.replace("# error: OPR301\n", "# error: OPR301 \n", 1),
    "another line end": lambda diff: diff.replace("# error: OPR301\n", "# error: OPR301\r\n", 1),
    "no line end at the end": lambda diff: diff.removesuffix("\n"),
    "a step less": lambda diff: diff[: diff.rindex("--- ")],
    "a fix less": lambda diff: diff[: diff.rindex("@@ -")],
    "unsafe fixes that are safe": lambda diff: diff.replace("(all fixes)", "(safe fixes)"),
    "another place": lambda diff: diff.replace("@@ -8,", "@@ -9,", 1),
    "another key": lambda diff: diff.replace("@LIVE_KEY_1@", harness.live_key(2)),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_diff_is_noticed(
    damage: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = PROJECTS["opr301/cases.py"]
    (kept,) = map(harness.kept_diff, project.origins.values())
    assert damage(kept) != kept
    monkeypatch.setattr(harness, "kept_diff", lambda origin: damage(kept))
    with pytest.raises(AssertionError):
        test_fixes_are_those_of_the_diff(project, tmp_path)


texts = st.text("ab \n\r\f\u2028+-@\\", max_size=8)


@given(texts, st.tuples(texts, texts), st.tuples(texts, texts))
def test_what_differs_has_another_diff(before: str, one: tuple[str, str], other: tuple[str, str]) -> None:
    assert (diffs.drawn("a.py", before, *one) == diffs.drawn("a.py", before, *other)) is (one == other)
