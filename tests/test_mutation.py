"""Correct programs are silent and run; mistakes made in them are found, and mended they run again."""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import draw_recall
import pytest
from every_rule import WITHOUT_FIX
from mutation import made_up, notebooks, recall, repairs, variables
from mutation.forms import FORMS, PROGRAMS, SDKS
from mutation.kinds import Kind, correct
from mutation.markdown import MARKDOWN
from mutation.mutations import OPERATORS
from mutation.projects import Mutant, Project, findings, mutants, programs
from mutation.reasons import UNEXPLAINED
from mutation.report import SECTIONS
from notebooks import sources
from openrouter.server import Double, running

from flake8_openrouter.rules._registry import all_rules

pytestmark = pytest.mark.alike

LEAST = 0.95
KINDS = (notebooks.NOTEBOOK, MARKDOWN)
#: The rules whose mistakes are made; docs/recall.md names the others.
MADE = {operator.code for operator in OPERATORS}

by_program = pytest.mark.parametrize(
    "project",
    [
        pytest.param(project, id=form.program, marks=[pytest.mark.sdk] if form.is_sdk else [])
        for project, form in zip(programs(), FORMS, strict=True)
    ],
)


@pytest.fixture(scope="module")
def double(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Double]:
    with running(tmp_path_factory.mktemp("double")) as started:
        yield started


def assert_answered(project: Project, double: Double, folder: Path) -> None:
    """Run a program; one that needs an SDK which is not installed is skipped."""
    if project.form.is_sdk:
        pytest.importorskip(SDKS[project.form.client])
    ran = repairs.executed(project, double, folder)
    assert repairs.is_answered(project, ran, double), double.keys.named(ran.errors)
    assert ran.output


def test_every_program_has_a_form() -> None:
    assert sorted(folder.name for folder in PROGRAMS.iterdir()) == [form.program for form in FORMS]


def test_every_operator_has_a_rule_and_a_site() -> None:
    assert {rule.code for rule in all_rules()} >= MADE
    assert {mutant.operator for mutant in mutants()} == set(OPERATORS)
    assert len({mutant.name for mutant in mutants()}) == len(mutants())


def test_no_made_up_key_stands_in_a_file() -> None:
    assert not [path for path in PROGRAMS.rglob("*.py") if made_up.LIVE in path.read_text(encoding="utf-8")]


@by_program
def test_a_correct_program_is_silent(project: Project, tmp_path: Path) -> None:
    project.write(tmp_path)
    assert [(finding.code, finding.path, finding.line) for finding in findings(project, tmp_path)] == []


@by_program
def test_a_correct_program_is_answered(project: Project, double: Double, tmp_path: Path) -> None:
    assert_answered(project, double, tmp_path)


@pytest.mark.parametrize("name", SECTIONS)
def test_mistakes_are_found_as_the_document_says(name: str) -> None:
    assert recall.share(SECTIONS[name].measured()) >= LEAST
    drawn = draw_recall.drawn(name)
    assert UNEXPLAINED not in drawn
    assert drawn in draw_recall.DOCUMENT.read_text(encoding="utf-8"), "draw it anew: python tests/draw_recall.py"


def test_the_document_has_its_sections_and_nothing_else() -> None:
    document = draw_recall.DOCUMENT.read_text(encoding="utf-8").partition(draw_recall.MARK)[0]
    parts = ["# Mutation recall", "## By rule", "## By form", "## What is missed, and why", "## What else is said"]
    parts += [f"## In {name}" for name in list(SECTIONS)[1:]]
    assert [line for line in document.splitlines() if line.startswith(("# ", "## "))] == parts


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.path)
def test_correct_programs_are_silent_in_other_kinds_of_files(kind: Kind) -> None:
    found = correct(kind)
    assert len(found) > 30
    assert {name: codes for name, codes in found.items() if codes} == {}


def test_a_notebook_of_a_program_is_the_program() -> None:
    for project in programs():
        for text in map(project.files.__getitem__, project.sources):
            cells = [
                code for code in sources(notebooks.written(text)) if code not in (*notebooks.BETWEEN, "# A program")
            ]
            assert ast.unparse(ast.parse("\n".join(cells))) == ast.unparse(ast.parse(text))


@pytest.mark.parametrize("file", variables.files(), ids=lambda file: f"{file.content}-{file.style}")
def test_a_correct_file_of_variables_is_silent(file: variables.File, tmp_path: Path) -> None:
    assert variables.codes(file.text, tmp_path) == []


def test_mistakes_in_files_of_variables_are_found() -> None:
    assert {outcome.mutant.operator for outcome in variables.measured()} == set(variables.MISTAKES)
    assert len({outcome.mutant.name for outcome in variables.measured()}) == len(variables.measured())
    for mistake in variables.MISTAKES:
        found = [outcome.found for outcome in variables.measured() if outcome.mutant.operator == mistake]
        least = 0.8 if mistake.name == "the digits alone" else LEAST  # they may be anybody's
        assert sum(found) >= least * len(found), mistake


def test_safe_fixes_restore_the_urls_of_files_of_variables_and_no_key() -> None:
    for outcome in variables.measured():
        assert outcome.restored is (outcome.found and outcome.mutant.operator.restored), outcome.mutant.name


def first_mended(wanted: Callable[[Mutant], bool], folder: Path) -> Project:
    """Return the first of some mutants, in an order that is always the same, of which all fixes leave nothing.

    Those that need no SDK come first: they are quicker.
    """
    shuffled = random.Random("mutation recall").sample(mutants(), len(mutants()))
    shuffled.sort(key=lambda mutant: mutant.project.form.is_sdk)
    tried = (
        repairs.mended(mutant.project, folder / str(number))
        for number, mutant in enumerate(filter(wanted, shuffled))
        if mutant.operator.code not in WITHOUT_FIX
    )
    return next(mended.project for mended in tried if mended.left == repairs.CLEAN)


@pytest.mark.parametrize("code", sorted(MADE - WITHOUT_FIX))
def test_mended_by_each_rule_a_mutant_is_answered(code: str, double: Double, tmp_path: Path) -> None:
    assert_answered(first_mended(lambda mutant: mutant.operator.code == code, tmp_path), double, tmp_path)


@by_program
def test_mended_in_each_form_a_mutant_is_answered(project: Project, double: Double, tmp_path: Path) -> None:
    assert_answered(first_mended(lambda mutant: mutant.project.form == project.form, tmp_path), double, tmp_path)
