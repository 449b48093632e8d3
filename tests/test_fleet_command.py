"""The command over many repositories: its options, what it says, what it keeps, and how it ends."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from gits import Made
from test_fleet_repositories import MISTAKE, SETTINGS, key

from flake8_openrouter.command import progress
from flake8_openrouter.command.main import main
from flake8_openrouter.command.usage import CLEAN, FAILED, FOUND
from flake8_openrouter.fleet import cluster, rows, running, tables
from flake8_openrouter.fleet.cluster import ClusterError, Where
from flake8_openrouter.fleet.examining import Wanted
from flake8_openrouter.fleet.results import NAME
from flake8_openrouter.fleet.running import Workers


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[Where, Wanted]]:
    """Have the work done in this process, and return what workers would have been asked for."""
    found: list[tuple[Where, Wanted]] = []

    def here(where: Where, wanted: Wanted) -> Workers:
        found.append((where, wanted))
        return running.here(wanted)

    monkeypatch.setattr(running, "on_workers", here)
    monkeypatch.chdir(tmp_path)
    return found


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    Made(tmp_path / "fleet" / "a").commit({"app.py": MISTAKE, "settings.py": SETTINGS})
    Made(tmp_path / "fleet" / "b").commit({"key.py": f'KEY = "{key("one")}"\n'})
    return tmp_path / "fleet"


def test_the_results_are_kept_and_said_in_a_line(fleet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fleet", "fleet", "-o", "out"]) == FOUND
    said = "2 repositories: 2 read. 1 place of keys in the history of 1 repository, 2 findings at heads.\n"
    assert capsys.readouterr() == (f"{said}Results: {Path('out', NAME)}\n", "")
    found = list(rows.read(Path("out", NAME).read_bytes().splitlines()))
    assert [(row.repository, row.KIND) for row in found] == [
        *(("a", "repository"), ("a", "finding")),
        *(("b", "repository"), ("b", "finding"), ("b", "key")),
    ]


def test_a_second_run_reads_what_changed_and_the_file_is_that_of_a_fresh_run(
    fleet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["fleet", "fleet", "-o", "out"])
    before = Path("out", NAME).read_bytes()
    capsys.readouterr()
    assert main(["fleet", "fleet", "-o", "out"]) == FOUND
    assert capsys.readouterr().out.startswith("2 repositories: 2 as before.")
    assert Path("out", NAME).read_bytes() == before
    (fleet / "a" / ".git" / "refs" / "tags" / "v1").write_bytes((fleet / "a" / ".git" / "refs/heads/main").read_bytes())
    assert main(["fleet", "fleet", "-o", "out"]) == FOUND
    assert capsys.readouterr().out.startswith("2 repositories: 1 read, 1 as before.")
    main(["fleet", "fleet", "-o", "fresh"])
    assert Path("out", NAME).read_bytes() == Path("fresh", NAME).read_bytes()


def test_again_reads_what_did_not_change(fleet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["fleet", "fleet", "-o", "out"])
    capsys.readouterr()
    main(["fleet", "fleet", "-o", "out", "--again"])
    assert capsys.readouterr().out.startswith("2 repositories: 2 read.")


def test_the_exit_code_is_as_that_of_a_check(tmp_path: Path, fleet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Made(tmp_path / "clean").commit({"settings.py": SETTINGS})
    assert main(["fleet", "clean"]) == CLEAN
    assert main(["fleet", "clean", "fleet"]) == FOUND
    assert main(["fleet", "clean", "fleet", "--exit-zero"]) == CLEAN
    capsys.readouterr()
    assert main(["fleet", "clean", "gone", "--exit-zero", "-q"]) == FAILED
    assert capsys.readouterr() == ("", "gone: No such file or directory\n")


def test_where_nothing_can_be_read_there_are_no_results(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    Path("list").write_text("# nothing\n")
    assert main(["fleet", "empty", "http://example.com/a"]) == FAILED
    assert "empty: no repository is in this folder" in capsys.readouterr().err
    assert main(["fleet", "list"]) == FAILED
    assert capsys.readouterr().err == "flake8-openrouter: no repositories are listed\n"
    assert not Path("fleet-results").exists()


def test_many_broken_ones_are_named_in_part(fleet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fleet", "fleet", *(f"gone{number}" for number in range(23))]) == FAILED
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 21
    assert said[-1] == "and 3 more"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--no-heads", "--no-history"], "leave nothing to be read"),
        (["--no-heads", "--branches"], "contradict each other"),
        (["--scheduler", "tcp://x:1", "--jobs", "2"], "--jobs is for workers on this machine"),
        (["--scheduler", "tcp://x:1", "--memory", "2"], "--memory is for workers on this machine"),
        (["--tls-ca-file", "x"], "--tls-ca-file needs --scheduler"),
        (["--scheduler", "tls://x:1", "--tls-cert", "x"], "need --tls-ca-file"),
        (["--jobs", "0"], "--jobs: needs a positive number"),
    ],
)
def test_wrong_usage_is_a_line(fleet: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str) -> None:
    assert main(["fleet", "fleet", *options]) == FAILED
    assert said in capsys.readouterr().err.replace("-j/", "")


def test_options_reach_the_workers(fleet: Path, asked: list[tuple[Where, Wanted]]) -> None:
    main(["fleet", "fleet", "-j", "3", "--memory", "500", "--clone-size", "7", "--clone-time", "9", "--no-history"])
    [(where, wanted)] = asked
    assert (where.workers, where.memory) == (3, 500_000_000)
    assert (wanted.limits.bytes, wanted.limits.seconds, wanted.history) == (7_000_000, 9, False)
    tls = ["--tls-ca-file", "ca", "--tls-cert", "cert", "--tls-key", "key"]
    main(["fleet", "fleet", "--scheduler", "tls://x:1", *tls, "--branches"])
    where, wanted = asked[1]
    assert (where.scheduler, where.ca_file, where.certificate, where.key) == ("tls://x:1", "ca", "cert", "key")
    assert wanted.branches


@pytest.mark.parametrize(("module", "said"), [(cluster, "[fleet]"), (tables, "[parquet]")])
def test_without_an_extra_the_command_says_what_to_install(
    fleet: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, module: object, said: str
) -> None:
    monkeypatch.setattr(module, "is_there", lambda: False)
    assert main(["fleet", "fleet", "--parquet"]) == FAILED
    assert f'pip install "flake8-openrouter{said}"' in capsys.readouterr().err


def test_parquet_is_written_where_it_is_asked_for(fleet: Path) -> None:
    pytest.importorskip("duckdb")
    main(["fleet", "fleet", "--parquet"])
    assert Path("fleet-results", tables.NAME).read_bytes().startswith(b"PAR1")


def test_results_that_can_not_be_kept_are_a_line(fleet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("file").write_text("")
    assert main(["fleet", "fleet", "-o", "file"]) == FAILED
    assert "file can't be written" in capsys.readouterr().err
    Path("other").mkdir()
    Path("other", NAME).write_text("mine\n")
    assert main(["fleet", "fleet", "-o", "other"]) == FAILED
    assert "holds no results" in capsys.readouterr().err


def test_a_cluster_that_is_gone_is_a_line(
    fleet: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*arguments: object) -> Workers:
        raise ClusterError("the scheduler is gone")

    monkeypatch.setattr(running, "on_workers", gone)
    assert main(["fleet", "fleet"]) == FAILED
    assert capsys.readouterr().err == "flake8-openrouter: the scheduler is gone\n"


def test_a_worker_of_another_version_is_refused(
    fleet: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "__version__", "0.0.1")
    assert main(["fleet", "fleet"]) == FAILED
    assert "and this is 0.0.1" in capsys.readouterr().err


def test_progress_is_shown_on_a_terminal(
    fleet: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setitem(sys.modules, "rich.console", None)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    main(["fleet", "fleet"])
    assert "Reading [###############...............]" in capsys.readouterr().err
    main(["fleet", "fleet", "-q"])
    assert capsys.readouterr().err == ""


def test_dask_is_imported_by_nothing_else() -> None:
    import subprocess

    program = (
        "import sys; import flake8_openrouter.command.fleet, flake8_openrouter.fleet.examining;"
        "print({'dask', 'distributed', 'duckdb', 'tornado'} & set(sys.modules))"
    )
    said = subprocess.run((sys.executable, "-c", program), capture_output=True, text=True, check=True).stdout
    assert said == "set()\n"
