"""``flake8-openrouter doctor``: what it prints, how it ends, and that nothing of a value is in it."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import jsonschema
import pytest
from command_line import PROJECT, command, project, write
from doctor_scenarios import KEY, LOADED, NAME, OTHER, PLAIN, SCENARIOS, line
from harness import live_hex
from leak_shapes import SPELLINGS

from flake8_openrouter.command.main import main
from flake8_openrouter.openrouter import keys

__all__ = ["project"]

SCHEMA = json.loads((PROJECT / "docs" / "doctor.schema.json").read_text())

#: Characters of a key in a row that are too many, beyond those of its label.
_MOST = 12


@pytest.fixture
def alone(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in a home of its own, with no variables of anybody's."""
    for name in list(os.environ):
        if name not in ("PATH", "SYSTEMROOT", "TMPDIR", "PYTEST_CURRENT_TEST"):
            monkeypatch.delenv(name)
    (project / "home" / "work").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(project / "home"))
    monkeypatch.chdir(project / "home" / "work")
    return project / "home" / "work"


def run(*arguments: str) -> tuple[int, str]:
    """Return how the command ends and all that it says."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(("doctor", *arguments))
    return code, out.getvalue() + err.getvalue()


def leaked(said: str, *hidden: str) -> list[str]:
    """Return what an output shows of some texts: more than a label of keys, all of others."""
    found = [text for text in hidden if text in said]
    for number in (1, 2):
        digits = live_hex(number)
        found += [digits[at : at + _MOST] for at in range(len(digits) - _MOST + 1) if digits[at : at + _MOST] in said]
    return found


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("options", [("-v",), ("--output-format", "json"), ("--lang", "zh")], ids=" ".join)
def test_no_scenario_shows_a_value(
    name: str, options: tuple[str, ...], alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = SCENARIOS[name]
    write(alone, dict(scenario.files))
    write(alone.parent, dict(scenario.home))
    for variable, value in scenario.environment.items():
        monkeypatch.setenv(variable, value)
    code, said = run(*options)
    assert code == 1
    assert leaked(said, str(alone.parent), "s3cr3tword", "A1b2C3d4E5f6G7h8") == []
    if "json" in options:
        jsonschema.validate(json.loads(said), SCHEMA)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_a_key_is_shown_wherever_it_is(
    spelling: str, alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = SPELLINGS[spelling].written(KEY)
    places = {
        ".env": line(written) + line(written, "OPEN_ROUTER_API_KEY"),
        ".env.local": line(f'"{written}'),
        ".streamlit/secrets.toml": f'{NAME} = "{written}"\n',
        ".envrc": f"export {NAME}={written}\n",
        "run.sh": f"docker run --env-file .env x {written}\n. .env\n",
        "app.py": f"import streamlit\n{LOADED}\nX = {written!r}\nload_dotenv({written!r})\n",
        "package.json": json.dumps({"scripts": {"a": f"node --env-file={written}"}, "dependencies": {"next": written}}),
    }
    write(alone, places)
    write(alone.parent, {".netrc": f"default login me password {KEY}\n"})
    for variable in (NAME, "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "HTTPS_PROXY", "SSL_CERT_FILE", "OPENAI_BASE_URL"):
        monkeypatch.setenv(variable, written.replace("\0", ""))
    for options in ((), ("-v",), ("--output-format", "json")):
        assert leaked(run(*options)[1]) == []


def test_halves_of_a_key_are_not_shown(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for half in (KEY[:40], KEY[40:], KEY[9:], KEY[3:]):
        write(alone, {"app.py": LOADED, ".env": line(half) + line(half, "OR_KEY")})
        assert leaked(run("-v")[1]) == []


def test_a_key_is_named_by_its_label(alone: Path) -> None:
    write(alone, {"app.py": LOADED, ".env": line(KEY)})
    code, said = run()
    assert code == 0
    assert f"key {keys.label(KEY)}, from .env:1" in said


def test_names_of_the_user_are_not_shown(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRC", str(alone.parent / "mine" / "netrc"))
    monkeypatch.setenv("HTTPS_PROXY", "http://me:word@proxy.inside:1")
    write(
        alone,
        {
            "app.py": PLAIN.replace(
                "\n\n", f"\n\nfrom dotenv import load_dotenv\nload_dotenv('{alone.parent}/a.env')\n", 1
            )
        },
    )
    write(alone.parent, {"a.env": line(KEY), "mine/netrc": "default login me password word\n"})
    said = run("-v", str(alone))[1]
    assert "~/a.env:1" in said
    assert leaked(said, str(alone.parent), "inside", "word") == []


@pytest.mark.parametrize(
    ("files", "environment", "code"),
    [({"app.py": PLAIN}, {NAME: KEY}, 0), ({"app.py": PLAIN}, {}, 1), ({}, {}, 0), ({"README.md": "nothing\n"}, {}, 0)],
)
def test_how_it_ends(
    files: Mapping[str, str], environment: Mapping[str, str], code: int, alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(alone, dict(files))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert run()[0] == code


def test_what_is_not_there_cannot_be_looked_at(alone: Path) -> None:
    code, said = run("no-such-folder")
    assert code == 2
    assert "no such file or folder" in said
    write(alone, {"app.py": b"\xff\xfe\0\0broken"})
    os.mkfifo(alone / "b.py")
    assert run("b.py")[0] == 2


@pytest.mark.parametrize("name", ["::error::x", "a\x1b[2Jb", "a\u202eb", "a\nb", KEY])
def test_hostile_names_are_only_shown(name: str, alone: Path) -> None:
    write(alone, {f"{name}/app.py": LOADED, f"{name}/.env": line("x")})
    code, said = run("-v")
    assert code == 1
    assert leaked(said) == []
    assert not re.search(r"[\x1b\u202e]|^::", said, re.MULTILINE)


def test_a_process_without_a_terminal_or_a_home_says_as_much(alone: Path) -> None:
    write(alone, {"app.py": LOADED, ".env": line(OTHER)})
    done = command(alone, "doctor", environment={"HOME": "/nonexistent", "LC_ALL": "C"})
    assert done.returncode == 0
    assert keys.label(OTHER).encode() in done.stdout
    assert done.stderr == b""


def test_nothing_is_written_and_nothing_is_run(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        alone, {"app.py": "raise SystemExit(9)\n" + LOADED, ".env": line(KEY), "sitecustomize.py": "raise SystemExit\n"}
    )
    before = {path: path.read_bytes() for path in alone.parent.rglob("*") if path.is_file()}
    assert run()[0] == 0
    assert before == {path: path.read_bytes() for path in alone.parent.rglob("*") if path.is_file()}


def test_check_loads_nothing_of_it(alone: Path) -> None:
    write(alone, {"app.py": PLAIN})
    script = (
        "import sys; from flake8_openrouter.command.main import main; main(['check', '--no-cache', 'app.py']);"
        "sys.exit(any(name.startswith('flake8_openrouter.doctor') for name in sys.modules))"
    )
    import subprocess

    done = subprocess.run([sys.executable, "-c", script], cwd=alone, capture_output=True, env={"PATH": os.defpath})
    assert done.returncode == 0, done.stderr
