"""git is started for repositories that may be anybody's: what runs, what is believed, what is read."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest
from gits import Made

from flake8_openrouter.git import commits, heads, reading, repositories, starting
from flake8_openrouter.git.commits import Walk
from flake8_openrouter.git.heads import Ref, Trees
from flake8_openrouter.git.listing import Listed, Listing
from flake8_openrouter.git.reading import Damaged, Reader
from flake8_openrouter.git.repositories import NoRepository, Repository
from flake8_openrouter.git.starting import Git, GitError


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "made")


def every(blobs: Sequence[Listed]) -> Sequence[Listed]:
    return blobs


class Read:
    """All blobs of a repository that can be read, by their names, and what listed and read them."""

    def __init__(self, repository: Repository) -> None:
        self.listing, reader = Listing(repository, every), Reader(repository)
        self.contents: dict[str, bytes] = {}
        self.damaged = self.held = 0
        self.failure = ""
        with closing(reader):
            for part in self.listing:
                for blob in reader.read(part):
                    with suppress(Damaged):
                        self.contents[blob.name] = blob.read(blob.size)
                self.damaged += reader.damaged
                self.held += reader.held
                self.failure = self.failure or reader.failure


# What may run.


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "it ran"


def hostile(made: Made, marker: Path) -> None:
    """Have a repository name a program at each place where git would run one."""
    program = marker.with_name("program")
    program.write_text(f'#!/bin/sh\necho "$0 $*" >> {shlex.quote(str(marker))}\nexit 1\n')
    program.chmod(0o755)
    named = (
        *("core.fsmonitor", "core.sshCommand", "core.gitProxy", "core.alternateRefsCommand", "core.pager"),
        *("core.askPass", "credential.helper", "diff.external", "diff.evil.textconv", "diff.evil.command"),
        *("filter.evil.clean", "filter.evil.smudge", "gpg.program", "uploadpack.packObjectsHook", "pager.log"),
        *(
            "pager.cat-file",
            "sequence.editor",
            "core.editor",
            "remote.origin.uploadpack",
            "alias.log",
            "alias.cat-file",
        ),
    )
    for name in named:
        made("config", name, f"!{program}" if name.startswith(("alias.", "credential.")) else str(program))
    for name, value in (("log.showSignature", "true"), ("protocol.ext.allow", "always"), ("log.diffMerges", "off")):
        made("config", name, value)
    made("config", "remote.origin.url", f"ext::{shlex.quote(str(program))}")
    made("config", "remote.origin.promisor", "true")
    made("config", "core.repositoryformatversion", "1")
    made("config", "extensions.partialClone", "origin")
    hooks = made.folder / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-index-change", "reference-transaction", "pre-auto-gc", "post-checkout", "fsmonitor-watchman"):
        (hooks / name).write_text(program.read_text())
        (hooks / name).chmod(0o755)


@pytest.fixture
def trapped(made: Made, marker: Path) -> Repository:
    """A repository with a signed commit and a missing blob, whose settings name programs."""
    made.commit({"a.txt": "one\n", ".gitattributes": "* diff=evil filter=evil\n"})
    signed = made("cat-file", "commit", "HEAD").replace(
        "\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n aGk=\n -----END PGP SIGNATURE-----\n\n", 1
    )
    made("update-ref", "refs/heads/main", made.object(signed.encode() + b"\n", "commit"))
    missing = made.object(b"missing\n")
    tree = made("mktree", said=f"100644 blob {missing}\tgone.txt\n".encode())
    made("update-ref", "refs/heads/partial", made("commit-tree", tree, "-m", "partial"))
    (made.folder / ".git" / "objects" / missing[:2] / missing[2:]).unlink()
    hostile(made, marker)
    return repositories.found(str(made.folder))


def asked_of_all(repository: Repository) -> None:
    """Do all that is ever done with a repository."""
    contents = Read(repository).contents
    walk = Walk(repository, [*contents, "0" * 40])
    for way in (walk.reached, walk.logged, walk.dangling):
        list(way())
    with Trees(repository) as trees:
        for ref in heads.refs(repository):
            trees.blob(ref.target, b"a.txt")
            trees.blob(ref.target, b"gone.txt")
    with pytest.raises(GitError):
        repository.git.ask("cat-file", "-p", "refs/heads/partial:gone.txt")


def test_nothing_runs_that_a_repository_names(trapped: Repository, marker: Path) -> None:
    asked_of_all(trapped)
    assert not marker.exists()


def test_that_would_run_without_our_settings(
    trapped: Repository, marker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The traps are traps: without what takes their programs away, they are run."""
    monkeypatch.setattr(starting, "_SETTINGS", ())
    monkeypatch.setattr(starting, "_UNSET", {})
    monkeypatch.setattr(commits, "_SHOWN", tuple(item for item in commits._SHOWN if item != "--no-show-signature"))
    asked_of_all(trapped)
    assert marker.exists()


@pytest.mark.parametrize("variable", ["GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_EXTERNAL_DIFF", "GIT_CONFIG_COUNT"])
def test_what_the_environment_tells_git_is_of_no_account(
    variable: str, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.commit({"a.txt": "one\n"})
    monkeypatch.setenv(variable, "/nowhere")
    contents = Read(repositories.found(str(made.folder))).contents
    assert list(contents.values()) == [b"one\n"]


def test_a_git_on_a_relative_path_is_not_run(made: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", f".{os.pathsep}{tmp_path / 'empty'}")
    with pytest.raises(GitError, match="git is not installed"):
        Git().ask("version")


def test_settings_that_keep_git_busy_do_not_keep_us_busy(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no FIFOs")
    monkeypatch.setattr(starting, "PATIENCE", 0.3)
    os.mkfifo(made.folder / "endless")
    with (made.folder / ".git" / "config").open("a") as file:
        file.write(f"[include]\n\tpath = {made.folder / 'endless'}\n")
    with pytest.raises(NoRepository, match="it took longer than"):
        repositories.found(str(made.folder))


def test_a_configuration_that_is_a_fifo_is_refused(made: Made) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no FIFOs")
    config = made.folder / ".git" / "config"
    config.unlink()
    os.mkfifo(config)
    with pytest.raises(NoRepository, match="its config is not a file"):
        repositories.found(str(made.folder))


def test_a_work_tree_that_is_not_there_is_not_needed(made: Made) -> None:
    made.commit({"a.txt": "one\n"})
    made("config", "core.worktree", "/nowhere/at/all")
    contents = Read(repositories.found(str(made.folder))).contents
    assert list(contents.values()) == [b"one\n"]


# Where a repository is.


def test_a_repository_is_found_from_within_and_by_its_own_folder(made: Made) -> None:
    (made.folder / "src" / "deep").mkdir(parents=True)
    own = str(made.folder / ".git")
    for path in (made.folder, made.folder / "src" / "deep", made.folder / ".git"):
        assert repositories.found(str(path)).folder == own


def test_a_bare_repository_whatever_its_name(tmp_path: Path) -> None:
    for name in ("mirror.git", "-c core.pager=x", "a\nb\x1b[31m"):
        made = Made(tmp_path / name, "--bare")
        made.object(b"content")
        contents = Read(repositories.found(str(made.folder))).contents
        assert list(contents.values()) == [b"content"]


@pytest.mark.parametrize(
    ("prepared", "why"),
    [
        (lambda folder: None, "not a git repository, nor in one"),
        (lambda folder: (folder / ".git").write_text("gitdir: ../made/.git\n"), "does not lead back"),
        (lambda folder: (folder / ".git").write_text("gitdir: nowhere\n"), "does not lead back"),
        (lambda folder: (folder / ".git").write_text("hello\n"), "neither a folder nor a file that names one"),
        (lambda folder: (folder / ".git").symlink_to("../made/.git"), "is a link to"),
    ],
)
def test_what_leads_elsewhere_is_not_followed(prepared: object, why: str, made: Made, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    prepared(folder)  # type: ignore[operator]
    with pytest.raises(NoRepository, match=why):
        repositories.found(str(folder))


def test_a_common_folder_that_knows_nothing_of_it_is_not_believed(made: Made, tmp_path: Path) -> None:
    other = Made(tmp_path / "other")
    (other.folder / ".git" / "commondir").write_text(str(made.folder / ".git"))
    with pytest.raises(NoRepository, match="does not know of them"):
        repositories.found(str(other.folder))


def test_a_worktree_and_a_submodule_lead_back(made: Made, tmp_path: Path) -> None:
    made.commit({"a.txt": "one\n"})
    made("worktree", "add", "--quiet", str(tmp_path / "tree"))
    outer = Made(tmp_path / "outer")
    outer("submodule", "--quiet", "add", str(made.folder), "inner")
    for folder in (tmp_path / "tree", outer.folder / "inner"):
        contents = Read(repositories.found(str(folder))).contents
        assert b"one\n" in contents.values()
    assert repositories.found(str(tmp_path / "tree")).common == str(made.folder / ".git")


def test_paths_that_are_no_folders(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NoRepository, match="a file"):
        repositories.found(str(tmp_path / "file"))
    with pytest.raises(NoRepository, match="no such folder"):
        repositories.found(str(tmp_path / "none"))


# What is read.


@pytest.mark.parametrize("most", [1, 2, 9])
def test_each_blob_is_read_once_packed_and_loose(most: int, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flake8_openrouter.git.listing._MOST", most)  # in a part
    made.commit({"a.txt": "one\n", "same.txt": "one\n"})
    made("gc", "--quiet")
    made.commit({"a.txt": "two\n", "empty": ""})
    dangling = made.object(b"left behind")
    read = Read(repositories.found(str(made.folder)))
    assert sorted(read.contents.values()) == [b"", b"left behind", b"one\n", b"two\n"]
    assert dangling in read.contents
    listing = read.listing
    assert (listing.blobs, listing.asked, listing.listed, listing.failure) == (4, 4, 8, "")


def test_an_empty_repository_has_none(made: Made) -> None:
    read = Read(repositories.found(str(made.folder)))
    assert (read.contents, read.listing.listed, read.listing.failure) == ({}, 0, "")


def test_what_is_not_wanted_is_not_read(made: Made) -> None:
    made.commit({f"{number}.txt": f"{number}\n" for number in range(9)})
    listing = Listing(repositories.found(str(made.folder)), lambda all_: [blob for blob in all_ if blob.size > 100])
    assert list(listing) == []
    assert (listing.blobs, listing.asked) == (9, 0)


@pytest.mark.parametrize("size", [5000, 1 << 20])
def test_what_is_not_read_of_a_blob_is_passed_by(size: int, made: Made) -> None:
    made.commit({f"{number}.txt": f"{number}" * (size + number) for number in range(9)})
    repository = repositories.found(str(made.folder))
    with closing(Reader(repository)) as reader:
        read = [blob.read(3) for part in Listing(repository, every) for blob in reader.read(part)]
    assert sorted(read) == [f"{number}".encode() * 3 for number in range(9)]


def test_a_run_that_is_left_leaves_no_process(made: Made) -> None:
    made.commit({f"{number}.txt": f"{number}" * 100_000 for number in range(20)})
    repository = repositories.found(str(made.folder))
    reader, listing = Reader(repository), Listing(repository, every)
    parts = iter(listing)
    blobs = reader.read(next(parts))
    next(blobs)
    git = reader._git
    assert git is not None
    assert git._process.poll() is None
    blobs.close()
    parts.close()
    assert [process._process.poll() is None for process in (git, *listing._processes)] == [False, False]


def test_git_waits_for_more_between_two_parts(made: Made) -> None:
    made.commit({f"{number}.txt": f"{number}\n" for number in range(4)})
    repository = repositories.found(str(made.folder))
    (part,) = Listing(repository, every)
    with closing(Reader(repository)) as reader:
        processes = {(len(list(reader.read([blob]))), id(reader._git)) for blob in part}
    assert len(processes) == 1


def test_what_is_gone_is_passed_by(made: Made) -> None:
    made.commit({f"{number}.txt": f"{number}\n" for number in range(4)})
    repository = repositories.found(str(made.folder))
    (part,) = Listing(repository, every)
    with closing(Reader(repository)) as reader:
        there = [blob.name for blob in reader.read([Listed("0" * 40, 2), *part, Listed("1" * 40, 2)])]
        assert (there, reader.vanished, reader.failure) == ([blob.name for blob in part], 2, "")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere pipes are as large as they are")
@pytest.mark.parametrize(("asked", "given"), [(1 << 20, 1 << 20), (-1, 1 << 16)])
def test_git_goes_on_while_its_blobs_are_searched(asked: int, given: int, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    monkeypatch.setattr(starting, "_HELD", asked)  # the system may say no
    git = Git().start("version")
    assert fcntl.fcntl(git.output, fcntl.F_GETPIPE_SZ) == given
    assert git.output.read().startswith(b"git version")
    assert git.ended() == ""


@pytest.mark.parametrize("is_packed", [False, True])
def test_damaged_objects_are_passed_by(is_packed: bool, made: Made) -> None:
    made.commit({f"{number}.txt": f"{number} " * (4000 + number) for number in range(40)})
    damaged = [made("rev-parse", f"HEAD:{number}.txt") for number in (3, 17, 18)]
    if is_packed:
        made("-c", "pack.compression=0", "repack", "-adfq", "--window=0")
        pack = next((made.folder / ".git" / "objects" / "pack").glob("*.pack"))
        data = pack.read_bytes()
        for number in (3, 17, 18):
            place = data.index(f"{number} {number} {number} ".encode())
            data = data[:place] + b"X" + data[place + 1 :]
        pack.chmod(0o644)
        pack.write_bytes(data)
    else:
        for name in damaged:
            path = made.folder / ".git" / "objects" / name[:2] / name[2:]
            path.chmod(0o644)
            path.write_bytes(path.read_bytes()[:-20])
    read = Read(repositories.found(str(made.folder)))
    assert (read.damaged, len(read.contents), set(damaged) & set(read.contents)) == (3, 37, set())


def test_git_is_not_started_anew_for_ever(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_RESTARTS", 3)
    made.commit({f"{number}.txt": f"{number} " * 4000 for number in range(9)})
    for path in (made.folder / ".git" / "objects").glob("??/*"):
        if path.stat().st_size > 30 and made("cat-file", "-t", path.parent.name + path.name) == "blob":
            path.chmod(0o644)
            path.write_bytes(path.read_bytes()[:-20])
    read = Read(repositories.found(str(made.folder)))
    assert (read.damaged, read.failure) == (3, "git failed too often")


def test_an_error_of_who_picks_blobs_is_raised(made: Made) -> None:
    made.commit({"a.txt": "one\n"})

    def wanted(blobs: Sequence[Listed]) -> Sequence[Listed]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(Listing(repositories.found(str(made.folder)), wanted))


def test_replaced_and_grafted_objects_are_as_they_were_committed(made: Made) -> None:
    first = made.commit({"a.txt": "one\n"})
    second = made.commit({"a.txt": "two\n"})
    blob = made("rev-parse", f"{first}:a.txt")
    made("replace", blob, made("rev-parse", f"{second}:a.txt"))
    (made.folder / ".git" / "info").mkdir(exist_ok=True)
    (made.folder / ".git" / "info" / "grafts").write_text(f"{second}\n")
    repository = repositories.found(str(made.folder))
    contents = Read(repository).contents
    assert contents[blob] == b"one\n"
    assert [change.commit.name for change in Walk(repository, [blob]).reached()] == [second, first]


def test_of_borrowed_objects_only_what_a_ref_leads_to_is_read(made: Made, tmp_path: Path) -> None:
    made.commit({"a.txt": "ours\n"})
    made.object(b"theirs alone")
    made("clone", "--quiet", "--shared", str(made.folder), str(tmp_path / "shared"))
    repository = repositories.found(str(tmp_path / "shared"))
    contents = Read(repository).contents
    assert list(contents.values()) == [b"ours\n"]
    assert repository.borrowed == str(made.folder / ".git" / "objects")


@pytest.mark.parametrize("linked", ["objects", "objects/pack"])
def test_linked_objects_are_borrowed(linked: str, made: Made, tmp_path: Path) -> None:
    made.commit({"a.txt": "theirs\n"})
    made("repack", "-adq")
    other = Made(tmp_path / "other")
    place = other.folder / ".git" / linked
    subprocess.run(["rm", "-r", str(place)], check=True)
    place.symlink_to(made.folder / ".git" / linked)
    repository = repositories.found(str(other.folder))
    contents = Read(repository).contents
    assert (contents, bool(repository.borrowed)) == ({}, True)


def test_of_what_is_put_together_git_holds_no_more_than_it_may(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_HELD", 500_000)
    text = "".join(f"line {number}\n" for number in range(60_000))
    made.commit({"a.txt": text, "b.txt": "b\n"})
    made.commit({"a.txt": text + "more\n"})
    made("gc", "--quiet", "--aggressive")
    read = Read(repositories.found(str(made.folder)))
    assert [read.held, read.damaged, read.failure] == [2, 0, ""]
    assert list(read.contents.values()) == [b"b\n"]


def test_a_small_blob_on_a_large_one_is_not_put_together(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack may say that a blob of a few bytes is a piece of one of any size."""
    monkeypatch.setattr(reading, "MOST_HELD", 500_000)
    lines = "".join(f"line {number}\n" for number in range(60_000))
    made.commit({"a.txt": lines})
    made.commit({"a.txt": lines[: len(lines) // 2]})
    made("repack", "-adfq", "--depth=1", "--window=2")
    read = Read(repositories.found(str(made.folder)))
    assert read.damaged + read.held == 2


# Which commits and heads have it.


def test_who_changed_a_blob(made: Made) -> None:
    first = made.commit({"a.txt": "one\n"})
    made.commit({"b.txt": "other\n"})
    moved = made.commit({"a.txt": None, "dir/é\n\x1b.txt": "one\n"})
    blob, zeros = made("rev-parse", f"{first}:a.txt"), "0" * 40
    found = list(Walk(repositories.found(str(made.folder)), [blob]).reached())
    odd = "dir/é\n\x1b.txt".encode()
    assert [(change.commit.name, change.path, change.before, change.after) for change in found] == [
        (moved, b"a.txt", blob, zeros),
        (moved, odd, zeros, blob),
        (first, b"a.txt", zeros, blob),
    ]
    assert {change.commit.ref for change in found} == {"refs/heads/main"}
    assert found[-1].commit.date == "2023-11-14T22:14:20+00:00"


def test_a_merge_changes_what_none_of_its_parents_has(made: Made) -> None:
    made.commit({"a.txt": "a\n"})
    made("checkout", "-q", "-b", "side")
    side = made.commit({"side.txt": "side\n"})
    made("checkout", "-q", "main")
    made.commit({"main.txt": "main\n"})
    made("merge", "-q", "--no-commit", "--no-ff", "side")
    merge = made.commit({"evil.txt": "evil\n"})
    evil, theirs = made("rev-parse", "HEAD:evil.txt"), made("rev-parse", "HEAD:side.txt")
    walk = Walk(repositories.found(str(made.folder)), [evil, theirs])
    found = list(walk.reached())
    assert [(change.commit.name, change.after) for change in found] == [(merge, evil), (side, theirs)]


def test_a_merge_puts_a_blob_where_no_other_commit_has_it(made: Made) -> None:
    made.commit({"a.txt": "a\n"})
    made("checkout", "-q", "-b", "side")
    made.commit({"side.txt": "key\n"})
    made("checkout", "-q", "main")
    made.commit({"main.txt": "main\n"})
    made("merge", "-q", "--no-commit", "--no-ff", "side")
    merge = made.commit({"moved.txt": "key\n", "side.txt": None})
    blob = made("rev-parse", "HEAD:moved.txt")
    changes = list(Walk(repositories.found(str(made.folder)), [blob]).reached())
    assert [(change.commit.name == merge, change.path) for change in changes] == [
        (True, b"moved.txt"),
        (False, b"side.txt"),
    ]


def test_a_merge_of_three(made: Made) -> None:
    made.commit({"a.txt": "a\n"})
    for name in ("one", "two"):
        made("checkout", "-q", "-b", name, "main")
        made.commit({f"{name}.txt": f"{name}\n"})
    made("checkout", "-q", "main")
    made("merge", "-q", "--no-commit", "--no-ff", "one", "two")
    made.commit({"a.txt": "key\n"})
    (change,) = Walk(repositories.found(str(made.folder)), [made("rev-parse", "HEAD:a.txt")]).reached()
    assert (change.path, change.others) == (b"a.txt", (change.before, change.before))


def test_a_merge_that_changes_what_others_had(made: Made) -> None:
    made.commit({"-a [x]*.txt": "a\n", "b.txt": "b\n"})
    blob = made("rev-parse", "HEAD:-a [x]*.txt")
    made("checkout", "-q", "-b", "side")
    made.commit({"side.txt": "side\n"})
    made("checkout", "-q", "main")
    made.commit({"main.txt": "main\n"})
    made("merge", "-q", "--no-commit", "--no-ff", "side")
    merge = made.commit({"-a [x]*.txt": None})
    changes = list(Walk(repositories.found(str(made.folder)), [blob]).reached())
    assert (changes[0].commit.name, changes[0].before, len(changes)) == (merge, blob, 2)


def test_commits_that_a_reflog_or_nothing_leads_to(made: Made) -> None:
    made.commit({"a.txt": "a\n"})
    logged = made.commit({"b.txt": "logged\n"})
    made("reset", "-q", "--hard", "HEAD~1")
    tree = made("mktree", said=f"100644 blob {made.object(b'dangling')}\tc.txt\n".encode())
    dangling = made("commit-tree", tree, "-m", "dangling")
    repository = repositories.found(str(made.folder))
    walk = Walk(repository, [made("rev-parse", f"{logged}:b.txt"), made("rev-parse", f"{dangling}:c.txt")])
    assert list(walk.reached()) == []
    assert [(change.commit.name, change.commit.ref) for change in walk.logged()] == [(logged, "")]
    assert [(change.commit.name, change.commit.dangling) for change in walk.dangling()] == [(dangling, True)]


def test_what_is_at_a_path_of_a_head(made: Made) -> None:
    made.commit({"a.txt": "a\n", "dir/sub/b c.txt": "b\n"})
    made("tag", "-a", "v1", "-m", "tag")
    repository = repositories.found(str(made.folder))
    branch, tag = heads.refs(repository)
    assert (branch.name, branch.is_branch, tag.is_branch) == ("refs/heads/main", True, False)
    with Trees(repository) as trees:
        for ref in (branch, tag):
            assert trees.blob(ref.target, b"dir/sub/b c.txt") == made("rev-parse", "HEAD:dir/sub/b c.txt")
            assert [trees.blob(ref.target, path) for path in (b"a", b"a.txt/b", b"dir/none", b"")] == [""] * 4
        assert trees.blob("1" * 40, b"a.txt") == ""


def test_branches_are_called_as_people_call_them() -> None:
    names = ("refs/heads/a/b", "refs/remotes/origin/x", "refs/tags/v1", "refs/stash", "HEAD")
    assert [heads.short(name) for name in names] == ["a/b", "origin/x", "tags/v1", "stash", "HEAD"]
    assert not Ref("refs/remotes/origin/HEAD", "").is_branch


def test_the_reason_is_the_first_line_that_says_one() -> None:
    said = b"warning: ignoring broken ref\nfatal: bad object HEAD\n"
    assert starting.reason(said) == "bad object HEAD"
    assert starting.reason(b"") == "it failed"
    assert len(starting.reason(b"x" * 5000)) <= 200


def test_a_sha256_repository(tmp_path: Path) -> None:
    made = Made(tmp_path / "made", "--object-format=sha256")
    commit = made.commit({"dir/a.txt": "one\n"})
    repository = repositories.found(str(made.folder))
    contents = Read(repository).contents
    (name,) = contents
    assert len(name) == 64
    assert [change.commit.name for change in Walk(repository, [name]).reached()] == [commit]
    with Trees(repository) as trees:
        assert trees.blob(commit, b"dir/a.txt") == name


@pytest.mark.skipif(sys.platform == "win32", reason="no such names")
def test_refs_whose_names_are_no_utf8(made: Made) -> None:
    commit = made.commit({"a.txt": "one\n"})
    place = os.fsencode(made.folder / ".git" / "refs" / "heads") + b"/odd\xff"
    with open(place, "w") as file:
        file.write(f"{commit}\n")
    assert "refs/heads/odd\udcff" in [ref.name for ref in heads.refs(repositories.found(str(made.folder)))]
