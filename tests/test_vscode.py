"""The extension of VS Code says the same as the package: its version, its settings, its languages, what it installs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from command_line import PROJECT

from flake8_openrouter import __version__
from flake8_openrouter.languages import LANGUAGES, TEXT
from flake8_openrouter.server import client_settings

pytestmark = pytest.mark.alike

FOLDER = PROJECT / "editors" / "vscode"
MANIFEST: dict[str, Any] = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
CONTRIBUTES = MANIFEST["contributes"]
SETTINGS: dict[str, Any] = {
    name.removeprefix("openrouter."): setting for name, setting in CONTRIBUTES["configuration"]["properties"].items()
}
README = (FOLDER / "README.md").read_text(encoding="utf-8")

#: Those that say which server is run.
OF_THE_SEARCH = {"path", "interpreter"}


def source(name: str) -> str:
    return (FOLDER / "src" / name).read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table below a heading of the extension's README."""
    section = README.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line] for line in lines[1:]]


def test_its_version_is_the_packages() -> None:
    locked = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    assert MANIFEST["version"] == locked["version"] == locked["packages"][""]["version"] == __version__


def test_its_settings_are_the_servers() -> None:
    assert set(SETTINGS) - OF_THE_SEARCH == set(client_settings._SETTINGS)
    named = re.search(r"OF_THE_SERVER = \[(.*?)\]", source("settings.ts"), re.DOTALL)
    assert named is not None
    assert re.findall(r'"(.*?)"', named[1]) == [name for name in SETTINGS if name not in OF_THE_SEARCH]


def test_the_server_takes_each_value_that_a_setting_can_have() -> None:
    defaults = {name: setting["default"] for name, setting in SETTINGS.items() if name not in OF_THE_SEARCH}
    assert client_settings.read(defaults) == (client_settings.ClientSettings(), ())
    assert SETTINGS["fixAll"]["enum"] == list(client_settings._FIXES)
    for value in SETTINGS["fixAll"]["enum"]:
        assert client_settings.read({"fixAll": value}) == (client_settings.ClientSettings(fix_all=value), ())


def test_a_workspace_that_is_not_trusted_names_no_program_and_no_file() -> None:
    restricted = MANIFEST["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]
    assert set(restricted) == {f"openrouter.{name}" for name in (*OF_THE_SEARCH, "configuration", "log")}


def test_the_readme_has_each_setting_and_its_default() -> None:
    expected = [
        [f"`openrouter.{name}`", "" if setting["default"] == "" else f"`{json.dumps(setting['default'])}`"]
        for name, setting in SETTINGS.items()
    ]
    assert [cells[:2] for cells in rows("Settings")] == expected


def test_the_readme_has_each_command() -> None:
    titles = [f"**{command['category']}: {command['title']}**" for command in CONTRIBUTES["commands"]]
    assert [cells[0] for cells in rows("Use")] == titles


def test_each_command_is_registered() -> None:
    registered = re.findall(r'"(openrouter\.\w+)":', source("commands/registered.ts"))
    assert registered == [command["command"] for command in CONTRIBUTES["commands"]]


def test_the_readme_has_each_language() -> None:
    known = [language for language in LANGUAGES if language is not TEXT]
    names = [", ".join(f"`{suffix}`" for suffix in language.suffixes) for language in known]
    assert rows("Languages") == [list(row) for row in zip([each.title for each in known], names, strict=True)]


def test_what_it_tells_to_install_is_an_extra_of_the_package() -> None:
    import tomli

    extras = tomli.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for text in (README, source("server/install.ts")):
        named = re.findall(r"flake8-openrouter\[([\w,]+)\]", text)
        assert named
        assert {extra for names in named for extra in names.split(",")} <= set(extras)


def test_what_it_shows_is_there_and_small() -> None:
    shown = [FOLDER / path for path in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)]
    assert shown
    for path in (FOLDER / MANIFEST["icon"], *shown):
        assert path.read_bytes().startswith(b"\x89PNG\r\n"), path
        assert path.stat().st_size < 150_000, path


def test_the_lock_file_leaves_open_where_packages_are_taken_from() -> None:
    text = (FOLDER / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in text
    assert '"resolved"' not in text


def test_it_sends_nothing() -> None:
    for path in sorted(Path(FOLDER, "src").rglob("*.ts")):
        used = re.findall(
            r"\bfetch\(|node:(?:https?|net|tls|dgram)\b|TelemetryLogger|XMLHttpRequest|WebSocket",
            path.read_text("utf-8"),
        )
        assert used == [], path
