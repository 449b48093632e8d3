"""What ``inspect`` shows of a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import LABEL, command, project, write
from harness import live_key

from flake8_openrouter.command.main import main
from flake8_openrouter.command.usage import FAILED
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.run import inspection

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
    assert table.splitlines()[-1].endswith("where they go is known for 2, unknown for 2.")


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


COOKIES = {
    "a keyword": ('requests.post(URL, cookies={"session": "x", "key": KEY}, json={})', "cookie"),
    "a header": ('requests.post(URL, headers={"Cookie": f"key={KEY}"}, json={})', "header Cookie"),
    "a session": ('session = requests.Session()\nsession.cookies.set("key", KEY)\nsession.post(URL)', "cookie"),
    "a client": ('client = httpx.Client(cookies={"key": KEY})\nclient.post(URL)', "cookie"),
    "a query": ('requests.get(URL + "?api_key=" + KEY)', "URL's query api_key"),
    "a body": ('requests.post(URL, json={"api_key": KEY})', "request body api_key"),
}
COOKIE_HEAD = """\
import os, requests, httpx
KEY = os.environ["OPENROUTER_API_KEY"]
URL = "https://openrouter.ai/api/v1/chat/completions"
"""


def inspected(text: str) -> list[inspection.Site]:
    return inspection.inspect(text, "app.py", Configuration())


@pytest.mark.parametrize(("program", "carrier"), COOKIES.values(), ids=COOKIES)
def test_a_key_that_nobody_reads_is_understood(program: str, carrier: str) -> None:
    (site,) = inspected(f"{COOKIE_HEAD}{program}\n")
    assert [key.removeprefix('"key=" + ') for key in site.keys] == ["environment variable OPENROUTER_API_KEY"]
    assert site.carriers == (f"{carrier}, which OpenRouter's API ignores", "no Authorization header")
    assert site.unknown == ()


def test_a_cookie_beside_the_header_and_one_that_is_not_known() -> None:
    sent = 'requests.post(URL, headers={"Authorization": f"Bearer {KEY}"}, cookies={"session": "x"})\n'
    (site,) = inspected(COOKIE_HEAD + sent)
    assert site.keys == ("environment variable OPENROUTER_API_KEY",)
    assert site.carriers == ("header Authorization", "cookie, which OpenRouter's API ignores")
    (site,) = inspected(f"{COOKIE_HEAD}requests.post(URL, cookies=jar(), json={{}})\n")
    assert site.unknown == ("cookie: something this file does not tell",)
    (site,) = inspected(
        f"{COOKIE_HEAD}def f(headers):\n    requests.post(URL, headers=headers, cookies={{'k': KEY}})\n"
    )
    assert "credential: whether an Authorization header goes along as well" in site.unknown
    (site,) = inspected(f'{COOKIE_HEAD}requests.post("https://example.com", cookies={{"k": KEY}})\n')
    assert site.carriers == ("cookie", "no Authorization header")


READERS = {
    "nobody": ("NAME = 'authorization'\n", "", ()),
    "a log": ("", "print(headers)\n", ("print shows it or writes it out",)),
    "another look-up": (
        "NAME = 'authorization'\n",
        "def seen(got):\n    return got[NAME]\n",
        ("NAME is read elsewhere",),
    ),
}


@pytest.mark.parametrize(("above", "below", "readers"), READERS.values(), ids=READERS)
def test_who_else_sees_a_value_is_said(above: str, below: str, readers: tuple[str, ...]) -> None:
    name = "NAME" if above else '"authorization"'
    sent = f"headers = {{{name}: KEY}}\nrequests.post(URL, headers=headers)\n"
    (site,) = inspected(f"{COOKIE_HEAD}{above}{sent}{below}")
    assert [found for found in site.readers if found.startswith(readers)] == list(site.readers)
    assert bool(site.readers) == bool(readers)


def test_several_files_and_folders(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"a.py": PROGRAM, "b/one.py": PROGRAM, "b/none.py": "x = 1\n", "b/.gitignore": "", "c/text.txt": ""})
    write(project, {"b/.venv/pyvenv.cfg": "", "b/.venv/left_out.py": PROGRAM})
    assert main(("inspect", "a.py", "b")) == 0
    table = capsys.readouterr().out
    assert [line.partition(":")[0] for line in table.splitlines() if " requests, clients," in line] == [
        "a.py",
        "b/one.py",
        "3 files",
    ]
    assert table.splitlines()[-1].startswith(
        "3 files: 8 requests, clients, headers and settings; where they go is known for 4"
    )
    assert main(("inspect", "a.py", "--output-format", "json", "b")) == 0
    assert [item["path"] for item in json.loads(capsys.readouterr().out)] == ["a.py", "b/none.py", "b/one.py"]
    assert main(("inspect", "b", "--output-format", "json")) == 0
    assert len(json.loads(capsys.readouterr().out)) == 2
    assert main(("inspect", "b/one.py", "--output-format", "json")) == 0
    assert json.loads(capsys.readouterr().out)["path"] == "b/one.py"


@pytest.mark.parametrize("arguments", [("a.py", "bad.py", "hex.py", "gone.py"), (".", "gone.py")])
def test_what_can_not_be_inspected_is_a_line_and_the_rest_is_shown(
    arguments: tuple[str, ...], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"a.py": PROGRAM, "bad.py": "def f(:\n", "hex.py": "# coding: hex\n"})
    assert main(("inspect", *arguments)) == FAILED
    output = capsys.readouterr()
    assert output.out.splitlines()[-1].startswith("1 file: 4 requests")
    assert [line.split()[0].rstrip(":") for line in output.err.splitlines()] == ["bad.py", "hex.py", "gone.py"]
    assert main(("inspect", *arguments, "--output-format", "json")) == FAILED
    assert [item["path"] for item in json.loads(capsys.readouterr().out)] == ["a.py"]


@pytest.mark.parametrize(
    ("arguments", "said"), [(("-", "a.py"), "can't be inspected together"), (("",), "a path is empty")]
)
def test_paths_that_do_not_go_together(
    arguments: tuple[str, ...], said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(("inspect", *arguments)) == FAILED
    output = capsys.readouterr()
    assert (said in output.err, output.out) == (True, "")


TWO_HOSTS = """\
import requests


class Embedder:
    def __init__(self, provider):
        if provider == "nvidia":
            self.url = "https://integrate.api.nvidia.com/v1/embeddings"
        else:
            self.url = "https://openrouter.ai/api/v1/embeddings"

    def embed(self, texts):
        return requests.post(self.url, json={"input": texts})
"""


def test_inspect_names_all_hosts_that_a_request_may_go_to() -> None:
    (site,) = inspection.inspect(TWO_HOSTS, "app.py", Configuration())
    assert site.unknown[0] == "destination: one of integrate.api.nvidia.com, openrouter.ai"
    assert site.urls == ("https://openrouter.ai/api/v1/embeddings",)


BLOCK = "import requests\n\nrequests.get('https://openrouter.ai/api/v1/key', headers={'Authorization': key})\n"


@pytest.mark.parametrize(
    ("name", "text", "places"),
    [
        ("README.md", f"# A\n\n```python\n{BLOCK}```\n", [(6, "request")]),
        ("README.md", f"> ```python\n> {BLOCK.replace(chr(10), chr(10) + '> ')}```\n", [(4, "request")]),
        (
            "doc.rst",
            f"A\n=\n\n.. code-block:: python\n\n    {BLOCK.replace(chr(10), chr(10) + '    ')}",
            [(8, "request")],
        ),
        ("a.env", f"A=1\nOPENROUTER_API_KEY={live_key()}\n", [(2, "setting")]),
        ("tool", f"#!/usr/bin/env python3\n{BLOCK}", [(4, "request")]),
        ("run.txt", f"export OPENROUTER_API_KEY={live_key()}\n", []),
        ("notes", "a: b\n\tc\n", []),
    ],
    ids=["Markdown", "a quote", "reStructuredText", "settings", "a program without an ending", "shell", "no ending"],
)
def test_each_kind_of_file(
    name: str, text: str, places: list[tuple[int, str]], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {name: text})
    assert main(("inspect", name, "--output-format", "json")) == 0
    output = capsys.readouterr()
    assert [(site["line"], site["kind"]) for site in json.loads(output.out)["sites"]] == places
    assert output.err == ("" if places else f"{name}: only keys were looked for\n")
