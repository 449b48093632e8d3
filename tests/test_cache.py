"""What is known to be clean is passed by, and nothing else is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from command_line import BARE, BARE_FOUND, BROKEN, MENDED, command, concise, project, write

from flake8_openrouter.command.main import main
from flake8_openrouter.disk import files
from flake8_openrouter.project import baseline
from flake8_openrouter.run import cache, pool
from flake8_openrouter.run.cache import Cache
from flake8_openrouter.run.tasks import Outcome, Task

__all__ = ["project"]

IMPORTING = """\
import os
import requests
from settings import HEADERS

requests.get("https://openrouter.ai/api/v1/key", headers=HEADERS)
"""
TABLE = "[tool.flake8-openrouter]\n"
GOOD = """HEADERS = {"Authorization": f"Bearer {os.environ['OPENROUTER_API_KEY']}"}\n"""
BAD = """HEADERS = {"Authorization": os.environ["OPENROUTER_API_KEY"]}\n"""


@pytest.fixture(autouse=True)
def caches(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path_factory.mktemp("caches")
    monkeypatch.setenv("XDG_CACHE_HOME", str(place))
    return place


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the files that are checked from now on, and not passed by."""
    paths: list[str] = []
    work = pool._worked
    monkeypatch.setattr(pool, "_worked", lambda tasks: paths.extend(task.path for task in tasks) or work(tasks))
    return paths


def test_a_clean_file_is_checked_once(project: Path, checked: list[str]) -> None:
    write(project, {"app.py": MENDED, "other.py": BARE})
    assert [main(concise(".")) for _ in range(2)] == [1, 1]
    assert checked == ["app.py", "other.py", "other.py"]


def test_no_cache_asks_and_remembers_nothing(project: Path, checked: list[str], caches: Path) -> None:
    write(project, {"app.py": MENDED})
    assert main(concise("--no-cache", ".")) == 0
    assert list(caches.iterdir()) == []
    assert [main(concise(".")), main(concise("--no-cache", "."))] == [0, 0]
    assert checked == ["app.py"] * 3


@pytest.mark.parametrize(
    "change",
    [
        {"app.py": MENDED + "\n"},
        {"pyproject.toml": "[tool.flake8-openrouter]\nselect = ['OPR1']\n"},
        {"pyproject.toml": "[tool.flake8-openrouter]\nenv-names = ['MY_KEY']\n"},
    ],
)
def test_another_text_or_setting_is_checked_anew(change: dict[str, str], project: Path, checked: list[str]) -> None:
    write(project, {"app.py": MENDED})
    assert main(concise(".")) == 0
    write(project, change)
    from flake8_openrouter.project import config

    config.for_folder.cache_clear()
    assert main(concise(".")) == 0
    assert [path for path in checked if path == "app.py"] == ["app.py"] * 2


def test_options_are_settings_too(project: Path, checked: list[str]) -> None:
    write(project, {"app.py": BARE})
    assert main(concise("--ignore", "OPR301", ".")) == 0
    assert main(concise(".")) == 1
    assert [path for path in checked if path == "app.py"] == ["app.py"] * 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"settings.py": GOOD}, {"settings.py": BAD}),
        ({}, {"settings.py": BAD}),
        ({"src/settings.py": BAD, "settings.py": GOOD}, {"settings.py": None}),
    ],
)
def test_what_a_file_imports_counts(
    before: dict[str, str], after: dict[str, str | None], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = {name: f"import os\n\n{text}" for name, text in before.items()}
    write(project, {"app.py": IMPORTING, "pyproject.toml": "[tool.flake8-openrouter]\n", **head})
    assert main(concise("app.py")) == 0
    for name, text in after.items():
        if text is None:
            (project / name).unlink()
        else:
            write(project, {name: f"import os\n\n{text}"})
    assert main(concise("app.py")) == 1
    assert "OPR301" in capsys.readouterr().out


def test_a_fix_that_is_taken_back_counts(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = f"requests.get(NAME, headers={GOOD.partition(' = ')[2].strip()})\n"
    using = f"import os\nimport requests\nfrom b import NAME\n\n{call}"
    bases = 'BASE = "http://openrouter.ai/api/v1/key"\nMODELS = "https://openrouter.ai/api/v1/key"\n'
    wrong = f"import os\nimport requests\n\n{bases}{call.replace('NAME', 'BASE')}"
    others = {"c.py": using.replace("NAME", "MODELS"), "z.py": using.replace("NAME", "BASE")}
    write(project, {"pyproject.toml": TABLE, "b.py": wrong, **others})
    assert [main(concise(".")), main(concise("--fix", "--unsafe-fixes", "."))] == [1, 0]
    write(project, {"b.py": wrong})
    capsys.readouterr()
    assert main(concise(".")) == 1
    cached = capsys.readouterr().out
    assert "z.py:5:14: OPR602" in cached
    assert main(concise("--no-cache", ".")) == 1
    assert capsys.readouterr().out == cached


def test_what_changes_during_a_run_counts(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project, {"app.py": IMPORTING, "settings.py": f"import os\n\n{GOOD}", "pyproject.toml": TABLE})
    work = pool._worked

    def worked(tasks: Sequence[Task]) -> list[Outcome]:
        outcomes = work(tasks)
        write(project, {"settings.py": f"import os\n\n{BAD}"})
        return outcomes

    monkeypatch.setattr(pool, "_worked", worked)
    assert main(concise("app.py")) == 0
    monkeypatch.setattr(pool, "_worked", work)
    assert main(concise("app.py")) == 1


def test_a_folder_that_is_named_as_a_package_counts(project: Path) -> None:
    write(project, {"app/z.py": IMPORTING, "app/settings.py": f"import os\n\n{BAD}", "pyproject.toml": TABLE})
    (project / "app/__init__.py").mkdir()
    assert main(concise("app/z.py")) == 0
    (project / "app/__init__.py").rmdir()
    assert main(concise("app/z.py")) == 1


def test_a_baseline_that_is_gone_is_missed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"app.py": MENDED, "pyproject.toml": f"{TABLE}baseline = 'known.json'\n"})
    assert main(concise("--write-baseline", "known.json", ".")) == 0
    assert main(concise(".")) == 0
    (project / "known.json").unlink()
    baseline.read.cache_clear()
    assert main(concise(".")) == 2
    assert "known.json" in capsys.readouterr().err


def test_a_dependency_that_would_be_waited_for_is_none(project: Path) -> None:
    write(project, {"app.py": IMPORTING, "pyproject.toml": TABLE})
    os.mkfifo(project / "settings.py")
    assert main(concise("app.py")) == 0


@pytest.mark.parametrize("path", ["a\0b", "\ud800", "missing.py", "app.py/x"])
def test_what_can_not_be_there_has_no_state(path: str, project: Path) -> None:
    write(project, {"app.py": MENDED})
    assert files.state(path) is None


def test_what_is_unreadable_is_not_remembered(project: Path, checked: list[str]) -> None:
    write(project, {"app.py": BARE.replace("json={})", "json={})  # noqa: OPR301"), "bad.py": BROKEN})
    assert [main(concise(".")) for _ in range(2)] == [1, 1]
    assert checked == ["app.py", "bad.py", "bad.py"]


def test_a_fix_does_not_make_what_was_there_clean(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"app.py": BARE})
    assert main(concise("--fix", ".")) == 0
    write(project, {"app.py": BARE})
    capsys.readouterr()
    assert main(concise(".")) == 1
    assert capsys.readouterr().out == BARE_FOUND


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\x00\xff",
        b"[]",
        b"{}",
        b'{"stamp": 1, "clean": 2}',
        b'{"stamp": "STAMP", "clean": [1]}',
        b'{"stamp": "STAMP", "clean": {"app.py": null}}',
        b'{"stamp": "STAMP", "clean": {"APP": ["0", {"x": 1}]}}',
        b'{"stamp": "STAMP", "clean": {"APP": ["0", {"x": [1]}]}}',
        b'{"stamp": "STAMP", "clean": {"APP": ["0", {"\\u0000": null}]}}',
        b'{"stamp": "another", "clean": {}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_cache_is_an_empty_one(damage: bytes, project: Path, caches: Path, checked: list[str]) -> None:
    write(project, {"app.py": MENDED})
    assert main(concise(".")) == 0
    (file,) = caches.glob("*/*.json")
    stamp = json.loads(file.read_bytes())["stamp"]
    file.write_bytes(damage.replace(b"STAMP", stamp.encode()).replace(b"APP", os.fsencode(project / "app.py")))
    assert [main(concise(".")) for _ in range(2)] == [0, 0]
    assert [path for path in checked if path == "app.py"] == ["app.py"] * 2
    assert json.loads(file.read_bytes())["stamp"] == stamp


def test_another_package_remembers_nothing_of_ours(
    project: Path, checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, {"app.py": MENDED})
    assert main(concise(".")) == 0
    monkeypatch.setattr(Cache, "_stamp", "another")
    assert main(concise(".")) == 0
    assert [path for path in checked if path == "app.py"] == ["app.py"] * 2


@pytest.mark.parametrize("place", ["relative", "/dev/null/x", "/proc/1/x"])
def test_without_a_place_for_caches_all_is_checked(
    place: str, project: Path, checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", place)
    write(project, {"app.py": MENDED})
    assert [main(concise(".")) for _ in range(2)] == [0, 0]
    assert [path for path in checked if path == "app.py"] == ["app.py"] * 2


def test_a_cache_that_is_a_link_to_itself_is_empty(project: Path, caches: Path, checked: list[str]) -> None:
    write(project, {"app.py": MENDED})
    assert main(concise(".")) == 0
    (file,) = caches.glob("*/*.json")
    file.unlink()
    file.symlink_to(file)
    assert main(concise(".")) == 0
    assert [path for path in checked if path == "app.py"] == ["app.py"] * 2


def test_a_package_that_nothing_tells_from_others_remembers_nothing(
    project: Path, caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache.os, "walk", lambda _: iter(()))
    write(project, {"app.py": MENDED})
    assert main(concise(".")) == 0
    assert list(caches.iterdir()) == []


def test_files_that_are_gone_are_forgotten(project: Path, caches: Path) -> None:
    write(project, {"a.py": MENDED, "b.py": MENDED})
    assert main(concise(".")) == 0
    (project / "a.py").unlink()
    write(project, {"c.py": MENDED})
    assert main(concise(".")) == 0
    (file,) = caches.glob("*/*.json")
    assert [Path(path).name for path in json.loads(file.read_bytes())["clean"]] == ["b.py", "c.py"]


def test_runs_at_once_do_not_disturb_each_other(project: Path, caches: Path) -> None:
    write(project, {f"m{number}.py": MENDED + f"# {number}\n" for number in range(20)} | {"app.py": BARE})
    started = [
        subprocess.Popen([sys.executable, "-m", "flake8_openrouter", *concise(".")], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert [run.communicate(timeout=60)[0] for run in started] == [BARE_FOUND] * 4
    assert command(project, *concise(".")).stdout.decode() == BARE_FOUND
    (file,) = caches.glob("*/*")
    assert len(json.loads(file.read_bytes())["clean"]) == 20
