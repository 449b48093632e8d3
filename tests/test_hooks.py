"""Hooks of coding agents: the setting that is shown and written, and what is answered when one is run."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command_line import BARE, BARE_FOUND, LEAK, MENDED, command, project, unmeasured, write
from harness import live_key

from flake8_openrouter.command.main import main
from flake8_openrouter.hooks import settings
from flake8_openrouter.hooks.agents import AGENTS

__all__ = ["project"]

NAMES = tuple(AGENTS)
#: What an agent's file may have before: its text, and no more than that.
BEFORE = {
    "nothing": "",
    "an empty object": "{}",
    "in one line": '{"a": 1, "hooks": {}}',
    "others": '{\n    "hooks": {\n        "PostToolUse": [],\n        "postToolUse": [ {"command": "x"} ]\n    },\n'
    '    "z": 1e3\n}\n',
    "tabs and CRLF": '{\r\n\t"ä": ["}", "\\""],\r\n\t"hooks": {\r\n\t\t"Stop": [{"hooks": []}]\r\n\t}\r\n}\r\n',
    "a version": '{"version": 1, "hooks": {"PostToolUse": [{"matcher": "a", "hooks": [{"command": "b"}]}]}}',
}
#: What nothing is added to, and what is said of it.
REFUSED = {
    "{} x": "it is not JSON",
    '// mine\n{"hooks": {}}': "it is not JSON (JSON has no comments)",
    "[]": "it is not a JSON object",
    '{"hooks": []}': "its `hooks` is not an object",
    '{"hooks": {"PostToolUse": {}}}': "its `PostToolUse` is not a list",
    '{"hooks": {}, "hooks": {}}': "it has a name twice in one object",
    '{"a": ' + "[" * 100_000: "it is not JSON",
    "\udcff": "it is not UTF-8",
}


def event(name: str, path: str, **more: Any) -> dict[str, Any]:
    """Return what an agent says of an edit."""
    patch = f"*** Begin Patch\n*** Update File: {path}\n@@\n-a\n+b\n*** End Patch"
    given = {"command": patch} if name == "codex" else {"file_path": path, "content": ""}
    return {"hook_event_name": AGENTS[name].event, "tool_name": AGENTS[name].tools, "tool_input": given, **more}


def told(name: str, said: object, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the exit code of a hook that is run, and what it writes to both outputs."""
    text = said if isinstance(said, str) else json.dumps(said)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    code = main(("hook", "run", name))
    return (code, *capsys.readouterr())


def test_nothing_is_written_that_was_not_asked_for(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in NAMES:
        assert main(("hook", "install", name)) == 0
        shown = capsys.readouterr().out
        assert shown.startswith(f"To be written to {AGENTS[name].file}:\n\n{{")
        assert shown.endswith("\nNothing is written: --yes writes it.\n")
    assert os.listdir(project) == []


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_there_stays(name: str, before: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    agent = AGENTS[name]
    write(project, {agent.file: before} if before else {})
    assert main(("hook", "install", name, "--yes")) == 0
    text = (project / agent.file).read_bytes().decode()
    old, new = json.loads(before or "{}"), json.loads(text)
    entries = new["hooks"][agent.event]
    assert entries[:-1] == old.get("hooks", {}).get(agent.event, [])
    assert f"flake8-openrouter hook run {name}" in json.dumps(entries[-1])
    assert list(new)[: len(old)] == list(old) or "hooks" not in old
    assert {key: value for key, value in new.items() if key not in ("hooks", "version")} == {
        key: value for key, value in old.items() if key not in ("hooks", "version")
    }
    assert ("\r\n" in text) == ("\r\n" in before)
    assert text.replace("\r\n", "").count("\n") == 0 if "\r\n" in text else True
    rest = iter(text)  # what was there is there, in its order
    assert all(char in rest for char in before.replace(" ", "").replace("\n", "").replace("\r", ""))
    capsys.readouterr()
    assert main(("hook", "install", name, "--yes")) == 0
    assert capsys.readouterr().out == f"{agent.file} has the hook already.\n"
    assert (project / agent.file).read_bytes().decode() == text


@pytest.mark.parametrize("before", REFUSED)
def test_what_is_no_such_file_is_left(before: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = before.encode(errors="surrogateescape")
    write(project, {".claude/settings.json": data})
    assert main(("hook", "install", "claude-code", "--yes")) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"flake8-openrouter: .claude/settings.json is left as it is: {REFUSED[before]}"
    ]
    assert (project / ".claude/settings.json").read_bytes() == data


def test_no_link_out_of_the_project_is_followed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"home/settings.json": "{}", "work/app.py": BARE})
    (project / "work/.claude").symlink_to(project / "home")
    assert main(("hook", "install", "claude-code", "work", "--yes")) == 2
    assert "a link leads out of the project" in capsys.readouterr().err
    assert (project / "home/settings.json").read_text() == "{}"


def test_what_can_not_be_read_or_written_is_a_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {".cursor": "a file"})
    (project / ".claude").mkdir()
    os.mkfifo(project / ".claude/settings.json")
    (project / ".codex/hooks.json").mkdir(parents=True)
    for name in NAMES:
        assert main(("hook", "install", name, "--yes")) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert AGENTS[name].file in line
    for arguments in (("install", "claude-code", "nowhere"), ("run", "claude-cod"), ("install", "emacs")):
        assert main(("hook", *arguments)) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_nothing_of_the_file_is_shown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = "s3cr3tw0rd"
    write(project, {".claude/settings.json": f'{{"env": {{"A": "{live_key()}", "B": "{secret}"}}}}'})
    assert main(("hook", "install", "claude-code", "--yes")) == 0
    shown = "".join(capsys.readouterr())
    assert secret not in shown
    assert live_key()[9:21] not in shown


@pytest.mark.parametrize("answer", ["y", "YES", "n", ""])
def test_a_terminal_is_asked(
    answer: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert main(("hook", "install", "cursor")) == 0
    assert (project / ".cursor/hooks.json").exists() == (answer.lower() in ("y", "yes"))
    assert "Write it? [y/N]" in capsys.readouterr().out


def test_another_program_is_named(project: Path) -> None:
    main(("hook", "install", "codex", "--yes", "--program", "uv run flake8-openrouter"))
    text = (project / ".codex/hooks.json").read_text()
    assert '"uv run flake8-openrouter hook run codex"' in text
    assert settings.has(text, AGENTS["codex"], "flake8-openrouter hook run codex")
    assert not settings.has(
        text.replace("run codex", "run cursor"), AGENTS["codex"], "flake8-openrouter hook run codex"
    )
    assert settings.has(text.replace("uv run flake8-openrouter", "opr"), AGENTS["codex"], "opr hook run codex")


@pytest.mark.parametrize("program", ["", " ", "a\nb", "\x1b[2J"])
def test_no_program_is_named_that_nobody_can_call(
    program: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(("hook", "install", "codex", "--yes", "--program", program)) == 2
    assert "--program is empty" in capsys.readouterr().err
    assert os.listdir(project) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_mistake_gets_to_the_model(
    name: str, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, {"app.py": BARE})
    code, out, err = told(name, event(name, str(project / "app.py"), cwd=str(project)), capsys, monkeypatch)
    if AGENTS[name].shows == "context":
        assert (code, err) == (0, "")
        said = json.loads(out)["additional_context"]
    else:
        assert (code, out) == (2, "")
        said = err
    assert said.startswith(BARE_FOUND)
    assert '+requests.post(URL, headers={"Authorization": f"Bearer {KEY}"}, json={})' in said


@pytest.mark.parametrize("path", ["-", "--fix", "-q.py"])
def test_a_path_is_never_an_option(
    path: str, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, {path: LEAK})
    code, _, err = told("claude-code", event("claude-code", path), capsys, monkeypatch)
    assert code == 2
    assert err.startswith((f"./{path}:3:8: OPR101", f"{path}:3:8: OPR101"))
    assert (project / path).read_text() == LEAK


@pytest.mark.parametrize("name", NAMES)
def test_all_else_is_silence(
    name: str, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"app.py": MENDED, "notes.txt": "nothing", ".env": f"OPENROUTER_API_KEY={live_key()}\n"}
    write(project, {**files, ".gitignore": ".env\n", "build/app.py": LEAK, "x.bin": b"\0\xff"})
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    os.mkfifo(project / "pipe.py")
    (project / "loop.py").symlink_to("loop.py")
    paths = (*files, "build/app.py", "x.bin", "pipe.py", "loop.py", "gone.py", ".", "/etc/hostname", "a\0b", "x" * 9999)
    for path in paths:
        assert told(name, event(name, path, cwd=str(project)), capsys, monkeypatch) == (0, "", ""), path
    for other in ({}, {"tool_input": None}, {"tool_input": {"command": 1}}, {"tool_input": {"file_path": [1]}}):
        assert told(name, other, capsys, monkeypatch) == (0, "", "")
    assert not list(project.rglob("*cache*"))


@pytest.mark.parametrize("said", ["", "{", "[]", "null", "[" * 100_000])
def test_what_is_no_event_is_one_line(
    said: str, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = told("codex", said, capsys, monkeypatch)
    assert (code, out) == (1, "")
    assert err == "flake8-openrouter: what codex said is not a JSON object\n"


def test_wrong_settings_are_told_to_the_user_and_not_to_the_model(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, {"app.py": BARE, "pyproject.toml": "[tool.flake8-openrouter]\nselect = 3\n"})
    code, out, err = told("claude-code", event("claude-code", "app.py"), capsys, monkeypatch)
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert "select" in err


def test_an_answer_has_an_end(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, {"app.py": BARE + BARE.splitlines(keepends=True)[-1] * 300})
    code, _, err = told("claude-code", event("claude-code", "app.py"), capsys, monkeypatch)
    assert code == 2
    assert len(err) < 21_000
    assert err.endswith("and more: flake8-openrouter check --output-format agent\n")


def test_no_key_gets_to_the_model(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, {"app.py": LEAK})
    _, _, err = told("claude-code", event("claude-code", "app.py"), capsys, monkeypatch)
    assert "OPR101" in err
    assert live_key()[9:21] not in err


def test_several_files_of_a_patch_are_checked(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, {"a b.py": BARE, "new.py": BARE, "old.py": BARE, "moved.py": BARE})
    patch = (
        "*** Begin Patch\n  *** Update File: a b.py \n*** Add File: new.py\n+*** Add File: x\n"
        "*** Update File: gone.py\n*** Move to: moved.py\n*** Delete File: old.py\n*** End Patch\n"
    )
    _, _, err = told("codex", {"tool_input": {"command": patch}, "cwd": str(project)}, capsys, monkeypatch)
    found = [line.partition(":")[0] for line in err.splitlines() if " OPR301 " in line]
    assert found == ["a b.py", "moved.py", "new.py"]


def test_a_hook_that_has_nothing_to_do_loads_nothing(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom flake8_openrouter.command.main import main\nmain(['hook', 'run', 'claude-code'])\n"
        "print(sorted(m for m in sys.modules if m.startswith(('flake8_openrouter.', 'libcst', 'ast', 'subprocess'))))"
    )
    said = json.dumps(event("claude-code", "gone.py")).encode()
    ran = subprocess.run(
        [sys.executable, "-c", program], env=unmeasured(), input=said, cwd=tmp_path, capture_output=True, check=True
    )
    names = ("_version", "command", "command.hook", "command.main", "command.options", "command.usage")
    assert ran.stdout.decode().strip() == str(
        [f"flake8_openrouter.{name}" for name in (*names, "hooks", "hooks.agents")]
    )


def test_a_process_does_so_too(project: Path) -> None:
    write(project, {"app.py": BARE})
    ran = command(project, "hook", "run", "claude-code", stdin=json.dumps(event("claude-code", "app.py")).encode())
    assert ran.returncode == 2
    assert ran.stderr.decode().startswith(BARE_FOUND)
