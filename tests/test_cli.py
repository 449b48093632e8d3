"""The command line: exit codes as a subprocess, wrong usage, selecting rules, their pages."""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import BARE, BARE_FOUND, BROKEN, LEAK, MENDED, command, concise, project, unmeasured, write
from flake8.exceptions import ExecutionError
from harness import live_key
from leaky_programs import disobedience, leaks

import flake8_openrouter
from flake8_openrouter import reports
from flake8_openrouter.command import mistyped
from flake8_openrouter.command.main import main, parser
from flake8_openrouter.command.usage import FAILED
from flake8_openrouter.plugin import Plugin
from flake8_openrouter.project.config import ConfigurationError
from flake8_openrouter.rules._registry import all_rules
from flake8_openrouter.run.analysis import check_source

__all__ = ["project"]

#: The rules that a code begins, as many as are named.
OPR3 = [rule.code for rule in all_rules() if rule.code.startswith("OPR3")][:5]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", "clean.py"), 0),
        (("check", "app.py"), 1),
        (("check", "broken.py"), 1),
        (("check", "app.py", "--exit-zero"), 0),
        (("check", "missing.py", "--exit-zero"), 2),
        (("check", "missing.py", "clean.py"), 2),
        (("check", "app.py", "--fix"), 0),
        (("check", "app.py", "--fix", "--exit-non-zero-on-fix"), 1),
        (("check", "clean.py", "--fix", "--exit-non-zero-on-fix"), 0),
        (("check", "leak.py", "--fix"), 1),
        (("check", "leak.py", "--fix", "--unsafe-fixes"), 0),
        (("check", "leak.py", "--fix-only"), 0),
        (("check", "broken.py", "--fix-only"), 1),
        (("check", "app.py", "--diff"), 1),
        (("check", "leak.py", "--diff"), 0),
        (("check", "leak.py", "--diff", "--unsafe-fixes"), 1),
        (("check", "app.py", "--ignore", "OPR3"), 0),
        (("check", "app.py", "--config", "missing.toml"), 2),
        (("check", "app.py", "--baseline", "missing.json"), 2),
        (("check", "--selct", "OPR3"), 2),
        (("rule", "OPR301"), 0),
        (("rule", "OPR300"), 2),
        (("inspect", "app.py"), 0),
        (("inspect", "missing.py"), 2),
        (("inspect", "broken.py"), 2),
        (("chek",), 2),
        ((), 2),
        (("--version",), 0),
        (("check", "--help"), 0),
        (("-V",), 0),
        (("version",), 0),
        (("help",), 0),
        (("help", "rule"), 0),
        (("help", "chek"), 2),
        (("--fix", "."), 2),
    ],
)
def test_exit_codes(arguments: tuple[str, ...], code: int, tmp_path: Path) -> None:
    write(tmp_path, {"clean.py": MENDED, "app.py": BARE, "broken.py": BROKEN, "leak.py": LEAK})
    result = command(tmp_path, *arguments)
    assert result.returncode == code, result
    assert b"Traceback" not in result.stdout + result.stderr
    assert live_key().encode() not in result.stdout + result.stderr
    if code == 2:
        assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "no command given: try `flake8-openrouter check .`"),
        (("chek",), "there is no command 'chek' (did you mean check?)"),
        (("app.py",), "did you mean `flake8-openrouter check app.py`?"),
        (("check", "--show-fixs"), "there is no option --show-fixs (did you mean --show-fixes?)"),
        (("check", "--unsafe-fixs"), "there is no option --unsafe-fixs; see `flake8-openrouter check --help`"),
        (("check", "--o"), "there is no option --o (did you mean --output-format?)"),
        (("check", "--output-fromat=json"), "there is no option --output-fromat (did you mean --output-format?)"),
        (("--verison",), "there is no option --verison (did you mean --version?)"),
        (("check", "--select", "OPR31O"), "there is no rule OPR31O (did you mean OPR301?)"),
        (("check", "--ignore", "E501"), "there is no rule E501"),
        (("check", "--select", ","), "a code is missing"),
        (("check", "--output-format", "sarff"), "there is no format 'sarff' (did you mean sarif?)"),
        (("check", "--jobs", "none"), "needs a positive number, got 'none'"),
        (("check", "ap.py"), "ap.py: No such file or directory (did you mean app.py?)"),
        (("check", "-", "app.py"), "`-` is standard input"),
        (("check", "--isolated", "--config", "x.toml"), "contradict each other"),
        (("check", "--fix", "--write-baseline", "b.json"), "can't be combined"),
        (("rule", "missing-baerer"), "there is no rule missing-baerer (did you mean missing-bearer?)"),
        (("rule",), "give a rule's code"),
        (("rule", "OPR301", "OPR302"), "rule takes no further argument: 'OPR302'"),
        (("rule", "OPR301", "--output-format", "jsn"), "(did you mean json?)"),
        (("inspect", "ap.py"), "(did you mean app.py?)"),
        (("inspect", "pipe"), "pipe: a FIFO, not a file"),
        (("check", "--config", "pipe"), "pipe: a FIFO, not a file"),
        (("check", "--baseline", "pipe"), "pipe: a FIFO, not a file"),
        (("check", ""), "a path is empty"),
        (("check", "a\x1b[2Jb.py"), "a\\x1b[2Jb.py: No such file"),
        (("check", "--config", ""), "--config is empty"),
        (("check", "--baseline", ""), "--baseline is empty"),
        (("check", "--stdin-filename", "a.py"), "--stdin-filename needs `-`"),
        (("check", "--diff", "--output-file", "d.txt"), "--diff can't be combined with --output-file"),
        (("check", "--diff", "--output-format", "json"), "--diff can't be combined with --output-format"),
        (("check", "--write-baseline", "nowhere/k.json"), "nowhere/k.json"),
        (("check", "--selct", "OPR3"), "see `flake8-openrouter check --help`"),
        (("fix", "."), "(did you mean check --fix?)"),
        (("format", "."), "(did you mean check --diff?)"),
        (("app.py", "--fix", "a b.py"), "did you mean `flake8-openrouter check app.py --fix 'a b.py'`?"),
        (("-",), "did you mean `flake8-openrouter check -`?"),
        (("--fix", "."), ": --fix is an option of check: `flake8-openrouter check --fix .`\n"),
        (("--fix", "check", "."), ": --fix is an option of check: `flake8-openrouter check --fix .`\n"),
        (("--diff",), ": --diff is an option of check: `flake8-openrouter check --diff`\n"),
        (("-j4", "app.py"), ": -j is an option of check: `flake8-openrouter check -j4 app.py`\n"),
        (("--select=OPR3", "a b.py"), "`flake8-openrouter check --select=OPR3 'a b.py'`"),
        (("--all",), ": --all is an option of rule: `flake8-openrouter rule --all`\n"),
        (("--fixx", "."), ": there is no option --fixx; see `flake8-openrouter --help`\n"),
        (("help", "chek"), "there is no command 'chek' (did you mean check?)"),
        (("verison",), "there is no command 'verison' (did you mean version?)"),
        (("explain", "OPR301"), "OPR301 is a rule: `flake8-openrouter rule OPR301`"),
        (("explain", "-", "x"), "`-` is standard input"),
        (("explain", "--lang", "fr", "x"), "there is no language 'fr': en, zh"),
        (("explian", "x"), "(did you mean explain?)"),
        (("rule", "OPR3"), f"(did you mean {', '.join(OPR3[:-1])} or {OPR3[-1]}?)"),
        (("check", "--config", "three.toml"), "tool.flake8-openrouter is not a table"),
        (("check", "--config", "own.toml"), "tool.flake8-openrouter is not a table"),
        (("inspect", "hex.py"), "hex.py can't be decoded"),
        (("check", "--output-file", "app.py"), "app.py is named like a program"),
        (("check", "link.py"), "link.py: No such file or directory\n"),
    ],
)
def test_wrong_usage_is_one_helpful_line(
    arguments: tuple[str, ...], said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"app.py": BARE})
    os.mkfifo(project / "pipe")
    write(project, {"three.toml": "tool = 3\n", "own.toml": "[tool]\nflake8-openrouter = 3\n"})
    write(project, {"hex.py": "# coding: hex\nopenrouter = 1\n"})
    (project / "link.py").symlink_to("nowhere")
    assert main(arguments) == 2
    output = capsys.readouterr()
    assert said in output.err
    assert output.err.count("\n") == 1
    assert output.out == ""


def test_a_mistyped_option_is_never_taken_for_one_that_writes(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For each option and each way to type it wrong: a letter left out, doubled or exchanged, its beginning alone."""
    spelt = {option for action in _check_parser()._actions for option in action.option_strings}
    tried = 0
    for option in mistyped.WRITING:
        typed = {option[:end] for end in range(3, len(option))}
        for at in range(2, len(option)):
            typed |= {f"{option[:at]}{middle}{option[at + 1 :]}" for middle in ("", option[at] * 2, "x", "-", "_")}
        for word in sorted(typed - spelt):
            assert main(("check", word, ".")) == FAILED
            said = capsys.readouterr().err
            assert f"there is no option {word}" in said
            named = re.findall(r"--[\w-]+", said.partition("did you mean")[2])
            assert not {*named} & {*mistyped.WRITING}
            tried += 1
    assert tried > 200


def test_what_writes_is_known_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each option is tried by itself, and with --fix: those after which more files, or other ones, are there write."""
    values = {
        "FILE": "made.txt",
        "CODES": "OPR",
        "PATTERNS": "nothing",
        "N": "1",
        "FORMAT": "json",
        "PATH": "app.py",
        "REV": "HEAD",
    }

    def after(number: int, *arguments: str) -> dict[str, str]:
        folder = tmp_path / str(number)
        write(folder, {"app.py": BARE, "leak.py": LEAK, "known.json": '{"version": 1, "findings": []}'})
        monkeypatch.chdir(folder)
        main(("check", "--no-cache", *arguments))
        return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}

    actions = [action for action in _check_parser()._actions if action.option_strings and action.dest != "help"]
    alone, fixing, writing = after(0), after(1, "--fix"), set()
    for number, action in enumerate(actions):
        option = next(option for option in action.option_strings if option.startswith("--"))
        typed = (option, values[str(action.metavar)]) if action.nargs != 0 else (option,)
        left, fixed = after(100 + number, *typed), after(200 + number, "--fix", *typed)
        # With --fix, what narrows it changes less: only more is of interest.
        if left != alone or any(fixed[name] not in (alone.get(name), fixing.get(name)) for name in fixed):
            writing.add(option)
    assert writing == {*mistyped.WRITING}


def _check_parser() -> argparse.ArgumentParser:
    (commands,) = (action.choices for action in parser()._actions if isinstance(action.choices, dict))
    return commands["check"]


@pytest.mark.parametrize(
    ("words", "options"),
    [
        (("help",), ("--help",)),
        (("help", "check"), ("check", "--help")),
        (("help", "inspect"), ("inspect", "--help")),
        (("help", "help"), ("--help",)),
        (("help", "version"), ("--help",)),
        (("version",), ("--version",)),
        (("-V",), ("--version",)),
        (("-h",), ("--help",)),
    ],
)
def test_help_and_version_are_commands_too(
    words: tuple[str, ...], options: tuple[str, ...], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"help": "", "version": ""})
    assert (main(words), capsys.readouterr()) == (main(options), capsys.readouterr())
    assert main(words) == 0
    assert capsys.readouterr().out


def test_paths_may_stand_round_options(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"a.py": BARE, "b.py": BARE})
    assert main(("check", "a.py", "--output-format", "concise", "b.py")) == 1
    assert capsys.readouterr().out == BARE_FOUND.replace("app", "a") + BARE_FOUND.replace("app", "b")


def test_the_version_needs_nothing_heavy() -> None:
    program = (
        "import sys\nfrom flake8_openrouter.command.main import main\nmain(['--version'])\n"
        "print(sorted(m for m in sys.modules if m.startswith(('flake8_openrouter.', 'libcst', 'pathspec', 'ast'))))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], env=unmeasured(), capture_output=True, text=True, timeout=60, check=True
    )
    version, modules = result.stdout.splitlines()
    assert version == f"flake8-openrouter {flake8_openrouter.__version__}"
    names = ("_version", "command", "command.main", "command.options", "command.usage")
    assert modules == str([f"flake8_openrouter.{name}" for name in names])


def test_a_check_imports_no_libcst(tmp_path: Path) -> None:
    write(tmp_path, {"app.py": BARE})
    program = (
        "import sys\nfrom flake8_openrouter.command.main import main\n"
        "main(['check', '--output-format', 'concise'])\n"
        "print({'libcst', 'pathspec', 'rich', 'tomli'} & set(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert result.stdout == BARE_FOUND + "set()\n"


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ((), {"OPR101", "OPR301"}),
        (("--select", "OPR1"), {"OPR101"}),
        (("--select", "OPR1,OPR107"), {"OPR101", "OPR107"}),
        (("--select", "opr1", "--select", "OPR301"), {"OPR101", "OPR301"}),
        (("--extend-select", "OPR107"), {"OPR101", "OPR301", "OPR107"}),
        (("--ignore", "OPR1"), {"OPR301"}),
        (("--select", "OPR", "--ignore", "OPR301"), {"OPR101"}),
    ],
)
def test_rules_are_selected(
    arguments: tuple[str, ...], codes: set[str], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    optional = MENDED.replace('os.environ["OPENROUTER_API_KEY"]', 'os.getenv("OPENROUTER_API_KEY")')
    write(project, {"app.py": BARE, "leak.py": LEAK, "optional.py": optional})
    main(concise(*arguments))
    assert {line.split()[1] for line in capsys.readouterr().out.splitlines()} == codes


@pytest.mark.parametrize(
    ("table", "arguments", "codes"),
    [
        ('select = ["OPR1"]', (), ["OPR101"]),
        ('select = ["OPR1"]', ("--select", "OPR3"), ["OPR301"]),
        ('ignore = ["OPR301"]', ("--select", "OPR3"), ["OPR301"]),
        ('ignore = ["OPR301"]', ("--extend-select", "OPR301"), ["OPR301", "OPR101"]),
        ('extend-select = ["OPR301"]', ("--ignore", "OPR301"), ["OPR101"]),
        ('select = ["OPR1"]', ("--isolated",), ["OPR301", "OPR101"]),
        ('select = ["OPR1"]', ("--config", "other.toml"), ["OPR301"]),
        ('select = ["OPR1"]', ("--config", "bare.toml"), ["OPR301"]),
        ("slect = []", ("--isolated",), ["OPR301", "OPR101"]),
    ],
)
def test_the_command_line_beats_the_table(
    table: str, arguments: tuple[str, ...], codes: list[str], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"app.py": BARE, "leak.py": LEAK, "pyproject.toml": f"[tool.flake8-openrouter]\n{table}\n"})
    write(project, {"other.toml": '[tool.flake8-openrouter]\nselect = ["OPR3"]\n', "bare.toml": 'select = ["OPR3"]\n'})
    main(concise(*arguments))
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()] == codes


@pytest.mark.parametrize(
    "table",
    ["slect = []", 'select = ["OPR391"]', 'per-file-ignores = { "a" = ["OPR8"] }', 'key-source = "await key()"'],
)
def test_a_wrong_table_is_one_line(table: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"app.py": BARE, "pyproject.toml": f"[tool.flake8-openrouter]\n{table}\n"})
    assert main(("check",)) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_rules_page(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("rule", "opr301")) == 0
    page = capsys.readouterr().out
    assert page.startswith("# OPR301 missing-bearer: ")
    assert "## Use instead\n" in page
    assert main(("rule", "missing-bearer")) == 0
    assert capsys.readouterr().out == page
    assert main(("rule", "OPR301", "--output-format", "json")) == 0
    described = json.loads(capsys.readouterr().out)
    assert (described["code"], described["name"], described["severity"]) == ("OPR301", "missing-bearer", "error")
    assert "Why it fails" in described["sections"]
    assert main(("rule", "--all", "--output-format", "json")) == 0
    codes = [rule["code"] for rule in json.loads(capsys.readouterr().out)]
    assert codes == [rule.code for rule in all_rules()]
    assert main(("rule", "--all")) == 0
    assert capsys.readouterr().out.count("## What it does") == len(all_rules())
    assert main(("rule", "OPR901")) == 0
    assert "could not be read" in capsys.readouterr().out
    assert main(("rule", "OPR901", "--output-format", "json")) == 0
    assert json.loads(capsys.readouterr().out)["name"] == "unreadable-file"


@pytest.mark.parametrize(
    "arguments",
    [
        ("KEY",),
        ("help", "KEY"),
        ("--KEY",),
        ("--select=KEY", "."),
        (".", "--select=KEY"),
        ("check", "--KEY", "."),
        ("check", "--format=KEY", "."),
        ("check", "--select=KEY", "."),
        ("check", "KEY"),
        ("check", "--config=KEY", "."),
        ("rule", "KEY"),
        ("inspect", "KEY"),
        ("inspect", "app.py", "KEY"),
        ("inspect", "cookie.py"),
    ],
)
def test_a_key_that_was_typed_is_not_shown(
    arguments: tuple[str, ...], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = live_key(1)
    (project / "cookie.py").write_text(f"# coding: {key}\nimport requests  # openrouter\n")
    code = main([argument.replace("KEY", key) for argument in arguments])
    shown = "".join(capsys.readouterr()).lower()
    assert code == FAILED
    assert shown
    assert key.removeprefix("sk-or-v1-") not in shown


@pytest.mark.parametrize("format_name", [*reports.FORMATS, "diff"])
def test_a_file_that_is_named_as_a_key_is_not_shown(
    format_name: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {f"{live_key(1)}.py": BARE})
    chosen = ("--diff",) if format_name == "diff" else ("--output-format", format_name)
    assert main(("check", *chosen)) == 1
    shown = "".join(capsys.readouterr())
    assert "sk-or-v1-" in shown
    assert live_key(1) not in shown


@pytest.mark.parametrize(
    ("closing", "arguments", "code", "out", "err"),
    [
        (">&-", "check app.py", 1, "", ""),
        (">&-", "rule OPR301", 0, "", ""),
        ("2>&-", "check app.py --output-format concise --unsafe-fixes", 1, BARE_FOUND, ""),
        ("<&-", "check -", 2, "", "flake8-openrouter: standard input is closed\n"),
    ],
)
def test_a_stream_that_is_closed(closing: str, arguments: str, code: int, out: str, err: str, tmp_path: Path) -> None:
    write(tmp_path, {"app.py": BARE})
    line = f'exec "{sys.executable}" -m flake8_openrouter {arguments} {closing}'
    result = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stdout, result.stderr) == (code, out, err)


def test_a_folder_that_is_gone_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    line = f'rmdir ../gone && exec "{sys.executable}" -m flake8_openrouter check'
    result = subprocess.run(["sh", "-c", line], cwd=tmp_path / "gone", capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stderr) == (2, "flake8-openrouter: the current folder is gone\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_output_is_one_line(tmp_path: Path) -> None:
    write(tmp_path, {"app.py": BARE})
    with open("/dev/full", "wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "flake8_openrouter", "check", "app.py"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert result.returncode == FAILED
    assert result.stderr == b"flake8-openrouter: the output can't be written: No space left on device\n"


def test_a_table_that_holds_a_key_does_not_show_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = live_key(1)
    write(project, {"app.py": BARE, "pyproject.toml": f'[tool.flake8-openrouter]\nselect = ["{key}"]\n'})
    assert main(["check", "."]) == FAILED
    assert key.removeprefix("sk-or-v1-") not in "".join(capsys.readouterr()).lower()


@pytest.mark.parametrize(("columns", "size"), [("50", 0), ("", 50)])
def test_a_report_fits_the_terminal_that_it_goes_to(columns: str, size: int, tmp_path: Path) -> None:
    pty, fcntl, termios = (pytest.importorskip(name) for name in ("pty", "fcntl", "termios"))
    write(tmp_path, {"app.py": BARE})
    ours, theirs = pty.openpty()
    if size:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, size, 0, 0))
    environment = {**os.environ, "COLUMNS": columns, "NO_COLOR": "1"}
    line = [sys.executable, "-m", "flake8_openrouter", "check", "app.py"]
    result = subprocess.run(line, cwd=tmp_path, stdout=theirs, env=environment, stderr=subprocess.PIPE, timeout=60)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode().splitlines()
    os.close(ours)
    assert (result.returncode, result.stderr) == (1, b"")
    assert max(map(len, shown)) <= 50
    assert shown[0] == "app.py:7:46: OPR301 [*] Authorization value lacks"
    assert any("…" in line for line in shown[1:4])


@pytest.mark.parametrize("columns", ["50", ""])
def test_a_report_that_goes_to_no_terminal_has_a_line_for_each_message(columns: str, tmp_path: Path) -> None:
    write(tmp_path, {"app.py": BARE})
    result = command(tmp_path, "check", "app.py", environment={"COLUMNS": columns})
    assert (
        result.stdout.decode().splitlines()[0]
        == 'app.py:7:46: OPR301 [*] Authorization value lacks the "Bearer " prefix'
    )


@pytest.mark.parametrize(
    "table",
    [
        'select = ["{key}"]',
        'key-source = "{key}("',
        'hosts = ["{key} \\u202e"]',
        '"{key}" = 3',
        'scope = "\\u001b[2J{key}"',
    ],
)
@pytest.mark.parametrize("way", ["check", "flake8", "Python"])
def test_what_is_wrong_in_a_table_is_said_as_it_may_be_shown(
    way: str, table: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = f"[tool.flake8-openrouter]\n{table.format(key=live_key())}\n"
    write(project, {"app.py": BARE, "pyproject.toml": content})
    if way == "check":
        assert main(("check", ".")) == FAILED
        said = "".join(capsys.readouterr()).rstrip("\n")
    elif way == "flake8":
        with pytest.raises(ExecutionError) as refused:
            list(Plugin(ast.parse(BARE), "app.py", [BARE]).run())
        said = str(refused.value)
    else:
        with pytest.raises(ConfigurationError) as wrong:
            check_source(BARE, str(project / "app.py"))
        said = repr(wrong.value)
    assert "pyproject.toml: [tool.flake8-openrouter] " in said
    assert leaks(said, 1) == []
    assert list(disobedience(said)) == []
