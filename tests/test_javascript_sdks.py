"""Mistakes in clients are found in each way in which JavaScript's SDKs are configured; nothing in what is right."""

from __future__ import annotations

import json
from pathlib import Path

import javascript_sdk_ways
import pytest
from every_rule import OFF
from javascript_sdk_ways import WAYS, Way

from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run.analysis import check_source

pytestmark = pytest.mark.alike
pytest.importorskip("tree_sitter")

#: The share of the mistakes that has to be found.
SHARE = 0.97

#: All rules but the one on variables that may be unset: no read in JavaScript fails by itself.
ALL = Configuration(extend_select=tuple(code for code in OFF if code != "OPR107"))


def codes(source: str, path: str) -> set[str]:
    return {finding.code for finding in check_source(source, path, ALL)}


def folder_of(way: Way, folder: Path) -> Path:
    """Return a folder with the ``package.json`` of a way."""
    if way.version:
        dependencies = {way.package: way.version}
        (folder / "package.json").write_text(json.dumps({"dependencies": dependencies}), encoding="utf-8")
    (folder / "answers.ts").write_text("", encoding="utf-8")
    return folder / "answers.ts"


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_correct_program_is_silent(way: Way, tmp_path: Path) -> None:
    path = folder_of(way, tmp_path)
    for form in javascript_sdk_ways.forms(way):
        assert codes(way.program(form=form), str(path)) == set(), form


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_the_mistakes_are_found(way: Way, tmp_path: Path) -> None:
    path = str(folder_of(way, tmp_path))
    counted = list(javascript_sdk_ways.wrong(way))
    missed = [(form, mistake) for form, mistake, code, source in counted if code not in codes(source, path)]
    assert 1 - len(missed) / len(counted) >= SHARE, missed
