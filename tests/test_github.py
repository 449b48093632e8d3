"""What GitHub runs and asks for: workflows with few rights, and forms that ask for what we need."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from command_line import PROJECT

pytestmark = pytest.mark.alike

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (PROJECT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")

#: What a job may do besides reading the repository.
RIGHTS = {("release.yml", "publish"): {"id-token": "write"}, ("release.yml", "release"): {"contents": "write"}}

by_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def loaded(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@by_workflow
def test_a_workflow_may_read_and_a_job_no_more_than_it_needs(path: Path) -> None:
    workflow = loaded(path)
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert job.get("permissions", {}) == RIGHTS.get((path.name, name), {})


@by_workflow
def test_actions_are_pinned_by_their_major_version(path: Path) -> None:
    for job in loaded(path)["jobs"].values():
        for used in (step["uses"] for step in job["steps"] if "uses" in step):
            assert re.fullmatch(r"[\w-]+/[\w-]+@(v\d+|release/v\d+)", used)


@by_workflow
def test_scripts_are_given_no_text_of_others(path: Path) -> None:
    for job in loaded(path)["jobs"].values():
        for script in (step["run"] for step in job["steps"] if "run" in step):
            assert set(re.findall(r"\$\{\{ *([\w.]+)", script)) <= {"matrix.session"}


def test_sessions_are_noxs_and_every_python_is_tested() -> None:
    tree = ast.parse((PROJECT / "noxfile.py").read_text(encoding="utf-8"))
    known = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    (pythons,) = (
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "PYTHONS"
    )
    tested: set[str] = set()
    for path in WORKFLOWS:
        for job in loaded(path)["jobs"].values():
            for item in job.get("strategy", {}).get("matrix", {}).get("include", ()):
                session, _, python = item["session"].partition("-")
                assert session in known
                assert python in ("", item["python"])
                tested |= {python} if session in ("tests", "coverage") else set()
    assert tested == set(pythons)


def test_a_pull_request_runs_the_readmes_command_and_all_checks() -> None:
    jobs = loaded(PROJECT / ".github" / "workflows" / "tests.yml")["jobs"]
    run = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    (command,) = re.findall(r"^python3 .*pytest$", (PROJECT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert command in run
    checks = (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
    steps = ("mypy", "ruff check .", "ruff format --check .", "lint-imports", "flake8 flake8_openrouter tests docs")
    for check in steps:
        assert check in run
        assert f"\n.venv/bin/{check}\n" in checks


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_for_what_was_understood_and_warns_of_keys(path: Path) -> None:
    form = loaded(path)
    assert {"name", "description", "body"} <= set(form)
    fields = {field["id"]: field for field in form["body"] if field["type"] != "markdown"}
    assert all(field["validations"]["required"] for field in fields.values())
    inspect = fields["inspect"]["attributes"]["description"]
    assert "`flake8-openrouter inspect FILE`" in inspect
    assert "Keys are masked" in inspect
    assert "Never paste an issued key" in form["body"][0]["attributes"]["value"]
    assert "version" in fields


def test_there_is_a_form_for_each_kind_of_mistake_of_ours() -> None:
    assert {path.stem for path in FORMS} == {"broken-fix", "false-positive", "missed-mistake"}
