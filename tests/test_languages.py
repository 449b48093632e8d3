"""What is asked of a language, shown with two that are made up: nothing else knows which one a file is written in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import concise
from harness import live_key
from toy_languages import Boxed, Toy

from flake8_openrouter import check_paths, check_source, languages
from flake8_openrouter.command.main import main
from flake8_openrouter.model import Document, Embedding, Piece, Replacement, Span, outermost
from flake8_openrouter.project import config
from flake8_openrouter.run.fixing import fix_source

CALL = "SEND POST https://openrouter.ai/api/v1/chat/completions Authorization: {}\n"
BARE = CALL.format("$OPENROUTER_API_KEY")
RIGHT = CALL.format("Bearer $OPENROUTER_API_KEY")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(languages, "LANGUAGES", [languages.LANGUAGES[0], Toy(), Boxed(), *languages.LANGUAGES[1:]])
    monkeypatch.chdir(tmp_path)
    config.for_folder.cache_clear()
    return tmp_path


def boxed(*programs: str) -> str:
    return json.dumps([{"run": program} for program in programs], indent=1)


def test_a_language_yields_facts_and_gets_messages_in_its_own_words() -> None:
    (finding,) = check_source(f"; a comment\n{BARE}", "app.toy")
    assert (finding.line, finding.column, finding.code) == (2, 71, "OPR301")
    assert finding.message.endswith("use Bearer $OPENROUTER_API_KEY")


def test_it_is_fixed() -> None:
    fixed = fix_source(BARE.encode(), "app.toy")
    assert (fixed.data.decode(), fixed.left) == (RIGHT, ())


def test_a_key_of_its_own_reads_the_configured_variable(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.flake8-openrouter]\nkey-source = {toy = "$TEAM_KEY"}\n')
    leak = CALL.format(f"Bearer {live_key()}")
    (finding,) = check_source(leak, str(project / "app.toy"))
    assert (finding.code, finding.message[-9:]) == ("OPR101", "$TEAM_KEY")
    fixed = fix_source(leak.encode(), str(project / "app.toy"), unsafe=True)
    assert fixed.data.decode() == CALL.format("Bearer $TEAM_KEY")
    assert "OPENROUTER_API_KEY" in check_source(f'KEY = "{live_key()}"\n', str(project / "app.py"))[0].message


@pytest.mark.parametrize("setting", ['{toy = "TEAM_KEY"}', '{toy = "$KEY", perl = "$KEY"}'])
def test_a_key_source_that_no_language_understands(
    setting: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "pyproject.toml").write_text(f"[tool.flake8-openrouter]\nkey-source = {setting}\n")
    (project / "app.toy").write_text(BARE)
    assert main(concise()) == 2
    assert "key-source" in capsys.readouterr().err


def test_its_comments_silence() -> None:
    assert check_source(BARE.replace("\n", "  ; noqa: OPR301\n"), "app.toy") == []
    assert [finding.code for finding in check_source(BARE.replace("\n", " # noqa\n"), "app.toy")] == ["OPR301"]


def test_its_files_are_found_by_suffix_and_by_what_they_begin_with(project: Path) -> None:
    (project / "app.toy").write_text(BARE)
    (project / "tool").write_text(f"#!/usr/bin/toy\n{BARE}")
    (project / "notes.txt").write_text(BARE)
    found = check_paths([".", "tool", "notes.txt"])
    assert [(finding.path, finding.code) for finding in found] == [("app.toy", "OPR301"), ("tool", "OPR301")]


def test_the_command_fixes_what_it_finds(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "app.toy").write_text(BARE)
    (project / "app.boxed").write_text(boxed(RIGHT, BARE))
    (project / "broken.toy").write_text(f"SEND {live_key()}\n")
    assert main(concise("--fix")) == 1
    assert [line.split(" ", 2)[:2] for line in capsys.readouterr().out.splitlines()] == [
        ["broken.toy:1:1:", "OPR901"],
        ["broken.toy:1:6:", "OPR101"],
    ]
    assert (project / "app.toy").read_text() == RIGHT
    assert (project / "app.boxed").read_text() == boxed(RIGHT, RIGHT)


def test_what_is_embedded_is_found_at_its_place_in_the_file_and_fixed_there() -> None:
    text = boxed(f'; "quoted"\t€\n{BARE}', RIGHT, CALL.format("$OPENROUTER_KEY"))
    found = check_source(text, "app.boxed")
    assert [finding.code for finding in found] == ["OPR301", "OPR301"]
    assert [finding.span.text for finding in found] == ["$OPENROUTER_API_KEY", "$OPENROUTER_KEY"]
    assert all(finding.span.document.text == text for finding in found)
    fixed = fix_source(text.encode(), "app.boxed")
    assert fixed.data.decode() == boxed(f'; "quoted"\t€\n{RIGHT}', RIGHT, CALL.format("Bearer $OPENROUTER_KEY"))


def test_a_fix_in_what_is_embedded_is_written_as_the_document_around_it_wants() -> None:
    outer = Document("app.boxed", r'{"run": "a\"b\nc"}')
    at = outer.text.index("a")
    pieces = [Piece(0, 1, at, at + 1), Piece(1, 2, at + 1, at + 3), Piece(2, 3, at + 3, at + 4)]
    pieces += [Piece(3, 4, at + 4, at + 6), Piece(4, 5, at + 6, at + 7)]
    inner = Document("app.boxed", 'a"b\nc', embedding=Embedding(outer, pieces, lambda new: json.dumps(new)[1:-1]))
    assert Span(inner, 1, 4).outermost.text == r"\"b\n"
    assert Span(inner, 0, 5).outermost.text == r"a\"b\nc"
    assert Span(inner, 5, 5).outermost.start == at + 7
    (replacement,) = outermost(inner, Replacement(1, 2, '"\n'))
    assert (replacement.start, replacement.end, replacement.text) == (at + 1, at + 3, r"\"\n")


def test_what_stands_between_the_pieces_of_a_text_stays() -> None:
    outer = Document("book", "[ab|cd]")
    inner = Document("book", "abcd", embedding=Embedding(outer, [Piece(0, 2, 1, 3), Piece(2, 4, 4, 6)]))
    assert list(outermost(inner, Replacement(1, 3, "X"))) == [Replacement(2, 3, "X"), Replacement(4, 5, "")]
    assert list(outermost(inner, Replacement(2, 2, "X"))) == [Replacement(4, 4, "X")]
