"""The doctor's look at what is around a project: CI, containers, services. Each mistake beside what only looks so."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from command_line import command, write
from doctor_scenarios import Scenario, repaired
from harness import live_key

from flake8_openrouter.doctor import surroundings
from flake8_openrouter.doctor.catalogue import said
from flake8_openrouter.doctor.code import Code, Read, Sent
from flake8_openrouter.doctor.readers import systemd as reader
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.doctor.subject import Subject
from flake8_openrouter.doctor.surroundings import Asked
from flake8_openrouter.doctor.world import World
from flake8_openrouter.model.environment_file import EnvironmentFile
from flake8_openrouter.project import config

pytestmark = pytest.mark.alike

NAME, KEY = "OPENROUTER_API_KEY", live_key(3)
SECRET = "${{ secrets.OPENROUTER_API_KEY }}"


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    config.for_folder.cache_clear()
    yield
    config.for_folder.cache_clear()


def subject(
    folder: Path, files: Mapping[str, str], environment: Mapping[str, str] | None = None, *, loads: bool = False
) -> Subject:
    """Return a project whose code reads the key, and a file of variables if it ``loads`` one."""
    root = folder / "home" / "project"
    root.mkdir(parents=True, exist_ok=True)
    write(root, dict(files))
    sent = Sent("app.py", 1, "python", "POST", "openrouter.ai", "Authorization", "Bearer ", (Read(NAME),))
    loaded = (EnvironmentFile("python-dotenv", "app.py", 1),) if loads else ()
    return Subject(World(environment or {}, root, folder / "home"), Code((sent,), loaded))


def found(results: list[Result]) -> list[tuple[str, Status]]:
    return [(each.check, each.status) for each in results]


def text(results: list[Result]) -> str:
    return "\n".join(said(part, "en") for each in results for part in (each.message, *each.detail, each.repair))


def service(lines: str) -> str:
    return "services:\n  app:\n    build: .\n" + "".join(f"    {line}\n" for line in lines.splitlines())


COMPOSE: dict[str, tuple[dict[str, str], list[tuple[str, Status]]]] = {
    "nothing is forwarded": (
        {"compose.yaml": service("command: python app.py"), ".env": f"{NAME}={KEY}\n"},
        [("compose-not-forwarded", Status.PROBLEM)],
    ),
    "one of two services": (
        {"compose.yaml": service(f"environment: [{NAME}={KEY}]") + "  pages:\n    build: ./pages\n"},
        [("compose-environment", Status.OK)],
    ),
    "none of two services": (
        {"compose.yaml": service("command: x") + "  worker:\n    build: .\n"},
        [("compose-not-forwarded", Status.PROBLEM)],
    ),
    "another image": ({"compose.yaml": "services:\n  db:\n    image: redis\n"}, []),
    "forwarded by its name": (
        {"docker-compose.yml": service(f"environment:\n  - {NAME}"), ".env": f"{NAME}={KEY}\n"},
        [("compose-environment", Status.OK)],
    ),
    "forwarded by its name, which nothing sets": (
        {"docker-compose.yml": service(f"environment:\n  - {NAME}")},
        [("compose-environment", Status.PROBLEM)],
    ),
    "a name without a value": (
        {"compose.yml": service(f"environment:\n  {NAME}:\n  B: c"), ".env": f"{NAME}={KEY}\n"},
        [("compose-environment", Status.OK)],
    ),
    "a name without a value, which nothing sets": (
        {"compose.yml": service(f"environment:\n  {NAME}:  # from the shell\n  B: c")},
        [("compose-environment", Status.PROBLEM)],
    ),
    "overridden with nothing": (
        {
            "compose.yaml": service(f"env_file: app.env\nenvironment:\n  {NAME}: ${{{NAME}:-}}"),
            "app.env": f"{NAME}={KEY}\n",
        },
        [("compose-overridden", Status.PROBLEM)],
    ),
    "overridden with nothing in a list": (
        {
            "compose.yaml": service(f"environment:\n  - B=c\n  - {NAME}=${{{NAME}}}\nenv_file:\n  - app.env"),
            "app.env": f"{NAME}={KEY}\n",
        },
        [("compose-overridden", Status.PROBLEM)],
    ),
    "overridden with what .env has": (
        {
            "compose.yaml": service(f"env_file: app.env\nenvironment:\n  {NAME}: ${{{NAME}:-}}"),
            "app.env": f"{NAME}={live_key(4)}\n",
            ".env": f"{NAME}={KEY}\n",
        },
        [("compose-environment", Status.OK)],
    ),
    "set to nothing": (
        {"compose.yaml": service(f'environment: {{{NAME}: ""}}')},
        [("compose-environment", Status.PROBLEM)],
    ),
    "of another variable": (
        {"compose.yaml": service(f"environment:\n  {NAME}: ${{OR_KEY}}"), ".env": f"OR_KEY={KEY}\n"},
        [("compose-environment", Status.OK)],
    ),
    "required": (
        {"compose.yaml": service(f"environment:\n  {NAME}: ${{{NAME}:?set it}}")},
        [("compose-required", Status.PROBLEM)],
    ),
    "quotes in a list": (
        {"compose.yaml": service(f'environment:\n  - {NAME}="{KEY}"')},
        [("compose-environment", Status.PROBLEM)],
    ),
    "quotes around an item": (
        {"compose.yaml": service(f'environment:\n  - "{NAME}={KEY}"')},
        [("compose-environment", Status.OK)],
    ),
    "a file": (
        {"compose.yaml": service("env_file: .env"), ".env": f'{NAME}="{KEY}"  # mine\n'},
        [("compose-env-file", Status.OK)],
    ),
    "files, the last of which counts": (
        {"compose.yaml": service("env_file:\n  - a.env\n  - b.env"), "a.env": f"{NAME}={KEY}\n", "b.env": f"{NAME}=\n"},
        [("compose-env-file", Status.PROBLEM)],
    ),
    "a file as it stands": (
        {"compose.yaml": service("env_file:\n  - path: a.env\n    format: raw"), "a.env": f'{NAME}="{KEY}"\n'},
        [("compose-env-file", Status.PROBLEM)],
    ),
    "a file that is not there": (
        {"compose.yaml": service(f"env_file: a.env\nenvironment:\n  {NAME}: {KEY}")},
        [("compose-env-file", Status.PROBLEM), ("compose-environment", Status.OK)],
    ),
    "a file that need not be there": (
        {"compose.yaml": service(f"env_file:\n  - path: a.env\n    required: false\nenvironment:\n  {NAME}: {KEY}")},
        [("compose-environment", Status.OK)],
    ),
    "a mapping of YAML's": (
        {"compose.yaml": f"x-env: &env\n  {NAME}: {KEY}\nservices:\n  app:\n    build: .\n    environment: *env\n"},
        [],
    ),
    "a mapping that is merged": ({"compose.yaml": service("environment:\n  <<: *env\n  B: c")}, []),
    "another file on top": (
        {
            "compose.yaml": service("command: x"),
            "compose.override.yaml": f"services:\n  app:\n    environment: [{NAME}={KEY}]\n",
        },
        [("compose-environment", Status.OK)],
    ),
    "secrets of Compose": ({"compose.yaml": service("secrets:\n  - openrouter")}, []),
    "a .env at which Compose stops": (
        {"compose.yaml": service(f"environment:\n  - {NAME}"), ".env": f'{NAME}="{KEY}\n'},
        [("compose-env", Status.PROBLEM)],
    ),
}


@pytest.mark.parametrize("name", COMPOSE)
def test_what_compose_gives_a_service(name: str, tmp_path: Path) -> None:
    files, expected = COMPOSE[name]
    results = list(surroundings.check(subject(tmp_path, files)))
    assert found(results) == expected, text(results)
    assert KEY[12:-4] not in text(results)
    assert all(each.repair for each in results if each.status is Status.PROBLEM)


def test_the_shells_value_is_forwarded_and_an_empty_one_is_too(tmp_path: Path) -> None:
    files = {"compose.yaml": service(f"environment:\n  - {NAME}"), ".env": f"{NAME}={KEY}\n"}
    for value, status in ((KEY, Status.OK), ("", Status.PROBLEM)):
        results = list(surroundings.check(subject(tmp_path, files, {NAME: value})))
        assert found(results) == [("compose-environment", status)]


def test_a_program_that_loads_a_file_may_need_nothing_of_compose(tmp_path: Path) -> None:
    results = list(surroundings.check(subject(tmp_path, {"compose.yaml": service("command: x")}, loads=True)))
    assert found(results) == [("compose-not-forwarded", Status.NOTE)]


def test_the_files_that_a_variable_names_are_the_ones(tmp_path: Path) -> None:
    files = {"compose.yaml": service("command: x"), "prod.yaml": service(f"environment: [{NAME}={KEY}]")}
    results = list(surroundings.check(subject(tmp_path, files, {"COMPOSE_FILE": "compose.yaml:prod.yaml"})))
    assert found(results) == [("compose-environment", Status.OK)]


IMAGES: dict[str, tuple[str, bool, list[tuple[str, Status]]]] = {
    "nothing": ("FROM python\nCOPY . .\n", False, []),
    "empty": (f"FROM python\nENV {NAME}=\n", False, [("dockerfile-empty", Status.NOTE)]),
    "empty beside another": (f'FROM python\nENV A=b {NAME}="" C=d\n', False, [("dockerfile-empty", Status.NOTE)]),
    "empty, which hides a file": (f"FROM python\nENV {NAME}=\n", True, [("dockerfile-empty", Status.PROBLEM)]),
    "of no argument": (f"FROM python\nENV {NAME}=${NAME}\n", False, [("dockerfile-empty", Status.NOTE)]),
    "of an argument": (f"FROM python\nARG {NAME}\nENV {NAME}=${NAME}\n", False, []),
    "an argument alone": (f"FROM python\nARG {NAME}\nRUN x\n", False, [("dockerfile-arg", Status.NOTE)]),
    "in an earlier stage": (f"FROM python AS a\nENV {NAME}=\nFROM python\n", False, []),
    "as it was written once": (f"FROM python\nENV {NAME} value\n", False, []),
    "another variable": (f"FROM python\nENV MY_{NAME}=\n", False, []),
}


@pytest.mark.parametrize("name", IMAGES)
def test_what_an_image_has(name: str, tmp_path: Path) -> None:
    dockerfile, loads, expected = IMAGES[name]
    results = list(surroundings.check(subject(tmp_path, {"Dockerfile": dockerfile}, loads=loads)))
    assert found(results) == expected, text(results)


@pytest.mark.parametrize(
    ("ignored", "loads", "count"),
    [
        (".git\n.env\n", True, 1),
        ("**/.env\n", True, 1),
        (".env*\n", True, 1),
        (".env*\n!.env\n", True, 0),
        (".env.example\n# .env\n", True, 0),
        (".env\n", False, 0),
    ],
)
def test_a_file_that_is_left_out_of_an_image(ignored: str, loads: bool, count: int, tmp_path: Path) -> None:
    files = {"Dockerfile": "FROM python\nCOPY . .\n", ".dockerignore": ignored}
    results = list(surroundings.check(subject(tmp_path, files, loads=loads)))
    assert found(results) == [("dockerignore", Status.NOTE)] * count


def workflow(on: str, env: str, job: str = "", step: str = "") -> str:
    return (
        f"{on}\njobs:\n  review:\n{job}    runs-on: ubuntu-latest\n    steps:\n      - run: python app.py\n{step}"
        f"        env:\n          {NAME}: {env}\n"
    )


PATH = ".github/workflows/ci.yml"
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


CALLED = f"on:\n  workflow_call:\njobs:\n  a:\n    steps:\n      - run: x\n        env:\n          {NAME}: {SECRET}\n"


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


RUN = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_EVENT_NAME": "push",
    "GITHUB_JOB": "review",
    "GITHUB_WORKFLOW_REF": "a/b/.github/workflows/ci.yml@refs/heads/main",
}
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


UNITS: dict[str, tuple[str, dict[str, str], list[tuple[str, Status]]]] = {
    "nothing": ("ExecStart=/usr/bin/python app.py", {}, [("systemd-unit", Status.PROBLEM)]),
    "set": (f"Environment={NAME}={KEY}", {}, [("systemd-unit", Status.OK)]),
    "quoted as a whole": (f"Environment=A=b \"{NAME}={KEY}\" 'C=d e'", {}, [("systemd-unit", Status.OK)]),
    "quoted in part": (f'Environment={NAME}="{KEY}"', {}, [("systemd-unit", Status.OK)]),
    "of the shell": (f"Environment={NAME}=${NAME}", {}, [("systemd-unit", Status.PROBLEM)]),
    "empty": (f"Environment={NAME}=", {}, [("systemd-unit", Status.PROBLEM)]),
    "taken away again": (f"Environment={NAME}={KEY}\nEnvironment=", {}, [("systemd-unit", Status.PROBLEM)]),
    "unset": (f"Environment={NAME}={KEY}\nUnsetEnvironment={NAME}", {}, [("systemd-unit", Status.PROBLEM)]),
    "in another section": (f"[Install]\nEnvironment={NAME}={KEY}", {}, [("systemd-unit", Status.PROBLEM)]),
    "on two lines": (f"Environment=A=b \\\n# why\n  {NAME}={KEY}", {}, [("systemd-unit", Status.OK)]),
    "a file": ("EnvironmentFile=@/app.env", {"app.env": f'{NAME}="{KEY}"\n'}, [("systemd-unit", Status.OK)]),
    "a file counts more": (
        f"EnvironmentFile=@/app.env\nEnvironment={NAME}={KEY}",
        {"app.env": f"{NAME}=your-key-here\n"},
        [("systemd-unit", Status.PROBLEM)],
    ),
    "a comment after a value": (
        "EnvironmentFile=@/app.env",
        {"app.env": f"{NAME}={KEY} # mine\n"},
        [("systemd-unit", Status.PROBLEM)],
    ),
    "export": (
        "EnvironmentFile=@/app.env",
        {"app.env": f"export {NAME}={KEY}\n"},
        [("systemd-export", Status.PROBLEM)],
    ),
    "a file that may be elsewhere": ("EnvironmentFile=/opt/app/no.env", {}, [("systemd-unit", Status.UNKNOWN)]),
    "a file that need not be, and is": (
        "EnvironmentFile=-@/app.env",
        {"app.env": f"{NAME}={KEY}\n"},
        [("systemd-unit", Status.OK)],
    ),
    "a path that is not whole": ("EnvironmentFile=.env", {}, [("systemd-environment-file", Status.PROBLEM)]),
    "the home folder": (
        "EnvironmentFile=%h/project/app.env",
        {"app.env": f"{NAME}={KEY}\n"},
        [("systemd-unit", Status.OK)],
    ),
    "another specifier": ("EnvironmentFile=/etc/%i.env", {}, [("systemd-unit", Status.UNKNOWN)]),
    "a specifier in the key": (f"Environment={NAME}=%i", {}, [("systemd-unit", Status.UNKNOWN)]),
    "a specifier beside the key": (f"Environment=HOST=%H {NAME}={KEY}", {}, [("systemd-unit", Status.OK)]),
    "several files": ("EnvironmentFile=@/*.env", {}, [("systemd-unit", Status.UNKNOWN)]),
    "of systemd's own": (f"PassEnvironment={NAME}", {}, [("systemd-unit", Status.UNKNOWN)]),
    "a shell": ("ExecStart=/bin/bash -lc 'python app.py'", {}, [("systemd-unit", Status.UNKNOWN)]),
    "something that loads": ("ExecStart=/usr/bin/dotenv run python app.py", {}, [("systemd-unit", Status.UNKNOWN)]),
}


@pytest.mark.parametrize("name", UNITS)
def test_what_a_unit_gives_its_program(name: str, tmp_path: Path) -> None:
    lines, files, expected = UNITS[name]
    project = subject(tmp_path, files)
    unit = "[Unit]\nDescription=x\n[Service]\n" + lines.replace("@", str(project.world.folder)) + "\n"
    write(project.world.folder, {"deploy/app.service": unit})
    results = list(surroundings.on_request(project, Asked("app")))
    assert found(results) == expected, text(results)
    assert KEY[12:-4] not in text(results)
    assert str(tmp_path) not in text(results)


@pytest.mark.parametrize(("sign", "check"), [("", "systemd-environment-file"), ("-", "systemd-unit")])
def test_a_unit_that_is_installed_has_its_files(sign: str, check: str, tmp_path: Path) -> None:
    project = subject(tmp_path, {})
    unit = f"[Service]\nEnvironmentFile={sign}{tmp_path}/no.env\n"
    write(tmp_path / "home", {".config/systemd/user/app.service": unit})
    results = list(surroundings.on_request(project, Asked("app")))
    assert found(results) == [(check, Status.PROBLEM)]
    assert "~/.config/systemd/user/app.service" in text(results)


def test_drop_ins_come_after_their_unit_in_the_order_of_their_names(tmp_path: Path) -> None:
    files = {
        "app.service": f"[Service]\nEnvironment={NAME}=x\n",
        "app.service.d/20-b.conf": f"[Service]\nEnvironment={NAME}={KEY}\n",
        "app.service.d/10-a.conf": "[Service]\nEnvironment=\n",
    }
    assert found(list(surroundings.on_request(subject(tmp_path, files), Asked("app.service")))) == [
        ("systemd-unit", Status.OK)
    ]


def test_a_template_is_the_unit_of_each_of_its_instances(tmp_path: Path) -> None:
    files = {"app@.service": f"[Service]\nEnvironment={NAME}={KEY}\n"}
    assert found(list(surroundings.on_request(subject(tmp_path, files), Asked("app@one")))) == [
        ("systemd-unit", Status.OK)
    ]


@pytest.mark.parametrize("name", ["gone", "../app", "a/b", "", "a\nb", "\x1b[2J"])
def test_a_unit_that_is_nowhere_is_a_line(name: str, tmp_path: Path) -> None:
    results = list(surroundings.on_request(subject(tmp_path, {"app.service": ""}), Asked(name)))
    assert found(results) == ([("systemd-unit", Status.UNKNOWN)] if name else [])


#: What systemd's own reader of such files was seen to make of a line.
LINES = {
    f"{NAME}={KEY}": KEY,
    f"{NAME} = {KEY}  ": KEY,
    f"{NAME}={KEY}\r": KEY,
    f"{NAME}='{KEY}'": KEY,
    f'{NAME}="{KEY}" # c': f"{KEY}# c",
    f"{NAME}={KEY} # c": f"{KEY} # c",
    f"{NAME}=a\\\nb": "ab",
    f'{NAME}="a\\\nb\\"c\\x"': 'ab"c\\x',
    f"{NAME}=a\\ ": "a ",
    f"{NAME}=x'y'": "x'y'",
    f"{NAME}='a' 'b'c": "abc",
    f"; {NAME}=a": None,
    f"# c\\\n{NAME}=a": "a",
    f"export {NAME}=a": None,
    f"\ufeff{NAME}=a": None,
    NAME: None,
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_read_as_systemd_does(line: str) -> None:
    read = {each.name: each.value for each in reader.read(f"A=b\n{line}\nC=d\n", {})}
    assert read.get(NAME) == LINES[line]
    assert read["C"] == "d"


ENV_FILES: dict[str, tuple[str, list[tuple[str, Status]]]] = {
    "plain": (f"{NAME}={KEY}\n", [("env-file", Status.OK)]),
    "of Windows": (f"{NAME}={KEY}\r\n", [("env-file", Status.OK)]),
    "quoted": (f'{NAME}="{KEY}"\n', [("env-file", Status.PROBLEM)]),
    "a comment": (f"{NAME}={KEY} # mine\n", [("env-file", Status.PROBLEM)] * 2),
    "exported": (f"export {NAME}={KEY}\n", [("env-file", Status.PROBLEM), ("systemd-export", Status.PROBLEM)]),
    "another variable": ("A=b\n", [("env-file", Status.PROBLEM)]),
    "empty": ("", [("env-file", Status.PROBLEM)]),
}


@pytest.mark.parametrize("name", ENV_FILES)
def test_what_those_who_start_programs_take_of_a_file(name: str, tmp_path: Path) -> None:
    content, expected = ENV_FILES[name]
    project = subject(tmp_path, {"app.env": content})
    results = list(surroundings.on_request(project, Asked(env_file=project.world.folder / "app.env")))
    assert found(results) == expected, text(results)


def test_a_comment_that_is_none_is_said(tmp_path: Path) -> None:
    project = subject(tmp_path, {"app.env": f'{NAME}="{KEY}" # mine\n'})
    results = list(surroundings.on_request(project, Asked(env_file=project.world.folder / "app.env")))
    assert text(results).count("the comment after it is a part of it") == 2


def test_a_file_that_is_none_is_a_line(tmp_path: Path) -> None:
    project = subject(tmp_path, {"folder/x": ""})
    for path in ("folder", "gone"):
        results = list(surroundings.on_request(project, Asked(env_file=project.world.folder / path)))
        assert found(results) == [("env-file", Status.UNKNOWN)]


PROGRAM = """\
import os

import requests

key = os.environ["OPENROUTER_API_KEY"]
requests.get("https://openrouter.ai/api/v1/key", headers={"Authorization": f"Bearer {key}"}).raise_for_status()
"""


def test_without_the_shells_variables_the_key_is_missing(tmp_path: Path) -> None:
    write(tmp_path, {"app.py": PROGRAM})
    environment = {NAME: KEY, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    whole = command(tmp_path, "doctor", ".", environment=environment)
    clean = command(tmp_path, "doctor", "--clean-env", ".", environment=environment)
    assert whole.returncode == 0, whole.stdout
    assert clean.returncode == 1
    assert f"{NAME} is set in this shell alone".encode() in clean.stdout


def test_the_options_reach_what_they_ask_for(tmp_path: Path) -> None:
    write(tmp_path, {"app.py": PROGRAM, "app.service": "[Service]\nExecStart=x\n", "app.env": f'{NAME}="{KEY}"\n'})
    environment = {NAME: KEY, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    options = ("--unit", "app", "--env-file", "app.env", "--output-format", "json")
    ran = command(tmp_path, "doctor", *options, ".", environment=environment)
    checks = {each["check"]: each["status"] for each in json.loads(ran.stdout)["results"]}
    assert (checks["systemd-unit"], checks["env-file"]) == ("problem", "problem")
    assert KEY[12:-4] not in ran.stdout.decode()
    assert str(tmp_path) not in ran.stdout.decode()


def everywhere(number: int) -> dict[str, str]:
    """Return files that have a key wherever something is looked at."""
    key = live_key(number)
    return {
        "app.py": PROGRAM,
        ".env": f"{NAME}={key}\nOPENAI_API_KEY='{key}\n",
        "compose.yaml": service(f'environment:\n  - {NAME}="{key}"\nenv_file: {key}.env'),
        "compose.override.yaml": service(f"environment:\n  {NAME}: ${{{key.replace('-', '_')}:-{key}}}"),
        "Dockerfile": f"FROM python\nARG {NAME}={key}\nENV {NAME}={key}\nENV {NAME}=\n",
        PATH: workflow("on: pull_request", f"{key} ${{{{ vars.{key} }}}}", job=f"    environment: {key}\n"),
        ".github/workflows/call.yml": f"jobs:\n  {key}:\n    uses: ./.github/workflows/ci.yml\n",
        "app.service": f"[Service]\nEnvironment={NAME}={key}\nEnvironmentFile={key}.env\nEnvironmentFile=/{key}\n",
        "app.env": f'export {NAME}={key}\n{NAME}="{key}" # {key}\n{key}=x y\n',
    }


@pytest.mark.parametrize("output", ["text", "json"])
@pytest.mark.parametrize("variables", [{}, {**RUN, NAME: ""}, RUN, {"GITLAB_CI": "true", NAME: f"${NAME}"}])
def test_no_key_of_any_place_is_shown(variables: dict[str, str], output: str, tmp_path: Path) -> None:
    write(tmp_path, {f"somebody/project/{path}": text for path, text in everywhere(11).items()})
    folder = tmp_path / "somebody/project"
    environment = {NAME: live_key(12), "HOME": str(folder.parent), "LC_ALL": "C.UTF-8", **variables}
    options = ("--unit", "app", "--env-file", "app.env", "--clean-env", "-v", "--output-format", output)
    for ran in (command(folder, "doctor", *options, environment=environment), command(folder, "doctor")):
        shown = (ran.stdout + ran.stderr).decode()
        assert ran.returncode == 1, shown
        for number in (11, 12):
            digits = live_key(number).removeprefix("sk-or-v1-")
            assert [digits[at : at + 12] for at in range(53) if digits[at : at + 12] in shown] == []
        assert "Traceback" not in shown
        assert "somebody" not in shown


def test_what_is_no_file_or_no_text_is_a_line(tmp_path: Path) -> None:
    project = subject(tmp_path, {"app.service": "[Service]\n"})
    folder = project.world.folder
    for name in ("compose.yaml", "Dockerfile", ".dockerignore", ".env", ".github/workflows/a.yml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(folder / name)
    write(folder, {".github/workflows/b.yml": b"\xff\xfe\x00on: \x00", "compose.override.yml": "services: [" * 5_000})
    results = list(surroundings.check(project))
    assert {each.status for each in results} == {Status.UNKNOWN}
    assert [each.check for each in results] == ["compose", "dockerfile"]
    assert found(list(surroundings.on_request(project, Asked("app", folder / ".env")))) == [
        ("systemd-unit", Status.PROBLEM),
        ("env-file", Status.UNKNOWN),
    ]


def unit(lines: str) -> dict[str, str]:
    return {"app.service": f"[Service]\nExecStart=/usr/bin/python app.py\n{lines}"}


SET, NAMED = f"{NAME}={KEY}\n", service(f"environment: [{NAME}]")
#: Worlds, what the repair says, and what is there once it is done; ``$`` is before a variable's name.
SCENARIOS: dict[str, Scenario] = {
    "Compose forwards nothing": Scenario(
        {"compose.yaml": service("command: x"), ".env": SET},
        "compose-not-forwarded",
        "for the compose file alone",
        "environment: [OPENROUTER_API_KEY]",
        then={"compose.yaml": NAMED},
    ),
    "Compose has nothing to forward": Scenario(
        {"compose.yaml": NAMED},
        "compose-environment",
        "set neither in the shell nor in .env",
        f"add {NAME}=sk-or-v1-... to .env",
        then={".env": SET},
    ),
    "the shell hides .env from Compose": Scenario(
        {"compose.yaml": NAMED, ".env": SET},
        "compose-environment",
        "gets nothing as OPENROUTER_API_KEY",
        "to .env beside the compose file",
        {NAME: ""},
        then={f"${NAME}": None},
    ),
    "Compose overrides with nothing": Scenario(
        {"compose.yaml": service(f"env_file: app.env\nenvironment:\n  {NAME}: ${{{NAME}:-}}"), "app.env": SET},
        "compose-overridden",
        "overridden with nothing",
        f"remove {NAME} from environment: app.env:1 has it",
        then={"compose.yaml": service("env_file: app.env")},
    ),
    "Compose forwards another name": Scenario(
        {"compose.yaml": service(f"environment:\n  {NAME}: ${{OR_KEY}}"), ".env": SET},
        "compose-environment",
        "OR_KEY is set neither",
        "add OR_KEY=",
        then={".env": f"OR_KEY={KEY}\n"},
    ),
    "Compose keeps quotes": Scenario(
        {"compose.yaml": service(f'environment:\n  - {NAME}="{KEY}"')},
        "compose-environment",
        "the quotes around it are a part of it",
        "without quotes",
        then={"compose.yaml": service(f"environment:\n  - {NAME}={KEY}")},
    ),
    "a placeholder in an env_file": Scenario(
        {"compose.yaml": service("env_file: app.env"), "app.env": f"{NAME}=your-key-here\n"},
        "compose-env-file",
        "a placeholder",
        f"write {NAME}=<the key>",
        then={"app.env": SET},
    ),
    "an env_file that is not there": Scenario(
        {"compose.yaml": service("env_file: gone.env")},
        "compose-env-file",
        "is not there",
        "write it",
        then={"gone.env": SET},
    ),
    "an image hides .env": Scenario(
        {"Dockerfile": f"FROM python\nENV {NAME}=\n", "app.py": "dotenv"},
        "dockerfile-empty",
        "load_dotenv() does not replace what is empty",
        "remove the line",
        then={"Dockerfile": "FROM python\n"},
    ),
    "a variable of GitHub's": Scenario(
        {PATH: workflow("on: push", "${{ vars.OPENROUTER_API_KEY }}")},
        "github-actions-vars",
        "comes from vars",
        f"{NAME}: {SECRET}",
        then={PATH: workflow("on: push", SECRET)},
    ),
    "a workflow that is called": Scenario(
        {
            PATH: "on: push\njobs:\n  call:\n    uses: ./.github/workflows/called.yml\n",
            ".github/workflows/called.yml": CALLED,
        },
        "github-actions-call",
        "passes none on",
        "secrets: inherit",
        then={PATH: "on: push\njobs:\n  call:\n    uses: ./.github/workflows/called.yml\n    secrets: inherit\n"},
    ),
    "a step without env": Scenario(
        {PATH: "on: push\njobs:\n  review:\n    steps:\n      - run: x\n"},
        "github-actions-env",
        "the job review has no env: with it",
        f"env: {NAME}: {SECRET}",
        RUN,
        then={PATH: workflow("on: push", SECRET), f"${NAME}": KEY},
    ),
    "a secret that is empty": Scenario(
        {PATH: workflow("on: push", SECRET)},
        "github-actions-empty",
        "it belongs to an environment",
        f"gh secret set {NAME}",
        {**RUN, NAME: ""},
        then={f"${NAME}": KEY},
    ),
    "a protected variable of GitLab's": Scenario(
        {},
        "gitlab-ci",
        "the branch is not protected",
        "define it under Settings",
        {"GITLAB_CI": "true", "CI_COMMIT_REF_PROTECTED": "false"},
        then={f"${NAME}": KEY},
    ),
    "a service without variables": Scenario(
        unit(""), "systemd-unit", "none of a shell's variables", "systemctl edit app", then=unit(f"Environment={SET}")
    ),
    "a service that takes export": Scenario(
        {**unit("EnvironmentFile=%h/project/app.env\n"), "app.env": f"export {SET}"},
        "systemd-export",
        "it is no shell",
        "remove the word export",
        then={"app.env": SET},
    ),
    "a service with a path that is not whole": Scenario(
        {**unit("EnvironmentFile=app.env\n"), "app.env": SET},
        "systemd-environment-file",
        "not absolute",
        "write an absolute path",
        then=unit("EnvironmentFile=%h/project/app.env\n"),
    ),
    "a service with a comment": Scenario(
        {**unit("EnvironmentFile=%h/project/app.env\n"), "app.env": f'{NAME}="{KEY}"  # mine\n'},
        "systemd-unit",
        "the comment after it is a part of it",
        "without a comment after it",
        then={"app.env": SET},
    ),
}


def looked_at(scenario: Scenario, folder: Path) -> list[Result]:
    """Return what is said of a scenario; a unit called app is asked for, if there is one."""
    loads = scenario.files.get("app.py") == "dotenv"
    project = subject(folder, scenario.files, scenario.environment, loads=loads)
    asked = Asked("app" if "app.service" in scenario.files else "")
    return [*surroundings.check(project), *surroundings.on_request(project, asked)]


@pytest.mark.parametrize("name", SCENARIOS)
def test_one_line_names_the_cause_and_what_to_do_about_it(name: str, tmp_path: Path) -> None:
    scenario = SCENARIOS[name]
    results = [each for each in looked_at(scenario, tmp_path) if each.status is Status.PROBLEM]
    assert [each.check for each in results] == [scenario.check], text(results)
    assert scenario.said in text(results)
    assert scenario.repair in said(results[0].repair, "en")


@pytest.mark.parametrize("name", SCENARIOS)
def test_once_that_is_done_nothing_is_wrong(name: str, tmp_path: Path) -> None:
    results = looked_at(repaired(SCENARIOS[name]), tmp_path)
    assert not [each for each in results if each.status in (Status.PROBLEM, Status.UNKNOWN)], text(results)


@pytest.mark.parametrize("first", SCENARIOS)
def test_two_causes_are_two_lines(first: str, tmp_path: Path) -> None:
    one, two = SCENARIOS[first], SCENARIOS["a service that takes export"]
    if not set(one.files).isdisjoint(two.files):
        return
    both = Scenario({**one.files, **two.files}, "", "", "", one.environment)
    found_of_both = [each.check for each in looked_at(both, tmp_path) if each.status is Status.PROBLEM]
    assert found_of_both == [one.check, two.check]
