"""What is said of notebooks: cells for people, places in the file for machines, and no key to anybody."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from command_line import command, concise, project, write
from harness import live_key
from leaky_programs import FORMS, leaks, program
from notebooks import POST, Style, code, markdown, sources, written

from flake8_openrouter import check_source, reports
from flake8_openrouter.command.main import main
from flake8_openrouter.project import config
from flake8_openrouter.project.config import Configuration

__all__ = ["project"]

PATH = "book.ipynb"
URL = '"https://openrouter.ai/api/v1/chat/completions"'
KEY = 'key = os.environ["OPENROUTER_API_KEY"]'
CALL = f'# Authorized:\nheaders = {{"Authorization": key}}\n{POST}'
RIGHT = CALL.replace(": key}", ': f"Bearer {key}"}')
WRONG = ("!pip install requests", "import os\nimport requests", markdown("# Keys"), KEY, CALL)
BOOK = written(*WRONG)
FOUND = 'Authorization value lacks the "Bearer " prefix'
LEAK = f'import requests\nkey = "{live_key()}"'


@pytest.fixture(autouse=True)
def book(project: Path) -> Path:
    write(project, {PATH: BOOK})
    return project / PATH


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    main(arguments)
    return capsys.readouterr().out


def test_people_are_told_the_cell(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, *concise(PATH)) == f'{PATH}:cell 5:2:29: OPR301 {FOUND}: use f"Bearer {{key}}"\n'


def test_the_frame_is_of_the_cell(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "check", "--show-fixes", PATH).splitlines()[:8] == [
        f"{PATH}:cell 5:2:29: OPR301 [*] {FOUND}",
        "    1 | # Authorized:",
        '    2 | headers = {"Authorization": key}',
        "      |                             ^^^",
        f"    3 | {POST}",
        '      = help: use f"Bearer {key}"',
        "      = safe fix:",
        '    2 - headers = {"Authorization": key}',
    ]


def test_a_frame_ends_with_its_cell(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_bytes(written("import os\nimport requests", KEY, CALL.splitlines()[1], POST, "x = 1"))
    lines = said(capsys, "check", PATH).splitlines()
    assert lines[1:4] == [
        '    1 | headers = {"Authorization": key}',
        "      |                             ^^^",
        '      = help: use f"Bearer {key}"',
    ]


def test_a_fix_in_two_cells_names_the_other(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_bytes(written("import requests", "x = 1", f'y = 2\nkey = "{live_key()}"'))
    lines = said(capsys, "check", "--show-fixes", PATH).splitlines()
    at = lines.index("      = unsafe fix:")
    assert lines[at + 1 : at + 5] == [
        "cell 1:",
        "    1 + import os",
        f'    2 - key = "{live_key()[:12]}...{live_key()[-4:]}"',
        '    2 + key = os.environ["OPENROUTER_API_KEY"]',
    ]


def test_an_agent_is_shown_the_diff_of_each_cell(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_bytes(written("import requests", "x = 1", f'y = 2\nkey = "{live_key()}"\nz = 3'))
    lines = said(capsys, "check", "--output-format", "agent", PATH).splitlines()
    assert lines[0].startswith(f"{PATH}:cell 3:2:8: OPR101 ")
    assert lines[1:] == [
        "unsafe fix:",
        f"--- {PATH}:cell 1",
        f"+++ {PATH}:cell 1",
        "@@ -1 +1,2 @@",
        "+import os",
        " import requests",
        f"--- {PATH}:cell 3",
        f"+++ {PATH}:cell 3",
        "@@ -1,3 +1,3 @@",
        " y = 2",
        f'-key = "{live_key()[:12]}...{live_key()[-4:]}"',
        '+key = os.environ["OPENROUTER_API_KEY"]',
        " z = 3",
    ]


def test_a_diff_is_of_cells(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "check", "--diff", PATH).splitlines() == [
        f"--- {PATH}:cell 5",
        f"+++ {PATH}:cell 5",
        "@@ -1,3 +1,3 @@",
        " # Authorized:",
        '-headers = {"Authorization": key}',
        '+headers = {"Authorization": f"Bearer {key}"}',
        f" {POST}",
    ]


def test_what_was_fixed_is_said_of_cells(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_bytes(written(*WRONG, f'k = "{live_key()}"'))
    assert main(("check", "--fix-only", "--show-fixes", "--unsafe-fixes", PATH)) == 0
    lines = capsys.readouterr().err.splitlines()
    assert f'{PATH}:cell 5:2: OPR301 was fixed (safe fix): {FOUND}: use f"Bearer {{key}}"' in lines
    assert '    2 + headers = {"Authorization": f"Bearer {key}"}' in lines
    assert any(line.endswith(f"it was in {PATH}:cell 6:1, and Git history keeps it.") for line in lines)
    assert book.read_bytes() == written(*WRONG[:4], RIGHT, 'k = os.environ["OPENROUTER_API_KEY"]')


def test_why_something_was_not_fixed_is_said_of_its_cell(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_bytes(written("%%timeit\nimport requests", f'key = "{live_key()}"'))
    main(("check", "--fix", "--unsafe-fixes", PATH))
    assert f"{PATH}:cell 2:1: OPR101 was not fixed: the cell that" in capsys.readouterr().err


def test_standard_input_is_fixed() -> None:
    ran = command(Path(), "check", "--fix", "-", "--stdin-filename", PATH, stdin=BOOK)
    assert ran.stdout == written(*WRONG[:4], RIGHT)


MACHINES = ("json", "json-lines", "sarif", "rdjson", "github", "gitlab", "junit")


def test_the_formats_for_people_are_the_others() -> None:
    assert {*MACHINES, "text", "concise", "agent"} == set(reports.FORMATS)


@pytest.mark.parametrize("name", MACHINES)
def test_machines_are_told_the_place_in_the_file(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (finding,) = check_source(BOOK, PATH, Configuration())
    line = BOOK.decode().splitlines()[finding.line - 1]
    assert line[finding.column :].startswith("key}")
    output = said(capsys, "check", "--output-format", name, PATH)
    assert str(finding.line) in output
    assert str(finding.column + 1) in output


def test_json_names_the_cell(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = json.loads(said(capsys, "check", "--output-format", "json", PATH))
    assert (found["cell"], found["cell_start"], found["cell_end"]) == (
        5,
        {"line": 2, "column": 29},
        {"line": 2, "column": 32},
    )
    (edit,) = found["fix"]["edits"]
    lines = BOOK.decode().splitlines(keepends=True)
    line = lines[edit["start"]["line"] - 1]
    lines[edit["start"]["line"] - 1] = (
        line[: edit["start"]["column"] - 1] + edit["text"] + line[edit["end"]["column"] - 1 :]
    )
    assert "".join(lines).encode() == written(*WRONG[:4], RIGHT)


def test_json_names_the_cell_of_an_output_alone(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_bytes(written(code("x", [{"text": live_key()}], key=live_key())))
    metadata, output = json.loads(said(capsys, "check", "--output-format", "json", PATH))
    assert "cell" not in metadata
    assert (output["cell"], "cell_start" in output) == (1, False)


def test_sarif_names_the_cell(capsys: pytest.CaptureFixture[str]) -> None:
    log = json.loads(said(capsys, "check", "--output-format", "sarif", PATH))
    (location,) = log["runs"][0]["results"][0]["locations"]
    assert location["logicalLocations"] == [{"name": "cell 5", "fullyQualifiedName": "cell 5:2:29", "kind": "module"}]


def test_inspect_lists_sites_with_their_cells(capsys: pytest.CaptureFixture[str]) -> None:
    assert "cell 5:3  POST requests.post  OpenRouter" in said(capsys, "inspect", PATH)
    described = json.loads(said(capsys, "inspect", "--output-format", "json", PATH))
    (site,) = described["sites"]
    assert (site["cell"], site["line"], site["column"]) == (5, 3, 0)


def test_inspect_says_in_which_cell_a_reader_is(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_bytes(written(*WRONG, "x = 1\nprint(headers)"))
    assert f"{PATH}:cell 5:3: print shows it or writes it out (cell 6, line 2)" in said(capsys, "inspect", PATH)


def test_a_baseline_knows_a_finding_in_whatever_style(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_bytes(written(*WRONG, code("x", [{"text": f"{live_key()}\n"}])))
    assert main(("check", "--write-baseline", "known.json", PATH)) == 0
    book.write_bytes(written("y = 1", *WRONG, code("x", [{"text": f"{live_key()}\n"}]), style=Style(None, False)))
    capsys.readouterr()
    assert main(concise("--baseline", "known.json", PATH)) == 0
    assert capsys.readouterr().out == ""


def test_a_comment_of_one_cell_is_for_it_alone(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_bytes(written("import os, requests", KEY, CALL.replace("key}", "key}  # noqa"), style=Style(None)))
    assert said(capsys, *concise(PATH)) == ""


def test_a_finding_is_sent_between_processes() -> None:
    found = check_source(written(*WRONG, f'k = "{live_key()}"'), PATH, Configuration())
    again = pickle.loads(pickle.dumps(found))
    assert [(each.where, each.line, each.fix and each.fix.safety) for each in again] == [
        (each.where, each.line, each.fix and each.fix.safety) for each in found
    ]


def test_what_a_clean_notebook_rests_on_is_remembered(
    book: Path, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"pyproject.toml": "", "places.py": 'URL = "https://example.org/chat"\n'})
    book.write_bytes(written("import os, requests\nfrom places import URL", KEY, CALL.replace(URL, "URL")))
    assert main(concise(PATH)) == 0
    write(project, {"places.py": 'URL = "https://openrouter.ai/api/v1/chat/completions"\n'})
    assert main(concise(PATH)) == 1
    assert "cell 3:2:29: OPR301" in capsys.readouterr().out


# Leaks

WAYS = {
    **{name: ("check", "--output-format", name) for name in reports.FORMATS},
    "fixes": ("check", "--show-fixes"),
    "diff": ("check", "--diff", "--unsafe-fixes"),
    "inspected": ("inspect",),
    "one rule": ("check", "--select", "OPR201", "--show-fixes"),
}


@pytest.mark.alike
@pytest.mark.parametrize("style", [Style(), Style(None, False, True)], ids=["usual", "one line"])
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_no_way_out_shows_a_key(
    way: tuple[str, ...], style: Style, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = list(WAYS.values()).index(way) + style.as_list  # each form is tried in a quarter of them
    for form in list(FORMS)[chosen % 4 :: 4]:
        text = program(form, "header in lower case", 1, 13)
        key = live_key(2)
        coloured = f"\x1b[33m{key[:30]}\x1b[0m\x1b[1m{key[30:]}\x1b[0m"
        output = [{"text": [f"{live_key(1)}\n", key]}, {"traceback": [coloured]}]
        cells = (markdown(f"a {key}"), text, code(f"x = {key}", output, key=key), f"!export K={key}", '%env K="{key}"')
        book.write_bytes(written(*cells, style=style))
        main((*way, PATH))
        shown = "".join(capsys.readouterr())
        assert leaks(shown, 1) == [], form
        assert leaks(shown, 2) == [], form


def test_what_is_secret_in_a_cell_is_secret_in_an_output(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = "k-or-v1-0a1b2c3d"
    client = f'from openai import OpenAI\nOpenAI(base_url="https://openrouter.ai/api/v1", api_key="{secret}")'
    book.write_bytes(
        written(code("x", [{"text": f"{secret} {live_key()}"}]), client, f"y = 1  # {secret} {live_key()}")
    )
    config.for_folder.cache_clear()
    output = said(capsys, "check", "--show-fixes", PATH)
    assert output.count("OPR101") + output.count("OPR105") == 3
    assert secret not in output


def test_cells_that_are_given_back_are_what_they_were() -> None:
    assert sources(BOOK) == [cell if isinstance(cell, str) else cell["source"] for cell in WRONG]
