"""Mistakes in clients are found in each way in which SDKs are configured, and nothing in the correct programs."""

from __future__ import annotations

import ast

import pytest
import sdk_ways
from every_rule import EVERY
from sdk_ways import MISTAKES, WAYS, Way

from flake8_openrouter.run.analysis import check_source

pytestmark = pytest.mark.alike

#: The share of the mistakes that has to be found.
SHARE = 0.97


def codes(source: str) -> set[str]:
    return {finding.code for finding in check_source(source, "answers.py", EVERY)}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_correct_program_is_silent(way: Way) -> None:
    ast.parse(way.program())
    assert codes(way.program()) == set()


def test_the_mistakes_are_found() -> None:
    counted = [(way.name, mistake, code, source) for way in WAYS for mistake, code, source in sdk_ways.wrong(way)]
    missed = [(name, mistake) for name, mistake, code, source in counted if code not in codes(source)]
    assert 1 - len(missed) / len(counted) >= SHARE, missed


def test_each_mistake_makes_another_program() -> None:
    for way in WAYS:
        made = [source for _, _, source in sdk_ways.wrong(way)]
        assert len({way.program(), *made}) == len(made) + 1, way.name


def test_what_does_not_count_is_a_mistake_and_has_a_reason() -> None:
    for way in WAYS:
        assert way.silent.keys() <= MISTAKES.keys(), way.name
        assert all(way.silent.values()), way.name
