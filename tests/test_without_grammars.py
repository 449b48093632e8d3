"""What is found in JavaScript and shell where the extra with their grammars is not installed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from command_line import command, project, write
from harness import live_key

from flake8_openrouter.languages.trees import grammars
from flake8_openrouter.model import Finding
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run.analysis import check_source

__all__ = ["project"]

#: Runs the command where Python finds no grammar.
_BARE = """\
import sys
sys.modules |= {"tree_sitter": None, "tree_sitter_bash": None, "tree_sitter_typescript": None}
from flake8_openrouter.__main__ import run
sys.exit(run())
"""
INSTALL = 'pip install "flake8-openrouter[languages]" finds the rest.'


@pytest.fixture(autouse=True)
def _without(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(grammars, "is_installed", lambda name: False)
    return


def found(text: str, path: str = "src/app.ts") -> list[tuple[str, int]]:
    return [(finding.code, finding.line) for finding in findings(text, path)]


def findings(text: str, path: str) -> list[Finding]:
    return list(check_source(text.encode(), path, Configuration()))


@pytest.mark.parametrize(
    ("read", "around"),
    list(
        product(
            (
                *("import.meta.env.VITE_OPENROUTER_API_KEY", 'process.env["NEXT_PUBLIC_OPENROUTER_KEY"]'),
                *("process.env.REACT_APP_OPENROUTER_TOKEN!", "env.NG_APP_OPENROUTER_SECRET"),
                "process?.env?.VITE_OPENROUTER_KEY",
            ),
            (
                *("const key = {};", "  headers: {{ Authorization: `Bearer ${{{}}}` }},", "ask({} ?? '')  // the key"),
                *("const url = 'https://a.example'; const key = {};", "<Chat apiKey={{{}}} />"),
            ),
        )
    ),
)  # fmt: skip
def test_a_read_is_found_by_its_line(read: str, around: str) -> None:
    assert found(f"// OpenRouter\n{around.format(read)}\n") == [("OPR108", 2)]


@pytest.mark.parametrize(
    "line",
    [
        "// const key = import.meta.env.VITE_OPENROUTER_API_KEY;",
        " * set process.env.NEXT_PUBLIC_OPENROUTER_API_KEY first",
        "/* process.env.NEXT_PUBLIC_OPENROUTER_API_KEY */",
        "const ready = !!import.meta.env.VITE_OPENROUTER_API_KEY;",
        "if (import.meta.env.VITE_OPENROUTER_API_KEY) start();",
        "const state = process.env.REACT_APP_OPENROUTER_API_KEY ? 'set' : 'missing';",
        "const n = process.env.REACT_APP_OPENROUTER_API_KEY.length;",
        "const is = typeof process.env.REACT_APP_OPENROUTER_API_KEY;",
        "const model = import.meta.env.VITE_OPENROUTER_MODEL;",
        "const key = process.env.OPENROUTER_API_KEY;",
        "const key = process.env.PUBLIC_OPENROUTER_API_KEY;",
        "const name = 'VITE_OPENROUTER_API_KEY';",
        "readonly VITE_OPENROUTER_API_KEY: string;",
        "const anon = import.meta.env.VITE_SUPABASE_ANON_KEY; // not openrouter",
    ],
)
def test_a_near_miss_is_silent(line: str) -> None:
    assert found(f"{line}\n") == []


def test_a_variable_is_reported_once_and_where_only_a_server_runs_as_a_warning() -> None:
    text = "const a = process.env.NEXT_PUBLIC_OPENROUTER_KEY;\nconst b = process.env.NEXT_PUBLIC_OPENROUTER_KEY;\n"
    (browser,) = findings(text, "src/a.tsx")
    (server,) = findings(text, "app/api/chat/route.ts")
    assert [browser.severity.value, server.severity.value] == ["error", "warning"]
    assert found(text, "src/a.test.tsx") == []


def test_what_a_build_defines_is_found_and_its_proxy_is_not() -> None:
    text = (
        "headers: { Authorization: `Bearer ${env.VITE_OPENROUTER_API_KEY}` },\n"
        "'process.env.API_KEY': JSON.stringify(env.OPENROUTER_API_KEY),\n"
        "'process.env.MODEL': JSON.stringify(env.OPENROUTER_MODEL),\n"
    )
    assert found(text, "vite.config.ts") == [("OPR108", 2)]


@pytest.mark.parametrize("path", ["app.js", "a.ts", "b.jsx", "c.mts"])
def test_a_wrong_url_in_quotes_is_found(path: str) -> None:
    text = (
        "const a = 'https://openrouter.ai/v1/chat/completions';\nfetch(`https://api.openrouter.ai/api/v1/${x}`);\n"
        'axios.get("https://openrouter.io/api/v1/key");\n'
        "// see https://openrouter.ai/v1\nconst b = 'https://openrouter.ai/api/v1';\n"
        "const c = 'https://openrouter.ai';\n"
    )
    assert found(text, path) == [("OPR601", 1), ("OPR601", 2), ("OPR601", 3)]


def test_a_wrong_url_in_a_script_is_found() -> None:
    text = (
        "#!/bin/sh\ncurl https://openrouter.ai/v1/chat/completions\ncurl -s 'https://api.openrouter.ai/v1/key' # it\n"
        "# curl https://openrouter.ai/v1/key\necho https://openrouter.ai/v1/key\n"
        "curl https://openrouter.ai/api/v1/key\n"
    )
    assert found(text, "ask.sh") == [("OPR601", 2), ("OPR601", 3)]


def test_keys_are_found_in_any_case() -> None:
    text = f"const key = '{live_key()}';\nconst other = process.env.A || '{live_key()}';\n"
    assert found(text) == [("OPR101", 1), ("OPR103", 2)]


def test_the_command_says_at_the_end_what_to_install(project: Path) -> None:
    files = {
        "a.ts": "const key = import.meta.env.VITE_OPENROUTER_API_KEY;\n",
        "b.sh": "curl https://openrouter.ai/api/v1/key\n",
        "c.py": "URL = 'https://openrouter.ai/api/v1'\n",
        "d.js": "export {};\n",
    }
    write(project, files)
    ran = subprocess.run(
        [sys.executable, "-c", _BARE, "check", "--output-format", "concise", "--no-cache", "."],
        capture_output=True,
        text=True,
        cwd=project,
        check=False,
    )
    assert ran.returncode == 1, ran.stderr
    assert [line.partition(" ")[0] for line in ran.stdout.splitlines()] == ["a.ts:1:13:"]
    assert ran.stderr.splitlines()[-1] == f"Only keys and the plainest mistakes were looked for in 2 files: {INSTALL}"


def test_with_the_grammars_nothing_is_said_of_them(project: Path) -> None:
    write(project, {"a.ts": "const key = process.env.OPENROUTER_API_KEY;\n"})
    ran = command(project, "check", "--no-cache", ".")
    assert b"languages" not in ran.stderr


@pytest.mark.parametrize("text", ["A_" * 50_000, "env." * 50_000, "'https://openrouter.ai/" * 10_000, "//" * 60_000])
def test_hostile_lines_are_passed(text: str) -> None:
    lines = "\n".join(text[at : at + 10_000] for at in range(0, len(text), 10_000))
    assert found(f"openrouter\n{lines}\n") == []
