"""``flake8-openrouter history``: each key once, with the commits that have it, whatever is done to the repository."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import jsonschema
import pytest
from gits import Made
from harness import live_hex, live_key
from made_histories import history as made_history
from test_reports import SCHEMA

from flake8_openrouter.command.main import main
from flake8_openrouter.disk import windows
from flake8_openrouter.git import listing, starting
from flake8_openrouter.git import repositories as found_repositories
from flake8_openrouter.git.reading import Blob
from flake8_openrouter.history import ledger as ledgers
from flake8_openrouter.history import parts, repositories, search
from flake8_openrouter.history.ledger import Ledger, NoLedger
from flake8_openrouter.history.results import Act, KeyHistory, RepositoryHistory
from flake8_openrouter.openrouter.keys import key_hash, label
from flake8_openrouter.openrouter.needles import NEEDLES
from flake8_openrouter.run import processes

#: Histories that are made, the same each time: of sixty some have whatever one in twenty has.
_FIRST = int(os.environ.get("HISTORIES_SEED", "0"))
SEEDS = range(_FIRST, _FIRST + int(os.environ.get("HISTORIES", "60")))

KEY, OTHER = live_key(1), live_key(2)
LINE = f'KEY = "{KEY}"\n'


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.chdir(tmp_path)
    return Made(tmp_path / "made")


def searched(made: Made | Path, ledger: NoLedger | None = None, *, since_last: bool = False) -> RepositoryHistory:
    folder = made.folder if isinstance(made, Made) else made
    return repositories.searched(found_repositories.found(str(folder)), ledger, since_last=since_last)


def ledger_of(made: Made) -> Ledger:
    file = repositories.ledger_file(found_repositories.found(str(made.folder)))
    assert file is not None
    return Ledger(file)


def only(history: RepositoryHistory) -> KeyHistory:
    (key,) = history.keys
    return key


def said(key: KeyHistory) -> list[tuple[str, str, str | None]]:
    """Return what commits did with a key: how, where, and which; the latest first."""
    return [(each.act.value, os.fsdecode(each.path), each.commit and each.commit.name) for each in key.occurrences]


# What is found.


@pytest.mark.parametrize("seed", SEEDS)
def test_each_key_is_found_once_with_its_first_and_last_commit(seed: int, tmp_path: Path) -> None:
    planted = made_history(tmp_path / "made", seed)
    history = searched(tmp_path / "made")
    found = {
        key.key.digest: (
            key.first.commit and key.first.commit.name,
            key.last.commit and key.last.commit.name,
            frozenset(place.ref for place in key.heads),
        )
        for key in history.keys
    }
    assert found == {key_hash(key): tuple(fate) for key, fate in planted.items()}
    assert history.is_complete


@pytest.mark.parametrize("seed", SEEDS[: len(SEEDS) // 2])
def test_nothing_is_found_where_nothing_is(seed: int, tmp_path: Path) -> None:
    assert made_history(tmp_path / "made", seed, has_keys=False) == {}
    assert searched(tmp_path / "made").keys == []


def test_what_became_of_a_key(made: Made) -> None:
    first = made.commit({"config.py": "import os\n\n" + LINE})
    second = made.commit({"config.py": "import os\n\n" + LINE + "more\n"})
    moved = made.commit({"config.py": None, "settings.py": "import os\n\n" + LINE + "more\n"})
    last = made.commit({"settings.py": "import os\n"})
    key = only(searched(made))
    assert said(key) == [
        ("removed", "settings.py", last),
        ("added", "settings.py", moved),
        ("removed", "config.py", moved),
        ("kept", "config.py", second),
        ("added", "config.py", first),
    ]
    assert (key.heads, key.first.hit.line, key.first.hit.column) == ((), 3, 8)
    assert key.key == (key_hash(KEY), label(KEY))


def test_a_key_that_branches_still_have(made: Made) -> None:
    made.commit({"dir/a.py": LINE})
    made("branch", "old")
    made.commit({"dir/a.py": None})
    made("branch", "new/one")
    made("update-ref", "refs/remotes/origin/x", "refs/heads/old")
    assert [place.ref for place in only(searched(made)).heads] == ["refs/heads/old", "refs/remotes/origin/x"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (f"KEY={KEY}\n", "OPR101"),
        (f'os.environ.get("OPENROUTER_API_KEY", "{KEY}")\n', "OPR103"),
        (base64.b64encode(f"x {KEY} y".encode()).decode(), "OPR101"),
        (f'A = "{live_hex(1)}"\nKEY = "sk-or-v1-" + A\n', "OPR101"),
        (f'A = "{live_hex(1)[:30]}"\nKEY = "sk-or-v1-" + A + "{live_hex(1)[30:]}"\n', "OPR101"),
        (f'KEY = ("sk-or-v1-{live_hex(1)[:9]}"  # one\n  "{live_hex(1)[9:]}")\n', "OPR101"),
        (f'const a = "{live_hex(1)}";\nconst key = "sk-or-v1-" + a;\n', "OPR101"),
    ],
    ids=["bare", "default", "Base64", "two literals", "three", "in brackets", "JavaScript"],
)
def test_a_key_however_it_is_written(written: str, code: str, made: Made) -> None:
    made.commit({"a": written})
    key = only(searched(made))
    assert (key.key.digest, key.first.hit.code) == (key_hash(KEY), code)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "latin-1"])
def test_a_key_in_any_encoding(encoding: str, made: Made) -> None:
    made.commit({"a": f"é\n{LINE}".encode(encoding)})
    assert only(searched(made)).first.hit.line == 2


def test_a_comment_of_the_repository_silences_nothing(made: Made) -> None:
    made.commit({"a.py": LINE.replace("\n", "  # noqa  # gitleaks:allow\n")})
    made.commit({"pyproject.toml": '[tool.flake8-openrouter]\nignore = ["OPR1"]\n'})
    assert only(searched(made)).key.digest == key_hash(KEY)


def test_keys_that_no_ref_leads_to(made: Made) -> None:
    made.commit({"a.py": "a\n"})
    logged = made.commit({"b.py": LINE})
    made("reset", "-q", "--hard", "HEAD~1")
    tree = made("mktree", said=f"100644 blob {made.object(OTHER.encode())}\tc.txt\n".encode())
    left = made("commit-tree", tree, "-m", "left")
    loose = live_key(3)
    made.object(loose.encode())
    found = {key.key.digest: key.first for key in searched(made).keys}
    assert found[key_hash(KEY)].commit is not None
    assert found[key_hash(KEY)].commit[:4] == (logged, "2023-11-14T22:15:20+00:00", "", False)
    assert found[key_hash(OTHER)].commit is not None
    assert found[key_hash(OTHER)].commit[0:4:3] == (left, True)
    assert found[key_hash(loose)].commit is None


def test_a_key_that_is_only_staged_or_stashed(made: Made) -> None:
    made.commit({"a.py": "a\n"})
    (made.folder / "a.py").write_text(LINE)
    made("stash", "--quiet")
    (made.folder / "b.py").write_text(OTHER)
    made("add", "b.py")
    found = {key.key.digest: key.first.commit for key in searched(made).keys}
    stashed = found[key_hash(KEY)]
    assert stashed is not None
    assert (stashed.ref, found[key_hash(OTHER)]) == ("refs/stash", None)


def test_a_large_blob_is_searched_in_windows(made: Made) -> None:
    filler = "0123456789 abcdef\n" * 60_000
    made.commit({"a.log": filler + LINE + filler + f"{OTHER}\n" + filler})
    found = {key.key.digest: key.first.hit.line for key in searched(made).keys}
    assert found == {key_hash(KEY): 60_001, key_hash(OTHER): 120_002}


@pytest.mark.parametrize("before", range(windows.SIZE - windows.OVERLAP - 60, windows.SIZE + 10, 2003))
def test_a_key_is_found_once_wherever_a_window_ends(before: int) -> None:
    data = b"x" * (before - 7) + f' "{KEY}" '.encode() + b"y" * windows.SIZE
    found = search.of_blob(blob_of(data))
    assert [hit.column for hit in found.hits] == [before - 4]


def blob_of(data: bytes, reads: list[int] | None = None) -> Blob:
    """Return a blob that is read from memory; each number of bytes that is asked for is noted."""
    left = [data]

    def read(most: int) -> bytes:
        if reads is not None:
            reads.append(most)
        piece, left[0] = left[0][:most], left[0][most:]
        return piece

    return Blob("0" * 40, len(data), read)


def test_no_more_of_a_blob_is_held_than_a_window() -> None:
    reads: list[int] = []
    assert search.of_blob(blob_of(b"\0" * (5 * windows.SIZE), reads)) == search.Found()
    assert max(reads) <= windows.SIZE
    assert len(reads) > 5


def test_of_a_blob_full_of_keys_as_many_are_kept_as_of_a_file() -> None:
    data = "\n".join(live_key(number) for number in range(1200)).encode()
    assert len(search.of_blob(blob_of(data)).hits) == 1000


def test_a_run_of_needles_is_no_key() -> None:
    assert search.of_blob(blob_of(" ".join(NEEDLES).encode() * 9)) == search.Found()


# What git is asked.


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands of git that are started."""
    commands: list[str] = []
    command = starting.Git._command

    def noted(git: starting.Git, arguments: tuple[str, ...]) -> list[str]:
        commands.append(arguments[0])
        return command(git, arguments)

    monkeypatch.setattr(starting.Git, "_command", noted)
    return commands


def test_the_commits_of_a_blob_cost_nothing_until_it_has_a_key(made: Made, started: list[str]) -> None:
    for number in range(4):
        made.commit({f"{number}.py": f"sk-or-v1-{number}\n"})
    searched(made)
    assert "log" not in started
    started.clear()
    for number in range(4):
        made.commit({f"{number}.py": f"{live_key(number)}\n"})
    assert len(searched(made).keys) == 4
    assert (started.count("log"), started.count("cat-file")) == (2, 4)


def test_many_refs_are_asked_for_at_once(made: Made, started: list[str]) -> None:
    made.commit({"a.py": LINE})
    commit = made("rev-parse", "HEAD")
    packed = "".join(f"{commit} refs/heads/b{number:04}\n" for number in range(3000))
    (made.folder / ".git" / "packed-refs").write_text(f"# pack-refs with: peeled fully-peeled sorted \n{packed}")
    key = only(searched(made))
    assert len(key.heads) == 3001
    assert len(started) < 12


# Side by side.


@pytest.fixture
def worth_a_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_WORTH_A_POOL", 1)
    monkeypatch.setattr(listing, "_MOST", 7)


def seen(history: RepositoryHistory) -> tuple[object, ...]:
    return history.keys, history.counts, history.failures


@pytest.mark.usefixtures("worth_a_pool")
def test_several_processes_find_what_one_finds(several: Made) -> None:
    several.object(live_key(99).encode())
    repository = found_repositories.found(str(several.folder))
    one = repositories.searched(repository)
    assert (len(one.keys), one.counts.searched) == (31, 331)
    assert seen(repositories.searched(repository, workers=3)) == seen(one)


@pytest.mark.usefixtures("worth_a_pool")
def test_what_is_lost_with_a_process_is_searched_all_the_same(several: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    of_blob, process = search.of_blob, os.getpid()

    def dying(blob: Blob) -> search.Found:
        found = of_blob(blob)
        if found.hits and os.getpid() != process:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    repository = found_repositories.found(str(several.folder))
    one = repositories.searched(repository)
    monkeypatch.setattr(search, "of_blob", dying)
    assert seen(repositories.searched(repository, workers=2)) == seen(one)


@pytest.mark.usefixtures("worth_a_pool")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_mistake_of_ours_is_not_passed_over(workers: int, several: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "of_blob", lambda blob: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        repositories.searched(found_repositories.found(str(several.folder)), workers=workers)


@pytest.mark.usefixtures("worth_a_pool")
def test_where_no_processes_can_be_had_one_searches(several: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "pool", lambda workers: None)
    repository = found_repositories.found(str(several.folder))
    assert len(repositories.searched(repository, workers=2).keys) == 30


@pytest.mark.usefixtures("worth_a_pool")
def test_a_pool_has_no_fewer_failures(made: Made) -> None:
    made.commit({f"{number}.txt": f"{number} " * 4000 for number in range(9)})
    damaged = made("rev-parse", "HEAD:3.txt")
    path = made.folder / ".git" / "objects" / damaged[:2] / damaged[2:]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-20])
    history = repositories.searched(found_repositories.found(str(made.folder)), workers=2)
    assert (history.counts.damaged, history.counts.searched, history.is_complete) == (1, 8, False)


# What is not there.


def test_a_partial_clone_says_what_it_lacks_and_fetches_nothing(made: Made, tmp_path: Path) -> None:
    made("config", "uploadpack.allowFilter", "true")
    made.commit({"a.py": LINE})
    made.commit({"a.py": "a\n", "b.py": "b\n"})
    clone = made.clone(tmp_path / "clone", "--filter=blob:none", "--no-checkout")
    history = searched(clone)
    assert (history.counts.missing, history.counts.searched, history.keys) == (3, 0, [])
    assert history.is_complete


def test_a_shallow_clone_says_so(made: Made, tmp_path: Path) -> None:
    made.commit({"a.py": LINE})
    made.commit({"a.py": "a\n"})
    history = searched(made.clone(tmp_path / "clone", "--depth=1"))
    assert (history.counts.shallow, history.keys) == (1, [])


def test_submodules_and_lfs_are_said(made: Made, tmp_path: Path) -> None:
    inner = Made(tmp_path / "inner")
    inner.commit({"a.py": LINE})
    made("submodule", "--quiet", "add", str(inner.folder), "lib")
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 1\n"
    made.commit({f"{number}.bin": pointer.format(str(number) * 64) for number in range(2)})
    history = searched(made)
    assert (history.submodules, history.counts.elsewhere, history.keys) == (1, 2, [])
    assert searched(made.folder / "lib").keys


def test_damaged_objects_are_said_and_the_others_searched(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made.commit({"a.py": LINE, "b.py": "b\n" * 5000})
    name = made("rev-parse", "HEAD:b.py")
    path = made.folder / ".git" / "objects" / name[:2] / name[2:]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-9])
    assert only(searched(made)).key.digest == key_hash(KEY)
    baseline = ["--baseline", "known.json"]
    assert main(["history", str(made.folder), "--write-baseline", "known.json"]) == 1
    assert main(["history", str(made.folder), *baseline]) == 1
    assert "1 damaged object: not searched" in capsys.readouterr().err


def test_commits_that_cannot_be_read_are_said(made: Made) -> None:
    made.commit({"dir/a.py": LINE})
    made.commit({"dir/a.py": "a\n"})
    tree = made("rev-parse", "HEAD:dir")
    (made.folder / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    history = searched(made)
    assert only(history).first.commit is None
    assert history.failures[0].startswith("not all commits could be read: ")


def test_a_ref_to_what_is_not_there_hides_no_commit(made: Made) -> None:
    commit = made.commit({"a.py": LINE})
    (made.folder / ".git" / "refs" / "heads" / "gone").write_text("1" * 40 + "\n")
    history = searched(made)
    assert said(only(history)) == [("added", "a.py", commit)]
    assert [place.ref for place in only(history).heads] == ["refs/heads/main"]
    assert history.failures == []


# The ledger.


def test_what_was_searched_is_not_searched_again(made: Made) -> None:
    made.commit({"a.py": LINE, "b.py": "b\n"})
    first = searched(made, ledger_of(made))
    made.commit({"c.py": OTHER})
    second = searched(made, ledger_of(made))
    assert (first.counts.searched, second.counts.searched, second.counts.known) == (2, 1, 2)
    assert {key.key.digest for key in second.keys} == {key_hash(KEY), key_hash(OTHER)}
    assert only(first) == next(key for key in second.keys if key.key.digest == key_hash(KEY))


def test_what_is_new_since_the_last_run_that_came_to_its_end(made: Made) -> None:
    made.commit({"a.py": LINE})
    searched(made, ledger_of(made))
    made.commit({"c.py": OTHER})
    killed = ledger_of(made)
    found = search.of_blob(blob_of(OTHER.encode()))
    name = made("rev-parse", "HEAD:c.py")
    killed.note(name, [hit._replace(blob=name) for hit in found.hits], is_pointer=False)
    killed.close()
    history = searched(made, ledger_of(made), since_last=True)
    assert (history.counts.searched, only(history).key.digest) == (0, key_hash(OTHER))
    assert searched(made, ledger_of(made), since_last=True).keys == []


def test_what_is_gone_is_forgotten(made: Made) -> None:
    made.commit({"a.py": LINE})
    searched(made, ledger_of(made))
    made("update-ref", "-d", "HEAD")
    made("rm", "-q", "--cached", "a.py")
    made("reflog", "expire", "--expire=all", "--all")
    made("gc", "--quiet", "--prune=now")
    assert searched(made, ledger_of(made)).keys == []


def run(*arguments: str, **options: str) -> subprocess.Popen[bytes]:
    """Start the command, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "flake8_openrouter", "history", *arguments, "--output-format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **options},
    )


@pytest.fixture
def several(made: Made) -> Made:
    """A repository with a key in one of ten files."""
    keys = {f"{number}/key.py": f'KEY = "{live_key(number)}"\n' for number in range(30)}
    made.commit({**keys, **{f"{number}.txt": f"{number}\n" * 900 for number in range(300)}})
    return made


_DIES = """
import os, sys
from flake8_openrouter.history.ledger import Ledger
noted = Ledger.note
left = [int(sys.argv.pop(1))]
def note(*given, **named):
    noted(*given, **named)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), 9)
Ledger.note = note
from flake8_openrouter.command.main import main
main(sys.argv[1:])
"""


def test_after_a_kill_the_result_is_the_same(several: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    where = str(several.folder)
    whole = run(where, "--no-ledger").communicate()[0]
    assert len(json.loads(whole)) == 30
    for after in (1, 200):
        dies = [sys.executable, "-c", _DIES, str(after), "history", where]
        assert subprocess.run(dies, capture_output=True).returncode == -signal.SIGKILL
    resumed = run(where)
    assert resumed.communicate()[0] == whole
    assert resumed.returncode == 1


def test_two_runs_at_once_find_the_same(several: Made) -> None:
    both = [run(str(several.folder)) for _ in range(2)]
    first, second = (process.communicate() for process in both)
    assert first == second
    assert len(json.loads(first[0])) == 30
    assert json.loads(run(str(several.folder), "--since-last").communicate()[0]) == []  # the ledger has them


def test_a_damaged_ledger_begins_anew(made: Made) -> None:
    made.commit({"a.py": LINE})
    ledger = ledger_of(made)
    searched(made, ledger)
    file = repositories.ledger_file(found_repositories.found(str(made.folder)))
    assert file is not None
    for beside in file.parent.iterdir():
        beside.write_bytes(b"no database" * 999)
    history = searched(made, ledger_of(made))
    assert (history.counts.searched, only(history).key.digest) == (1, key_hash(KEY))


def test_a_full_disk_ends_the_ledger_and_not_the_run(several: Made) -> None:
    ledger = ledger_of(several)
    ledger._connection.execute("PRAGMA max_page_count = 1")
    history = searched(several, ledger)
    assert (len(history.keys), history.counts.searched) == (30, 330)
    assert "full" in ledger.failure


def test_a_ledger_that_cannot_be_kept_is_said(
    made: Made, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made.commit({"a.py": "a\n"})
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/x")
    assert main(["history", "made"]) == 0
    assert "made: the ledger can't be kept: Not a directory" in capsys.readouterr().err


def test_the_ledger_is_the_users_own(made: Made, tmp_path: Path) -> None:
    made.commit({"a.py": LINE})
    assert main(["history", "made", "--ledger", "mine", "-q"]) == 1
    (file,) = (tmp_path / "mine" / "history").glob("*.sqlite")
    assert not (tmp_path / "caches").exists()
    assert file.parent.stat().st_mode & 0o077 == 0
    with closing(ledgers.Ledger(file)) as ledger:
        assert ledger.hits(since_last=False)[0].key.digest == key_hash(KEY)


# What is said.


def test_text_says_where_and_what_to_do_in_order(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    first = made.commit({"config.py": LINE})
    last = made.commit({"config.py": None})
    assert main(["history", "made"]) == 1
    out, err = capsys.readouterr()
    assert out == (
        f"made: OPR101 OpenRouter key {label(KEY)}\n"
        f"     = key:   https://openrouter.ai/keys/{key_hash(KEY)}\n"
        f"     = first: 2023-11-14 commit {first[:12]} (main): config.py:1\n"
        f"     = last:  2023-11-14 commit {last[:12]} (main): config.py no longer has it\n"
        "     = now:   at the head of no branch, but the history has it\n\n" + out.partition("\n\n")[2]
    )
    steps = [line.split()[1] for line in out.splitlines() if line[2:4] in ("1.", "2.", "3.", "4.")]
    assert steps == ["Revoke", "Make", "Take", "Rewrite"]
    assert out.endswith("Found 1 key in 1 blob of 1 repository.\n")
    assert err == ""


def test_nothing_found_is_said(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "made"]) == 0
    assert capsys.readouterr() == ("Found 0 keys in 0 blobs of 1 repository.\n", "")


@pytest.mark.parametrize("format_name", ["json", "json-lines"])
def test_machines_get_the_same_objects(format_name: str, made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    commit = made.commit({"a b.py": "# é\n" + LINE})
    blob = made("rev-parse", "HEAD:a b.py")
    assert main(["history", "made", "--output-format", format_name]) == 1
    out = capsys.readouterr().out
    (entry,) = json.loads(out) if format_name == "json" else map(json.loads, out.splitlines())
    occurrence = {
        "change": "added",
        "commit": commit,
        "author_date": "2023-11-14T22:14:20+00:00",
        "branch": "main",
        "dangling": False,
        "path": "a b.py",
        "line": 2,
        "column": 8,
        "blob": blob,
    }
    assert len(entry.pop("fingerprint")) == 32
    assert entry == {
        "code": "OPR101",
        "name": "hardcoded-key",
        "repository": "made",
        "label": label(KEY),
        "key_hash": key_hash(KEY),
        "key_url": f"https://openrouter.ai/keys/{key_hash(KEY)}",
        "at_head": True,
        "heads": [{"branch": "main", "path": "a b.py"}],
        "first": occurrence,
        "last": occurrence,
        "occurrences": [occurrence],
    }


def test_sarif_is_valid_and_says_where(made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made.commit({"a b.py": LINE, "c.py": f'os.getenv("OPENROUTER_API_KEY", "{OTHER}")'})
    made.commit({"a b.py": None})
    Made(tmp_path / "empty")
    assert main(["history", "made", "empty", "--output-format", "sarif"]) == 1
    log = json.loads(capsys.readouterr().out)
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(log)
    first, second = (run["results"] for run in log["runs"])
    assert {result["ruleId"] for result in first} == {"OPR101", "OPR103"}
    assert second == []
    for result in first:
        rule = log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
    places = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in first}
    assert places == {"a%20b.py", "c.py"}


def test_known_keys_are_not_reported(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made.commit({"a.py": LINE})
    assert main(["history", "made", "--write-baseline", "known.json"]) == 0
    assert "Wrote 1 known finding to known.json, 1 of them new." in capsys.readouterr().err
    made.commit({"elsewhere.py": LINE})
    assert main(["history", "made", "--baseline", "known.json"]) == 0
    made.commit({"b.py": OTHER})
    assert main(["history", "made", "--baseline", "known.json", "--output-format", "json"]) == 1
    out, err = capsys.readouterr()
    assert label(OTHER) in out
    assert label(KEY) not in out
    assert err.endswith("1 known: the baseline has them.\n")
    assert set(json.loads(Path("known.json").read_text())) == {"version", "findings"}


def test_each_repository_that_can_be_read_is(made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made.commit({"a.py": LINE})
    (tmp_path / "none").mkdir()
    assert main(["history", "none", "mode", "made", "--exit-zero"]) == 2
    out, err = capsys.readouterr()
    assert label(KEY) in out
    assert err == (
        "none: not a git repository, nor in one: not searched\n"
        "mode: no such folder (did you mean made?): not searched\n"
    )


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--since-last", "--no-ledger"], "--no-ledger can't be combined with --since-last"),
        (["--ledger", "x", "--no-ledger"], "--no-ledger can't be combined with --ledger"),
        (["--output-format", "sariff"], "there is no format 'sariff' (did you mean"),
        (["--output-file", "a.py"], "a.py is named like a program"),
        (["--output-file", ""], "--output-file is empty"),
        ([""], "a path is empty"),
        (["--baseline", "none.json"], "baseline none.json: No such file"),
        (["--since"], "--since"),
    ],
)
def test_wrong_usage_is_a_line(arguments: list[str], why: str, made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", *arguments]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert why in err


def test_the_report_goes_to_a_file(made: Made, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    made.commit({"a.py": LINE})
    assert main(["history", "made", "-o", "report.json", "--output-format", "json", "--exit-zero"]) == 0
    assert capsys.readouterr() == ("", "")
    assert json.loads((tmp_path / "report.json").read_text())[0]["label"] == label(KEY)


# What never is.

_ODD = b"new\nline\x1b[31m\xff::error::" + KEY.encode() + b".py"


@pytest.fixture
def odd(made: Made) -> Made:
    """A repository in which all that can be has a name that a terminal or a CI would obey, and a key in it."""
    blob = made.object(LINE.encode())
    tree = made("mktree", "-z", said=b"100644 blob %b\t%b\0" % (blob.encode(), _ODD))
    commit = made("commit-tree", tree, "-m", KEY)
    made("update-ref", f"refs/heads/{KEY}", commit)
    made.folder = made.folder.rename(made.folder.with_name(f"::error::\x1b[31m{KEY}"))
    return made


def hidden(text: str | bytes) -> bool:
    """Tell whether no more of the key is in a text than its label has."""
    data = text.encode(errors="surrogateescape") if isinstance(text, str) else text
    return not any(live_hex(1)[at : at + 8].encode() in data for at in range(57))


@pytest.mark.parametrize("format_name", ["text", "json", "json-lines", "sarif"])
def test_no_way_out_shows_a_key_or_what_a_terminal_obeys(
    format_name: str, odd: Made, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (odd.folder / ".git" / "shallow").write_text("")
    assert main(["history", str(odd.folder), "--output-format", format_name, "--write-baseline", "known.json"]) == 0
    assert main(["history", str(odd.folder), "--output-format", format_name]) == 1
    out, err = capsys.readouterr()
    assert label(KEY) in out
    for text in (out, err):
        assert hidden(text.replace(key_hash(KEY), ""))
        assert "\x1b" not in text
        assert not any(line.startswith("::") for line in text.splitlines())
    kept = [path.read_bytes() for path in (tmp_path / "caches").rglob("*") if path.is_file()]
    assert kept
    for data in (*kept, Path("known.json").read_bytes()):
        assert hidden(data.replace(key_hash(KEY).encode(), b""))


def test_what_git_complains_of_hides_keys_too(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    with (made.folder / ".git" / "config").open("a") as file:
        file.write(f"[core]\n\tbare = {KEY}\n")
    assert main(["history", "made"]) == 2
    err = capsys.readouterr().err
    assert hidden(err)
    assert err.count("\n") == 1


def test_a_lead_elsewhere_is_a_line(made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made.commit({"a.py": LINE})
    (tmp_path / "trap").mkdir()
    (tmp_path / "trap" / ".git").write_text(f"gitdir: {made.folder / '.git'}\n")
    assert main(["history", "trap"]) == 2
    out, err = capsys.readouterr()
    assert label(KEY) not in out
    assert "does not lead back" in err


def test_borrowed_objects_are_said(made: Made, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    made.commit({"a.py": "a\n"})
    made.object(KEY.encode())
    made("clone", "--quiet", "--shared", str(made.folder), str(tmp_path / "shared"))
    assert main(["history", "shared"]) == 0
    assert "objects are borrowed from" in capsys.readouterr().err


def test_a_repository_that_changes_meanwhile(several: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    of_blob: Callable[[Blob], search.Found] = search.of_blob
    began: list[Blob] = []

    def changing(blob: Blob) -> search.Found:
        began.append(blob)
        if len(began) == 5:
            several("gc", "--quiet", "--prune=now")
            several.commit({"new.py": live_key(99)})
        return of_blob(blob)

    monkeypatch.setattr(search, "of_blob", changing)
    history = searched(several)
    assert len(history.keys) >= 30
    assert history.is_complete


def test_acts_are_words_of_the_report() -> None:
    assert [act.value for act in Act] == ["added", "kept", "removed"]
