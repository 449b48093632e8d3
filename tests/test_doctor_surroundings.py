"""What is around a project as a whole: worlds in which something is wrong, and that no key of one is shown."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from command_line import command, write
from doctor_scenarios import Scenario, repaired
from harness import live_key
from surrounded import CALLED, KEY, NAME, PATH, PROGRAM, RUN, SECRET, found, service, subject, text, unit, workflow

from flake8_openrouter.doctor import surroundings
from flake8_openrouter.doctor.catalogue import said
from flake8_openrouter.doctor.results import Result, Status
from flake8_openrouter.doctor.surroundings import Asked


def test_without_the_shells_variables_the_key_is_missing(tmp_path: Path) -> None:
    write(tmp_path, {"app.py": PROGRAM})
    environment = {NAME: KEY, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    whole = command(tmp_path, "doctor", ".", environment=environment)
    clean = command(tmp_path, "doctor", "--clean-env", ".", environment=environment)
    assert whole.returncode == 0, whole.stdout
    assert clean.returncode == 1
    assert f"{NAME} is set in this shell alone".encode() in clean.stdout
    assert f"{NAME} is set nowhere".encode() in clean.stdout


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
        unit(""),
        "systemd-unit",
        "none of a shell's variables",
        "write in app.service, under [Service]",
        then=unit(f"Environment={SET}"),
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
