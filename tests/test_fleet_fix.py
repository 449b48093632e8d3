"""Fixes over many repositories: the bytes of ``check --fix``, on a new branch, and nothing else is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from gits import Made
from test_fleet_repositories import MISTAKE, SETTINGS

from flake8_openrouter.command.main import main
from flake8_openrouter.command.usage import CLEAN, FAILED
from flake8_openrouter.fleet import fixing, refs
from flake8_openrouter.fleet.fixing import Wanted
from flake8_openrouter.fleet.sources import sources
from flake8_openrouter.git import branches, repositories
from flake8_openrouter.git.branches import Change, Refused
from flake8_openrouter.git.heads import Ref

FIXTURES = Path(__file__).parent / "fixtures"
BRANCH = "openrouter/fixes"
FILES = {"app.py": MISTAKE, "settings.py": SETTINGS}
FIXED = MISTAKE.replace(": api_key}", ': f"Bearer {api_key}"}')
FORMATS = ("sha1", "sha256")


@pytest.fixture(autouse=True)
def user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Have a user of git's, who has a configuration."""
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\n\tname = Ada Lovelace\n\temail = ada@example.com\n")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "made")


def fix(*paths: object, branch: str = BRANCH) -> int:
    return main(["fleet", "fix", *map(str, paths), "--branch", branch])


def tree(made: Made, name: str) -> dict[str, str]:
    """Return the modes and hashes of a commit's files."""
    listed = made("-c", "core.quotePath=false", "ls-tree", "-r", name)
    return {line.split("\t")[1]: line.split("\t")[0] for line in listed.splitlines()}


def state(made: Made) -> tuple[str, ...]:
    """Return all that a fix may not touch."""
    index = made.folder / ".git" / "index"
    files = sorted(str(path) for path in made.folder.rglob("*") if ".git" not in path.parts)
    return made("rev-parse", "HEAD", "main"), made("status", "--porcelain"), str(index.read_bytes()), *files


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_branch_is_made_and_nothing_else(
    tmp_path: Path, format_name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = Made(tmp_path / "made", f"--object-format={format_name}")
    base = made.commit(FILES)
    before = state(made)
    assert fix(made.folder) == CLEAN
    commit = made("rev-parse", BRANCH)
    assert capsys.readouterr().out == (
        f"{made.folder}: 1 fix in 1 file on {BRANCH} ({commit[:12]})\n"
        "1 fix committed in 1 repository; 0 had nothing to fix, 0 could not be done.\n"
    )
    assert state(made) == before
    assert made("show", f"{BRANCH}:app.py") == FIXED.rstrip("\n")
    assert made("rev-parse", f"{BRANCH}^@") == base
    assert made("show", "--no-patch", "--format=%an <%ae> %cn", BRANCH) == "Ada Lovelace <ada@example.com> Ada Lovelace"
    assert "Safe fixes of flake8-openrouter" in made("show", "--no-patch", "--format=%B", BRANCH)
    assert made("fsck", "--strict") == ""


def _fixtures() -> dict[str, bytes]:
    paths = [path for path in sorted(FIXTURES.glob("opr[367]*/*")) if path.suffix in (".py", ".mjs", ".sh", ".ts")]
    return {f"src/{path.parent.name}/{path.name}": path.read_bytes() for path in paths if "fixed" not in path.name}


def test_it_has_the_bytes_of_a_fixed_checkout(made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    latin = '# -*- coding: latin-1 -*-\nNAME = "é"\n' + MISTAKE.replace("from settings import api_key", SETTINGS)
    files = {
        **_fixtures(),
        "crlf/app.py": MISTAKE.replace("\n", "\r\n"),
        "crlf/settings.py": SETTINGS,
        "latin/app.py": latin.encode("latin-1"),
        "bom/app.py": b"\xef\xbb\xbf" + MISTAKE.encode(),
        "bom/settings.py": SETTINGS,
        "a ü/tab\t.py": latin.replace("latin-1", "utf-8"),
        "bin/run.py": latin.replace("latin-1", "utf-8"),
    }
    made("config", "core.autocrlf", "false")
    for name, content in files.items():
        path = made.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    (made.folder / "bin" / "run.py").chmod(0o755)
    (made.folder / "link.py").symlink_to("bin/run.py")
    (made.folder / "broken").symlink_to("nowhere")
    made.commit({})
    made("update-index", "--add", "--cacheinfo", f"160000,{'12' * 20},submodule")
    made("commit", "--quiet", "-m", "a submodule")
    bare = made.clone(tmp_path / "bare.git", "--mirror")
    assert fix(bare) == CLEAN
    main(["check", "--fix", "--no-ignore", "-q", str(made.folder)])
    capsys.readouterr()
    (made.folder / "submodule").mkdir(exist_ok=True)
    made("add", "--update", "--", ":!submodule")
    made("commit", "--quiet", "-m", "fixed")
    mirrored = subprocess.run(["git", "fetch", "-q", str(bare), BRANCH], cwd=made.folder, check=True)
    assert mirrored.returncode == 0
    changed = made("diff", "--name-only", "HEAD~1", "HEAD").splitlines()
    assert len(changed) > 10
    assert tree(made, "FETCH_HEAD") == tree(made, "HEAD")


def test_an_unsafe_fix_is_not_made(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made.commit({"app.py": "import openai\n\nopenai.api_base = 'https://openrouter.ai/api/v1'\n"})
    assert fix(made.folder) == CLEAN
    assert capsys.readouterr().out.startswith("0 fixes committed in 0 repositories; 1 had nothing to fix")
    assert made("branch", "--list", BRANCH) == ""


def test_a_branch_that_is_there_is_not_moved(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made.commit(FILES)
    made("branch", BRANCH)
    before = made("rev-parse", BRANCH)
    assert fix(made.folder) == FAILED
    assert f"the branch {BRANCH} is there already, and is not moved" in capsys.readouterr().err
    assert made("rev-parse", BRANCH) == before


def test_a_second_run_leaves_what_the_first_one_made(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made.commit(FILES)
    assert fix(made.folder) == CLEAN
    before = made("rev-parse", BRANCH)
    assert fix(made.folder) == CLEAN
    assert made("rev-parse", BRANCH) == before


def test_a_branch_below_another_one_is_a_line(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made.commit(FILES)
    assert fix(made.folder, branch="main/fixes") == FAILED
    assert "the branch was not made" in capsys.readouterr().err


def test_a_symbolic_ref_leads_nowhere(made: Made) -> None:
    made.commit(FILES)
    made("symbolic-ref", f"refs/heads/{BRANCH}", "refs/heads/elsewhere")
    assert fix(made.folder) == FAILED
    assert made("branch", "--list", "elsewhere") == ""


def test_nothing_of_a_hostile_repository_runs(made: Made, tmp_path: Path) -> None:
    made.commit(FILES)
    ran = tmp_path / "ran"
    program = f"#!/bin/sh\ntouch {ran}\n"
    for name in ("reference-transaction", "post-commit", "pre-commit", "post-index-change", "commit-msg"):
        hook = made.folder / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(program)
        hook.chmod(0o755)
    (tmp_path / "evil").write_text(program)
    (tmp_path / "evil").chmod(0o755)
    for name in ("core.fsmonitor", "gpg.program", "core.sshCommand", "core.editor", "filter.x.clean", "core.pager"):
        made("config", name, str(tmp_path / "evil"))
    made("config", "commit.gpgSign", "true")
    (made.folder / ".git" / "info").mkdir(exist_ok=True)
    (made.folder / ".git" / "info" / "attributes").write_text("* filter=x\n")
    assert fix(made.folder) == CLEAN
    assert not ran.exists()


@pytest.mark.parametrize("place", ["logs/refs/heads/openrouter", "refs/heads/openrouter", "objects/pack", "logs/HEAD"])
def test_nothing_is_written_through_a_link(
    made: Made, tmp_path: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made.commit(FILES)
    outside = tmp_path / "outside"
    outside.mkdir()
    target = made.folder / ".git" / place
    if target.is_dir():
        shutil.rmtree(target)
    target.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.symlink_to(outside)
    assert fix(made.folder) == FAILED
    assert "nothing is written there" in capsys.readouterr().err
    assert list(outside.iterdir()) == []


def test_a_repository_that_changes_meanwhile_is_a_line(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    made.commit(FILES)
    real = fixing._outcomes

    def late() -> object:
        found = list(real())
        made.commit({"other.txt": "new"})
        return iter(found)

    monkeypatch.setattr(fixing, "_outcomes", late)
    (done,) = [fixing.fixed(source, Wanted(BRANCH)) for source in sources([str(made.folder)])]
    assert "maybe because the repository changed" in done.failure
    assert made("branch", "--list", BRANCH) == ""


def test_what_can_t_be_done_is_a_line_and_the_others_are_done(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made.commit(FILES)
    wrong = Made(tmp_path / "wrong")
    wrong.commit({**FILES, "pyproject.toml": "[tool.flake8-openrouter]\nselect = 3\n"})
    (tmp_path / "empty").mkdir()
    Made(tmp_path / "unborn")
    assert fix(made.folder, wrong.folder, "empty", "unborn", "https://example.com/a") == FAILED
    said = capsys.readouterr()
    assert [line.split(": ")[0] for line in said.err.splitlines()] == ["empty", "example.com/a", str(wrong.folder)] or (
        sorted(line.split(": ")[0] for line in said.err.splitlines())
        == sorted([str(wrong.folder), "empty", "example.com/a"])
    )
    assert said.out.endswith("1 fix committed in 1 repository; 1 had nothing to fix, 3 could not be done.\n")


def test_an_author_is_needed(made: Made, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    made.commit(FILES)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    assert fix(made.folder) == FAILED
    assert "git does not know who commits" in capsys.readouterr().err
    assert made("branch", "--list", BRANCH) == ""


def test_a_dry_run_writes_nothing(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made.commit(FILES)
    before = sorted((made.folder / ".git").rglob("*"))
    assert main(["fleet", "fix", str(made.folder), "--branch", BRANCH, "--dry-run"]) == CLEAN
    assert capsys.readouterr().out.startswith(f"{made.folder}: 1 fix in 1 file\n1 fix would be committed")
    assert sorted((made.folder / ".git").rglob("*")) == before


@pytest.mark.parametrize("name", ["", "-x", "a b", "a..b", "x.lock", "@{-1}", "a\nb"])
def test_a_name_that_no_branch_can_have_is_a_line(made: Made, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fleet", "fix", str(made.folder), f"--branch={name}"]) == FAILED
    assert "no branch can be called" in capsys.readouterr().err


def test_a_path_that_is_not_in_the_commit_is_refused(made: Made) -> None:
    base = made.commit(FILES)
    repository = repositories.found(str(made.folder))
    assert refs.of(repository).default_ref == Ref("refs/heads/main", base)
    change = Change(Ref("refs/heads/other", base), {b"app.py": b""}, "m")
    with pytest.raises(Refused, match="was not made"):
        branches.made(repository, "x", change)
