"""Tries the settings that docs/editors.md shows in real editors: findings are shown, fixes taken, files saved.

``nox --session editors`` installs what is tried, but for the editors: Neovim 0.7 or newer, and Emacs with eglot and
lsp-mode. Names on the command line are those that are tried.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from editor import PYLSP, editor
from manuals import blocks

_HERE = Path(__file__).parent

#: Seconds that an editor has.
_PATIENCE = 180

#: What is found: a header's value in each of these lines, after characters that count as two units or three bytes.
_FOUND = "KEY"
_LINES = (7, 8)
_FILE = "tried.py"
_TRIED = """\
import os

import requests

KEY = os.environ["OPENROUTER_API_KEY"]
URL = "https://openrouter.ai/api/v1/chat/completions"
requests.post(URL, json={"漢": "🙂"}, headers={"Authorization": KEY})
"🙂é漢"; requests.post(URL, json={"🙂": "é"}, headers={"Authorization": KEY})  # noqa: E702
"""


class Settings(NamedTuple):
    """A block of the manual: the heading that it is under, its language, and which one of those it is."""

    heading: str
    language: str
    number: int

    def write(self, folder: Path) -> Path:
        shown = [each.text for each in blocks("editors.md") if each[:2] == (self.heading, self.language)]
        path = folder / f"settings.{self.language}"
        path.write_text(shown[self.number], encoding="utf-8")
        return path


class Try(NamedTuple):
    """An editor with settings of the manual; ``command`` loads those, and then what opens the file and fixes it.

    ``text`` is the file's.
    """

    settings: Settings
    command: tuple[str, ...]
    text: str = _TRIED


_NEOVIM = ("nvim", "--headless", "--clean", "-u", "{settings}", "-S")
_EMACS = ("emacs", "--batch", "-f", "package-initialize", "-l", "{settings}", "-l")
_TRIES = {
    "neovim": Try(Settings("Neovim", "lua", 1), (*_NEOVIM, f"{_HERE}/neovim.lua")),
    "eglot": Try(Settings("Emacs", "elisp", 0), (*_EMACS, f"{_HERE}/eglot.el")),
    # lsp-mode 8.0 counts characters where the protocol counts units of UTF-16.
    "lsp-mode": Try(Settings("Emacs", "elisp", 1), (*_EMACS, f"{_HERE}/lsp-mode.el"), _TRIED.replace("🙂", "ß")),
}


def _tried(each: Try) -> Iterator[str]:
    """Yield what is wrong with what an editor shows, and with the file that it saves."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "project")
        folder.mkdir()
        tried, command = folder / _FILE, ("flake8-openrouter", "check", "--fix", "--quiet", _FILE)
        tried.write_text(each.text, encoding="utf-8")
        subprocess.run(command, cwd=folder, check=True)
        fixed = tried.read_bytes()
        tried.write_text(each.text, encoding="utf-8")
        done = _run(each, folder)
        if done.returncode:
            yield f"exit code {done.returncode}"
        lacking = [line for line in _LINES if f"found {line} OPR301 {_FOUND}" not in done.stdout + done.stderr]
        if lacking:
            yield f"nothing is shown in the lines {lacking}"
        if tried.read_bytes() != fixed:
            yield "the file is not what --fix makes of it"
        if done.returncode or lacking:
            yield done.stdout + done.stderr


def _run(each: Try, folder: Path) -> subprocess.CompletedProcess[str]:
    settings = each.settings.write(folder.parent)
    command = [part.format(settings=settings) for part in each.command]
    home = str(folder.parent)
    surroundings = {**os.environ, "TRIED_FILE": _FILE, "HOME": home, "XDG_CONFIG_HOME": home}
    return subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, text=True, timeout=_PATIENCE, check=False
    )


def _beside_ruff() -> Iterator[str]:
    """Yield what is wrong with python-lsp-server beside python-lsp-ruff, which takes all ``data`` for its own."""
    with tempfile.TemporaryDirectory() as name, editor(Path(name), command=PYLSP) as client:
        uri = Path(name, _FILE).as_uri()
        client.start()
        client.open(uri, f"import json\n{_TRIED}")
        found = client.published(uri)
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": 20, "character": 0}}
        offered = {each["title"] for each in client.actions(uri, whole, diagnostics=found)}
        if {each["source"] for each in found} != {"ruff", "flake8-openrouter"}:
            yield f"shown: {found}"
        if not any(title.startswith("Ruff (F401)") for title in offered) or not any(
            "Bearer" in title for title in offered
        ):
            yield f"offered: {offered}"
        client.end()


_ALL: dict[str, Callable[[], Iterator[str]]] = {
    **{name: lambda each=each: _tried(each) for name, each in _TRIES.items()},  # type: ignore[misc]
    "pylsp beside ruff": _beside_ruff,
}


def main(names: list[str]) -> int:
    failed = False
    for name in names or _ALL:
        wrong = list(_ALL[name]())
        failed |= bool(wrong)
        print(f"{name}: {'; '.join(wrong) or 'shown and fixed'}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
