"""Files that ignore files leave out: they are not checked, unless git tracks them or somebody asks for them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import LABEL, command, concise, project, write
from harness import live_key

from flake8_openrouter.git import starting
from flake8_openrouter.project import tracked
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.project.discovery import File, Skipped, discover, is_excluded
from flake8_openrouter.project.walking import Selection

__all__ = ["project"]

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="no git")

SECRET = f"OPENROUTER_API_KEY={live_key()}\n"
PLAIN = Selection(lambda folder: Configuration())
FORCED, ALL = PLAIN._replace(force=True), PLAIN._replace(ignores=False)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a user without settings, and with no repository in a variable."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("XDG_CONFIG_HOME", "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    return folder


def git(folder: Path, *arguments: str) -> None:
    told = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "protocol.file.allow=always")
    subprocess.run(["git", *told, *arguments], cwd=folder, check=True, capture_output=True)


def repository(folder: Path, files: dict[str, str], *added: str) -> None:
    """Make a repository of files, of which some are added although they are ignored."""
    write(folder, dict(files))
    git(folder, "init", "-q")
    git(folder, "add", "-f", "--", *added)


def found(*paths: str, selection: Selection = PLAIN) -> list[str]:
    files = [item.path.replace(os.sep, "/") for item in discover(paths, selection) if isinstance(item, File)]
    return [path for path in files if not path.endswith((".gitignore", ".gitmodules"))]


def test_a_key_where_it_belongs_is_no_finding_until_git_tracks_it(project: Path) -> None:
    repository(project, {".gitignore": ".env\n", ".env": SECRET}, ".gitignore")
    assert command(project, *concise()).stdout == b""
    for arguments in (("--no-ignore",), (".env",)):
        run = command(project, *concise(*arguments))
        assert (run.returncode, LABEL.encode() in run.stdout) == (1, True)
    assert command(project, *concise("--force-exclude", ".env")).returncode == 0
    git(project, "add", "-f", ".env")
    for arguments in ((), ("--force-exclude", ".env")):
        run = command(project, *concise(*arguments))
        assert (run.returncode, run.stdout.startswith(b".env:1:")) == (1, True)


def test_what_is_tracked_in_an_ignored_folder(project: Path) -> None:
    files = {".gitignore": "logs/\n*.key\n", "a.key": "", "b.key": "", "logs/a/keep.txt": "", "logs/a/other.txt": ""}
    repository(project, {**files, "logs/b/c.txt": "", "src/d.py": ""}, "b.key", "logs/a/keep.txt")
    assert found(".") == ["b.key", "logs/a/keep.txt", "src/d.py"]
    assert found("logs") == ["logs/a/keep.txt", "logs/a/other.txt", "logs/b/c.txt"]
    assert found("logs/a/other.txt", "logs/a/keep.txt", selection=FORCED) == ["logs/a/keep.txt"]
    assert found("logs", selection=FORCED) == ["logs/a/keep.txt"]
    assert [is_excluded(path, FORCED) for path in ("a.key", "b.key", "logs", "logs/b")] == [True, False, False, True]
    assert len(found(".", selection=ALL)) == 6


def test_below_a_repository_and_above_it(project: Path) -> None:
    (project / "in").mkdir()
    repository(project / "in", {".gitignore": "*.txt\n", "a/b.txt": "", "a/c.txt": "", "a/d/e.txt": ""}, "a/b.txt")
    assert found("in/a") == ["in/a/b.txt"]
    assert found(".") == ["in/a/b.txt"]
    assert found(str(project / "in" / "a")) == [str(project / "in" / "a" / "b.txt").replace(os.sep, "/")]


def test_a_repository_within_another_one_has_its_own_ignore_files(project: Path) -> None:
    for name in ("inner", "hidden"):
        (project / name).mkdir()
        repository(project / name, {".gitignore": "*.key\n", "a.key": "", "b.key": "", "c.txt": ""}, "b.key")
    repository(project, {".gitignore": "*.txt\nhidden\n", "d.txt": "", "e.txt": ""}, "d.txt")
    assert found(".") == ["d.txt", "inner/b.key", "inner/c.txt"]


def test_submodules_and_worktrees(project: Path) -> None:
    library, main, tree = project / "library", project / "main", project / "tree"
    for folder in (library, main):
        folder.mkdir()
    files = {".gitignore": "*.key\n", "a.key": "", "b.key": ""}
    repository(library, files, ".gitignore", "b.key")
    git(library, "commit", "-qm", "first")
    repository(main, {**files, ".gitignore": "*.key\nmodules\n"}, ".gitignore", "b.key")
    git(main, "submodule", "-q", "add", "-f", str(library), "modules/library")
    git(main, "commit", "-qm", "first")
    git(main, "worktree", "add", "-q", str(tree))
    write(main, {".git/info/exclude": "*.txt\n", "modules/library/c.key": "", "e.txt": ""})
    write(tree, {"c.key": "", "d.txt": ""})
    assert found("main") == ["main/b.key", "main/modules/library/b.key"]
    assert found("tree") == ["tree/b.key"]


@pytest.mark.parametrize(
    ("place", "content"),
    [
        (".config/git/ignore", "*.mine\n"),
        (".gitconfig", "[core]\n\texcludesFile = ~/ignored\n"),
        (".config/git/config", '[Core]\nexcludesfile="~/ignored"\n'),
    ],
)
def test_what_the_user_ignores_everywhere(place: str, content: str, home: Path, project: Path) -> None:
    write(home, {"ignored": "*.mine\n", place: content})
    repository(project, {"a.mine": "", "b.mine": "", "c.py": "", "d/.gitignore": "!*.mine\n", "d/e.mine": ""}, "b.mine")
    assert found(".") == ["b.mine", "c.py", "d/e.mine"]


def test_git_is_asked_once_and_only_where_something_is_left_out(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(tracked, "ignored", lambda root: asked.append(root) or tracked.Tracked())
    repository(project, {".gitignore": "*.log\nbuild/\n*.png\n", "a.py": "", "build/x": "", "b.png": ""})
    assert found(".") == ["a.py"]
    assert asked == []
    write(project, {"a.log": "", "b/c.log": "", "d.log": ""})
    assert found(".", "b") == ["a.py"]
    assert found(".", selection=ALL)
    assert asked == [str(project)]


def test_outside_of_a_repository_nobody_is_asked(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracked, "ignored", lambda root: pytest.fail("asked"))
    write(project, {".gitignore": "*.log\n", "a.log": "", "b.py": ""})
    assert found(".") == ["b.py"]


#: What a repository that is not to be trusted may do with settings of its own.
PROGRAMS = """
[core]
    fsmonitor = "touch $PWD/../ran; false"
    hooksPath = hooks
    pager = touch ../ran
    sshCommand = touch ../ran
[pager]
    ls-files = touch ../ran
[alias]
    ls-files = !touch ../ran
[protocol]
    allow = always
[filter "f"]
    clean = touch ../ran
    process = touch ../ran
"""


def test_nothing_that_a_repository_names_is_run(project: Path) -> None:
    folder = project / "theirs"
    folder.mkdir()
    files = {".gitignore": "*.key\n", "a.key": "", "b.key": "", ".gitattributes": "* filter=f\n"}
    repository(folder, files, "a.key")
    hook = "#!/bin/sh\ntouch ../ran\n"
    write(folder, {f"hooks/{name}": hook for name in ("post-index-change", "fsmonitor-watchman")})
    for path in (folder / "hooks").iterdir():
        path.chmod(0o755)
    with open(folder / ".git" / "config", "a", encoding="utf-8") as config:
        config.write(PROGRAMS)
    (folder / "a.key").write_text("changed", encoding="utf-8")
    before = (folder / ".git" / "index").stat()
    assert "theirs/a.key" in found("theirs")
    assert "theirs/b.key" not in found("theirs")
    assert not (project / "ran").exists()
    assert (folder / ".git" / "index").stat() == before


def test_git_is_to_fetch_nothing_and_to_know_no_other_repository(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(project, {".gitignore": "*.key\n", "a.key": ""}, ".gitignore")
    seen: list[dict[str, str]] = []
    real = subprocess.run
    monkeypatch.setattr(
        subprocess, "run", lambda command, **options: seen.append(options["env"]) or real(command, **options)
    )
    monkeypatch.setenv("GIT_INDEX_FILE", "elsewhere")
    assert found(".") == []
    (environment,) = seen
    assert environment["GIT_ALLOW_PROTOCOL"] == "none"
    assert environment["GIT_OPTIONAL_LOCKS"] == "0"
    assert "GIT_INDEX_FILE" not in environment


@pytest.mark.skipif(os.name == "nt", reason="scripts are not run by name")
@pytest.mark.parametrize("said", ["exit 128", "sleep 60", "printf 'a.key\\0'; exit 1", None], ids=str)
def test_where_git_has_no_answer_nothing_is_known(
    said: str | None, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(project, {".gitignore": "*.key\n", "a.key": "", "b.py": ""}, "a.key")
    programs = project.parent / f"{project.name}-programs"
    programs.mkdir()
    if said is not None:
        (programs / "git").write_text(f"#!/bin/sh\n{said}\n", encoding="utf-8")
        (programs / "git").chmod(0o755)
    monkeypatch.setattr(starting, "PATIENCE", 0.2)
    monkeypatch.setenv("PATH", f"{programs}:/nonexistent" if said != "sleep 60" else f"{programs}:/usr/bin:/bin")
    assert found(".") == ["b.py"]
    *_, unsaid = discover(["."], PLAIN)
    assert isinstance(unsaid, Skipped)
    assert (unsaid.path, unsaid.named, unsaid.unread) == (str(project), False, False)
    assert unsaid.reason.startswith("git can't say what it tracks of what is ignored (")


UNSAID = {
    "somebody else's": ({"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}, "", "detected dubious ownership in repository"),
    "a damaged index": ({}, ".git/index", ".git/index: index file smaller than expected"),
    "no program": ({"PATH": ""}, "", "git is not installed"),
}


@pytest.mark.parametrize(("environment", "damaged", "why"), UNSAID.values(), ids=UNSAID)
def test_that_git_has_no_answer_is_said(environment: dict[str, str], damaged: str, why: str, project: Path) -> None:
    repository(project, {".gitignore": ".env\n", ".env": SECRET, "a.py": "x = 1\n"}, ".env")
    if damaged:
        (project / damaged).write_bytes(b"x")
    run = command(project, *concise(), environment=environment)
    assert (run.returncode, run.stdout) == (0, b"")
    start = f"{project}: git can't say what it tracks of what is ignored ({why}"
    assert run.stderr.decode().startswith(start)
    assert len(run.stderr.splitlines()) == 1
    assert command(project, *concise("--quiet"), environment=environment).stderr == b""
    assert command(project, *concise("--no-ignore"), environment=environment).stderr == b""


def test_of_what_is_no_repository_nothing_is_said(project: Path) -> None:
    write(project, {".git/nothing": "", ".gitignore": "*.key\n", "a.key": "", "b.py": ""})
    assert [item.path for item in discover(["."], PLAIN)] == [".gitignore", "b.py"]


def as_git_has_it(folder: Path) -> list[str]:
    """Return what is not ignored, as git says itself."""
    told = ["git", "ls-files", "-z", "--others", "--exclude-standard"]
    names = subprocess.run(told, cwd=folder, check=True, capture_output=True).stdout.decode().split("\0")
    return sorted(name for name in names if name and not name.endswith(".gitignore"))


@pytest.mark.parametrize(
    "setting",
    [
        "ignoreCase = true",
        "IGNORECASE=on ; why",
        "ignorecase",
        "ignoreCase = false",
        "ignoreCase = true\nignoreCase = no",
    ],
)
def test_the_case_of_names_is_of_account_as_the_repository_says(setting: str, project: Path) -> None:
    repository(project, {".gitignore": "*.ENV\nÉ*\n[A-C]1\n", "a.env": "", "b.ENV": "", "é": "", "b1": "", "d1": ""})
    write(project, {"in/.gitignore": "Keys/\n", "in/keys/a": "", "in/b": ""})
    with open(project / ".git" / "config", "a", encoding="utf-8") as config:
        config.write(f"[core]\n{setting}\n")
    assert sorted(found(".")) == as_git_has_it(project)


@pytest.mark.parametrize("place", ["repository", "system", "user", "both"])
def test_each_place_in_which_git_is_told_of_an_ignore_file(
    place: str, home: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(project, {"a.mine": "", "b.py": "", "c.yours": ""})
    write(home, {"ignored": "*.mine\n", "other": "*.yours\n"})
    files = {"system": home / "gitconfig", "user": home / "user", "repository": project / ".git" / "config"}
    monkeypatch.delenv("GIT_CONFIG_NOSYSTEM")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", str(files["system"]))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(files["user"]))
    told = {place: "ignored"} if place != "both" else {"user": "other", "repository": "ignored"}
    for name, file in told.items():
        with open(files[name], "a", encoding="utf-8") as config:
            config.write(f"[core]\n\texcludesFile = {home / file}\n")
    assert sorted(found(".")) == as_git_has_it(project) == ["b.py", "c.yours"]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege")
def test_an_ignore_file_that_is_a_link_is_none(project: Path) -> None:
    repository(project, {"patterns": "*.key\n", "a.key": "", "b/c.key": "", ".git/info/exclude": "patterns\n"})
    for folder in (project, project / "b"):
        (folder / ".gitignore").symlink_to(project / "patterns")
    assert found(".") == as_git_has_it(project) == ["a.key", "b/c.key"]


def test_a_git_in_the_checked_folder_is_not_run(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project, {"git": "#!/bin/sh\n: > ran\n", "git.exe": ""})
    (project / "git").chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", os.path.relpath(project)]))
    assert tracked.ignored(str(project)) == tracked.Tracked(unsaid="git is not installed")
    assert not (project / "ran").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="names are not bytes elsewhere")
def test_names_that_are_no_text(project: Path) -> None:
    names = ["a\nb.key", "a\x1b[31m.key", 'q"\\.key', "é.key", os.fsdecode(b"\xff.key"), " .key"]
    repository(project, {".gitignore": "*.key\n", **dict.fromkeys(names, ""), "other.key": ""}, *names)
    assert sorted(found(".")) == sorted(names)


def test_a_table_and_options_leave_out_what_is_tracked(project: Path) -> None:
    repository(project, {".gitignore": "*.key\n", "a.key": "", "b/c.key": "", "build/d.key": ""}, ".")
    assert found(".") == ["a.key", "b/c.key"]
    selection = Selection(lambda folder: Configuration(root=project, exclude=("b",)), exclude=(".git", "build"))
    assert found(".", selection=selection) == ["a.key"]
