"""The doctor's scenarios, run: each program fails against the double, and gets 200 once the repair is followed."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import write
from doctor_scenarios import KEY, OTHER, SCENARIOS, Scenario, repaired
from openrouter import runner, runtimes, server
from openrouter.server import Double

pytestmark = pytest.mark.alike

#: Scenarios in which the key that the shell has is the right one.
_THE_SHELLS = ("the file's key beats the shell's",)
#: What they need that is not in the tests' environment; ``trust_env = False`` takes the double's certificate away.
_NEEDS = ("trust_env", "openai", "openrouter import", "litellm", "dotenv/config", 'from "dotenv"', "streamlit")


@pytest.fixture(scope="module")
def double(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Double]:
    with server.running(tmp_path_factory.mktemp("double")) as running:
        yield running


def _program(scenario: Scenario) -> str:
    """Return the program of a scenario, empty where it can't be run here, or another reader is what goes wrong."""
    every = [*scenario.files.values(), *(value or "" for value in scenario.then.values())]
    if (
        scenario.check == "readers"
        or any(word in text for text in every for word in _NEEDS)
        or "package.json" in scenario.files
    ):
        return ""
    return next((name for name in scenario.files if name in ("app.py", "app.mjs")), "")


RUN = [name for name, scenario in SCENARIOS.items() if _program(scenario)]


def statuses(scenario: Scenario, double: Double, folder: Path) -> list[int]:
    """Return what the double answers a scenario's program."""
    name = _program(scenario)
    folder.mkdir()
    write(folder, {**scenario.files, **scenario.home})
    runtime = runtimes.PYTHON if name == "app.py" else runtimes.NODE
    ran = runner.run(scenario.files[name], double, folder, scenario.environment, runtime=runtime)
    return [each.status for each in ran.seen]


def test_enough_of_them_are_run() -> None:
    assert len(RUN) >= 20


@pytest.mark.parametrize("name", RUN)
def test_the_program_fails_until_the_repair_is_followed(name: str, double: Double, tmp_path: Path) -> None:
    scenario = SCENARIOS[name]
    if _program(scenario) == "app.mjs" and shutil.which("node") is None:
        pytest.skip("needs Node")
    right, wrong = (OTHER, KEY) if name in _THE_SHELLS else (KEY, OTHER)
    double.keys = dataclasses.replace(double.keys, valid=right, unknown=wrong)
    assert 200 not in statuses(scenario, double, tmp_path / "before")
    assert statuses(repaired(scenario), double, tmp_path / "after")[-1:] == [200]
