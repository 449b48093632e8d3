"""Compose files and Dockerfiles: what a container gets of a key, beside what only looks like a mistake."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import live_key
from surrounded import KEY, NAME, found, service, subject, text

from flake8_openrouter.doctor import surroundings
from flake8_openrouter.doctor.results import Status

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
    "overridden with nothing, as its file does": (
        {"compose.yaml": service(f"env_file: app.env\nenvironment: [{NAME}]"), "app.env": f"{NAME}=\n"},
        [("compose-environment", Status.PROBLEM)],
    ),
    "a file whose name is not known": ({"compose.yaml": "services:\n  a:\n    env_file: ${STAGE}.env\n"}, []),
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


@pytest.mark.parametrize(("value", "status"), [("sk-proj-" + "A1b2C3d4" * 3, Status.OK), ("", Status.PROBLEM)])
def test_another_providers_variable_holds_a_key_of_its_own(value: str, status: Status, tmp_path: Path) -> None:
    files = {"compose.yaml": service(f"environment: [OPENAI_API_KEY={value}]")}
    results = list(surroundings.check(subject(tmp_path, files, reads="OPENAI_API_KEY")))
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
    "of another variable, with a default": (f"FROM python\nENV {NAME}=${{KEY:-{KEY}}}\n", False, []),
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
