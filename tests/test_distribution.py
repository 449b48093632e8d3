"""What is published: a source distribution that holds what its own tests and commands need, and where it leads to."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import tomli
from command_line import PROJECT

from flake8_openrouter.rules import _pages
from flake8_openrouter.rules._registry import all_rules

pytestmark = pytest.mark.alike

METADATA: Mapping[str, Any] = tomli.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the unpacked source distribution, which is built without a network."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("distribution")
    built = [sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", str(folder)]
    subprocess.run(built, cwd=PROJECT, capture_output=True, timeout=120, check=True)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    (unpacked,) = (path for path in folder.iterdir() if path.is_dir())
    return unpacked


def within(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.skipif(not (PROJECT / ".git").exists(), reason="what belongs to the project is known by Git")
def test_it_holds_all_that_git_knows_and_no_more(unpacked: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True)
    there = {path for path in listed.stdout.split("\0") if path and (PROJECT / path).is_file()}
    assert within(unpacked) - {"PKG-INFO"} == there


def test_it_holds_what_its_tests_and_commands_name(unpacked: Path) -> None:
    named: set[str] = set()
    for path in [*(unpacked / "tests").rglob("*.py"), *(unpacked / "docs").glob("*.py")]:
        text = path.read_text(encoding="utf-8")
        for chain in re.findall(r'\bPROJECT((?: / "[\w.-]+")+)', text):
            named.add("/".join(re.findall(r'"([\w.-]+)"', chain)))
    assert {"README.md", "action.yml", ".pre-commit-hooks.yaml", "pyproject.toml"} <= named
    assert {name for name in named - {".git"} if not (unpacked / name).exists()} == set()


def test_its_first_command_shows_what_its_document_says(unpacked: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "flake8", "examples"], cwd=unpacked, capture_output=True, text=True, timeout=120
    )
    assert result.returncode == 1
    document = (unpacked / "examples" / "README.md").read_text(encoding="utf-8")
    assert f"$ flake8 examples\n{result.stdout}```\n" in document


def test_its_tests_can_be_run(unpacked: Path) -> None:
    def pytest_(*arguments: str) -> str:
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", "0", *arguments]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        return subprocess.run(
            command, cwd=unpacked, env=environment, capture_output=True, text=True, timeout=300
        ).stdout

    there = {line.partition("::")[0] for line in pytest_("--collect-only").splitlines() if "::" in line}
    assert there >= {f"tests/{path.name}" for path in (PROJECT / "tests").glob("test_*.py")}
    assert re.search(r"= \d+ passed in", pytest_("tests/test_readme.py", "-v"))


def test_the_addresses_are_the_repositorys() -> None:
    urls = METADATA["urls"]
    assert set(urls) == {"Homepage", "Documentation", "Source", "Changelog", "Issues"}
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    (repository,) = set(re.findall(r"- repo: (\S+/flake8-openrouter)$", readme, re.MULTILINE))
    assert all(url.startswith(repository) for url in urls.values())
    assert urls["Source"] == repository
    assert f"{repository}/blob/v{re.findall(r'rev: v(.+)', readme)[0]}" == _pages.SOURCE
    for url in (urls["Changelog"], *map(_pages.url, all_rules())):
        assert (PROJECT / url.partition("/blob/")[2].partition("/")[2]).is_file()


def test_the_classifiers_name_each_python_that_is_supported() -> None:
    named = re.findall(r"Python :: 3\.(\d+)$", "\n".join(METADATA["classifiers"]), re.MULTILINE)
    assert named == [str(minor) for minor in range(int(METADATA["requires-python"].removeprefix(">=3.")), 15)]
