"""Reports on many repositories: what is told by key, rule, repository and owner, and what no report obeys."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fleet_rows import FIRST, HOSTILE, digest, every, finding, hostile, key, repository

from flake8_openrouter.command.main import main
from flake8_openrouter.command.usage import CLEAN, FAILED, FOUND
from flake8_openrouter.fleet import reports, rows
from flake8_openrouter.fleet.changes import changes
from flake8_openrouter.fleet.liveness import Liveness, State
from flake8_openrouter.fleet.results import NAME, PREVIOUS, Results
from flake8_openrouter.fleet.rows import Row
from flake8_openrouter.fleet.summing import summary
from flake8_openrouter.openrouter.masking import UNPRINTABLE

FORMATS = tuple(reports.FORMATS)


def rendered(found: list[Row], format_name: str, earlier: list[Row] | None = None) -> str:
    return "".join(reports.render(summary(found, earlier), format_name))


class Page(HTMLParser):
    """The tags of a page, the texts of its cells, and the tags that are open."""

    VOID = ("meta", "br")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_a_key_is_one_wherever_it_is() -> None:
    found = summary(every())
    one = next(each for each in found.keys if each.key_hash == digest("one"))
    assert one.repositories == ("a", "b")
    assert (one.since, one.at_head, one.owners) == (FIRST.date, True, ("@acme/ops", "@acme/team"))
    assert [(place.repository, place.path, place.line, place.branches) for place in one.places] == [
        *(("a", "key.py", 3, ("main",)), ("b", "old.env", 0, ()))
    ]
    assert one.link == f"https://openrouter.ai/keys/{digest('one')}"
    assert (found.totals.keys, found.totals.at_head, found.totals.findings, found.totals.safe_fixes) == (2, 2, 2, 1)


def test_it_is_counted_by_rule_by_repository_and_by_owner() -> None:
    found = summary(every())
    assert [(rule.code, rule.findings, rule.repositories, rule.safe_fixes) for rule in found.rules] == [
        *(("OPR101", 1, 1, 0), ("OPR301", 1, 1, 1))
    ]
    assert [(each.name, each.keys, each.at_head, each.findings, each.state) for each in found.repositories] == [
        *(("a", 1, 1, 2, "done"), ("b", 2, 1, 0, "done"), ("c", 0, 0, 0, "done"), ("d", 0, 0, 0, "failed"))
    ]
    assert [(each.name, each.keys, each.findings, each.repositories) for each in found.owners] == [
        *(("@acme/ops", 2, 0, 2), ("@acme/team", 1, 2, 1))
    ]


def test_what_nobody_owns_comes_last() -> None:
    found = summary([repository("a"), replace(finding("a"), owners=()), finding("a", "b.py")])
    assert [each.name for each in found.owners] == ["@acme/team", ""]


def test_a_live_key_comes_first() -> None:
    live = {digest("two"): Liveness(State.REFUSED, "401"), digest("one"): Liveness(State.LIVE)}
    found = summary(every(), live=live.__getitem__)
    assert [key.liveness.state for key in found.keys] == [State.LIVE, State.REFUSED]
    assert found.totals.live == 1
    for name in FORMATS:
        assert "refused" in "".join(reports.render(found, name))


def test_what_changed_since_an_earlier_run_is_told() -> None:
    earlier = [repository("a"), finding("a"), key("a", "one", at_head=True), key("a", "gone"), repository("old")]
    now = [repository("a"), finding("a", "new.py"), key("a", "one"), key("a", "new"), repository("b"), key("b", "one")]
    found = changes(now, earlier)
    assert [each.key_hash for each in found.new_keys] == [digest("new")]
    assert [(each.key_hash, each.repositories) for each in found.spread] == [(digest("one"), ("b",))]
    assert [each.key_hash for each in found.left_heads] == [digest("one")]
    assert [each.key_hash for each in found.gone_keys] == [digest("gone")]
    assert [each.path for each in found.new_findings] == ["new.py"]
    assert [each.path for each in found.gone_findings] == ["app.py"]
    assert (found.new_repositories, found.gone_repositories) == (("b",), ("old",))


def test_a_repository_that_could_not_be_read_loses_and_gains_nothing() -> None:
    whole = [repository("a"), finding("a"), key("a", "one")]
    failed = [repository("a", rows.State.FAILED, "gone")]
    assert not changes(failed, whole)
    assert not changes(whole, failed)
    assert not changes(whole, whole)


def test_a_line_that_moves_changes_nothing() -> None:
    assert not changes([repository("a"), replace(finding("a"), line=9)], [repository("a"), finding("a")])


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_rows_give_the_same_bytes(name: str) -> None:
    assert rendered(every(), name, every()) == rendered(every(), name, every())


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_that_is_named_is_obeyed(name: str) -> None:
    text = rendered(hostile(), name, [])
    allowed = "\r\n" if name == "csv" else "\n"
    assert not {char for char in text if unicodedata.category(char) in UNPRINTABLE} - set(allowed)


def test_a_page_is_whole_whatever_is_named() -> None:
    text = rendered(hostile(), "html", [])
    page = Page(text)
    assert page.open == []
    names = [tag for tag, _ in page.tags]
    assert names.count("script") == names.count("style") == 1
    assert "img" not in names
    assert not [attribute for _, given in page.tags for attribute in given if attribute.startswith("on")]
    assert {given.get("href", "#") for tag, given in page.tags if tag == "a"} <= {
        *(given["href"] for tag, given in page.tags if (given.get("href") or "").startswith("#")),
        *(f"https://openrouter.ai/keys/{digest(str(number))}" for number in range(len(HOSTILE))),
    }
    assert "<script>alert(1)</script>" in page.texts  # as a text


def test_a_page_needs_nothing_from_elsewhere() -> None:
    text = rendered(every(), "html", every())
    assert not re.search(r"""(?:src|href)=["'](?!#|https://openrouter\.ai/keys/)|url\(|@import|fetch\(|XMLHttp""", text)
    assert "default-src 'none'" in text


def test_the_tables_of_a_page_are_told_to_everybody() -> None:
    page = Page(rendered(every(), "html"))
    tables = [given for tag, given in page.tags if tag == "table"]
    names = [tag for tag, _ in page.tags]
    assert len(tables) == names.count("caption") == 4
    assert {given["scope"] for tag, given in page.tags if tag == "th"} == {"col", "row"}
    assert ("html", {"lang": "en"}) in page.tags
    regions = [given for tag, given in page.tags if given.get("role") == "region"]
    assert all(given["tabindex"] == "0" and given["aria-labelledby"] for given in regions)


def test_a_spreadsheet_takes_no_cell_for_a_formula() -> None:
    lines = list(csv.reader(io.StringIO(rendered(hostile(), "csv"), newline="")))
    assert {len(line) for line in lines} == {15}
    assert not [cell for line in lines for cell in line if cell[:1] in tuple("=+-@\t\r")]
    assert [line[1] for line in lines if line[0] == "finding" and line[1].startswith("'")] == [
        *("'=HYPERLINK(1)", "'+1", "'-1", "'@SUM(1)")
    ]


def test_markdown_has_what_is_named_in_code() -> None:
    text = rendered(hostile(), "markdown", [])
    rest = re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", text)
    assert not re.search(r"<(?!br>)|javascript|@", re.sub(r"\\.", "", rest))
    assert {line.count("|") - line.count("\\|") for line in text.splitlines() if line.startswith("| ")} <= {7, 8}


def test_json_has_all_of_it() -> None:
    found = json.loads(rendered(every(), "json", every()))
    assert list(found) == ["version", "totals", "keys", "rules", "repositories", "owners", "findings", "changes"]
    assert {each["live"] for each in found["keys"]} == {"not asked"}
    assert [each["key_url"] for each in found["keys"]] == [
        f"https://openrouter.ai/keys/{digest(text)}" for text in ("one", "two")
    ]


def test_a_hash_that_is_none_leads_nowhere() -> None:
    wrong = replace(key("a", "one"), key_hash='x" onclick="alert(1)')
    assert summary([repository("a"), wrong]).keys[0].link == ""


def test_a_key_in_a_name_is_its_label() -> None:
    text = f"sk-or-v1-{digest('a key')}"
    for name in FORMATS:
        assert text not in rendered([repository(text), finding(text, f"{text}.py")], name, [])


# The command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "fleet-results"


def kept(folder: Path, found: list[Row], name: str = NAME) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("".join(map(rows.written, found)))


def test_the_command_reports_the_results_of_the_last_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept(folder, every()[:-1])
    assert main(["fleet", "report", "--output-format", "csv"]) == FOUND
    assert capsys.readouterr().out == rendered(every()[:-1], "csv")
    assert main(["fleet", "report", str(folder / NAME), "-o", "report.html", "--exit-zero"]) == CLEAN
    assert Path("report.html").read_text() == rendered(every()[:-1], "html")
    assert main(["fleet", "report", "-o", "report.html", "--exit-zero"]) == CLEAN  # an earlier report
    kept(folder, every())
    assert main(["fleet", "report"]) == FAILED


def test_the_results_before_are_found_or_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept(folder, every())
    kept(folder, [repository("a")], PREVIOUS)
    main(["fleet", "report", "--output-format", "json"])
    assert capsys.readouterr().out == rendered(every(), "json", [repository("a")])
    main(["fleet", "report", "--output-format", "json", "--since", str(folder / NAME)])
    assert capsys.readouterr().out == rendered(every(), "json", every())


def test_a_run_keeps_the_rows_of_the_one_before(tmp_path: Path) -> None:
    first, second = (rows.written(repository(name)).encode() for name in ("a", "b"))
    for lines, names, expected in (
        *((first, ("a",), None), (second, ("a", "b"), first)),
        *((b"", ("a", "b"), first + second), (first, None, first + second), (first, ("a", "b"), first + second)),
    ):
        with Results(tmp_path) as results:
            if lines:
                results.add(lines)
            if names:  # else it was killed
                results.finish(names)
        previous = tmp_path / PREVIOUS
        assert (previous.read_bytes() if previous.exists() else None) == expected


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "is not there: `flake8-openrouter fleet LIST` makes it"),
        (["wrong.jsonl"], "wrong.jsonl holds no whole results: line 1: not JSON"),
        (["--output-format", "htlm"], "there is no format 'htlm' (did you mean html?)"),
        (["-o", "mine.html"], "mine.html is there, and no report of ours"),
        (["--since", "nowhere"], "is not there"),
    ],
)
def test_wrong_usage_is_a_line(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    kept(folder, every())
    Path("wrong.jsonl").write_text("nothing\n")
    Path("mine.html").write_text("<p>mine</p>")
    assert main(["fleet", "report", *arguments]) == FAILED
    assert said in capsys.readouterr().err
    assert Path("mine.html").read_text() == "<p>mine</p>"
