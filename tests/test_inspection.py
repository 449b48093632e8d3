"""What ``inspect`` shows of a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import LABEL, command, project, write
from harness import live_key

from flake8_openrouter.cli import main

__all__ = ["project"]


PROGRAM = f"""\
import os, requests
from openai import OpenAI

client = OpenAI(base_url="https://openrouter.ai/api/v1", api_key="{live_key()}")
requests.get("https://api.openai.com/v1/models", headers={{"Authorization": "Bearer " + os.environ["OPENAI_API_KEY"]}})


def ask(url, key):
    requests.post(url, headers={{"Authorization": f"Bearer {{key}}"}}, json={{}})


headers = {{"Authorization": f"Bearer {{os.getenv('OPENROUTER_API_KEY')}}"}}
"""


def test_inspect_shows_what_is_known_and_what_is_not(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"app.py": PROGRAM})
    assert main(("inspect", "app.py", "--output-format", "json")) == 0
    output = capsys.readouterr().out
    inspected = json.loads(output)
    assert live_key() not in output
    assert inspected["counts"] == {"sites": 4, "resolved": 2, "unresolved": 2}
    client, get, post, headers = inspected["sites"]
    assert (client["kind"], client["line"], client["destination"]) == ("client", 4, "OpenRouter")
    assert client["urls"] == ["https://openrouter.ai/api/v1"]
    assert client["keys"] == [f"literal, live-shaped: {LABEL}"]
    assert client["carriers"] == ["api_key"]
    assert (get["name"], get["destination"], get["host"]) == ("GET requests.get", "elsewhere", "api.openai.com")
    assert get["keys"] == ["environment variable OPENAI_API_KEY"]
    assert get["carriers"] == ["header Authorization"]
    assert (post["kind"], post["destination"], post["resolved"]) == ("request", "unknown", False)
    assert post["unknown"] == ["destination: what url is", "key: key: a parameter"]
    assert headers["kind"] == "headers"
    assert headers["keys"] == ["environment variable OPENROUTER_API_KEY, None if unset"]
    assert main(("inspect", "app.py")) == 0
    table = capsys.readouterr().out
    assert live_key() not in table
    assert "app.py:9: destination: what url is" in table
    assert table.splitlines()[-1].endswith("where they go is known of 2, unknown of 2.")


def test_inspect_shows_no_key_wherever_it_stands(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = live_key()
    hexadecimal = key.removeprefix("sk-or-v1-")
    write(
        project,
        {
            "app.py": f'import requests\nrequests.request("{key}", "https://openrouter.ai/api/v1/key")\n'
            f'requests.get("https://{hexadecimal}.openrouter.ai/api/v1/{key}", cookies={{"{key}": "{key}"}})\n'
        },
    )
    for format_name in ("text", "json"):
        assert main(("inspect", "app.py", "--output-format", format_name)) == 0
        assert hexadecimal not in capsys.readouterr().out.lower()


def test_inspect_reads_standard_input(tmp_path: Path) -> None:
    result = command(tmp_path, "inspect", "-", "--stdin-filename", "app.py", stdin=PROGRAM.encode())
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"app.py:9: destination: what url is" in result.stdout
