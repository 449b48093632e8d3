"""GitHub Actions and GitLab CI: why a key is missing there, told by a run and by the files before it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from surrounded import CALLED, KEY, NAME, PATH, RUN, SECRET, found, subject, text, workflow

from flake8_openrouter.doctor import surroundings
from flake8_openrouter.doctor.results import Status

WORKFLOWS: dict[str, tuple[str, list[tuple[str, Status]]]] = {
    "a push": (workflow("on: push", SECRET), []),
    "a pull request": (workflow("on: pull_request", SECRET), [("github-actions-fork", Status.NOTE)]),
    "in a list": (workflow("on: [push, pull_request]", SECRET), [("github-actions-fork", Status.NOTE)]),
    "in a mapping": (workflow("on:\n  push:\n  pull_request:", SECRET), [("github-actions-fork", Status.NOTE)]),
    "of some branches": (
        workflow("'on':\n  pull_request:\n    branches: [main]", SECRET),
        [("github-actions-fork", Status.NOTE)],
    ),
    "with secrets": (workflow("on: pull_request_target", SECRET), []),
    "that is asked for": (
        workflow("on: pull_request", SECRET, job="    if: github.event.pull_request.head.repo.fork == false\n"),
        [],
    ),
    "that a step asks for": (
        workflow("on: pull_request", SECRET, step="        if: ${{ secrets.OPENROUTER_API_KEY != '' }}\n"),
        [],
    ),
    "a variable": (workflow("on: push", "${{ vars.OPENROUTER_API_KEY }}"), [("github-actions-vars", Status.PROBLEM)]),
    "of the workflow": (
        f"on: pull_request\nenv:\n  {NAME}: {SECRET}\njobs:\n  a:\n    steps: []\n",
        [("github-actions-fork", Status.NOTE)],
    ),
    "something else's": (
        f"on: pull_request\nenv:\n  OTHER_TOKEN: {SECRET}\n  MODEL: ${{{{ vars.OPENROUTER_MODEL }}}}\n"
        "jobs:\n  a:\n    steps: []\n",
        [],
    ),
}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_what_a_workflow_will_make_of_a_key(name: str, tmp_path: Path) -> None:
    content, expected = WORKFLOWS[name]
    results = list(surroundings.check(subject(tmp_path, {PATH: content})))
    assert found(results) == expected, text(results)


@pytest.mark.parametrize(("passed", "count"), [("", 1), ("    secrets: inherit\n", 0), ("    secrets: {A: b}\n", 0)])
def test_a_workflow_that_calls_another_passes_secrets_on(passed: str, count: int, tmp_path: Path) -> None:
    calling = f"on: push\njobs:\n  call:\n    uses: ./.github/workflows/called.yml\n{passed}"
    results = list(surroundings.check(subject(tmp_path, {PATH: calling, ".github/workflows/called.yml": CALLED})))
    assert found(results) == [("github-actions-call", Status.PROBLEM)] * count


def event(folder: Path, head: str | None) -> str:
    repository = None if head is None else {"full_name": head}
    path = folder / "event.json"
    request = {"head": {"repo": repository}, "base": {"repo": {"full_name": "a/b"}}}
    path.write_text(json.dumps({"pull_request": request}))
    return str(path)


OF_FORKS = {"GITHUB_EVENT_NAME": "pull_request", NAME: ""}
RUNS: dict[str, tuple[dict[str, str], str, str, tuple[str, Status], str]] = {
    "set": ({NAME: KEY}, "", SECRET, ("github-actions-empty", Status.OK), "is set in this step"),
    "of a fork": (OF_FORKS, "c/b", SECRET, ("github-actions-fork", Status.PROBLEM), "from a fork"),
    "of a branch": (OF_FORKS, "a/b", SECRET, ("github-actions-empty", Status.PROBLEM), "is not there for this job"),
    "of a fork that is gone": (OF_FORKS, "", SECRET, ("github-actions-fork", Status.PROBLEM), "from a fork"),
    "Dependabot's": (
        {NAME: "", "GITHUB_ACTOR": "dependabot[bot]"},
        "",
        SECRET,
        ("github-actions-dependabot", Status.PROBLEM),
        "--app dependabot",
    ),
    "a variable": (
        {NAME: ""},
        "",
        "${{ vars.OR_KEY }}",
        ("github-actions-vars", Status.PROBLEM),
        "there is no variable OR_KEY",
    ),
    "of another expression": (
        {NAME: ""},
        "",
        "${{ inputs.key }}",
        ("github-actions-empty", Status.PROBLEM),
        "since inputs.key is",
    ),
    "a secret that is called otherwise": (
        {NAME: ""},
        "",
        "${{ secrets.OR_KEY }}",
        ("github-actions-empty", Status.PROBLEM),
        "the secret OR_KEY is not there",
    ),
    "not passed on": ({}, "", SECRET, ("github-actions-env", Status.PROBLEM), "another step or job has it"),
}


@pytest.mark.parametrize("name", RUNS)
def test_why_a_key_is_empty_in_a_run(name: str, tmp_path: Path) -> None:
    variables, head, env, expected, words = RUNS[name]
    environment = {**RUN, **variables, "GITHUB_EVENT_PATH": event(tmp_path, head or None)}
    results = list(surroundings.check(subject(tmp_path, {PATH: workflow("on: push", env)}, environment)))
    assert found(results) == [expected], text(results)
    assert words in text(results)


@pytest.mark.parametrize(("job", "words"), [("", True), ("    environment: prod\n", False)])
def test_an_environment_that_no_job_names_is_a_reason(job: str, words: bool, tmp_path: Path) -> None:
    files = {PATH: workflow("on: push", SECRET, job=job)}
    results = list(surroundings.check(subject(tmp_path, files, {**RUN, NAME: ""})))
    assert ("it belongs to an environment" in text(results)) is words


def test_a_broken_event_or_workflow_is_no_reason(tmp_path: Path) -> None:
    files = {PATH: "on: [\n\x00 jobs: {{{", "event.json": "["}
    environment = {**RUN, **OF_FORKS, "GITHUB_EVENT_PATH": str(tmp_path / "home/project/event.json")}
    results = list(surroundings.check(subject(tmp_path, files, environment)))
    assert found(results) == [("github-actions-empty", Status.PROBLEM)]


GITLAB: dict[str, tuple[dict[str, str], tuple[str, Status], str]] = {
    "set": ({NAME: KEY}, ("gitlab-ci", Status.OK), "is set in this job"),
    "protected": ({"CI_COMMIT_REF_PROTECTED": "false"}, ("gitlab-ci", Status.PROBLEM), "the branch is not protected"),
    "of a fork": (
        {"CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "7", "CI_MERGE_REQUEST_PROJECT_ID": "8"},
        ("gitlab-ci", Status.PROBLEM),
        "a merge request from a fork",
    ),
    "of a branch": (
        {"CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "8", "CI_MERGE_REQUEST_PROJECT_ID": "8"},
        ("gitlab-ci", Status.PROBLEM),
        "the job names no environment",
    ),
    "its own name": ({NAME: f"${NAME}"}, ("gitlab-ci-own-name", Status.PROBLEM), "holds its own name"),
}


@pytest.mark.parametrize("name", GITLAB)
def test_why_a_key_is_missing_in_a_job_of_gitlab(name: str, tmp_path: Path) -> None:
    variables, expected, words = GITLAB[name]
    results = list(surroundings.check(subject(tmp_path, {}, {"GITLAB_CI": "true", **variables})))
    assert found(results) == [expected]
    assert words in text(results)


def test_elsewhere_nothing_is_said_of_ci(tmp_path: Path) -> None:
    assert list(surroundings.check(subject(tmp_path, {}, {"CI": "true"}))) == []
