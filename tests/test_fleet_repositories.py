"""What a worker makes of one repository: rows of its heads and its history, or a line that says what is wrong."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import pytest
from gits import Made

from flake8_openrouter.fleet import examining, rows
from flake8_openrouter.fleet.cloning import Limits
from flake8_openrouter.fleet.examining import Known, Wanted, examined
from flake8_openrouter.fleet.rows import HeadFinding, HistoryKey, Repository, Row, State
from flake8_openrouter.fleet.sources import sources
from flake8_openrouter.openrouter import keys

PROJECT = Path(__file__).parents[1]
MISTAKE = """\
import requests
from settings import api_key

requests.post("https://openrouter.ai/api/v1/chat/completions", headers={"Authorization": api_key}, json={})
"""
SETTINGS = 'import os\n\napi_key = os.environ["OPENROUTER_API_KEY"]\n'


def key(text: str) -> str:
    return f"sk-or-v1-{sha256(text.encode()).hexdigest()}"


def maker() -> ModuleType:
    """Return the script that makes the repositories of the examples."""
    spec = importlib.util.spec_from_file_location("make", PROJECT / "examples" / "fleet" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make"] = module
    spec.loader.exec_module(module)
    return module


def read(cache: Path, *words: object, **wanted: bool) -> list[Row]:
    """Return the rows of repositories, in their order."""
    known = [Known(source) for source in sources(map(str, words))]
    answers = examined(known, Wanted(Limits(str(cache)), **wanted))
    return list(rows.read(b"".join(answer.lines for answer in answers).splitlines(keepends=True)))


def of_kind(found: list[Row], kind: type[Row]) -> list[Row]:
    return [row for row in found if isinstance(row, kind)]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "made")


def test_heads_are_checked_as_a_clone_would_be_across_files(made: Made, tmp_path: Path) -> None:
    owners = "* @everybody\n/src/ @team\n"
    commit = made.commit({"src/app.py": MISTAKE, "src/settings.py": SETTINGS, ".github/CODEOWNERS": owners})
    shutil.rmtree(made.folder / "src")  # no work tree is needed
    own, finding = read(tmp_path, made.folder)
    assert isinstance(own, Repository)
    assert isinstance(finding, HeadFinding)
    assert (own.state, own.heads, own.findings, own.keys) == (State.DONE, (rows.Head("main", commit),), 1, 0)
    assert (finding.path, finding.line, finding.column) == ("src/app.py", 4, 90)
    assert (finding.code, finding.fix, finding.owners, finding.commit) == ("OPR301", "safe", ("@team",), commit)


def test_all_branches_are_checked_where_that_is_wanted(made: Made, tmp_path: Path) -> None:
    made.commit({"app.py": MISTAKE, "settings.py": SETTINGS})
    made("branch", "other/one")
    found = of_kind(read(tmp_path, made.folder, branches=True, history=False), HeadFinding)
    assert [row.branch for row in found] == ["main", "other/one"]


def test_the_settings_of_a_repository_hold_and_wrong_ones_do_not_hide_it(made: Made, tmp_path: Path) -> None:
    files = {"app.py": MISTAKE, "settings.py": SETTINGS}
    made.commit({**files, "pyproject.toml": '[tool.flake8-openrouter]\nignore = ["OPR3"]\n'})
    assert of_kind(read(tmp_path, made.folder), HeadFinding) == []
    made.commit({"pyproject.toml": "[tool.flake8-openrouter]\nignore = 3\n"})
    own, *found = read(tmp_path, made.folder)
    assert isinstance(own, Repository)
    assert own.state is State.PARTIAL
    assert "was checked without its settings" in own.reason
    assert [row.code for row in found if isinstance(row, HeadFinding)] == ["OPR301"]


def test_a_key_has_its_commits_its_branches_and_its_owners(made: Made, tmp_path: Path) -> None:
    text = f'KEY = "{key("one")}"\n'
    first = made.commit({"old.py": text, "CODEOWNERS": "*.py @python\n"})
    made("branch", "kept")
    last = made.commit({"old.py": None})
    [found] = of_kind(read(tmp_path, made.folder, heads=False), HistoryKey)
    assert isinstance(found, HistoryKey)
    assert found.key_hash == keys.key_hash(key("one"))
    assert found.label == keys.label(key("one"))
    assert found.first == rows.Commit(first, "2023-11-14T22:14:20Z")
    assert found.last == rows.Commit(last, "2023-11-14T22:15:20Z")
    assert (found.path, found.branches, found.at_head, found.owners) == ("old.py", ("kept",), True, ("@python",))


def test_what_is_planted_in_the_examples_is_found_and_nothing_else(tmp_path: Path) -> None:
    planted = maker().make(tmp_path / "fleet", repositories=12, seed=3)
    found = of_kind(read(tmp_path, tmp_path / "fleet"), HistoryKey)
    assert {(each.repository, each.key_hash) for each in planted} == {(row.repository, row.key_hash) for row in found}
    heads = {(row.repository, row.key_hash, row.path) for row in found if "main" in row.branches}
    assert {(each.repository, each.key_hash, each.path) for each in planted if each.at_head} == heads
    assert len(planted) > 8


def test_no_row_holds_a_key(tmp_path: Path) -> None:
    made = Made(tmp_path / "made")
    made.commit({f"{key('path')}.py": f'KEY = "{key("text")}"\n'}, message=key("message"))
    made("branch", key("branch"))
    found = "".join(map(rows.written, read(tmp_path, made.folder, branches=True)))
    assert keys.key_hash(key("text")) in found
    assert not [text for text in ("path", "text", "message", "branch") if key(text)[12:40] in found]


def test_what_did_not_change_is_not_read_again(made: Made, tmp_path: Path) -> None:
    made.commit({"app.py": MISTAKE, "settings.py": SETTINGS})
    [source] = sources([str(made.folder)])
    wanted = Wanted(Limits(str(tmp_path)))
    [own, *_] = read(tmp_path, made.folder)
    assert isinstance(own, Repository)
    assert examined([Known(source, own.fingerprint)], wanted)[0].lines == b""
    for change in (wanted._replace(branches=True), wanted._replace(history=False)):
        assert examined([Known(source, own.fingerprint)], change)[0].lines != b""
    made("tag", "new")
    assert examined([Known(source, own.fingerprint)], wanted)[0].lines != b""


@contextmanager
def changing(made: Made, monkeypatch: pytest.MonkeyPatch, times: int) -> Iterator[None]:
    """Let somebody commit while the repository is read, so many times."""
    left = times
    searched = examining.searched

    def pushed(*arguments: object) -> object:
        nonlocal left
        if left:
            left -= 1
            made.commit({f"{left}.py": f'KEY = "{key(str(left))}"\n'})
        return searched(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(examining, "searched", pushed)
    yield
    monkeypatch.undo()


def test_a_repository_that_changes_meanwhile_is_read_once_more(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.commit({"app.py": MISTAKE, "settings.py": SETTINGS})
    with changing(made, monkeypatch, 1):
        found = read(tmp_path, made.folder)
    assert found == read(tmp_path, made.folder)
    with changing(made, monkeypatch, 2):
        [own, *_] = read(tmp_path, made.folder)
    assert isinstance(own, Repository)
    assert (own.state, own.reason, own.fingerprint) == (State.PARTIAL, "it changed while it was read", "")


def line(found: list[Row]) -> Repository:
    [own] = found
    assert isinstance(own, Repository)
    assert own.reason.isprintable()
    return own


def test_an_empty_repository_is_done(tmp_path: Path) -> None:
    Made(tmp_path / "empty")
    Made(tmp_path / "bare", "--bare")
    for name in ("empty", "bare"):
        own = line(read(tmp_path, tmp_path / name))
        assert (own.state, own.reason, own.heads) == (State.DONE, "", ())


def test_a_mirror_whose_head_names_no_branch_has_the_usual_one_or_says_so(made: Made, tmp_path: Path) -> None:
    made.commit({"app.py": MISTAKE, "settings.py": SETTINGS})
    made("symbolic-ref", "HEAD", "refs/heads/gone")
    assert [row.branch for row in of_kind(read(tmp_path, made.folder), HeadFinding)] == ["main"]
    made("branch", "--move", "main", "trunk")
    own = line(read(tmp_path, made.folder))
    assert (own.state, own.reason) == (State.PARTIAL, "its HEAD names no branch that is there")


def test_a_broken_repository_is_a_row_with_its_reason_and_not_the_one_around_it(tmp_path: Path) -> None:
    around = Made(tmp_path / "around")
    around.commit({"app.py": MISTAKE, "settings.py": SETTINGS})
    for name, broken in (("a", "objects"), ("b", "HEAD"), ("c", "refs")):
        inner = Made(around.folder / name, "--bare")
        path = inner.folder / broken
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        path.symlink_to("nowhere")
    found = read(tmp_path, *(around.folder / name for name in "abc"))
    assert all(isinstance(row, Repository) and row.state is State.FAILED and row.reason for row in found)
    assert len(found) == 3


def test_a_damaged_object_leaves_the_rest(made: Made, tmp_path: Path) -> None:
    made.commit({"app.py": MISTAKE, "settings.py": SETTINGS, "key.py": f'KEY = "{key("one")}"\n'})
    name = made("rev-parse", "HEAD:app.py")
    damaged = made.folder / ".git" / "objects" / name[:2] / name[2:]
    damaged.chmod(0o644)
    damaged.write_bytes(damaged.read_bytes()[:-8] + b"\0" * 8)
    own, *found = read(tmp_path, made.folder)
    assert isinstance(own, Repository)
    assert own.state is State.PARTIAL
    assert [row.path for row in of_kind(found, HistoryKey)] == ["key.py"]


# Repositories that want something of who reads them.


@pytest.fixture
def secret(tmp_path: Path) -> Made:
    """Return a repository that nobody has listed, with a key."""
    secret = Made(tmp_path / "secret")
    secret.commit({"key.py": f'KEY = "{key("secret")}"\n'})
    return secret


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    (tmp_path / "listed").mkdir()
    return tmp_path / "listed"


def test_a_git_file_that_points_elsewhere_is_not_followed(secret: Made, listed: Path, tmp_path: Path) -> None:
    (listed / "inner").mkdir()
    (listed / "inner" / ".git").write_text(f"gitdir: {secret.folder / '.git'}\n")
    (listed / "linked").mkdir()
    (listed / "linked" / ".git").symlink_to(secret.folder / ".git")
    found = read(tmp_path, listed)
    assert [row.state for row in of_kind(found, Repository)] == [State.FAILED, State.FAILED]
    assert len(found) == 2


def test_objects_of_others_are_not_searched(secret: Made, listed: Path, tmp_path: Path) -> None:
    borrowing = Made(listed / "borrowing", "--bare")
    (borrowing.folder / "objects" / "info" / "alternates").write_text(f"{secret.folder}/.git/objects\n")
    linked = Made(listed / "linked", "--bare")
    shutil.rmtree(linked.folder / "objects")
    (linked.folder / "objects").symlink_to(secret.folder / ".git" / "objects")
    found = read(tmp_path, listed)
    assert of_kind(found, HistoryKey) == []
    assert all("it takes objects from" in row.reason for row in found if isinstance(row, Repository))
    assert len(found) == 2


def test_nothing_runs_that_a_repository_names(made: Made, tmp_path: Path) -> None:
    program, ran = tmp_path / "program", tmp_path / "ran"
    program.write_text(f"#!/bin/sh\ntouch '{ran}'\ncat\n")
    program.chmod(0o755)
    made.commit({"app.py": MISTAKE, "settings.py": SETTINGS, ".gitattributes": "* filter=evil diff=evil\n"})
    for name in ("core.fsmonitor", "core.sshCommand", "core.pager", "diff.external", "diff.evil.textconv"):
        made("config", name, str(program))
    for name in ("filter.evil.smudge", "filter.evil.clean", "gpg.program", "core.alternateRefsCommand"):
        made("config", name, str(program))
    made("config", "core.hooksPath", str(tmp_path))
    made("config", "credential.helper", f"!{program}")
    own, *found = read(tmp_path, made.folder, branches=True)
    assert isinstance(own, Repository)
    assert own.state is State.DONE
    assert len(found) == 1
    assert not ran.exists()


def test_names_with_line_ends_and_escapes_are_a_line_each(tmp_path: Path) -> None:
    made = Made(tmp_path / "a\nb\x1b]0;title\x07")
    made.commit({"x\ny\x1b[31m.py": f'KEY = "{key("one")}"\n'})
    made("branch", "b\u202edne")
    for row in read(tmp_path, made.folder, branches=True):
        assert rows.written(row).count("\n") == 1
        named = [getattr(row, name, "") for name in ("repository", "source", "branch", "path", "message")]
        assert "".join(named).isprintable()


# Clones.


def url(made: Made) -> str:
    return f"file://{made.folder}"


def test_a_url_is_cloned_bare_and_followed(made: Made, tmp_path: Path) -> None:
    made.commit({"app.py": MISTAKE, "settings.py": SETTINGS})
    cache = tmp_path / "cache"
    own, *found = read(cache, url(made))
    assert isinstance(own, Repository)
    assert own.state is State.DONE
    assert own.repository == str(made.folder).strip("/")
    assert [row.path for row in of_kind(found, HeadFinding)] == ["app.py"]
    made.commit({"key.py": f'KEY = "{key("one")}"\n'})
    made("branch", "--move", "main", "trunk")
    own, *found = read(cache, url(made))
    assert isinstance(own, Repository)
    assert [head.branch for head in own.heads] == ["trunk"]
    assert [row.path for row in of_kind(found, HistoryKey)] == ["key.py"]
    assert len(list(cache.glob("*.git"))) == 1


def test_without_history_a_clone_has_the_heads_alone(made: Made, tmp_path: Path) -> None:
    made.commit({"key.py": f'KEY = "{key("one")}"\n'})
    made.commit({"key.py": None, "app.py": MISTAKE, "settings.py": SETTINGS})
    own, finding = read(tmp_path / "cache", url(made), history=False)
    assert isinstance(own, Repository)
    assert own.state is State.DONE
    assert isinstance(finding, HeadFinding)
    [clone] = (tmp_path / "cache").glob("*.git")
    count = ("git", "-C", str(clone), "rev-list", "--count", "--all")
    assert subprocess.run(count, capture_output=True, check=True).stdout == b"1\n"


def test_a_larger_blob_than_a_clone_takes_is_said_to_be_missing(made: Made, tmp_path: Path) -> None:
    made.commit({"large.txt": "x" * 5000, "key.py": f'KEY = "{key("one")}"\n'})
    made("config", "uploadpack.allowFilter", "true")
    [source] = sources([url(made)])
    limits = Limits(str(tmp_path / "cache"), blob=1000)
    [answer] = examined([Known(source)], Wanted(limits))
    own, *found = rows.read(answer.lines.splitlines())
    assert isinstance(own, Repository)
    assert (own.state, own.missing) == (State.PARTIAL, 1)
    assert len(of_kind(found, HistoryKey)) == 1


@pytest.mark.parametrize(("limit", "said"), [({"bytes": 1000}, "larger than"), ({"seconds": 0}, "longer than")])
def test_a_clone_is_bounded(made: Made, tmp_path: Path, limit: dict[str, int], said: str) -> None:
    made.commit({f"{number}.bin": sha256(bytes([number])).digest() * 3000 for number in range(200)})
    [source] = sources([url(made)])
    [answer] = examined([Known(source)], Wanted(Limits(str(tmp_path / "cache"), **limit)))
    own = line(list(rows.read([answer.lines])))
    assert own.state is State.FAILED
    assert said in own.reason
    assert list((tmp_path / "cache").glob("*.git")) == []


def test_clones_that_were_not_used_for_longest_go(tmp_path: Path) -> None:
    for number in range(4):
        made = Made(tmp_path / str(number))
        made.commit({"a": "a"})
        [source] = sources([url(made)])
        examined([Known(source)], Wanted(Limits(str(tmp_path / "cache"), kept=2)))
    assert len(list((tmp_path / "cache").glob("*.git"))) == 2


def test_what_git_says_of_a_url_shows_no_credentials(tmp_path: Path) -> None:
    own = line(read(tmp_path, "https://user:pass-word@127.0.0.1:9/a.git"))
    assert own.state is State.FAILED
    assert "pass-word" not in rows.written(own)
