"""What silences findings in each kind of text, and what is said of comments that silence nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import concise
from harness import live_key
from notebooks import markdown, written

from flake8_openrouter import check_source, fix_source
from flake8_openrouter.command.main import main
from flake8_openrouter.disk.files import LARGE
from flake8_openrouter.model import Document
from flake8_openrouter.project import comments, config
from flake8_openrouter.project.config import Configuration

CALL = (
    "import os\n"
    "import requests\n"
    "requests.post(\n"
    '    "https://openrouter.ai/api/v1/chat/completions",\n'
    '    headers={"Authorization": os.environ["OPENROUTER_API_KEY"]},{}\n'
    "    json={},\n"
    ")\n"
)
BARE = CALL.replace("{}\n", "\n", 1)
ISOLATED = Configuration()


def codes(text: str, path: str = "README.md") -> list[str]:
    return [finding.code for finding in check_source(text, path, ISOLATED)]


def block(code: str = BARE, info: str = "python") -> str:
    return f"```{info}\n{code}```\n"


#: A line with a key in a file of each kind, with a comment of its language after it.
LINES = {
    "app.py": 'KEY = "{}"  # {}\n',
    "README.md": "the key {} <!-- {} -->\n",
    "page.mdx": "the key {} {{/* {} */}}\n",
    "README.rst": "the key {} .. {}\n",
    ".env": "OPENROUTER_API_KEY={} # {}\n",
    "app.ts": 'const key = "{}" // {}\n',
    "app.js": 'const key = "{}" /* {} */\n',
    "run.sh": "export OPENROUTER_API_KEY={}  # {}\n",
    "compose.yaml": "key: {}  # {}\n",
    "settings.toml": 'key = "{}"  # {}\n',
    "settings.ini": "key = {} ; {}\n",
    "settings.jsonc": '{{"key": "{}"}} // {}\n',
    "query.sql": "select '{}' -- {}\n",
    "page.html": "<p>{} <!-- {} --></p>\n",
    "Dockerfile": "ENV KEY={} # {}\n",
    "notes.txt": "{} # {}\n",
}
SILENCING = [
    "flake8-openrouter: ignore",
    "flake8-openrouter: ignore[OPR101]",
    "flake8-openrouter: ignore[OPR1]",
    "flake8-openrouter: ignore[OPR301, OPR101]",
    "flake8-openrouter: ignore[OPR301,OPR101] the key of the manual",
    "flake8-openrouter:ignore[opr101]",
    "Flake8-OpenRouter: ignore",
    "gitleaks:allow",
    "trufflehog:ignore",
    "pragma: allowlist secret",
]
NOT_SILENCING = [
    "flake8-openrouter: ignore[OPR301]",
    "flake8-openrouter: ignore[]",
    "flake8-openrouter: ignore[OPR101",
    "flake8-openrouter: ignore(OPR101)",
    "flake8-openrouter: ignore=OPR101",
    "flake8-openrouter: ignored",
    "flake8-openrouter ignore",
    "flake8: ignore[OPR101]",
    "ignore[OPR101]",
]


@pytest.mark.parametrize("path", LINES)
@pytest.mark.parametrize("comment", SILENCING)
def test_a_comment_silences_its_line_in_every_kind_of_text(comment: str, path: str) -> None:
    line = LINES[path].format(live_key(), comment)
    other = LINES[path].format(live_key(2), "nothing")
    assert [finding.line for finding in check_source(line + other, path, ISOLATED)] == [2]


@pytest.mark.parametrize("path", LINES)
@pytest.mark.parametrize("comment", NOT_SILENCING)
def test_what_is_no_such_comment_does_not(comment: str, path: str) -> None:
    assert codes(LINES[path].format(live_key(), comment), path) == ["OPR101"]


OWN_LINES = {
    "app.py": ("# {}\n", 'KEY = "{}"\n'),
    "README.md": ("<!-- {} -->\n", "the key {}\n"),
    "page.mdx": ("{{/* {} */}}\n", "the key {}\n"),
    "README.rst": (".. {}\n", "the key {}\n"),
    "app.ts": ("  // {}\n", 'const key = "{}"\n'),
    "app.js": ("/*\n * {}\n */\n", 'const key = "{}"\n'),
    "compose.yaml": ("  # {}\n", "key: {}\n"),
    "settings.ini": ("; {}\n", "key = {}\n"),
}


@pytest.mark.parametrize("path", [path for path in OWN_LINES if path != "app.js"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_comment_on_a_line_of_its_own_silences_the_next_one(path: str, end: str) -> None:
    before, line = OWN_LINES[path]
    text = before.format("flake8-openrouter: ignore[OPR101]") + line.format(live_key()) + line.format(live_key(2))
    assert [finding.line for finding in check_source(text.replace("\n", end), path, ISOLATED)] == [3]
    apart = before.format("flake8-openrouter: ignore[OPR101]") + "\n" + line.format(live_key())
    assert codes(apart.replace("\n", end), path) == ["OPR101"]


def test_a_comment_beside_something_silences_no_other_line() -> None:
    text = f'A = 1  # flake8-openrouter: ignore\nKEY = "{live_key()}"\n'
    assert codes(text, "app.py") == ["OPR101"]


def test_comments_one_below_the_other_are_all_for_what_follows() -> None:
    both = "# flake8-openrouter: ignore[OPR301]\n# flake8-openrouter: ignore[OPR101]\n"
    assert codes(f'{both}KEY = "{live_key()}"\n', "app.py") == []


@pytest.mark.parametrize("line", range(6))
def test_any_line_of_a_finding_counts(line: int) -> None:
    url = '    "https://openrouter.ai"\n    "/v1/chat"\n    "/completions",\n'
    lines = f"import requests\nrequests.post(\n{url}    json={{}},\n)\n".splitlines()
    lines[line] += "  # flake8-openrouter: ignore[OPR601]"
    assert codes("\n".join(lines), "app.py") == ([] if line in (2, 3, 4) else ["OPR601"])


BLOCKS = {
    "the line before": f"<!-- flake8-openrouter: ignore[OPR301] -->\n{block()}",
    "an empty line between": f"<!-- flake8-openrouter: ignore[OPR301] -->\n\n{block()}",
    "with a reason": f"<!-- flake8-openrouter: ignore[OPR3] what users asked -->\n{block()}",
    "of a component": f"{{/* flake8-openrouter: ignore[OPR301] */}}\n{block()}",
    "in a quote": "> <!-- flake8-openrouter: ignore -->\n"
    + "".join(f"> {line}" for line in block().splitlines(keepends=True)),
    "in a list": "- a\n\n  <!-- flake8-openrouter: ignore -->\n"
    + "".join(f"  {line}" for line in block().splitlines(keepends=True)),
    "on the line": block(CALL.replace("{}\n", "  # flake8-openrouter: ignore[OPR301]\n", 1)),
    "on the line before": block(BARE.replace("    headers", "    # flake8-openrouter: ignore[OPR301]\n    headers")),
    "noqa": block(CALL.replace("{}\n", "  # noqa: OPR301\n", 1)),
    "noqa of a file": block(f"# flake8: noqa: OPR301\n{BARE}"),
}
NO_BLOCKS = {
    "another code": f"<!-- flake8-openrouter: ignore[OPR302] -->\n{block()}",
    "something between": f"<!-- flake8-openrouter: ignore[OPR301] -->\nText.\n\n{block()}",
    "after it": f"{block()}<!-- flake8-openrouter: ignore[OPR301] -->\n",
    "before the block before": f"<!-- flake8-openrouter: ignore -->\n{block('x = 1' + chr(10))}\n{block()}",
    "on another line": block(BARE.replace("json={}", "json={}  # flake8-openrouter: ignore[OPR301]")),
    "noqa before it": f"<!-- noqa: OPR301 -->\n{block()}",
}


@pytest.mark.parametrize("text", BLOCKS.values(), ids=BLOCKS)
def test_a_block_is_silenced(text: str) -> None:
    assert codes(text) == []
    assert fix_source(text.encode(), "README.md", configuration=ISOLATED).data.decode() == text


@pytest.mark.parametrize("text", NO_BLOCKS.values(), ids=NO_BLOCKS)
def test_a_block_is_not_silenced(text: str) -> None:
    assert codes(text) == ["OPR301"]


@pytest.mark.parametrize("info", ["", "text", "diff", "bash", "python"])
def test_a_comment_before_a_block_of_any_kind_is_for_all_of_it(info: str) -> None:
    text = f"<!-- flake8-openrouter: ignore[OPR101] -->\n{block(f'x{chr(10)}y{chr(10)}{live_key()}{chr(10)}', info)}"
    assert codes(text) == []
    assert codes(text + live_key()) == ["OPR101"]


def test_a_text_without_our_name_is_not_searched_for_comments() -> None:
    assert list(comments.ours(Document("a", "# ignore[OPR301]\n" * 10))) == []
    assert list(comments.noqa(Document("a", "# ignore[OPR301]\n" * 10))) == []


OTHERS = {
    "a.env": "# noqa",
    "a.yaml": "# noqa no-changed-when",
    "b.yaml": "# noqa: yaml[line]",
    "a.md": "<!-- noqa -->",
}


@pytest.mark.parametrize(("name", "comment"), OTHERS.items())
def test_noqa_of_the_linters_of_other_languages(name: str, comment: str) -> None:
    line = f"OPENROUTER_API_KEY: {live_key()}"
    assert codes(f"{line} {comment}\n", name) == ["OPR101"]
    assert codes(f"# flake8: noqa\n{line}\n", name) == ["OPR101"]
    assert codes(f"{line} {comment.replace('noqa', 'noqa: OPR101,', 1)}\n", name) == []


def test_codes_on_the_next_line_are_not_a_noqas() -> None:
    assert codes(f'KEY = "{live_key()}"  # noqa: E501\nOPR101 = 1\n', "app.py") == ["OPR101"]
    assert codes(f'KEY = "{live_key()}"  #\nnoqa = 1\n', "app.py") == ["OPR101"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    config.for_folder.cache_clear()
    return tmp_path


def said(project: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str], *options: str) -> list[str]:
    """Return what is said of unused comments, and what is reported."""
    for name, text in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    main(concise("--show-unused-ignores", *options))
    return capsys.readouterr().err.splitlines()


def test_comments_that_silence_nothing_are_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "README.md": "<!-- flake8-openrouter: ignore[OPR301, OPR6] -->\n"
        + block()
        + "<!-- flake8-openrouter: ignore -->\n",
        "app.py": "x = 1  # noqa: OPR101, E501\ny = 1  # noqa\nz = 1  # noqa: E501\n"
        + BARE.replace("},", "},  # noqa: OPR3", 1),
        "none.py": "# flake8: noqa: OPR101\n",
        "notes.txt": "# flake8-openrouter: ignore[OPR101]\n",
    }
    assert said(project, capsys, files) == [
        "README.md:1: ignore[OPR6] silences nothing",
        "README.md:11: ignore silences nothing",
        "app.py:1: noqa: OPR101 silences nothing",
        "none.py:1: noqa: OPR101 silences nothing",
        "notes.txt:1: ignore[OPR101] silences nothing",
    ]


def test_a_comment_in_a_notebook_is_named_by_its_cell(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cells = ("x = 1", "y = 1\n# flake8-openrouter: ignore[OPR301]", markdown("<!-- flake8-openrouter: ignore -->"))
    assert said(project, capsys, {"a.ipynb": written(*cells).decode()}) == [
        "a.ipynb:cell 2:2: ignore[OPR301] silences nothing",
        "a.ipynb:cell 3:1: ignore silences nothing",
    ]


def test_those_that_are_wrong_are_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "README.md": "<!-- flake8-openrouter: ignore[OPR311] -->\n<!-- flake8-openrouter: ignore[OPR301 -->\n"
        "<!-- flake8-openrouter: disable -->\n<!-- flake8-openrouter: ignore[] -->\n",
        "app.py": "x = 1  # noqa: OPR999\n# flake8-openrouter: ignore[E501]\n",
    }
    wrong = "this comment is not understood: write flake8-openrouter: ignore[OPR301]"
    assert said(project, capsys, files) == [
        "README.md:1: ignore[OPR311] names no rule (did you mean OPR301?)",
        f"README.md:2: {wrong}",
        f"README.md:3: {wrong}",
        f"README.md:4: {wrong}",
        "app.py:1: noqa: OPR999 names no rule (did you mean OPR901?)",
        "app.py:2: ignore[E501] names no rule (did you mean OPR501?)",
    ]


def test_of_rules_that_do_not_run_nothing_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "app.py": "x = 1  # noqa: OPR101\ny = 1  # noqa: OPR301\nz = 1  # noqa: OPR107\n# flake8-openrouter: ignore\n"
    }
    assert said(project, capsys, files, "--select", "OPR1") == ["app.py:1: noqa: OPR101 silences nothing"]
    assert said(project, capsys, files, "--extend-select", "OPR107") == [
        "app.py:1: noqa: OPR101 silences nothing",
        "app.py:2: noqa: OPR301 silences nothing",
        "app.py:3: noqa: OPR107 silences nothing",
        "app.py:4: ignore silences nothing",
    ]


def test_settings_for_paths_are_judged_where_all_is_checked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "pyproject.toml": "[tool.flake8-openrouter.per-file-ignores]\n"
        '"docs/*" = ["OPR301", "OPR6"]\n"old/*" = ["OPR"]\n',
        "docs/a.md": block(),
        "docs/b.md": block(),
    }
    unused = [
        "pyproject.toml: per-file-ignores: OPR6 for 'docs/*' silences nothing",
        "pyproject.toml: per-file-ignores: OPR for 'old/*' silences nothing",
    ]
    assert said(project, capsys, files) == unused
    assert said(project, capsys, files) == unused  # though it is remembered that they are clean
    assert said(project, capsys, files, "docs") == []


def test_settings_for_files_that_are_searched_piece_by_piece(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = '[tool.flake8-openrouter.per-file-ignores]\n"a.log" = ["OPR101", "OPR6"]\n"b.log" = ["OPR101"]\n'
    large = "a request was served\n" * (LARGE // 20) + live_key()
    files = {"pyproject.toml": table, "a.log": large, "b.log": "a request was served\n"}
    assert said(project, capsys, files) == ["pyproject.toml: per-file-ignores: OPR101 for 'b.log' silences nothing"]


def test_it_does_not_change_what_is_reported(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "app.py").write_text(f"{BARE}x = 1  # noqa: OPR101\n", encoding="utf-8")
    assert main(concise()) == 1
    before = capsys.readouterr().out
    assert main(concise("--show-unused-ignores")) == 1
    assert capsys.readouterr() == (before, "app.py:8: noqa: OPR101 silences nothing\n")
    (project / "app.py").write_text("x = 1  # noqa: OPR101\n", encoding="utf-8")
    assert main(concise("--show-unused-ignores")) == 0
    assert main(concise("-", "--show-unused-ignores")) == 2


def test_no_key_in_a_comment_is_shown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = live_key().replace("-", "").upper()
    shown = said(project, capsys, {f"{live_key()}.md": f"<!-- flake8-openrouter: ignore[{key}] -->\n"})
    assert len(shown) == 1
    assert live_key() not in shown[0]
    assert key[-40:] not in shown[0]
