"""Correct programs are silent and run; mistakes made in them are found, and mended they run again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import draw_recall
import pytest
from mutation import made_up, recall, repairs
from mutation.forms import FORMS, PROGRAMS, TRAITS
from mutation.mutations import OPERATORS
from mutation.projects import Mutant, Project, findings, mutants, programs
from openrouter.server import Double, running
from test_rules import WITHOUT_FIX

from flake8_openrouter.registry import all_rules

LEAST = 0.95
SAMPLE = 60

by_program = pytest.mark.parametrize("project", programs(), ids=[form.program for form in FORMS])


@pytest.fixture(scope="module")
def double(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Double]:
    with running(tmp_path_factory.mktemp("double")) as started:
        yield started


def test_every_program_has_a_form() -> None:
    assert sorted(folder.name for folder in PROGRAMS.iterdir()) == [form.program for form in FORMS]


def test_every_rule_has_operators_and_every_operator_a_site() -> None:
    assert {operator.code for operator in OPERATORS} == {rule.code for rule in all_rules()}
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
    ran = repairs.executed(project, double, tmp_path)
    assert repairs.is_answered(ran, double), double.keys.named(ran.errors)
    assert ran.output


def test_mistakes_are_found_as_the_document_says() -> None:
    assert recall.share(recall.measured()) >= LEAST
    document = draw_recall.DOCUMENT.read_text(encoding="utf-8")
    assert draw_recall.drawn(document, "") == document, "draw it anew: python tests/draw_recall.py"


def sample() -> list[Mutant]:
    """Return mutants of every rule that has fixes and of every form, always the same, in a fixed number."""
    shuffled = random.Random("mutation recall").sample(mutants(), len(mutants()))
    fixable = [mutant for mutant in shuffled if mutant.operator.code not in WITHOUT_FIX]
    chosen: dict[str, Mutant] = {}
    covered: set[object] = set()
    for mutant in fixable:
        traits = {mutant.operator.code, *((trait, getattr(mutant.project.form, trait)) for trait in TRAITS)}
        if not traits <= covered:
            covered |= traits
            chosen[mutant.name] = mutant
    for mutant in fixable:
        if len(chosen) < SAMPLE:
            chosen.setdefault(mutant.name, mutant)
    return list(chosen.values())


@pytest.mark.parametrize("mutant", sample(), ids=lambda mutant: mutant.name)
def test_a_mended_mutant_is_answered(mutant: Mutant, double: Double, tmp_path: Path) -> None:
    mended = repairs.mended(mutant.project, tmp_path)
    if mended.left != repairs.CLEAN:
        pytest.skip(mended.left)
    ran = repairs.executed(mended.project, double, tmp_path)
    assert repairs.is_answered(ran, double), double.keys.named(ran.errors)
