"""The plugin in a real flake8, as a user runs it."""

from __future__ import annotations

import ast
import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import unmeasured
from harness import live_key
from leaky_programs import disobedience

from flake8_openrouter.plugin import Plugin

PROJECT = Path(__file__).parent.parent

BARE = """\
import os

import requests

KEY = os.environ["OPENROUTER_API_KEY"]
URL = "https://openrouter.ai/api/v1/chat/completions"
requests.post(URL, headers={"Authorization": KEY}, json={})
"""
BARE_FOUND = 'app.py:7:46: OPR301 Authorization value lacks the "Bearer " prefix: use f"Bearer {KEY}"\n'
OPTIONAL = """\
import os

import requests

KEY = os.getenv("OPENROUTER_API_KEY")
URL = "https://openrouter.ai/api/v1/chat/completions"
requests.post(URL, headers={"Authorization": f"Bearer {KEY}"}, json={})
"""


def flake8(folder: Path, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flake8", *arguments]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        command, cwd=folder, input=stdin, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_a_whole_line_of_output(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(BARE, encoding="utf-8")
    result = flake8(tmp_path, "app.py")
    assert (result.stdout, result.stderr, result.returncode) == (BARE_FOUND, "", 1)


def test_noqa(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(BARE.replace("json={})", "json={})  # noqa: OPR301"), encoding="utf-8")
    assert flake8(tmp_path, "app.py").stdout == ""


def test_stdin_and_its_display_name(tmp_path: Path) -> None:
    result = flake8(tmp_path, "--stdin-display-name", "app.py", "-", stdin=BARE)
    assert result.stdout == BARE_FOUND


def test_each_finding_once_with_several_processes(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"app{number}.py").write_text(BARE, encoding="utf-8")
    lines = flake8(tmp_path, "-j2", ".").stdout.splitlines()
    assert len(lines) == len(set(lines)) == 6


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((), False),
        (("--select", "OPR"), False),
        (("--extend-select", "OPR"), False),
        (("--extend-select", "OPR1"), False),
        (("--select", "OPR107"), True),
        (("--extend-select", "OPR107"), True),
        (("--extend-select", "OPR107", "-j2"), True),
        (("--extend-select", "OPR107", "--ignore", "E203"), True),
        (("--extend-select", "OPR107", "--extend-ignore", "OPR107"), False),
    ],
)
def test_a_rule_that_is_off_by_default_needs_its_full_code(
    arguments: tuple[str, ...], found: bool, tmp_path: Path
) -> None:
    (tmp_path / "app.py").write_text(OPTIONAL, encoding="utf-8")
    (tmp_path / "again.py").write_text(OPTIONAL, encoding="utf-8")
    assert ("OPR107" in flake8(tmp_path, *arguments, ".").stdout) is found


def test_flake8s_select_beats_the_table(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(BARE, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.flake8-openrouter]\nselect = ["OPR1"]\n', encoding="utf-8")
    assert flake8(tmp_path, "app.py").stdout == ""
    assert flake8(tmp_path, "--select", "OPR3", "app.py").stdout == BARE_FOUND


def test_the_table_may_ask_for_a_rule_that_is_off_by_default(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(OPTIONAL, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.flake8-openrouter]\nextend-select = ["OPR107"]\n', encoding="utf-8")
    assert flake8(tmp_path, "app.py").stdout.startswith("app.py:5:7: OPR107 ")


def test_options_from_flake8s_configuration_and_command_line(tmp_path: Path) -> None:
    text = "import requests\n\n\ndef ask(url, api_key):\n    requests.get(url, headers={'Authorization': api_key})\n"
    (tmp_path / "app.py").write_text(text, encoding="utf-8")
    assert flake8(tmp_path, "app.py").stdout == ""
    (tmp_path / ".flake8").write_text(
        "[flake8]\nopenrouter-scope = any\nopenrouter-key-source = vault.key()\n", encoding="utf-8"
    )
    assert "OPR301" in flake8(tmp_path, "app.py").stdout
    (tmp_path / "key.py").write_text('KEY = "sk-or-v1-abc123def456"\n', encoding="utf-8")
    assert "use vault.key()" in flake8(tmp_path, "key.py").stdout
    assert "use mine()" in flake8(tmp_path, "--openrouter-key-source", "mine()", "key.py").stdout
    assert flake8(tmp_path, "--openrouter-scope", "openrouter", "app.py").stdout == ""


@pytest.mark.parametrize("jobs", ["-j1", "-j2"])
def test_a_wrong_table_is_one_line_and_no_traceback(jobs: str, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"app{number}.py").write_text(BARE, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.flake8-openrouter]\nselct = []\n", encoding="utf-8")
    result = flake8(tmp_path, jobs, ".")
    assert result.returncode == 1
    assert "Traceback" not in result.stdout + result.stderr
    said = [line for line in (result.stdout + result.stderr).splitlines() if "selct" in line]
    assert len(said) == 1
    assert "pyproject.toml: [tool.flake8-openrouter] has no key 'selct' (did you mean 'select'?)" in said[0]


def test_a_key_in_a_table_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(BARE, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(f'[tool.flake8-openrouter]\nselect = ["{live_key()}"]\n', encoding="utf-8")
    result = flake8(tmp_path, ".")
    assert "select: expected codes such as" in result.stdout + result.stderr
    assert live_key().removeprefix("sk-or-v1-") not in result.stdout + result.stderr


@pytest.mark.parametrize("option", [("--openrouter-scope", "all"), ("--openrouter-key-source", "os.environ[")])
def test_a_wrong_option_is_said_and_no_traceback(option: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(BARE, encoding="utf-8")
    result = flake8(tmp_path, *option, "app.py")
    assert result.returncode != 0
    assert option[0] in result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr


def test_no_live_key_is_printed(tmp_path: Path) -> None:
    keys = [live_key(number) for number in (1, 2, 3)]
    text = f'import os\n\nKEY = "{keys[0]}"\nOTHER = os.getenv("{keys[1]}")\nLAST = os.getenv("K", "{keys[2]}")\n'
    (tmp_path / "app.py").write_text(text, encoding="utf-8")
    result = flake8(tmp_path, "--select", "OPR", "app.py")
    assert [line.split()[1] for line in result.stdout.splitlines()] == ["OPR101", "OPR102", "OPR103"]
    assert not any(key[20:40] in result.stdout + result.stderr for key in keys)


def test_a_message_is_printable_whatever_the_program_holds(tmp_path: Path) -> None:
    head = 'import os, requests\nKEY = os.environ["OPENROUTER_API_KEY"]\nURL = "https://openrouter.ai/api/v1/key"\n'
    names = (
        "\\udcffx",
        "Author\\u202eization",
        "api\\x1b[31m-key",
        "api\\u200b-key",
        "a\\u2028::error::b",
        "##[error]k",
    )
    for number, name in enumerate(names):
        text = f'{head}requests.post(URL, headers={{"{name}": KEY}})\n'
        (tmp_path / f"app{number}.py").write_text(text, encoding="utf-8")
    (tmp_path / "last.py").write_text('KEY = "sk-or-v1-abc123def456"\n', encoding="utf-8")
    table = '[tool.flake8-openrouter]\nkey-source = "os.environ[\\"\\u001b[31mK\\"]"\n'
    (tmp_path / "pyproject.toml").write_text(table, encoding="utf-8")
    result = flake8(tmp_path, "--select", "OPR", ".")
    lines = result.stdout.splitlines()
    assert (len(lines), result.stderr) == (len(names) + 1, "")
    assert list(disobedience(result.stdout)) == []
    assert ['"\\udcffx"' in lines[0], "\\u202e" in lines[1], "\\x1b[31mK" in lines[-1]] == [True] * 3


def test_the_version_lists_the_plugin(tmp_path: Path) -> None:
    assert "flake8-openrouter: 0.1.0" in flake8(tmp_path, "--version").stdout


def modules_after(statement: str, folder: Path) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=unmeasured(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(result.stdout.split())


def test_importing_the_plugin_loads_neither_model_nor_rules(tmp_path: Path) -> None:
    loaded = modules_after("import flake8_openrouter.plugin", tmp_path)
    ours = {name for name in loaded if name.startswith("flake8_openrouter")}
    names = ("", "._version", ".openrouter", ".openrouter.needles", ".plugin", ".run", ".run.prefilter")
    assert ours == {f"flake8_openrouter{name}" for name in names}
    assert loaded.isdisjoint({"libcst", "tomli", "dataclasses", "inspect"})


def test_a_whole_check_loads_neither_libcst_nor_tomli(tmp_path: Path) -> None:
    statement = "from flake8_openrouter import check_source; assert check_source('KEY = \"sk-or-v1-abc123def456\"')"
    loaded = modules_after(statement, tmp_path)
    assert "flake8_openrouter.run.analysis" in loaded
    assert loaded.isdisjoint({"libcst", "tomli"})


def test_a_file_that_can_not_concern_us_loads_no_rule(tmp_path: Path) -> None:
    statement = (
        "import ast; from flake8_openrouter.plugin import Plugin; "
        "assert not list(Plugin(ast.parse('x = 1'), 'app.py', ['x = 1']).run())"
    )
    loaded = modules_after(statement, tmp_path)
    assert not any(name.startswith(("flake8_openrouter.model", "flake8_openrouter.rules")) for name in loaded)


def test_every_example_shows_a_mistake_unless_it_is_correct() -> None:
    shown = {line.partition(":")[0] for line in flake8(PROJECT, "examples").stdout.splitlines()}
    files = {f"examples/{path.name}" for path in (PROJECT / "examples").glob("*.py")}
    assert files - shown == {path for path in files if path.startswith("examples/correct_")}
    assert len(shown) >= 14


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_afterwards_as_it_was(enabled: bool) -> None:
    lines = [f'API_KEY = "{live_key()}"\n']
    was_enabled = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        assert [line for line, *_ in Plugin(ast.parse("".join(lines)), "app.py", lines).run()] == [1]
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()
