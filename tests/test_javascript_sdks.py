"""Mistakes in clients are found in each way in which JavaScript's SDKs are configured; nothing in what is right."""

from __future__ import annotations

import json
from pathlib import Path

import javascript_sdk_ways
import pytest
from every_rule import EVERY, OFF
from harness import FIXTURES
from javascript_sdk_ways import WAYS, Way

from flake8_openrouter.languages.javascript.libraries import sdks
from flake8_openrouter.languages.javascript.syntax import packages
from flake8_openrouter.project.config import Configuration, for_file
from flake8_openrouter.run.analysis import check_source

pytest.importorskip("tree_sitter")

#: The share of the mistakes that has to be found.
SHARE = 0.97

#: All rules but the one on variables that may be unset: no program here asks for its own.
REST = Configuration(extend_select=tuple(code for code in OFF if code != "OPR107"))


def codes(source: str, path: str, rules: Configuration = REST) -> set[str]:
    return {finding.code for finding in check_source(source, path, rules)}


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
    missed = [(form, mistake) for form, mistake, code, source in counted if code not in codes(source, path, EVERY)]
    assert 1 - len(missed) / len(counted) >= SHARE, missed


@pytest.mark.parametrize(
    ("asked", "version"),
    [
        ("^4.20.1", (4, None)),
        ("~4.20.1", (4, 20)),
        ("4.20.1", (4, 20)),
        ("4", (4, None)),
        ("4.x", (4, None)),
        ("v5.0.0-beta.2", (5, 0)),
        ("^0.3.17", (0, 3)),
        ("0.x", (0, None)),
        ("npm:@scope/openai@^6.1.0", (6, None)),
        (">=4.2", None),
        ("^4 || ^5", None),
        (">=4 <6", None),
        ("latest", None),
        ("*", None),
        ("workspace:*", None),
        ("catalog:", None),
        ("file:../openai", None),
        ("", None),
    ],
)
def test_a_range_asks_for_a_release(asked: str, version: tuple[int, int | None] | None) -> None:
    assert packages.parsed(asked) == version


@pytest.mark.parametrize(
    ("specifier", "name", "version"),
    [
        ("openai", "openai", None),
        ("@ai-sdk/openai", "@ai-sdk/openai", None),
        ("npm:openai@^5.0.0", "openai", (5, None)),
        ("npm:@langchain/openai@0.3.17/index", "@langchain/openai/index", (0, 3)),
        ("https://esm.sh/@genkit-ai/compat-oai@1.2.0/openai?bundle", "@genkit-ai/compat-oai/openai", (1, 2)),
        ("https://cdn.jsdelivr.net/npm/openai@4.1.0/+esm", "openai/+esm", (4, 1)),
        ("https://deno.land/x/openai@v4.20.1/mod.ts", "openai", (4, 20)),
        ("./openai", "./openai", None),
        ("https://example.com/openai.js", "https://example.com/openai.js", None),
    ],
)
def test_a_specifier_names_a_package(specifier: str, name: str, version: tuple[int, int | None] | None) -> None:
    assert packages.package(specifier) == (name, version)


#: A program that is right with one release, and wrong with another.
OLD_NAME = """import { ChatOpenAI } from "@langchain/openai";
const key = process.env.OPENROUTER_API_KEY;
new ChatOpenAI({ openAIApiKey: key, configuration: { baseURL: "https://openrouter.ai/api/v1" } });
"""


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("^1.0.0", {"OPR607"}), ("~0.6.0", {"OPR607"}), ("^0.5.0", set()), ("latest", set()), ("0.x", set())],
)
def test_a_release_decides(asked: str, expected: set[str], tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text(json.dumps({"dependencies": {"@langchain/openai": asked}}), encoding="utf-8")
    (tmp_path / "model.ts").write_text(OLD_NAME, encoding="utf-8")
    assert codes(OLD_NAME, str(tmp_path / "model.ts")) == expected


def test_the_nearest_file_with_the_package_decides(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.flake8-openrouter]\n", encoding="utf-8")
    places = {".": {"@langchain/openai": "^1.0.0"}, "packages/old": {"@langchain/openai": "^0.3.0"}, "packages/new": {}}
    for place, dependencies in places.items():
        (tmp_path / place).mkdir(parents=True, exist_ok=True)
        settings = json.dumps({"peerDependencies": dependencies})
        (tmp_path / place / "package.json").write_text(settings, encoding="utf-8")
        (tmp_path / place / "model.ts").write_text(OLD_NAME, encoding="utf-8")
    paths = {place: str(tmp_path / place / "model.ts") for place in places}
    found = {place for place, path in paths.items() if check_source(OLD_NAME, path, for_file(path))}
    assert found == {".", "packages/new"}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"dependencies": []}', '{"dependencies": {"openai": 4}}', "[" * 9000])
def test_a_broken_package_file_says_nothing(text: str, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text(text, encoding="utf-8")
    (tmp_path / "model.ts").write_text(OLD_NAME, encoding="utf-8")
    assert codes(OLD_NAME, str(tmp_path / "model.ts")) == set()


def test_each_mistake_makes_another_program() -> None:
    for way in WAYS:
        for form in javascript_sdk_ways.forms(way):
            made = [source for shown, _, _, source in javascript_sdk_ways.wrong(way) if shown == form]
            assert len({way.program(form=form), *made}) == len(made) + 1, (way.name, form)


def test_what_does_not_count_is_a_mistake_and_has_a_reason() -> None:
    for way in WAYS:
        assert way.silent.keys() <= javascript_sdk_ways.MISTAKES.keys(), way.name
        assert all(way.silent.values()), way.name


def test_each_row_has_a_way_or_a_fixture() -> None:
    shown = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FIXTURES.glob("*/*.[jmt]s")))
    shown += "\n".join(way.program() for way in WAYS)
    assert [package for package in sorted(sdks.PACKAGES) if f'"{package}"' not in shown] == []
