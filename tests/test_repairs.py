"""Repairs, diffs, standard input, and where the report goes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import BARE, BARE_FOUND, LABEL, LEAK, MENDED, command, concise, project, write
from harness import live_key

from flake8_openrouter import reports
from flake8_openrouter.command.main import main
from flake8_openrouter.languages.python.syntax import decoding
from flake8_openrouter.openrouter.keys import key_hash, key_link

__all__ = ["project"]


def test_safe_fixes_are_made(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"app.py": BARE, "leak.py": LEAK})
    assert main(concise("--fix")) == 1
    assert (project / "app.py").read_text(encoding="utf-8") == MENDED
    assert (project / "leak.py").read_text(encoding="utf-8") == LEAK
    output = capsys.readouterr()
    assert output.out.startswith("leak.py:3:8: OPR101 ")
    assert output.err == "Fixed 1 finding in 1 file.\n"


def test_a_key_that_was_taken_out_must_be_revoked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"a.py": LEAK, "b.py": LEAK, "c.py": LEAK.replace(live_key(), live_key(2))})
    assert main(concise("--fix", "--unsafe-fixes", "--quiet")) == 0
    output = capsys.readouterr()
    assert output.out == ""
    first, second = output.err.splitlines()
    assert first == (
        f"Revoke the key {LABEL} in OpenRouter's dashboard, {key_link(key_hash(live_key()))}: "
        "it was in a.py:3, b.py:3, and Git history keeps it."
    )
    assert "c.py:3" in second
    assert live_key() not in output.err
    assert live_key() not in (project / "a.py").read_text(encoding="utf-8")


def test_the_closing_list_has_a_line_for_each_key_and_three_places_at_most(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = live_key(3)
    write(project, {f"{number}/{shown}.py": LEAK * 2 for number in range(4)})
    write(project, {"short.py": 'KEY = "sk-or-v1-abc123def456"\n'})
    assert main(concise("--fix", "--unsafe-fixes", "--quiet")) == 0
    issued, typed = capsys.readouterr().err.splitlines()
    label = f"{shown[:12]}...{shown[-4:]}.py"
    assert issued == (
        f"Revoke the key {LABEL} in OpenRouter's dashboard, {key_link(key_hash(live_key()))}: "
        f"it was in 0/{label}:3, 0/{label}:6, 1/{label}:3 and 5 more, and Git history keeps it."
    )
    assert typed == (
        "Revoke the key sk-or-v1-abc... in OpenRouter's dashboard: it was in short.py:1, and Git history keeps it."
    )


def test_a_key_that_went_with_another_fix_must_be_revoked_too(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = f'requests.post(URL, json={{"api_key": "{live_key()}"}})'
    write(project, {"a.py": BARE.replace('requests.post(URL, headers={"Authorization": KEY}, json={})', call)})
    main(concise("--fix", "--unsafe-fixes"))
    assert live_key() not in (project / "a.py").read_text(encoding="utf-8")
    assert f"Revoke the key {LABEL}" in capsys.readouterr().err


def test_two_names_of_one_file_are_fixed_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"a.py": BARE})
    os.link(project / "a.py", project / "b.py")
    assert main(concise("--fix")) == 0
    assert capsys.readouterr().out == ""
    assert (project / "b.py").read_text(encoding="utf-8") == MENDED


@pytest.mark.parametrize(
    "line", ["KEY2 = ({pieces})", "KEY2 = ({pieces})  # noqa: OPR101", "KEY2 = ({pieces})  # gitleaks:allow"]
)
def test_a_diff_masks_a_key_in_pieces(line: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = live_key()
    pieces = " ".join(f'"{key[at : at + 12]}"' for at in range(0, len(key), 12))
    write(project, {"a.py": BARE + line.format(pieces=pieces) + "\n"})
    assert main(("check", "--diff")) == 1
    assert key[12:24] not in capsys.readouterr().out


def test_a_diff_masks_keys_and_changes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"leak.py": LEAK.removesuffix("\n")})
    assert main(("check", "--diff", "--unsafe-fixes")) == 1
    output = capsys.readouterr().out
    assert output.startswith("--- leak.py\n+++ leak.py\n@@ ")
    assert f'-KEY = "{LABEL}"\n\\ No newline at end of file\n' in output
    assert '+KEY = os.environ["OPENROUTER_API_KEY"]' in output
    assert live_key() not in output
    assert (project / "leak.py").read_text(encoding="utf-8") == LEAK.removesuffix("\n")


def test_fix_only_reports_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"app.py": BARE, "leak.py": LEAK})
    assert main(("check", "--fix-only")) == 0
    assert capsys.readouterr() == ("", "Fixed 1 finding in 1 file.\n")
    assert (project / "app.py").read_text(encoding="utf-8") == MENDED


MADE_UP = 'KEY = "sk-or-v1-abc123def456"\n'


@pytest.mark.parametrize("how", ["--diff", "--fix-only"])
@pytest.mark.parametrize(
    ("files", "options", "said"),
    [
        ({"a.py": LEAK}, (), "No safe fixes; 1 unsafe fix is available with --unsafe-fixes.\n"),
        ({"a.py": LEAK, "b.py": MADE_UP * 2}, (), "No safe fixes; 3 unsafe fixes are available with --unsafe-fixes.\n"),
        ({"a.py": LEAK, "b.py": MENDED}, ("b.py",), ""),
        ({"a.py": 'KEY = b"sk-or-v1-abc123def456"\n'}, (), ""),
        ({"a.py": LEAK}, ("--ignore", "OPR1"), ""),
        ({"a.py": LEAK}, ("--quiet",), ""),
        ({"a.py": MENDED}, (), ""),
    ],
)
def test_unsafe_fixes_alone_are_said_to_be_there(
    files: dict[str, str | bytes],
    options: tuple[str, ...],
    said: str,
    how: str,
    project: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(project, files)
    assert main(("check", how, *options)) == 0
    assert capsys.readouterr() == ("", said)


def test_safe_and_unsafe_fixes_are_not_none(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"app.py": BARE, "leak.py": LEAK})
    assert main(("check", "--diff")) == 1
    assert capsys.readouterr().err == ""
    assert main(("check", "--diff", "--unsafe-fixes", "leak.py")) == 1
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("how", [("--fix",), ("--fix-only",), ("--fix", "--output-format", "json")])
def test_the_fixes_that_were_made_are_shown_where_asked(
    how: tuple[str, ...], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"a.py": BARE.replace('"Authorization"', '"authorization"'), "leak.py": LEAK})
    main(("check", *how, "--unsafe-fixes", "--show-fixes"))
    fixed, *lines = capsys.readouterr().err.splitlines()
    assert fixed == "Fixed 3 findings in 2 files."
    starts = [
        'a.py:7: OPR201 was fixed (safe fix): use "Authorization" instead of "authorization"',
        '    7 - requests.post(URL, headers={"authorization": KEY}, json={})',
        '    7 + requests.post(URL, headers={"Authorization": KEY}, json={})',
        "a.py:7: OPR301 was fixed (safe fix): Authorization value lacks ",
        '    7 - requests.post(URL, headers={"authorization": KEY}, json={})',
        '    7 + requests.post(URL, headers={"authorization": f"Bearer {KEY}"}, json={})',
        "leak.py:3: OPR101 was fixed (unsafe fix): hardcoded OpenRouter key ",
        f'    3 - KEY = "{LABEL}"',
        '    3 + KEY = os.environ["OPENROUTER_API_KEY"]',
        f"Revoke the key {LABEL}",
    ]
    assert [line.startswith(start) for line, start in zip(lines, starts, strict=True)] == [True] * len(starts)


@pytest.mark.parametrize("arguments", [("--fix",), ("--fix", "--show-fixes", "--quiet"), ("--diff", "--show-fixes")])
def test_the_fixes_that_were_made_are_not_shown_elsewhere(
    arguments: tuple[str, ...], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"app.py": BARE})
    main(("check", *arguments))
    assert "was fixed" not in "".join(capsys.readouterr())


def test_shown_fixes_show_no_key(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = live_key()
    pieces = " ".join(f'"{key[at : at + 12]}"' for at in range(0, len(key), 12))
    write(project, {"a.py": f"import os\nKEY = ({pieces})\n", "b.py": f"import os\nKEY = os.getenv('{key}')\n"})
    main(("check", "--fix", "--unsafe-fixes", "--show-fixes"))
    shown = "".join(capsys.readouterr())
    assert "b.py:2: OPR102 was fixed" in shown
    assert not [key[at : at + 12] for at in range(12, 60) if key[at : at + 12] in shown]


def test_a_file_that_changes_meanwhile_is_not_written(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, {"app.py": BARE})
    change_meanwhile(monkeypatch, lambda: write(project, {"app.py": BARE + "# more\n"}))
    assert main(concise("--fix")) == 1
    assert capsys.readouterr().out.splitlines()[0] == "app.py:1:1: OPR901 not fixed: the file changed during the run"
    assert (project / "app.py").read_text(encoding="utf-8") == BARE + "# more\n"


@pytest.mark.parametrize("after", [MENDED, MENDED + "# more\n", "x = 1\n", ""])
@pytest.mark.parametrize("arguments", [("--fix",), ("--fix-only",), ("--fix", "--unsafe-fixes")])
def test_a_file_that_another_run_has_just_fixed_is_looked_at_again(
    arguments: tuple[str, ...],
    after: str,
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(project, {"app.py": BARE})
    change_meanwhile(monkeypatch, lambda: write(project, {"app.py": after}))
    for _ in range(2):
        assert main(concise(*arguments)) == 0
        assert capsys.readouterr().out == ""
        assert (project / "app.py").read_text(encoding="utf-8") == after
    write(project, {"app.py": BARE})
    assert main(concise()) == 1  # what was found in other bytes is not known of these


def test_what_another_run_has_left_is_fixed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call = 'requests.get("https://openrouter.ai/api/v1/key", headers={"Authorization": KEY})\n'
    write(project, {"app.py": BARE + call})
    change_meanwhile(monkeypatch, lambda: write(project, {"app.py": MENDED + call}))
    assert main(concise("--fix")) == 0
    assert (project / "app.py").read_text(encoding="utf-8") == MENDED + call.replace("KEY", 'f"Bearer {KEY}"')


def test_a_file_that_is_gone_meanwhile_is_a_line(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, {"app.py": BARE, "b.py": BARE})
    change_meanwhile(monkeypatch, (project / "app.py").unlink)
    assert main(concise("--fix")) == 1
    assert capsys.readouterr().out == "app.py:1:1: OPR901 can't be read: No such file or directory\n"
    assert (project / "b.py").read_text(encoding="utf-8") == MENDED


def change_meanwhile(monkeypatch: pytest.MonkeyPatch, change: Callable[[], None]) -> None:
    """Let something happen while the first file is fixed."""
    from flake8_openrouter.run import fixing

    real, changes = fixing.fixed, [change]

    def meanwhile(*given: Any, **settings: Any) -> fixing.Fixed:
        if changes:
            changes.pop()()
        return real(*given, **settings)

    monkeypatch.setattr(fixing, "fixed", meanwhile)


@pytest.fixture
def linked(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with links to a program outside of it, to one inside, and a folder that is one."""
    write(project, {"outside/victim.py": BARE, "repository/sub/app.py": BARE, "repository/links/own.py": "x = 1\n"})
    (project / "repository" / "links" / "out.py").symlink_to("../../outside/victim.py")
    (project / "repository" / "links" / "in.py").symlink_to("../sub/app.py")
    (project / "repository" / "folder").symlink_to("../outside", target_is_directory=True)
    monkeypatch.chdir(project / "repository")
    return project.resolve()


@pytest.mark.parametrize("fix", [("--fix",), ("--diff",), ("--fix-only", "--unsafe-fixes")])
@pytest.mark.parametrize(
    "paths", [(), (".",), ("links",), ("links/out.py",), ("links/own.py", "links/out.py"), ("../repository",)]
)
def test_a_link_that_leads_out_of_the_checked_folders_is_not_written(
    paths: tuple[str, ...], fix: tuple[str, ...], linked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = (*fix, *paths) if "--diff" in fix else concise(*fix, *paths)[1:]
    assert main(("check", *arguments)) == 1
    output = capsys.readouterr().out
    victim = linked / "outside" / "victim.py"
    assert f"out.py:1:1: OPR901 not fixed: it is a link to {victim}, outside of the checked folders\n" in output
    assert victim.read_text(encoding="utf-8") == BARE
    assert "+++ links/out.py" not in output


@pytest.mark.parametrize(
    ("paths", "written"),
    [
        ((".",), "repository/sub/app.py"),
        (("links", "sub"), "repository/sub/app.py"),
        (("links/in.py", "sub/app.py"), "repository/sub/app.py"),
        (("links/out.py", "../outside/victim.py"), "outside/victim.py"),
        (("folder",), "outside/victim.py"),
        (("folder/victim.py",), "outside/victim.py"),
        (("../outside/victim.py",), "outside/victim.py"),
    ],
)
def test_a_link_that_leads_into_what_is_checked_is_written(paths: tuple[str, ...], written: str, linked: Path) -> None:
    main(("check", "--fix", *paths))
    assert (linked / written).read_text(encoding="utf-8") == MENDED


@pytest.mark.parametrize(
    ("encoding", "line", "reason"),
    [
        ("idna", 'x = "..a"', "encoding the file as idna again would change it"),
        ("utf-7", 'x = "+AOk-+AOk-"', "encoding the file as utf-7 again would change it"),
        ("ascii", "", "the file's encoding, ascii, can't represent it"),
    ],
)
def test_what_its_encoding_keeps_from_being_fixed_is_reported_with_the_reason(
    encoding: str, line: str, reason: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = f'# coding: {encoding}\n{line}\nKEY = "sk-or-v1-abc123def456"\n'.encode()
    table = '[tool.flake8-openrouter]\nkey-source = "schlüssel()"\n' if encoding == "ascii" else ""
    write(project, {"a.py": data, "app.py": BARE, "pyproject.toml": table})
    assert main(concise("--fix", "--unsafe-fixes")) == 1
    output = capsys.readouterr()
    assert output.out.startswith("a.py:3:8: OPR101 ")
    assert output.out.count("\n") == 1
    assert output.err == f"Fixed 1 finding in 1 file.\na.py:3: OPR101 was not fixed: {reason}\n"
    assert (project / "a.py").read_bytes() == data


@pytest.mark.parametrize("fails", ["fixing", "checking"])
def test_what_was_found_in_a_file_is_not_lost_where_fixing_it_fails(
    fails: str, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from flake8_openrouter.run import fixing, outcomes

    write(project, {"a.py": LEAK, "app.py": BARE})
    module, name = (fixing, "fixed") if fails == "fixing" else (outcomes.analysis, "analyse")
    real = getattr(module, name)

    def fail(first: Any, *rest: object, **named: object) -> object:
        if getattr(first, "program", first).document.path == "a.py":
            raise UnicodeError(live_key())
        return real(first, *rest, **named)

    monkeypatch.setattr(module, name, fail)
    assert main(concise("--fix", "--unsafe-fixes")) == 2
    output = capsys.readouterr()
    first, second = output.out.splitlines()
    assert first.startswith("a.py:1:1: OPR900 internal error: UnicodeError")
    assert second.startswith("a.py:3:8: OPR101 ")
    assert (project / "app.py").read_text(encoding="utf-8") == MENDED
    assert live_key() not in output.out + output.err


def test_what_a_killed_run_left_is_taken_away_by_the_next_one(project: Path) -> None:
    left = [
        f"{folder}.{name}.0123456789abcdef.flake8-openrouter-new" for folder in ("", "sub/") for name in ("a", "b.py")
    ]
    write(project, {"app.py": BARE, "sub/app.py": MENDED, **dict.fromkeys(left, "half")})
    assert main(("check", "--diff")) == 1
    assert all((project / name).exists() for name in left)
    assert main(("check", "--fix")) == 0
    assert not any((project / name).exists() for name in left)


def test_a_folder_that_can_not_be_written_is_named(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, {"sub/app.py": BARE})
    real = os.open

    def refuse(path: str, flags: int, *mode: int) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied")
        return real(path, flags, *mode)

    monkeypatch.setattr(os, "open", refuse)
    assert main(concise("--fix", "--no-cache")) == 1
    said = f"not fixed: can't create a file in its folder {project.resolve() / 'sub'}: Permission denied"
    assert capsys.readouterr().out.splitlines()[0] == f"sub/app.py:1:1: OPR901 {said}"


@pytest.mark.parametrize(
    ("arguments", "stdout", "stderr", "code"),
    [
        ((), BARE_FOUND, "", 1),
        (("--fix",), MENDED, "Fixed 1 finding in 1 file.\n", 0),
        (("--fix", "--ignore", "OPR3"), BARE, "", 0),
        (("--fix", "--force-exclude", "--exclude", "app.py"), BARE, "", 0),
        (("--fix", "--exit-non-zero-on-fix"), MENDED, "Fixed 1 finding in 1 file.\n", 1),
    ],
)
def test_stdin(arguments: tuple[str, ...], stdout: str, stderr: str, code: int, tmp_path: Path) -> None:
    result = command(tmp_path, *concise("-", "--stdin-filename", "app.py", *arguments), stdin=BARE.encode())
    assert result.stdout.decode().replace("\r\n", "\n") == stdout
    assert (result.stderr.decode(), result.returncode) == (stderr, code)
    assert list(tmp_path.iterdir()) == []


def test_stdin_keeps_bytes(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + BARE.replace("\n", "\r\n").encode()
    result = command(tmp_path, "check", "-", "--fix", stdin=data)
    assert result.stdout == b"\xef\xbb\xbf" + MENDED.replace("\n", "\r\n").encode()


def test_the_report_goes_to_a_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"app.py": BARE})
    assert main(concise("--output-file", "report.txt")) == 1
    assert capsys.readouterr().out == ""
    assert (project / "report.txt").read_text(encoding="utf-8") == BARE_FOUND
    assert main(concise("--output-file", "nowhere/report.txt")) == 2
    assert "nowhere/report.txt can't be written" in capsys.readouterr().err


@pytest.mark.parametrize("quiet", ["--quiet", "-q"])
def test_quiet_is_the_findings_alone(quiet: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"app.py": BARE})
    os.mkfifo(project / "pipe.py")
    assert main(("check", quiet, "--unsafe-fixes")) == 1
    assert capsys.readouterr() == (BARE_FOUND, "")


@pytest.mark.parametrize("name", sorted(reports.FORMATS))
def test_no_format_shows_a_key(name: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        project, {"leak.py": LEAK, "both.py": BARE.replace("KEY}", f'"{live_key(2)}"}}'), "bad.py": f"({live_key(3)}"}
    )
    code = main(("check", "--output-format", name, "--show-fixes", "--statistics"))
    output = capsys.readouterr()
    assert code == 1
    assert LABEL in output.out
    assert not any(live_key(number) in output.out + output.err for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("variables", "colored"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_color(variables: dict[str, str], colored: bool, tmp_path: Path) -> None:
    write(tmp_path, {"app.py": BARE})
    assert (b"\x1b[" in command(tmp_path, "check", environment=variables).stdout) is colored


@pytest.mark.parametrize(("variables", "colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_color_on_a_terminal(variables: dict[str, str], colored: bool, tmp_path: Path) -> None:
    write(tmp_path, {"app.py": BARE})
    terminal, its_end = os.openpty()
    subprocess.run(
        [sys.executable, "-m", "flake8_openrouter", "check"],
        cwd=tmp_path,
        env={**os.environ, "TERM": "xterm", **variables},
        stdin=subprocess.DEVNULL,
        stdout=its_end,
        timeout=60,
    )
    os.close(its_end)
    shown = os.read(terminal, 10_000)
    os.close(terminal)
    assert b"OPR301" in shown
    assert (b"\x1b[" in shown) is colored


def test_stdin_that_is_not_utf8_in_main(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b"# coding: latin-1\nNAME = '\xe9'\n" + BARE.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(concise("-")) == 1
    assert capsys.readouterr().out.startswith("<stdin>:9:46: OPR301")


def test_a_file_is_parsed_once_before_its_fixes_and_once_after(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parse, parsed = decoding.parse, list[str]()
    monkeypatch.setattr(decoding, "parse", lambda text: (parsed.append(text), parse(text))[1])
    write(project, {"app.py": BARE})
    assert main(concise("--fix")) == 0
    assert parsed == [BARE, MENDED]
