"""What a table's ``include`` leaves, and what is said where it leaves nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from command_line import LEAK, command, concise, project, write

from flake8_openrouter import check_source
from flake8_openrouter.project.config import Configuration, ConfigurationError, for_folder, parse
from flake8_openrouter.project.discovery import File, discover, is_excluded
from flake8_openrouter.project.walking import Selection

__all__ = ["project"]

NAMES = ("a.py", "b.json", "src/c.py", "src/d.md", "src/deep/e.py", "src/deep/f.toml")


def found(include: tuple[str, ...], exclude: tuple[str, ...] = ()) -> list[str]:
    table = Configuration(root=Path.cwd(), include=include, exclude=exclude)
    items = discover(["."], Selection(lambda folder: table))
    return [item.path.replace(os.sep, "/") for item in items if isinstance(item, File)]


@pytest.mark.parametrize(
    ("include", "left"),
    [
        ((), NAMES),
        (("*",), NAMES),
        (("*.py",), ("a.py", "src/c.py", "src/deep/e.py")),
        (("*.py", "*.json"), ("a.py", "b.json", "src/c.py", "src/deep/e.py")),
        (("src",), NAMES[2:]),
        (("./src/",), NAMES[2:]),
        (("src/*.py",), ("src/c.py", "src/deep/e.py")),
        (("src/deep/*",), NAMES[4:]),
        (("deep",), NAMES[4:]),
        (("**/*.py",), ("a.py", "src/c.py", "src/deep/e.py")),
        (("src/**/*.py",), ("src/c.py", "src/deep/e.py")),
        (("**/deep/**/*.py",), ("src/deep/e.py",)),
        (("a.py", "src/d.md"), ("a.py", "src/d.md")),
        (("py",), ()),
        (("/a.py", "../a.py", ".\\a.py", "[z-a].py", "["), ()),
    ],
)
def test_patterns_as_those_of_exclude(include: tuple[str, ...], left: tuple[str, ...], project: Path) -> None:
    write(project, dict.fromkeys(NAMES, ""))
    assert found(include) == list(left)


def test_what_is_excluded_is_left_out_though_it_is_included(project: Path) -> None:
    write(project, dict.fromkeys(NAMES, ""))
    assert found(("*.py",), ("deep",)) == ["a.py", "src/c.py"]
    assert found(("src",), ("src",)) == []


def test_what_is_named_is_checked_whatever_is_included(project: Path) -> None:
    write(
        project, {"pyproject.toml": '[tool.flake8-openrouter]\ninclude = ["*.json"]\n', "a.py": LEAK, "b/c.txt": LEAK}
    )
    assert command(project, *concise()).returncode == 0
    for name in ("a.py", "b/c.txt"):
        assert command(project, *concise(name)).returncode == 1
        assert command(project, *concise("--force-exclude", name)).returncode == 0
    assert not is_excluded("b", Selection(for_folder, force=True))
    assert command(project, *concise("--isolated")).stdout.count(b"OPR101") == 2


def test_the_nearest_table_holds(project: Path) -> None:
    table = "[tool.flake8-openrouter]\ninclude = [{}]\n"
    write(project, {"pyproject.toml": table.format('"*.py"'), "in/pyproject.toml": table.format('"*.txt"')})
    write(project, dict.fromkeys(("a.py", "a.txt", "in/b.py", "in/b.txt", "in/c/d.txt"), LEAK))
    out = command(project, *concise()).stdout.decode().splitlines()
    assert [line.split(":")[0].replace(os.sep, "/") for line in out] == ["a.py", "in/b.txt", "in/c/d.txt"]


def test_codes_that_are_ignored_by_path_stay_ignored(project: Path) -> None:
    table = (
        '[tool.flake8-openrouter]\ninclude = ["*.txt"]\nper-file-ignores = { "a.txt" = ["OPR101"], "*.md" = ["OPR"] }\n'
    )
    write(project, {"pyproject.toml": table, **dict.fromkeys(("a.txt", "b.txt", "c.md"), LEAK)})
    assert command(project, *concise()).stdout.startswith(b"b.txt:3")


def test_what_matches_nothing_is_said_in_one_line(project: Path) -> None:
    write(
        project, {"pyproject.toml": '[tool.flake8-openrouter]\ninclude = ["scr"]\n', "src/a.py": LEAK, "one/b.py": ""}
    )
    run = command(project, "check")
    where = project / "pyproject.toml"
    assert run.stderr.decode() == f".: no files to check in it: include in {where} does not match any of its 3 files\n"
    one = command(project, "check", "one").stderr.decode()
    assert one == f"one: no files to check in it: include in {where} does not match its one file\n"
    assert (run.returncode, run.stdout) == (0, b"")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("*.py", "expected a list of strings, got '*.py'"),
        ([1], "expected a list of strings"),
        ([""], "expected a list of strings"),
        ([], "an empty list would check nothing: leave it out to check all files"),
        ({"*.py": True}, "expected a list of strings"),
    ],
    ids=str,
)
def test_a_wrong_value_is_said(value: object, said: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="include: ") as error:
        parse({"include": value}, tmp_path / "pyproject.toml")
    assert said in str(error.value)


@pytest.mark.parametrize("key", ["includes", "extend-include", "included"])
def test_a_key_that_there_is_not_is_said(key: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="did you mean 'include'"):
        parse({key: ["*.py"]}, tmp_path / "pyproject.toml")


def test_in_what_is_not_included_nothing_is_reported_elsewhere_either(tmp_path: Path) -> None:
    table = Configuration(root=tmp_path, include=("*.json",))
    assert check_source(LEAK, str(tmp_path / "a.py"), configuration=table) == []
    assert check_source(LEAK, str(tmp_path / "a.json"), configuration=table) != []
