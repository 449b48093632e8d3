"""What the linter finds, and how it fixes it, depends on what runs: not on order, names and words beside the code."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import harness
import pytest
from differential.programs import files
from differential.recipes import drawn
from differential.running import compared
from mutation import projects as mutation
from permutations import PERMUTATIONS, Variant, permuted

from flake8_openrouter.project.config import for_file
from flake8_openrouter.run.analysis import check_source
from flake8_openrouter.run.fixing import replacements

pytestmark = pytest.mark.alike

FIXTURES = [pytest.param(project, id=project.name) for project in harness.python_projects()]
SEED = int(os.environ.get("DIFFERENTIAL_SEED", "0"))
GENERATED = range(SEED, SEED + int(os.environ.get("DIFFERENTIAL_PROGRAMS", "200")) // 4)

#: File, code, line, the fix's safety or why there is none, and what it replaces by what.
Said = tuple[str, str, str, str, tuple[tuple[str, str], ...]]


def said(folder: Path, variants: Mapping[str, Variant]) -> Counter[Said]:
    """Return what is found in a project's files, without the places, and by the names of the program."""
    found: Counter[Said] = Counter()
    for path, variant in variants.items():
        (folder / path).write_bytes(variant.text.encode())
    for path, variant in variants.items():
        place = str(folder / path)
        for finding in check_source(variant.text, place, for_file(place)):
            text = finding.span.document.text
            line = variant.original(text.split("\n")[finding.line - 1].strip())
            changes = [(text[item.start : item.end], item.text) for item in replacements(finding)]
            written = tuple((variant.original(old), variant.original(new)) for old, new in changes)
            safety = finding.fix.safety.value if finding.fix else finding.unfixable
            found[path, finding.code, line, safety, written] += 1
    return found


def differences(folder: Path, texts: Mapping[str, str]) -> list[str]:
    """Return what is said of a project or of its variants only, a line each."""
    before = said(folder, {path: Variant(text) for path, text in texts.items()})
    lines: list[str] = []
    for name in PERMUTATIONS:
        variants = {path: permuted(name, text) for path, text in texts.items()}
        if {path: variant.text for path, variant in variants.items()} != texts:
            after = said(folder, variants)
            lines += [f"{name}: no longer {item}" for item in before - after]
            lines += [f"{name}: now {item}" for item in after - before]
    return lines


@pytest.mark.parametrize("project", FIXTURES)
def test_fixtures(project: harness.Project, tmp_path: Path) -> None:
    project.write(tmp_path)
    assert differences(tmp_path, project.files) == []


@pytest.mark.parametrize("project", mutation.programs(), ids=[each.form.program for each in mutation.programs()])
def test_programs_of_the_mutation_recall(project: mutation.Project, tmp_path: Path) -> None:
    project.write(tmp_path)
    assert differences(tmp_path, {path: project.files[path] for path in project.sources}) == []


@pytest.mark.parametrize("seed", GENERATED)
def test_generated_programs(seed: int, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.flake8-openrouter]\n", encoding="utf-8")
    assert differences(tmp_path, files(drawn(seed))) == []


def test_permutations_change_nothing_that_can_be_seen(tmp_path: Path) -> None:
    versions, names = [], []
    for seed in range(30):
        texts = files(drawn(seed))
        for name in PERMUTATIONS:
            variants = {path: permuted(name, text).text for path, text in texts.items()}
            versions += [(texts, variants)] if variants != texts else []
            names += [name] if variants != texts else []
    assert set(names) == set(PERMUTATIONS)
    seen = compared(versions, tmp_path, harness.live_key(1))
    assert [(name, worse) for name, worse in zip(names, seen, strict=True) if worse] == []


PROGRAM = """import os
KEY = 1
def first(value):
    total = value + 1
    return f"{total}"
# about the second
def second():
    key = KEY
    kept = 2
    return key, lambda: kept
class Third:
    def b(self): return first(1)
    def a(self): return second()
"""
PERMUTED = {
    "backwards": """import os
KEY = 1
class Third:
    def a(self): return second()
    def b(self): return first(1)
# about the second
def second():
    key = KEY
    kept = 2
    return key, lambda: kept
def first(value):
    total = value + 1
    return f"{total}"
""",
    "functions first": PROGRAM.replace("KEY = 1\n", "", 1).replace("class Third", "KEY = 1\nclass Third"),
    "locals renamed": PROGRAM.replace("    key = KEY", "    my_key = KEY").replace("return key", "return my_key"),
}


@pytest.mark.parametrize("name", PERMUTED)
def test_a_permutation(name: str) -> None:
    text = permuted(name, PROGRAM).text
    assert text.replace("quark_0", "total") == PERMUTED[name]  # within an f-string, as the interpreter can place it


def test_what_is_added_reads_the_program_s_names_and_says_what_matters_in_code() -> None:
    for name in ("functions added", "functions put before"):
        assert "def unrelated_0(key):\n    if not key:" in permuted(name, PROGRAM).text
    assert permuted("comments added", PROGRAM).text.count("OPENAI_BASE_URL") == 3
