"""What documents name is there: files, headings, functions, and the addresses by which a package index shows them."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest
from command_line import PROJECT

import flake8_openrouter
from flake8_openrouter.command.main import main

pytestmark = pytest.mark.alike

REPOSITORY = "https://github.com/flake8-openrouter/flake8-openrouter"
README = PROJECT / "README.md"
ARCHITECTURE = PROJECT / "docs" / "architecture.md"
PACKAGE = PROJECT / "flake8_openrouter"

#: Those that people write; the others are drawn.
DOCUMENTS = [
    *sorted(PROJECT.glob("*.md")),
    *(
        PROJECT / f"docs/{name}.md"
        for name in ("architecture", "command", "configuration", "fleet", "integrations", "rules")
    ),
    PROJECT / "examples" / "README.md",
]

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def prose(path: Path) -> str:
    return _FENCED.sub("", path.read_text(encoding="utf-8"))


def anchors(path: Path) -> set[str]:
    """Return the names by which GitHub links to a document's headings."""
    headings = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    for link in _LINK.findall(prose(document)):
        address, _, anchor = link.partition("#")
        if not address.startswith(f"{REPOSITORY}/blob/main/"):
            if address.startswith("https://"):
                continue
            target = (document.parent / address).resolve() if address else document
        else:
            target = PROJECT / address.removeprefix(f"{REPOSITORY}/blob/main/")
        assert target.is_file(), link
        assert not anchor or anchor in anchors(target), link


def test_the_readmes_links_work_on_a_package_index() -> None:
    links = _LINK.findall(prose(README))
    assert len(links) > 10
    assert [link for link in links if not link.startswith(REPOSITORY)] == []


def test_the_readme_is_short_and_holds_its_two_commands() -> None:
    lines = README.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 185
    for command in (".venv/bin/pip install -q . && .venv/bin/flake8 examples", "'.[test]' && .venv/bin/pytest"):
        assert [line for line in lines if line.startswith("python3 -m venv .venv && ") and line.endswith(command)]


@pytest.mark.parametrize(
    "document",
    [*DOCUMENTS, PROJECT / "docs" / "github-actions.yml"],
    ids=lambda path: path.relative_to(PROJECT).as_posix(),
)
def test_what_needs_a_release_is_said_before_it(document: Path) -> None:
    """Each block that installs by name, or by the tag, comes after a sentence that says so in its own section."""
    text = document.read_text(encoding="utf-8")
    version = re.search(r'__version__ = "(.+)"', (PACKAGE / "_version.py").read_text(encoding="utf-8"))
    assert version is not None
    if f"## {version[1]} (unreleased)" not in (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8"):
        return
    for section in re.split(r"^#+ ", text, flags=re.MULTILINE):
        for name in ("pip install flake8-openrouter", "[flake8-openrouter]", f"rev: v{version[1]}", f"@v{version[1]}"):
            before, found, _ = section.partition(name)
            assert not found or re.search(r"release|tag `v", before), f"{document.name}: {name}"


def test_the_walk_passes_these_functions_in_this_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = re.findall(r"^\| [^|]+ \| `([\w/]+\.py)` \| `([\w.]+)` \|", prose(ARCHITECTURE), re.MULTILINE)
    assert len(rows) > 25
    program = tmp_path / "examples" / "missing_bearer.py"
    program.parent.mkdir()
    before = (PROJECT / "examples" / "missing_bearer.py").read_text(encoding="utf-8")
    program.write_text(before, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    calls = iter(called(lambda: main(["check", "--fix", "--no-cache", "--jobs", "1", "examples/missing_bearer.py"])))
    assert next((row for row in rows if row not in calls), None) is None, "not called, or not after those above it"
    after = before.replace('"Authorization": API_KEY', '"Authorization": f"Bearer {API_KEY}"')
    assert program.read_text(encoding="utf-8") == after != before


def called(run: Callable[[], object]) -> list[tuple[str, str]]:
    """Return the functions of the package that are called, or go on, by module; a class where its object is made."""
    package = f"{Path(flake8_openrouter.__file__).parent}{os.sep}"
    found: list[tuple[str, str]] = []

    def note(frame: FrameType, event: str, argument: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(package):
            module, name = frame.f_code.co_filename.removeprefix(package).replace(os.sep, "/"), frame.f_code.co_name
            owner = type(frame.f_locals["self"]).__name__ if "self" in frame.f_locals else ""
            found.append((module, owner if name == "__init__" else f"{owner}.{name}".lstrip(".")))

    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(None)
    return found


def test_the_architecture_names_files_that_are_there() -> None:
    text = prose(ARCHITECTURE)
    places = {path.relative_to(folder).as_posix() for folder in (PROJECT, PACKAGE) for path in PACKAGE.rglob("*")}
    places |= {path.relative_to(PROJECT).as_posix() for path in (PROJECT / "tests").rglob("*")}
    for name in re.findall(r"`([\w/]+(?:\.py|/))`", text):
        wanted = name.rstrip("/")
        assert any(place == wanted or place.endswith(f"/{wanted}") for place in places), name


def test_the_architecture_has_each_package_and_no_other() -> None:
    top = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    of_python = {path.name for path in (PACKAGE / "languages" / "python").iterdir() if path.is_dir()} - {"__pycache__"}
    rows = re.findall(r"^\| (`[^|]+) \|", prose(ARCHITECTURE), re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)/`", row)}
    assert named == top | of_python
