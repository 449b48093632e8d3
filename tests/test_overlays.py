"""Texts that are not saved: a check sees them in place of the files, whichever file it is about."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cases import codes_of
from command_line import write

from flake8_openrouter.disk import files, trees, views
from flake8_openrouter.disk.overlays import Overlay
from flake8_openrouter.languages.python.syntax import importers
from flake8_openrouter.project import config, discovery
from flake8_openrouter.project.overrides import Overrides
from flake8_openrouter.project.walking import Selection
from flake8_openrouter.run import pool
from flake8_openrouter.run.analysis import check_source
from flake8_openrouter.run.pool import check_paths
from flake8_openrouter.run.reading import read
from flake8_openrouter.run.tasks import Task

URL = "https://openrouter.ai/api/v1/chat/completions"
ELSEWHERE = "https://example.com/api"
PYTHON = "# openrouter\nimport requests\nfrom package.settings import URL\n\nrequests.post(URL, json={})\n"
JAVASCRIPT = '// openrouter\nimport { url } from "./settings.js";\n\nfetch(url, { method: "POST" });\n'

#: A program, the module that it imports, and what that says of one URL.
IMPORTING = {
    "app.py": (PYTHON, "package/settings.py", 'URL = "{}"\n'),
    "app.mjs": (JAVASCRIPT, "settings.js", 'export const url = "{}";\n'),
}


def found_in(folder: Path, texts: dict[str, str], *, jobs: int = 1) -> list[str]:
    """Return the codes of what is found in a folder, some of whose files have other texts."""
    with views.seen(Overlay({str(folder / path): text.encode() for path, text in texts.items()})):
        return codes_of(check_paths(folder, jobs=jobs))


@pytest.mark.parametrize("program", IMPORTING)
def test_a_buffer_of_an_imported_module_counts_for_the_importer(program: str, tmp_path: Path) -> None:
    text, module, constant = IMPORTING[program]
    write(tmp_path, {"pyproject.toml": "", program: text, module: constant.format(URL)})
    assert found_in(tmp_path, {}) == ["OPR501"]
    assert found_in(tmp_path, {module: constant.format(ELSEWHERE)}) == []
    assert found_in(tmp_path, {}) == ["OPR501"]
    assert codes_of(check_paths(tmp_path)) == ["OPR501"]


@pytest.mark.parametrize("program", IMPORTING)
def test_a_buffer_that_was_never_saved_is_a_file_in_a_folder(program: str, tmp_path: Path) -> None:
    text, module, constant = IMPORTING[program]
    write(tmp_path, {"pyproject.toml": ""})
    assert found_in(tmp_path, {program: text, module: constant.format(URL)}) == ["OPR501"]
    assert found_in(tmp_path, {program: text}) == []
    assert os.listdir(tmp_path) == ["pyproject.toml"]


def test_settings_that_are_not_saved_hold_while_they_are_seen(tmp_path: Path) -> None:
    text, module, constant = IMPORTING["app.py"]
    write(tmp_path, {"pyproject.toml": "", "app.py": text, module: constant.format(URL)})
    table = '[tool.flake8-openrouter]\nignore = ["OPR501"]\n'
    assert found_in(tmp_path, {"pyproject.toml": table}) == []
    assert config.for_folder(str(tmp_path)).ignore == ()
    assert found_in(tmp_path, {"pyproject.toml": f'{table}exclude = ["app.py"]\n'}) == []
    assert found_in(tmp_path, {".gitignore": "app.py\n"}) == []


@pytest.fixture(params=multiprocessing.get_all_start_methods())
def start_method(request: pytest.FixtureRequest) -> Iterator[None]:
    before = multiprocessing.get_start_method()
    multiprocessing.set_start_method(request.param, force=True)
    yield
    multiprocessing.set_start_method(before, force=True)


@pytest.mark.usefixtures("start_method")
def test_processes_see_what_the_first_one_sees(tmp_path: Path) -> None:
    text, module, constant = IMPORTING["app.py"]
    write(tmp_path, {"pyproject.toml": "", module: constant.format(ELSEWHERE), **{f"a{i}.py": text for i in range(3)}})
    assert found_in(tmp_path, {module: constant.format(URL)}, jobs=2) == ["OPR501"] * 3


def test_a_process_that_helps_to_search_sees_it_too(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "", **{f"a{number}.py": "" for number in range(200)}})
    text = f'import requests\nrequests.post("{URL}", json={{}})\n'
    buffers = {str(tmp_path / f"a{number}.py"): text.encode() for number in range(0, 200, 20)}
    with views.seen(Overlay(buffers)):
        found = discovery.discover([str(tmp_path)], Selection(config.for_folder))
        tasks = [task for task in read(found, Overrides(), alone=False) if isinstance(task, Task)]
        assert [finding.code for outcome in pool.run(tasks, 1) for finding in outcome.findings] == ["OPR501"] * 10


def test_an_unsaved_import_is_in_the_index_of_the_project(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "", "settings.py": "", "app.py": "import os\n"})
    app, settings = (str(tmp_path / name) for name in ("app.py", "settings.py"))
    before = importers.index(str(tmp_path))
    with views.seen(Overlay({app: b"from settings import KEY\n"})):
        assert importers.index(str(tmp_path)).reader(settings, "KEY") == app
        assert importers.index(str(tmp_path)).state != before.state
    assert importers.index(str(tmp_path)) is before


def test_a_buffer_with_a_file_s_bytes_changes_nothing(tmp_path: Path) -> None:
    text, module, constant = IMPORTING["app.py"]
    write(tmp_path, {"pyproject.toml": "", "app.py": text, module: constant.format(URL)})
    assert found_in(tmp_path, {"app.py": text, module: constant.format(URL)}) == found_in(tmp_path, {})


def test_a_file_is_found_by_its_path_without_links(tmp_path: Path) -> None:
    write(tmp_path, {"project/pyproject.toml": "", "project/app.py": "", "project/lib/a.py": ""})
    (tmp_path / "link").symlink_to("project")
    with views.seen(Overlay({str(tmp_path / "link" / "app.py"): b"new", str(tmp_path / "link" / "b.py"): b"other"})):
        assert files.read(tmp_path / "project" / "app.py") == files.read(tmp_path / "link" / "app.py") == b"new"
        assert [path for path, _ in trees.sources(str(tmp_path / "project"))] == [
            str(tmp_path / "project" / name) for name in ("app.py", "b.py", "lib/a.py")
        ]


def test_states_tell_buffers_and_folders_with_them_from_others(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "old"})
    file, states = str(tmp_path / "a.py"), set()
    for given in ({}, {file: b"new"}, {file: b"two"}, {str(tmp_path / "b.py"): b""}, {str(tmp_path / "c.py"): b""}):
        with views.seen(Overlay(given)):
            states.add((files.state(file), files.state(str(tmp_path))))
    assert len(states) == 5


def test_what_the_overlay_has_not_is_refused_as_the_disk_does(tmp_path: Path) -> None:
    with views.seen(Overlay({str(tmp_path / "new" / "a.py"): b"abc"})):
        assert files.is_folder(str(tmp_path / "new"))
        assert not files.exists(str(tmp_path / "new" / "b.py"))
        assert not files.exists("a\0b")
        with pytest.raises(FileNotFoundError):
            list(files.entries(str(tmp_path / "other")))
        with pytest.raises(OSError, match="larger than 0 MB"):
            files.read(tmp_path / "new" / "a.py", 2)
        with pytest.raises(FileNotFoundError):
            files.read(tmp_path / "new" / "b.py")


def test_another_thread_sees_the_disk(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "disk"})
    read: list[bytes] = []
    with views.seen(Overlay({str(tmp_path / "a.py"): b"buffer"})):
        thread = threading.Thread(target=lambda: read.append(files.read(tmp_path / "a.py")))
        thread.start()
        thread.join()
        read.append(files.read(tmp_path / "a.py"))
    assert read == [b"disk", b"buffer"]


def test_a_file_is_written_on_disk_whatever_is_seen(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "disk"})
    with views.seen(Overlay({str(tmp_path / "a.py"): b"buffer"})):
        with pytest.raises(files.ChangedMeanwhile):
            files.write(tmp_path / "a.py", b"buffer", b"new")
        files.write(tmp_path / "a.py", b"disk", b"new")
    assert (tmp_path / "a.py").read_bytes() == b"new"


def test_a_source_is_checked_beside_a_buffer(tmp_path: Path) -> None:
    text, module, constant = IMPORTING["app.py"]
    write(tmp_path, {"pyproject.toml": "", "app.py": text, module: constant.format(ELSEWHERE)})
    with views.seen(Overlay({str(tmp_path / module): constant.format(URL).encode()})):
        assert codes_of(check_source(text, tmp_path / "app.py")) == ["OPR501"]
