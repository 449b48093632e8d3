"""Commits are checked from git's objects: what is found is what is found in a checkout, and the disk is not asked."""

from __future__ import annotations

import builtins
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import harness
import pytest
from cases import codes_of
from command_line import BARE, BARE_FOUND, LEAK, PROJECT, project, write
from gits import Made
from harness import live_key

from flake8_openrouter.command.main import main
from flake8_openrouter.disk import files, trees, views
from flake8_openrouter.git import repositories, revisions
from flake8_openrouter.git.contents import Contents
from flake8_openrouter.git.revisions import Revision
from flake8_openrouter.git.starting import Git, Running
from flake8_openrouter.model import Finding
from flake8_openrouter.project.config import ConfigurationError
from flake8_openrouter.run.pool import check_paths

__all__ = ["project"]

pytestmark = pytest.mark.skipif(os.name == "nt" or shutil.which("git") is None, reason="links need a privilege")

#: Where no file is.
NOWHERE = "/nowhere/at/all"
URL = "https://openrouter.ai/api/v1/chat/completions"
CALL = f'import requests\n\nrequests.post("{URL}", json={{}})\n'
IMPORTING = "# openrouter\nimport requests\nfrom package.settings import URL\n\nrequests.post(URL, json={})\n"


@contextmanager
def seen(folder: Path, root: str = NOWHERE, name: str = "HEAD") -> Iterator[Revision]:
    with revisions.revision(repositories.found(str(folder)), name, root) as revision, views.seen(revision):
        yield revision


def told(findings: list[Finding], root: str) -> list[tuple[str, int, int, str, str]]:
    return [(each.path.removeprefix(root), each.line, each.column, each.code, each.message) for each in findings]


def found_in(folder: Path, root: str = NOWHERE) -> list[tuple[str, str]]:
    """Return what is found in a repository's head, by paths."""
    with seen(folder, root):
        return [(each.path.removeprefix(f"{root}/"), each.code) for each in check_paths(root)]


def output_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["check", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.alike
def test_fixtures_have_the_findings_of_their_checkout(tmp_path: Path) -> None:
    made = Made(tmp_path / "all")
    for number, each in enumerate(islice(harness.projects(), 0, None, 9)):
        (made.folder / str(number)).mkdir()
        each.write(made.folder / str(number))
    shutil.copytree(PROJECT / "examples", made.folder / "examples")
    made.commit({})
    root = str(made.folder)
    expected = told(check_paths(root), root)
    assert len(expected) > 100
    for place in (root, NOWHERE):
        with seen(made.folder, place):
            assert told(check_paths(place), place) == expected


#: A project of which each finding, or none, rests on another file.
RESTING: dict[str, str | bytes] = {
    "pyproject.toml": '[tool.flake8-openrouter]\nbaseline = "known.json"\nexclude = ["left_out"]\n'
    'per-file-ignores = {"quiet.py" = ["OPR501"]}\n',
    "app.py": IMPORTING,
    "package/__init__.py": "",
    "package/settings.py": f'URL = "{URL}"\n',
    "relative/a.py": "# openrouter\nimport requests\nfrom . import b\n\nrequests.post(b.URL, json={})\n",
    "relative/__init__.py": "",
    "relative/b.py": f'URL = "{URL}"\n',
    "stored.py": "# openrouter\nimport json\nimport requests\n\n"
    'URL = json.load(open("config.json"))["url"]\nrequests.post(URL, json={})\n',
    "config.json": json.dumps({"url": URL}),
    "loaded.py": "import os\nimport requests\nfrom dotenv import load_dotenv\n\nload_dotenv()\n"
    'KEY = os.getenv("OPENROUTER_API_KEY")\n'
    f'requests.post("{URL}", headers={{"Authorization": f"Bearer {{KEY}}"}}, json={{}})\n',
    ".env": "OPENROUTER_API_KEY=\n",
    ".gitignore": ".env\nignored.py\n",
    "ignored.py": CALL,
    "quiet.py": CALL,
    "left_out/a.py": CALL,
    "silent.py": f'import requests\n\nrequests.post("{URL}", json={{}})  # noqa: OPR501\n',
    "known.py": CALL,
    "inner/pyproject.toml": '[tool.flake8-openrouter]\nselect = ["OPR101"]\n',
    "inner/a.py": CALL,
    "web/a.mjs": '// openrouter\nimport { url } from "./b.js";\n\nfetch(url, { method: "POST" });\n',
    "web/b.js": f'export const url = "{URL}";\n',
    "web/package.json": '{"dependencies": {"openai": "^4.0.0"}}',
    "book.ipynb": json.dumps(
        {
            "cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "source": CALL.splitlines(keepends=True)}],
            "metadata": {"language_info": {"name": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    ),
    "README.md": f"# Use\n\n```python\n{BARE}```\n",
    "run.sh": f"#!/bin/bash\ncurl -X POST {URL} -d '{{}}'\n",
    "wide.py": CALL.encode("utf-16"),
    "broken.py": f"def f(:\nopenrouter = '{URL}'\n",
    "image.png": b"\x89PNG\0\0",
}


@pytest.fixture
def resting(project: Path, capsys: pytest.CaptureFixture[str]) -> Made:
    """A repository of a project whose files rest on each other, in the current folder."""
    made = Made(project)
    write(project, {**RESTING, "known.json": '{"version": 1, "findings": []}', "leak.py": LEAK})
    assert main(["check", "-q", "--no-ignore", "--write-baseline", "known.json", "known.py"]) in (0, 1)
    capsys.readouterr()
    made.commit({})
    return made


@pytest.mark.parametrize("format_name", ["text", "json"])
def test_a_commit_has_the_findings_of_its_checkout(
    format_name: str,
    resting: Made,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    output = ("--output-format", format_name)
    expected = output_of(capsys, *output)
    assert "ignored.py" in expected[1]
    for name in ("app.py", "relative/a.py", "stored.py", "web/a.mjs", "book.ipynb", "README.md", "run.sh", "broken.py"):
        assert name in expected[1], name
    for name in ("quiet.py", "known.py", "silent.py", "inner/a.py"):
        assert name not in expected[1], name
    expected = (expected[0], expected[1].replace("can be fixed:", "can be fixed once it is checked out:"), expected[2])
    assert output_of(capsys, *output, "--revision", "HEAD") == expected
    for name in resting("ls-files", "-z").split("\0")[:-1]:  # what the work tree has is of no account
        (resting.folder / name).write_bytes(b"openrouter = 1 +\n")
    assert output_of(capsys, *output, "--revision", "main") == expected
    bare = resting.clone(tmp_path_factory.mktemp("clones") / "bare", "--bare")
    monkeypatch.chdir(bare)
    assert output_of(capsys, *output, "--revision", "HEAD") == expected


def test_processes_read_the_same_commit(resting: Made) -> None:
    alone = found_in(resting.folder)
    with seen(resting.folder):
        several = check_paths(NOWHERE, jobs=2)
    assert [(each.path.removeprefix(f"{NOWHERE}/"), each.code) for each in several] == alone


def test_the_disk_is_not_asked_for_what_is_in_a_commit(resting: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    root = str(resting.folder)
    repository = repositories.found(root)
    with revisions.revision(repository, "HEAD", root) as revision, views.seen(revision):
        expected = told(check_paths(root), root)
    asked: list[str] = []

    def spied(module: object, name: str) -> None:
        real = getattr(module, name)

        def spy(path: object, *arguments: object, **options: object) -> object:
            if isinstance(path, str | os.PathLike) and str(path).startswith(f"{root}/") and "/.git/" not in str(path):
                asked.append(f"{name} {path}")
            return real(path, *arguments, **options)

        monkeypatch.setattr(module, name, spy)

    for name in ("stat", "lstat", "open", "scandir", "listdir", "access", "readlink"):
        spied(os, name)
    spied(builtins, "open")
    os.stat(f"{root}/app.py")
    assert asked == [f"stat {root}/app.py"]
    asked.clear()
    for name in RESTING:
        (resting.folder / name).unlink()
    asked.clear()
    with revisions.revision(repository, "HEAD", root) as revision, views.seen(revision):
        assert told(check_paths(root), root) == expected
    assert asked == []


def test_an_older_commit_a_tag_and_a_branch(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Made(project)
    first = made.commit({"app.py": BARE, "sub/a.py": "x = 1\n"})
    made("tag", "-a", "v1", "-m", "one")
    made.commit({"app.py": None})
    made("branch", "topic", "v1")
    for name in (first, first[:8], "v1", "topic", "HEAD~1", "refs/heads/topic"):
        assert output_of(capsys, "-q", "--revision", name)[:2] == (1, BARE_FOUND)
    assert output_of(capsys, "--revision", "HEAD") == (0, "No findings.\n", "")
    assert output_of(capsys, "-q", "--revision", "v1", "app.py")[:2] == (1, BARE_FOUND)
    assert output_of(capsys, "-q", "--revision", "v1", "sub")[:2] == (0, "")
    monkeypatch.chdir(project / "sub")
    assert output_of(capsys, "-q", "--revision", "v1", "..")[1] == f"../{BARE_FOUND}"
    assert output_of(capsys, "-q", "--revision", "v1", str(project))[1] == f"{project}/{BARE_FOUND}"


def test_a_commit_is_to_be_checked_out_before_it_can_be_fixed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Made(project).commit({"app.py": BARE})
    _, output, _ = output_of(capsys, "--output-format", "text", "--revision", "HEAD")
    assert output.endswith("1 can be fixed once it is checked out: 1 with --fix.\n")


def test_a_repository_that_is_reached_by_a_link(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Made(project / "real").commit({"sub/app.py": BARE})
    (project / "link").symlink_to("real/sub")
    code, output, _ = output_of(capsys, "-q", "--revision", "HEAD", "link")
    assert (code, output) == (1, f"{project.resolve()}/real/sub/{BARE_FOUND}")


REFUSED = {
    ("--fix",): "can't be combined with --fix: a commit can't be changed",
    ("--fix-only",): "can't be combined with --fix-only: a commit can't be changed",
    ("--diff",): "can't be combined with --diff: a commit can't be changed",
    ("--write-baseline", "new.json"): "can't be combined with --write-baseline",
    ("-",): "not for `-`, standard input",
    ("/",): "--revision needs a repository: / is not a git repository, nor in one",
    (".", "/"): "/ is not in the repository",
}


@pytest.mark.parametrize("arguments", REFUSED)
def test_what_a_commit_can_not_be_asked_for_is_said(
    arguments: tuple[str, ...], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Made(project).commit({"app.py": BARE})
    code, output, said = output_of(capsys, "--revision", "HEAD", *arguments)
    assert (code, output) == (2, "")
    assert REFUSED[arguments] in said
    assert (project / "app.py").read_text() == BARE
    assert not (project / "new.json").exists()


@pytest.mark.parametrize("name", ["", "nope", "--help", "-x", "HEAD:app.py", "HEAD^{tree}", "a b", "HEAD\nx", "@{99}"])
def test_a_name_of_no_commit_is_said(name: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Made(project).commit({"app.py": BARE})
    code, output, said = output_of(capsys, f"--revision={name}")
    assert (code, output) == (2, "")
    assert said.count("\n") == 1
    assert "there is no commit" in said or "--revision is empty" in said


def test_a_path_that_the_commit_has_not(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = Made(project)
    made.commit({"app.py": BARE})
    write(project, {"new.py": BARE})
    code, output, said = output_of(capsys, "-q", "--revision", "HEAD", "new.py", "app.py")
    assert (code, output) == (2, BARE_FOUND)
    assert said.startswith("new.py: No such file or directory (did you mean app.py?)\n")


def test_nothing_is_remembered_of_a_commit_or_for_it(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(project / "caches"))
    Made(project / "r").commit({"app.py": "# openrouter\nx = 1\n"})
    assert output_of(capsys, "--revision", "HEAD", "r")[0] == 0
    assert not (project / "caches").exists()


LINKS = {
    "to a file": ({"a.py": CALL}, {"b.py": "a.py"}, [("a.py", "OPR501")]),
    "to a module": (
        {"app.py": IMPORTING, "package/__init__.py": "", "real.py": f'URL = "{URL}"\n'},
        {"package/settings.py": "../real.py"},
        [("app.py", "OPR501")],
    ),
    "of a folder": (
        {"app.py": IMPORTING, "lib/__init__.py": "", "lib/settings.py": f'URL = "{URL}"\n'},
        {"package": "./lib/"},
        [("app.py", "OPR501")],
    ),
    "to itself": ({}, {"a.py": "a.py"}, [("a.py", "OPR901")]),
    "in a circle": ({}, {"a.py": "b/c.py", "b": "d", "d": "b"}, [("a.py", "OPR901")]),
    "to nothing": ({}, {"a.py": "gone.py"}, [("a.py", "OPR901")]),
    "to where it is": ({"a.py": CALL}, {"sub": "."}, [("a.py", "OPR501")]),
    "out": (
        {},
        {"a.py": "../outside.py", "sub/b.py": "../../outside.py"},
        [("a.py", "OPR901"), ("sub/b.py", "OPR901")],
    ),
    "by an absolute path": ({}, {"a.py": "/etc/passwd"}, [("a.py", "OPR901")]),
    "to what says that there is a repository": ({}, {"a.py": ".git/config"}, [("a.py", "OPR901")]),
    "that is long": ({}, {"a.txt": "x/" * 2000 + "a"}, []),
}


@pytest.mark.parametrize("case", LINKS)
def test_links_lead_to_what_is_in_the_commit(case: str, tmp_path: Path) -> None:
    contents, links, expected = LINKS[case]
    write(tmp_path, {"outside.py": CALL})
    made = Made(tmp_path / "r")
    made.commit(dict(contents))
    for link, target in links.items():
        place = made.object(target.encode())
        made("update-index", "--add", "--cacheinfo", f"120000,{place},{link}")
    made("commit", "-q", "-m", "links")
    assert found_in(made.folder) == expected
    assert found_in(made.folder, str(made.folder)) == expected


def tree_of(made: Made, *entries: tuple[str, bytes, str]) -> str:
    """Write a tree as git itself would not, and return its hash: each entry a mode, a name and an object's hash."""
    data = b"".join(b"%s %s\0%s" % (mode.encode(), name, bytes.fromhex(place)) for mode, name, place in entries)
    return made("hash-object", "-w", "-t", "tree", "--literally", "--stdin", said=data)


def head_of(made: Made, tree: str) -> None:
    made("update-ref", "HEAD", made("commit-tree", "-m", "made", tree))


def test_a_tree_that_no_work_tree_can_have(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = Made(tmp_path)
    call, other = made.object(CALL.encode()), made.object(b"x = 1\n")
    inner = tree_of(made, ("100644", b"a.py", call))
    names = (b"..", b".", b"", b".git", b".GIT", b"a/b.py", b"../c.py", b"/d.py")
    bad = [("100644", name, call) for name in names] + [("40000", name, inner) for name in names]
    clashing = (("100644", b"B.py", call), ("100644", b"b.py", other), ("160000", b"module.py", "1" * 40))
    odd = (("100644", b"new\nline\x1b[31m.py", call), ("100755", b"\xff.py", call), ("100664", b"old.py", call))
    head_of(made, tree_of(made, *bad, *clashing, *odd, ("40000", b"sub", tree_of(made, *bad))))
    paths = sorted(path for path, code in found_in(tmp_path) if code == "OPR501")
    assert paths == sorted(["B.py", "new\nline\x1b[31m.py", os.fsdecode(b"\xff.py"), "old.py"])
    assert main(["check", "-q", "--revision", "HEAD", str(tmp_path)]) == 1
    output = capsys.readouterr().out
    assert output.count("\n") == 4
    assert "\x1b" not in output


@pytest.mark.parametrize("broken", [b"100644 a.py\0short", b"no zero", b"x a.py\0" + b"1" * 20])
def test_a_broken_tree_is_said(broken: bytes, tmp_path: Path) -> None:
    made = Made(tmp_path)
    tree = made("hash-object", "-w", "-t", "tree", "--literally", "--stdin", said=broken)
    good = made.object(CALL.encode())
    head_of(made, tree_of(made, ("100644", b"good.py", good), ("40000", b"sub", tree)))
    assert found_in(tmp_path) == [("good.py", "OPR501"), ("sub", "OPR901")]


def test_objects_that_are_missing_or_something_else_are_said(tmp_path: Path) -> None:
    made = Made(tmp_path)
    good = made.object(CALL.encode())
    entries = [("100644", b"a.py", "1" * 40), ("100644", b"good.py", good), ("40000", b"sub", good)]
    empty = tree_of(made)
    head_of(made, tree_of(made, *entries, ("40000", b"void", "2" * 40), ("100644", b"z.py", empty)))
    assert found_in(tmp_path) == [
        *(("a.py", "OPR901"), ("good.py", "OPR501"), ("sub", "OPR901"), ("void", "OPR901"), ("z.py", "OPR901"))
    ]


def test_a_damaged_blob_is_said_and_the_others_are_checked(tmp_path: Path) -> None:
    made = Made(tmp_path)
    made.commit({"a.py": CALL + "# a\n", "b.py": CALL + "# b\n", "c.py": CALL + "# c\n"})
    name = made("rev-parse", "HEAD:b.py")
    place = made.folder / ".git" / "objects" / name[:2] / name[2:]
    place.chmod(0o644)
    place.write_bytes(place.read_bytes()[:20])
    assert found_in(tmp_path) == [("a.py", "OPR501"), ("b.py", "OPR901"), ("c.py", "OPR501")]


@pytest.mark.alike
def test_a_large_blob_is_read_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Made(tmp_path)
    write(tmp_path, {"small.py": CALL})
    with open(tmp_path / "data.bin.txt", "wb") as file:
        file.truncate(50_000_000)
    lines = "no key here\n" * 1_000_000
    made.commit({"log.txt": f"{live_key(1)}\n{lines}{live_key(2)}\n", "z.py": f"# {live_key(3)}\n{lines}"})
    read: list[int] = []
    real = Contents.file

    def file(self: Contents, name: str, most: int) -> bytes:
        data = real(self, name, most)
        read.append(len(data))
        return data

    monkeypatch.setattr(Contents, "file", file)
    with seen(tmp_path):
        findings = check_paths(NOWHERE)
    assert max(read) < 1000
    assert [(each.path.removeprefix(f"{NOWHERE}/"), each.code, each.line) for each in findings] == [
        *(("log.txt", "OPR101", 1), ("log.txt", "OPR101", 1_000_002), ("small.py", "OPR501", 3)),
        *(("z.py", "OPR901", 1), ("z.py", "OPR101", 1)),
    ]


@pytest.mark.alike
def test_a_commit_of_20_000_files(tmp_path: Path) -> None:
    made = Made(tmp_path)
    blob, call = made.object(b"x = 1\n"), made.object(CALL.encode())
    flat = "".join(f"100644 blob {call if number == 7777 else blob}\ta{number}.py\0" for number in range(20_000))
    tree = made("mktree", "-z", said=flat.encode())
    head_of(made, made("mktree", "-z", said=f"040000 tree {tree}\tsub\0".encode()))
    assert found_in(tmp_path) == [("sub/a7777.py", "OPR501")]


def bomb(made: Made, depth: int = 10) -> str:
    """Return a tree of ten trees of ten trees, and so on."""
    tree = made("mktree", said=f"100644 blob {made.object(b'x')}\ta.py\n".encode())
    for _ in range(depth):
        tree = made("mktree", said="".join(f"040000 tree {tree}\td{n}\n" for n in range(10)).encode())
    return tree


def test_a_commit_of_billions_of_files_ends(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revisions, "MAX_ENTRIES", 2000)
    made = Made(project)
    head_of(made, bomb(made))
    code, output, said = output_of(capsys, "--revision", "HEAD")
    assert (code, output) == (2, "")
    assert "the commit has more than 2,000 files and folders" in said


@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_submodules_and_pointers_are_what_they_are(form: str, tmp_path: Path) -> None:
    made = Made(tmp_path, f"--object-format={form}")
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'1' * 64}\nsize 12345\n"
    made.commit({"app.py": CALL, "large.bin": pointer, ".gitmodules": '[submodule "m"]\n\tpath = m\n\turl = /gone\n'})
    made("update-index", "--add", "--cacheinfo", f"160000,{'1' * (40 if form == 'sha1' else 64)},m")
    made("commit", "-q", "-m", "with a submodule")
    assert found_in(tmp_path) == [("app.py", "OPR501")]
    with seen(tmp_path):
        assert list(files.entries(f"{NOWHERE}/m")) == []
        assert files.read(f"{NOWHERE}/large.bin") == pointer.encode()


SETTINGS = {
    "core.fsmonitor": "touch {marker}",
    "core.hooksPath": "{hooks}",
    "core.pager": "touch {marker}",
    "core.sshCommand": "touch {marker}",
    "diff.external": "touch {marker}",
    "filter.evil.smudge": "touch {marker}",
    "filter.evil.process": "touch {marker}",
    "diff.evil.textconv": "touch {marker}",
    "alias.cat-file": "!touch {marker}",
    "remote.origin.promisor": "true",
    "remote.origin.url": "ext::touch {marker}",
    "extensions.partialClone": "origin",
    "core.alternateRefsCommand": "touch {marker}",
}


def test_nothing_that_a_repository_names_is_run(tmp_path: Path) -> None:
    made, marker = Made(tmp_path / "r"), tmp_path / "marker"
    made.commit({"app.py": CALL, ".gitattributes": "* filter=evil diff=evil\n", "gone.py": f"# {live_key()}\n"})
    gone = made("rev-parse", "HEAD:gone.py")
    (made.folder / ".git" / "objects" / gone[:2] / gone[2:]).unlink()  # it would be fetched
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "reference-transaction", "post-index-change"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {marker}\n")
        (hooks / name).chmod(0o755)
    for name, value in SETTINGS.items():
        made("config", name, value.format(marker=marker, hooks=hooks))
    marker.unlink(missing_ok=True)
    before = sorted(str(path) for path in made.folder.rglob("*"))
    assert found_in(made.folder) == [("app.py", "OPR501"), ("gone.py", "OPR901")]
    assert not marker.exists()
    assert sorted(str(path) for path in made.folder.rglob("*")) == before


def test_git_is_started_once_and_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Made(tmp_path)
    made.commit({**{f"a{number}.py": f"{CALL}# {number}\n" for number in range(30)}, "package/settings.py": ""})
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def popen(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
        started.append(real(*arguments, **options))  # type: ignore[call-overload]
        return started[-1]

    repository = repositories.found(str(tmp_path))
    with revisions.revision(repository, "HEAD", NOWHERE) as revision, views.seen(revision):
        monkeypatch.setattr(subprocess, "Popen", popen)
        assert codes_of(check_paths(NOWHERE)) == ["OPR501"] * 30
    assert [process.poll() is not None for process in started] == [True]


def test_a_process_that_is_forked_starts_git_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Made(tmp_path).commit({"a.py": "a", "b.py": "b"})
    started: list[str] = []
    real = Git.start

    def start(git: Git, *arguments: str, **options: int) -> Running:
        started.append(arguments[0])
        return real(git, *arguments, **options)

    monkeypatch.setattr(Git, "start", start)
    with seen(tmp_path):
        assert files.read(f"{NOWHERE}/a.py") == b"a"
        answers, answering = os.pipe()
        if (process := os.fork()) == 0:
            try:
                os.write(answering, files.read(f"{NOWHERE}/b.py") + b" %d" % len(started))
            finally:
                os._exit(0)
        os.waitpid(process, 0)
        os.close(answering)
        with open(answers, "rb") as stream:
            assert stream.read() == b"b 2"
        assert files.read(f"{NOWHERE}/b.py") == b"b"
    assert started == ["cat-file"]


def test_the_top_of_a_commit_is_the_root_of_a_project(tmp_path: Path) -> None:
    made = Made(tmp_path)
    made.commit({"sub/app.py": IMPORTING, "package/__init__.py": "", "package/settings.py": f'URL = "{URL}"\n'})
    assert codes_of(check_paths(tmp_path / "sub")) == ["OPR501"]
    with seen(tmp_path):
        assert codes_of(check_paths(f"{NOWHERE}/sub")) == ["OPR501"]


def test_what_can_not_be_read_is_there(tmp_path: Path) -> None:
    made = Made(tmp_path)
    head_of(made, tree_of(made, ("100644", b"pyproject.toml", "1" * 40), ("100644", b"a.py", made.object(b"x = 1\n"))))
    with seen(tmp_path), pytest.raises(ConfigurationError, match=r"pyproject\.toml: git can't read its object 1111"):
        check_paths(NOWHERE)


def test_a_linked_work_tree_has_its_own_head(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = Made(tmp_path / "r")
    made.commit({"app.py": "x = 1\n"})
    made("branch", "topic", made.commit({"app.py": BARE}))
    made("reset", "-q", "--hard", "HEAD~1")
    made("worktree", "add", "-q", str(tmp_path / "linked"), "topic")
    (tmp_path / "linked" / "app.py").unlink()
    for folder, code in (("r", 0), ("linked", 1)):
        assert main(["check", "-q", "--revision", "HEAD", str(tmp_path / folder)]) == code
    assert capsys.readouterr().out == f"{tmp_path}/linked/{BARE_FOUND}"


def test_questions_are_answered_as_by_the_disk(tmp_path: Path) -> None:
    made = Made(tmp_path)
    made.commit({"a/b/c.py": CALL, "d.py": "", "run": "#!/bin/sh\n"})
    made("update-index", "--add", "--cacheinfo", f"120000,{made.object(b'a/b')},link")
    made("commit", "-q", "-m", "link")
    made("checkout", "-q", ".")
    questions = ["", "a", "a/b", "a/b/c.py", "d.py", "link", "link/c.py", "nope", "d.py/x", "a\0b"]

    def answers(root: str) -> list[object]:
        paths = [os.path.join(root, question) for question in questions]
        kinds = [(files.exists(path), files.is_file(path), files.is_folder(path)) for path in paths]
        reals = [files.real(path).removeprefix(root) for path in paths[:-1]]
        walked = [(folder.removeprefix(root), sorted(names)) for folder, _, names in files.walk(root)]
        sources = [path.removeprefix(root) for path, _ in trees.sources(root)]
        return [kinds, reals, [each for each in walked if "/.git" not in each[0]], sources]

    expected = answers(str(tmp_path.resolve()))
    with seen(tmp_path):
        assert answers(NOWHERE) == expected
        assert [path for path, _ in trees.sources(NOWHERE)] != []
    with seen(tmp_path), pytest.raises(OSError, match="a folder, not a file"):
        files.read(f"{NOWHERE}/a")
    with seen(tmp_path), pytest.raises(OSError, match="larger than 0 MB"):
        files.read(f"{NOWHERE}/a/b/c.py", 10)


def test_a_state_is_that_of_a_content(tmp_path: Path) -> None:
    made = Made(tmp_path)
    made.commit({"a.py": "1", "b.py": "2"})
    made.commit({"a.py": "3"})
    states = []
    for name in ("HEAD", "HEAD~1"):
        with seen(tmp_path, name=name):
            states.append([files.state(f"{NOWHERE}/{path}") for path in ("a.py", "b.py", "")])
    assert states[0][1] == states[1][1] is not None
    assert states[0][0] != states[1][0]
    assert states[0][2] != states[1][2]


@pytest.mark.skipif(sys.platform == "darwin", reason="no names of other encodings")
def test_the_whole_of_the_paths_may_be_a_commit_s(tmp_path: Path) -> None:
    made = Made(tmp_path)
    made.commit({"app.py": IMPORTING, "package/__init__.py": "", "package/settings.py": f'URL = "{URL}"\n'})
    with seen(tmp_path, "/"):
        assert [(each.path, each.code) for each in check_paths("/")] == [("/app.py", "OPR501")]
