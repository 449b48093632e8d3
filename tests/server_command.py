"""The command and the server beside each other: what both find in the files of a folder, and what both make of it.

``python tests/server_command.py`` compares them for all fixtures and examples, and for many of them in each
configuration.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import harness
from command_line import PROJECT, command, write
from editor import Editor, Object, editor
from server_edits import LINE_END

#: An editor that asks for diagnostics, and counts characters.
_ASKS = {"textDocument": {"diagnostic": {}}, "general": {"positionEncodings": ["utf-32"]}}
_WHOLE = {"start": {"line": 0, "character": 0}, "end": {"line": 1_000_000, "character": 0}}
_FIX_ALL = "source.fixAll.openrouter"

_Place = tuple[int, int]

#: What tables may say, by a name of it.
TABLES = {
    "nothing": "",
    "one rule": 'select = ["OPR301"]',
    "kinds of rules": 'select = ["OPR1", "OPR3", "OPR6"]',
    "more rules": 'extend-select = ["OPR107", "OPR201", "OPR304", "OPR703"]',
    "all but some": 'select = ["OPR"]\nignore = ["OPR3", "OPR501"]',
    "no keys": 'ignore = ["OPR1"]',
    "by file": 'per-file-ignores = { "*.py" = ["OPR3"], "*.js" = ["OPR1"], "*.env" = ["OPR"], "*.md" = ["OPR101"] }',
    "left out": 'exclude = ["*.py", "docs"]',
    "taken": 'include = ["*.js", "*.ts", "*.py"]',
    "any destination": 'scope = "any"\nselect = ["OPR"]',
    "a gateway": 'hosts = ["llm.example.com", "example.com", "localhost"]',
    "variables": 'env-names = ["TEAM_KEY", "LLM_KEY", "API_KEY"]\nselect = ["OPR"]',
    "a key source": 'key-source = { expression = "vault.key()", import = "from company import vault" }',
    "placeholders": 'placeholder-paths = ["*.py", "*.md"]',
    "a baseline": 'baseline = "known.json"',
}


class Found(NamedTuple):
    """A finding as it is compared: lines and columns from 0, these in characters."""

    path: str
    start: _Place
    end: _Place
    code: str
    message: str


def compare(folder: Path) -> int:
    """Compare both for all files of a folder; return how many findings there are."""
    texts = {path: text for path in _files(folder) if (text := _text(folder / path)) is not None}
    expected = [each for each in _said(folder) if each.path in texts]
    for unsafe in (False, True):
        with editor(folder) as client:
            client.start(_ASKS, initializationOptions={"fixAll": "unsafe" if unsafe else "safe"})
            seen = {path: _seen(client, folder / path, text) for path, text in texts.items()}
        found = sorted(Found(path, *each) for path, (diagnostics, _) in seen.items() for each in diagnostics)
        assert found == expected, set(found) ^ set(expected)
        written = _fixed(folder, list(texts), unsafe=unsafe)
        differ = [path for path, (_, after) in seen.items() if after.encode() != written[path]]
        assert not differ, differ
    return len(expected)


def _files(folder: Path) -> Iterator[str]:
    """Yield the files of a folder, but for settings, which count once they are written."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "pyproject.toml":
            yield str(path.relative_to(folder))


def _text(path: Path) -> str | None:
    """Return the text of a file as an editor opens it; None for what is none."""
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        return None


def _said(folder: Path) -> list[Found]:
    """Return what the command finds."""
    run = command(folder, "check", "--output-format", "json", "--exit-zero", "--no-cache", ".")
    assert run.returncode == 0, run.stderr.decode()

    def place(given: Object) -> _Place:
        return given["line"] - 1, given["column"] - 1

    return sorted(
        Found(each["path"], place(each["start"]), place(each["end"]), each["code"], each["message"])
        for each in json.loads(run.stdout)
    )


def _fixed(folder: Path, paths: Sequence[str], *, unsafe: bool) -> dict[str, bytes]:
    """Return the bytes of files after the command fixed them in a copy of the folder."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / folder.name
        shutil.copytree(folder, copy, symlinks=True)
        options = ("--unsafe-fixes",) if unsafe else ()
        run = command(copy, "check", "--fix-only", "--exit-zero", "--no-cache", *options, ".")
        assert run.returncode == 0, run.stderr.decode()
        return {path: (copy / path).read_bytes() for path in paths}


def _seen(client: Editor, path: Path, text: str) -> tuple[list[tuple[_Place, _Place, str, str]], str]:
    """Return the diagnostics that the server has for a text, and what the text is once all is fixed."""
    uri = path.as_uri()
    client.open(uri, text, language="")
    found = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"]
    actions = client.actions(uri, _WHOLE, only=[_FIX_ALL])
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    after = _applied(text, actions[0]["edit"]["changes"][uri]) if actions else text
    return [(*_ends(each["range"]), each["code"], each["message"]) for each in found], after


def _ends(given: Object) -> tuple[_Place, _Place]:
    start, end = ((given[name]["line"], given[name]["character"]) for name in ("start", "end"))
    return start, end


def _applied(text: str, edits: list[Object]) -> str:
    """Return a text after edits of the protocol."""
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    for edit in sorted(edits, key=lambda edit: _ends(edit["range"]), reverse=True):
        start, end = (starts[line] + column for line, column in _ends(edit["range"]))
        text = text[:start] + edit["newText"] + text[end:]
    return text


def write_fixtures(folder: Path) -> None:
    """Write each fixture as a project of its own."""
    for number, project in enumerate(harness.projects()):
        place = folder / f"project_{number}"
        place.mkdir(parents=True)
        project.write(place)


def write_examples(folder: Path) -> None:
    shutil.copytree(PROJECT / "examples", folder, dirs_exist_ok=True)


def write_configured(folder: Path, *, each: int) -> None:
    """Write a project for each table, with one of so many fixtures."""
    for name, table in TABLES.items():
        _write_configured(folder / name.replace(" ", "_"), table, each)


def _write_configured(folder: Path, table: str, each: int) -> None:
    for project in islice(harness.projects(), 0, None, each):
        write(folder, {f"{project.name.replace('.', '_')}/{path}": text for path, text in project.files.items()})
    write(folder, {"pyproject.toml": ""})
    known = [path.name for path in sorted(folder.iterdir())[::2]]
    command(folder, "check", "--write-baseline", "known.json", "--no-cache", *known)
    write(folder, {"pyproject.toml": f"[tool.flake8-openrouter]\n{table}\n"})


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        fixtures, examples, configured = (Path(temporary, name) for name in ("fixtures", "examples", "configured"))
        write_fixtures(fixtures)
        write_examples(examples)
        write_configured(configured, each=9)
        counts = [compare(folder) for folder in (fixtures, examples, configured)]
    print("the same findings and fixes: {} in fixtures, {} in examples, {} in configured projects".format(*counts))


if __name__ == "__main__":
    main()
