"""The same input gives the same bytes, however, wherever and in what surroundings the command is run."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import BARE, BROKEN, LEAK, command, write

from flake8_openrouter.reports import FORMATS

pytestmark = pytest.mark.alike

COMMANDS = {
    **{name: ("check", "--output-format", name, "--show-fixes", "--statistics") for name in FORMATS},
    "diff": ("check", "--diff", "--unsafe-fixes"),
    "fixes": ("check", "--fix", "--unsafe-fixes", "--exit-zero"),
}
#: All that is not the input, changed at once.
SURROUNDINGS = {"PYTHONHASHSEED": "random", "LC_ALL": "C", "TZ": "Pacific/Kiritimati", "COLUMNS": "40", "TERM": "dumb"}


def project(folder: Path) -> Path:
    both = LEAK + BARE.replace("import os\n\n", "") + 'print(KEY)\nNAME = "é"\n'
    files = {f"{part}/m{number}.py": both for part in ("b", "a", "é") for number in range(3)}
    write(folder, {**files, "broken.py": BROKEN, "pyproject.toml": "", ".git/HEAD": "ref: refs/heads/main\n"})
    return folder


def output(folder: Path, *arguments: str, **environment: str) -> tuple[bytes, bytes]:
    result = command(folder, *arguments, environment={"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", **environment})
    return result.stdout, result.stderr


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_surroundings_change_nothing(arguments: tuple[str, ...], tmp_path: Path) -> None:
    for name in ("usual", "other"):
        (tmp_path / name).mkdir()
    usual = output(project(tmp_path / "usual"), *arguments, "--jobs", "1")
    assert usual[0] or usual[1]
    assert output(project(tmp_path / "other"), *arguments, "--jobs", "2", **SURROUNDINGS) == usual


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_the_order_of_the_paths_changes_nothing(arguments: tuple[str, ...], tmp_path: Path) -> None:
    paths = ("a", "b", "broken.py", "é")
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    one = output(project(tmp_path / "one"), *arguments, *paths)
    assert output(project(tmp_path / "other"), *arguments, *reversed(paths)) == one


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"text", "concise"}))
def test_the_current_folder_changes_nothing_for_machines(name: str, tmp_path: Path) -> None:
    folder = project(tmp_path)
    arguments = ("check", "--output-format", name, str(folder))
    here = output(folder, *arguments)
    assert b"a/m0.py" in here[0]
    for other in (folder / "a", Path("/")):
        assert output(other, *arguments) == here


def test_pages_and_inspections_are_the_same(tmp_path: Path) -> None:
    folder = project(tmp_path)
    for arguments in (("rule", "--all"), ("inspect", "a/m0.py"), ("inspect", "a/m0.py", "--output-format", "json")):
        assert output(folder, *arguments, **SURROUNDINGS) == output(folder, *arguments)
