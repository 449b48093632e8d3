"""What docs/editors.md tells to write into editors' settings: it can be parsed, and names what there is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from typing import Any

import pytest
import tomli
from manuals import DOCS, Block, blocks

from flake8_openrouter.pylsp import NAME
from flake8_openrouter.server import actions, client_settings, names
from flake8_openrouter.server.client_settings import SECTION

pytestmark = pytest.mark.alike

#: The blocks of settings.
BLOCKS = [block for block in blocks("editors.md") if block.language != "sh"]

_PARSED: dict[str, Callable[[str], Any]] = {"json": json.loads, "toml": tomli.loads}

#: Under which names clients have our settings, where they can be parsed; and as languages write them that are not.
_SETTINGS = (SECTION, NAME, "initialization_options", "config")
_WRITTEN = re.compile(
    r"""(?:\["flake8-openrouter"\] = \{ |:flake8-openrouter \(:|:initialization-options '\(:)"""
    r"""(\w+)(?: =)? "(\w+)" ?[)}]"""
)

#: How the server is started, in any language: a list of two texts, or a command with a list of its arguments.
_STARTED = re.compile(r'"([\w-]+)"[,)]?\s+(?:args = \[)?"(server)"')
_LANGUAGES = re.compile(r'(?:filetypes|pattern) = \{(.*)\}|lsp-activate-on (".*")\)|^name = (".*")$', re.MULTILINE)


def _tables(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for each in value if isinstance(value, list) else ():
        yield from _tables(each)


def _settings(block: Block) -> Iterator[dict[str, Any]]:
    """Yield what a block sets for us; a table of an editor's own with our name is none."""
    if block.language not in _PARSED:
        yield from ({name: value} for name, value in _WRITTEN.findall(block.text))
        return
    for table in _tables(_PARSED[block.language](block.text)):
        for name in _SETTINGS:
            if name in table and "command" not in table[name]:
                yield table[name]


def test_each_block_of_settings_sets_something_that_there_is() -> None:
    assert {block.heading for block in BLOCKS} >= {
        "Neovim",
        "Emacs",
        "Helix",
        "Zed",
        "Sublime Text",
        "python-lsp-server",
    }
    for block in BLOCKS:
        found = list(_settings(block))
        assert found or actions.FIX_ALL in block.text, block
        for each in found:
            assert each
            assert client_settings.read({name: value for name, value in each.items() if name != "enabled"})[1] == ()


def test_the_command_is_the_one_that_is_installed() -> None:
    (script,) = [
        each.name for each in entry_points(group="console_scripts") if each.value.startswith("flake8_openrouter.")
    ]
    (plugin,) = [each.name for each in entry_points(group="pylsp") if each.value.startswith("flake8_openrouter.")]
    assert plugin == NAME
    started = [_STARTED.search(block.text.replace("\nargs", " args").replace("command = ", "")) for block in BLOCKS]
    assert [found.groups() for found in started if found] == [(script, "server")] * 6


def test_the_languages_are_known_by_these_names() -> None:
    shown = [
        name
        for block in BLOCKS
        for found in _LANGUAGES.findall(block.text)
        for name in re.findall('"(.*?)"', "".join(found))
    ]
    assert len(shown) > 20
    for name in shown:
        assert not names.of_uri("untitled:new", name, "/folder")[0].endswith(".txt"), name


def test_the_kinds_and_settings_of_the_text_are_those_of_the_server() -> None:
    text = (DOCS / "editors.md").read_text(encoding="utf-8")
    assert set(re.findall(r"(?:notebook\.)?source\.fixAll\.\w+", text)) == {actions.FIX_ALL, actions.FIX_NOTEBOOK}
    listed = text.partition("### Settings\n")[2].partition("\n## ")[0].partition("\n### ")[0]
    shown = re.findall(r"^\| `([\w.]+)` \|", listed, re.MULTILINE)
    for name in shown:  # a value that none of them takes: a name that there isn't is said otherwise
        (wrong,) = client_settings.read({name: 7})[1]
        assert wrong.startswith(f"{name}: expected "), wrong
    assert len(shown) == 5
