"""The rows of a run over many repositories: as they are written, read and sorted; and who owns a path."""

from __future__ import annotations

import json
import random

import pytest

from flake8_openrouter.fleet import rows
from flake8_openrouter.fleet.owners import Owners
from flake8_openrouter.fleet.rows import Commit, Head, HeadFinding, HistoryKey, Repository, RowError, State

FIRST, LAST = Commit("1" * 40, "2026-01-02T03:04:05Z"), Commit("2" * 40, "2026-02-02T03:04:05Z")
REPOSITORY = Repository("team/a", "/mirrors/team/a.git", State.PARTIAL, "it changed", (Head("main", "a" * 40),))
FINDING = HeadFinding("team/a", "main", "a" * 40, "app.py", 3, 5, "OPR301", "missing-bearer", "error", "lacks it")
KEY = HistoryKey("team/a", "f" * 64, "sk-or-v1-0e6...1c96", "OPR101", "old.py", "b" * 40, FIRST, LAST, ("main",), True)
DANGLING = HistoryKey("team/a", "f" * 64, "sk-or-v1-0e6...1c96", "OPR101", "", "c" * 40, owners=("@org/team",))


@pytest.mark.parametrize("row", [REPOSITORY, FINDING, KEY, DANGLING, Repository("b", "b", State.FAILED, "gone")])
def test_a_row_comes_back_from_its_line(row: rows.Row) -> None:
    line = rows.written(row)
    assert line.endswith("}\n")
    assert line.count("\n") == 1
    assert list(rows.read([line])) == [row]
    assert list(rows.read([line.encode()])) == [row]


def test_the_order_is_that_of_repository_kind_path_and_place_whatever_came_first() -> None:
    later = HeadFinding("team/a", "main", "a" * 40, "app.py", 12, 1, "OPR301", "missing-bearer", "error", "lacks it")
    expected = [REPOSITORY, FINDING, later, DANGLING, KEY, Repository("team/b", "b", State.DONE)]
    for seed in range(20):
        assert rows.in_order(random.Random(seed).sample(expected, len(expected))) == expected


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "line 2: not JSON"),
        ("[" * 100_000, "line 2: not JSON"),
        ("[]", "line 2: not a row"),
        ('{"row": "other", "version": 1}', "line 2: not a row"),
        ('{"row": "key", "version": 2}', "line 2: of version 2"),
        ('{"row": "key", "version": 1}', "line 2: not a whole key row"),
        ('{"row": "repository", "version": 1, "repository": "a", "source": "a", "state": "odd"}', "not a whole"),
    ],
)
def test_what_is_not_a_row_is_refused_with_its_line(line: str, said: str) -> None:
    with pytest.raises(RowError, match=said):
        list(rows.read([rows.written(FINDING), line]))


def test_a_field_that_is_not_known_is_passed_over() -> None:
    line = json.dumps({**json.loads(rows.written(FINDING)), "more": [1]})
    assert list(rows.read([line])) == [FINDING]


CODEOWNERS = """\
# comment
*                 @everybody
*.js              @js-owner # their own
/build/logs/      @doctocat
docs/*            docs@example.com
apps/             @octocat
/scripts/         @doctocat @octocat
**/logs           @org/loggers
/apps/github
a\\ b.txt         @spaced
!kept.py          @nobody
[ab].py           @nobody
\\#file           @nobody
wrong.py          nobody
"""

OWNED = {
    "README.md": ("@everybody",),
    "web/app.js": ("@js-owner",),
    "build/logs/a.txt": ("@org/loggers",),
    "docs/start.md": ("docs@example.com",),
    "docs/build/trouble.md": ("@everybody",),
    "more/docs/start.md": ("@everybody",),
    "apps/x/y.js": ("@octocat",),
    "deep/apps/y": ("@octocat",),
    "scripts/run": ("@doctocat", "@octocat"),
    "x/logs/deep/y": ("@org/loggers",),
    "apps/github/z": (),
    "a b.txt": ("@spaced",),
    "kept.py": ("@everybody",),
    "a.py": ("@everybody",),
    "#file": ("@everybody",),
    "wrong.py": ("@everybody",),
}


@pytest.mark.parametrize("path", OWNED)
def test_owners_are_those_of_the_last_line_that_matches_as_github_reads_it(path: str) -> None:
    assert Owners(CODEOWNERS).of(path) == OWNED[path]


def test_without_a_file_nobody_owns_anything() -> None:
    assert Owners().of("a.py") == ()


def test_a_hostile_pattern_takes_no_longer_than_it_has_letters() -> None:
    owners = Owners("*a" * 40 + "b @x\n" + "**/" * 60 + "x @y\n")
    assert owners.of("a" * 5000) == ()
