"""The results of a run over many repositories, which are its ledger: whole whatever happens to whoever writes them."""

from __future__ import annotations

import errno
import os
import random
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_openrouter.fleet import rows, tables
from flake8_openrouter.fleet.results import NAME, Results, ResultsError
from flake8_openrouter.fleet.rows import HeadFinding, Repository, State


def block(name: str, findings: int, fingerprint: str = "1") -> bytes:
    """Return the lines of a repository with some findings."""
    own = Repository(name, name, State.DONE, findings=findings, fingerprint=fingerprint)
    found = (
        HeadFinding(name, "main", "a" * 40, "app.py", line, 1, "OPR301", "missing-bearer", "error", "lacks it")
        for line in range(findings)
    )
    return "".join(map(rows.written, (own, *found))).encode()


BLOCKS = {name: block(name, number) for number, name in enumerate("abcdefgh")}


def written(folder: Path, names: str, wanted: str = "abcdefgh") -> bytes:
    with Results(folder) as results:
        for name in names:
            results.add(BLOCKS[name])
        results.finish(wanted)
    return (folder / NAME).read_bytes()


def test_the_file_is_the_same_in_whatever_order_repositories_are_done(tmp_path: Path) -> None:
    expected = b"".join(BLOCKS.values())
    for seed in range(10):
        names = "".join(random.Random(seed).sample("abcdefgh", 8))
        assert written(tmp_path / str(seed), names) == expected


def test_a_run_knows_what_an_earlier_one_has_done_and_writes_nothing_anew(tmp_path: Path) -> None:
    written(tmp_path, "abc", "abc")
    inode = (tmp_path / NAME).stat().st_ino
    with Results(tmp_path) as results:
        assert {name: block.row.fingerprint for name, block in results.blocks.items()} == dict.fromkeys("abc", "1")
        results.finish("abc")
    assert (tmp_path / NAME).stat().st_ino == inode


def test_what_is_read_again_takes_the_place_of_what_was_there_and_what_is_not_listed_goes(tmp_path: Path) -> None:
    written(tmp_path, "abc", "abc")
    with Results(tmp_path) as results:
        results.add(block("b", 3, "2"))
        results.finish("ab")
    assert (tmp_path / NAME).read_bytes() == BLOCKS["a"] + block("b", 3, "2")


def test_whatever_is_cut_off_or_garbled_is_done_again(tmp_path: Path) -> None:
    whole = b"".join(BLOCKS.values())
    for cut in [*range(0, len(whole), 97), *(len(BLOCKS["a"]) + more for more in (-1, 0, 1))]:
        for torn in (whole[:cut], whole[:cut] + b"\0" * 40):
            (tmp_path / NAME).write_bytes(torn)
            with Results(tmp_path) as results:
                left = [name for name in BLOCKS if name not in results.blocks]
                for name in left:
                    results.add(BLOCKS[name])
                results.finish(BLOCKS)
            assert (tmp_path / NAME).read_bytes() == whole, cut


@pytest.mark.parametrize("text", ["my notes\n", '{"row": "key"}\n', '{"version": 9, "row": "repository"}\n'])
def test_a_file_of_something_else_stays(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text)
    with pytest.raises(ResultsError, match="holds no results"), Results(tmp_path):
        pass
    assert (tmp_path / NAME).read_text() == text


def test_two_runs_do_not_write_to_the_same_folder(tmp_path: Path) -> None:
    with Results(tmp_path), pytest.raises(ResultsError, match="another run"), Results(tmp_path):
        pass
    with Results(tmp_path):
        pass


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("")
    (tmp_path / NAME).symlink_to(tmp_path / "other")
    with pytest.raises(ResultsError, match="link"), Results(tmp_path):
        pass


FULL = """\
import resource, signal, sys
from pathlib import Path
from test_fleet_results import BLOCKS
from flake8_openrouter.fleet.results import Results
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
with Results(Path(sys.argv[1])) as results:
    try:
        for name in BLOCKS:
            results.add(BLOCKS[name])
        results.finish(BLOCKS)
    except OSError as error:
        sys.exit(error.errno)
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="no such limit")
def test_on_a_full_disk_what_was_whole_stays_and_the_rest_is_done_later(tmp_path: Path) -> None:
    size = sum(map(len, BLOCKS.values()))
    for limit in range(200, size, size // 4):
        folder = tmp_path / str(limit)
        script = (sys.executable, "-c", FULL, str(folder), str(limit))
        ended = subprocess.run(script, env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)}, check=False)
        assert ended.returncode == errno.EFBIG
        there = (folder / NAME).read_bytes()
        assert there in [b"".join(list(BLOCKS.values())[:number]) for number in range(9)]
        with Results(folder) as results:
            for name in BLOCKS.keys() - results.blocks.keys():
                results.add(BLOCKS[name])
            results.finish(BLOCKS)
        assert (folder / NAME).read_bytes() == b"".join(BLOCKS.values())


def test_the_parquet_file_has_all_rows_and_is_the_same_in_every_run(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    folder = tmp_path / "re*sul[t]s"
    written(folder, "hgfedcba")
    files = {tables.write(folder / NAME).read_bytes() for _ in range(2)}
    assert len(files) == 1
    (tmp_path / "copy.parquet").write_bytes(files.pop())
    table = duckdb.read_parquet(str(tmp_path / "copy.parquet"))
    query = "select repository, count(*) from parquet where row = 'finding' group by all order by all"
    assert table.query("parquet", query).fetchall() == [
        (name, number) for number, name in enumerate("abcdefgh") if number
    ]


def test_the_columns_are_those_of_the_rows() -> None:
    from dataclasses import fields

    names = {field.name for kind in (Repository, HeadFinding, rows.HistoryKey) for field in fields(kind)}
    assert set(tables.COLUMNS) == {*names, "row"}
