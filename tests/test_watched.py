"""What is found by looking through a whole project is kept while nobody says that a file there changed."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from command_line import write
from editor import REFUSED, Editor, editor

from flake8_openrouter.disk import files, views
from flake8_openrouter.disk.overlays import Overlay
from flake8_openrouter.languages.python.syntax import importers
from flake8_openrouter.languages.settings import readers

FOLDERS = ("", "a", "a/b", "zeta", ".venv", ".hidden", ".github", "build", "link", "new/deep")
NAMES = ("app.py", "b.py", "zz.ipynb", "run.sh", "conf.yaml", ".env", "Makefile", "notes.txt")
LINES = (
    *("import os\n", "from a import b, c\n", "import a.b\n", 'os.environ["LLM_URL"]\n'),
    *("run: ${LLM_URL}\n", "LLM_URL=x\n"),
)


def some(chance: random.Random, count: int) -> dict[str, str]:
    """Return files at random, by their paths."""
    paths = (f"{chance.choice(FOLDERS)}/{chance.choice(NAMES)}".lstrip("/") for _ in range(count))
    return {path: "".join(chance.choices(LINES, k=3)) for path in paths}


@pytest.mark.parametrize("seed", range(20))
def test_what_was_kept_with_what_is_open_is_what_is_found_anew(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    write(tmp_path, {"project/a/b.py": "", "outside/c.py": "import os\n", "project/run.sh": ""})
    root = tmp_path / "project"
    (root / "link").symlink_to("a")
    (root / "out.py").symlink_to(tmp_path / "outside" / "c.py")
    write(root, {path: text for path, text in some(chance, 12).items() if not path.startswith(("link/", "new/"))})
    given = {**some(chance, 6), "out.py": "import b\n"} if seed % 2 else some(chance, 6)
    held = {os.path.join(root, path): text.encode() for path, text in given.items()}
    with views.seen(Overlay(held)):
        fresh, sources = importers.index(str(root)), readers.held(str(root))
    importers.forget()
    readers.forget()
    with views.seen(Overlay(held, watched=[str(tmp_path)])):
        kept = importers.index(str(root))
        assert {word: paths for word, paths in kept.importing.items() if paths} == fresh.importing
        assert kept.complete
        assert readers.held(str(root)) == sources
    assert kept.state != importers.index(str(root)).state


def test_a_root_that_is_the_whole_disk(tmp_path: Path) -> None:
    path = os.path.join(os.path.realpath(tmp_path), "a", "b.py")
    assert files.is_walked(path, os.path.abspath(os.sep), lambda name: name != "b.py")
    assert not files.is_walked(path, os.path.abspath(os.sep), lambda name: name != "a")


def test_what_changes_on_the_disk_counts_once_it_is_told(tmp_path: Path) -> None:
    root = str(tmp_path)
    app, settings = (os.path.join(root, name) for name in ("app.py", "settings.py"))

    def reader(*watched: str) -> str:
        with views.seen(Overlay({settings: b"KEY = 1\n"}, watched=watched)):
            return importers.index(root).reader(settings, "KEY")

    assert reader(root) == ""
    write(tmp_path, {"app.py": "from settings import KEY\n"})
    assert reader(root) == ""
    assert reader() == reader(os.path.join(root, "other")) == app
    importers.forget()
    assert reader(root) == app


WATCHING = {"textDocument": {"diagnostic": {}}, "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
WRAPPER = (
    "# openrouter\nimport openai\n\n\n"
    "def client(base_url, api_key):\n    return openai.OpenAI(base_url=base_url, api_key=api_key)\n"
)
CALLER = 'from wrapper import client\n\nclient("https://openrouter.ai/api/v1", "your-key-here")\n'


def found(client: Editor, folder: Path, version: int) -> list[str]:
    """Return the codes of what is found once a text is another one."""
    uri = (folder / "wrapper.py").as_uri()
    client.change(uri, version, {"text": WRAPPER + "\n" * version})
    items = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"]
    return [each["code"] for each in items]


def test_a_client_that_watches_is_waited_for_to_tell_of_a_new_caller(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "", "wrapper.py": WRAPPER})
    with editor(tmp_path) as client:
        client.start(WATCHING)
        client.receive(lambda message: message.get("method") == "client/registerCapability")
        client.open((tmp_path / "wrapper.py").as_uri(), WRAPPER)
        assert found(client, tmp_path, 2) == []
        write(tmp_path, {"main.py": CALLER})
        assert found(client, tmp_path, 3) == []
        client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": "file:///main.py", "type": 1}]})
        assert found(client, tmp_path, 4) == ["OPR104"]


@pytest.mark.parametrize("refuses", [True, False])
def test_the_files_of_a_client_that_does_not_watch_are_looked_at_each_time(refuses: bool, tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "", "wrapper.py": WRAPPER})
    with editor(tmp_path, {"client/registerCapability": REFUSED}) as client:
        client.start(WATCHING if refuses else {"textDocument": {"diagnostic": {}}})
        client.open((tmp_path / "wrapper.py").as_uri(), WRAPPER)
        assert found(client, tmp_path, 2) == []
        write(tmp_path, {"main.py": CALLER})
        assert found(client, tmp_path, 3) == ["OPR104"]
