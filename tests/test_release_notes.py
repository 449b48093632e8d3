"""The notes of a release are cut out of the changelog."""

from __future__ import annotations

import subprocess
import sys

import pytest
from command_line import PROJECT
from release_notes import notes

from flake8_openrouter import __version__

pytestmark = pytest.mark.alike

CHANGELOG = """\
# Changelog

## 0.2.0 (unreleased)

- Not yet.

## 0.1.1 (2026-12-24)

- One.

Files:

- Two.

## 0.1.0 (2026-12-01)

The first version.
"""


@pytest.mark.parametrize(
    ("version", "wanted"), [("0.1.1", "- One.\n\nFiles:\n\n- Two.\n"), ("0.1.0", "The first version.\n")]
)
def test_a_version_has_its_section(version: str, wanted: str) -> None:
    assert notes(CHANGELOG, version) == wanted


@pytest.mark.parametrize(
    ("version", "reason"),
    [("0.2.0", "0.2.0 has no date in the changelog: unreleased"), ("0.1", "the changelog has no section 0.1")],
)
def test_what_is_not_to_be_released(version: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}$"):
        notes(CHANGELOG, version)


def test_the_changelog_begins_with_this_version() -> None:
    text = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    first = text.partition("\n## ")[2].partition("\n")[0]
    assert first.startswith(f"{__version__} (")
    assert notes(text.replace("(unreleased)", "(2026-12-01)"), __version__).startswith("The first version.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["0.0.0"], "the changelog has no section 0.0.0\n"), ([], "usage: python docs/release_notes.py VERSION\n")],
)
def test_the_script_says_what_is_wrong(arguments: list[str], said: str) -> None:
    command = [sys.executable, str(PROJECT / "docs" / "release_notes.py"), *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (1, "", said)
