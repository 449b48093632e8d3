"""What the language server costs: its start, a change of a text until that is looked at, and memory that it keeps.

The server is a process of its own, and asked for the diagnostics after each change, so that it waits for nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Bench, Figure, at_most, compared
from benchmarks.measure import spread
from tests.editor import Editor, editor

_HEAD = """\
import os

import requests

KEY = os.environ["OPENROUTER_API_KEY"]
URL = "https://openrouter.ai/api/v1/chat/completions"


"""
_REQUEST = """\
def ask_{number}(prompt):
    headers = {{"Authorization": f"Bearer {{KEY}}", "X-Title": "app {number}"}}
    message = {{"role": "user", "content": prompt}}
    response = requests.post(URL, headers=headers, json={{"model": "openai/gpt-4o-mini", "messages": [message]}})
    response.raise_for_status()
    return response.json()["choices"][0]["message"]["content"]


"""
_OTHER = """\
def total_{number}(items, factor):
    total = sum(items) * factor + {number}
    return [total for _ in items]


"""

_LINES = 1000
#: Changes that are measured together, those before them, and those after which memory is compared.
_CHANGES, _FIRST = 100, 20
_FEW, _MANY = 100, 10_000

#: How many Python files a large project has, and how many of them concern us.
_FILES, _CONCERNED = 3000, 200

#: The editor asks for diagnostics, and tells when files change on the disk.
_ASKS: dict[str, object] = {
    "textDocument": {"diagnostic": {}},
    "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}},
}


def program(requests: int, lines: int = _LINES) -> str:
    """Return a program of so many lines that sends so many requests to OpenRouter."""
    text = (_HEAD if requests else "") + "".join(_REQUEST.format(number=number) for number in range(requests))
    rest = (lines - text.count("\n")) // _OTHER.count("\n")
    return text + "".join(_OTHER.format(number=number) for number in range(rest))


def _project(folder: Path, files: int, concerned: int) -> Path:
    """Return the folder of a project with so many files, of which some send requests to OpenRouter."""
    folder.mkdir(exist_ok=True)
    (folder / "pyproject.toml").touch()
    for number in range(files):
        path = folder / f"package_{number // 50}" / f"module_{number}.py"
        path.parent.mkdir(exist_ok=True)
        imports = f"import os\nfrom package_{number % 60} import module_{number * 7 % files}\n"
        path.write_text(imports + program(int(number < concerned), 100))
    return folder


def server(bench: Bench) -> Iterator[Figure]:
    if not os.path.exists("/proc/self/stat"):
        return  # what another process costs is read there
    small = _project(bench.cache / "served", 0, 0)
    starts = [_started(small) for _ in range(bench.count)]
    yield at_most("server: start until it says what it can, CPU", 1000, spread([cpu for _, cpu in starts]), "ms")
    yield compared("server: start until it says what it can, wall", spread([wall for wall, _ in starts]), "ms")
    for requests, limit in ((1, 50.0), (20, 50.0), (100, None), (0, 5.0)):
        found = spread([_changed(small, program(requests)) for _ in range(bench.count)])
        name = f"{requests} requests" if requests else "nothing of OpenRouter"
        what = f"server: a change of {_LINES:,} lines with {name}, CPU"
        yield compared(what, found, "ms") if limit is None else at_most(what, limit, found, "ms")
    large = _project(bench.cache / "served-large", _FILES, _CONCERNED)
    found = spread([_changed(large, program(20)) for _ in range(bench.count)])
    yield at_most(f"server: a change of such lines with 20 requests among {_FILES:,} files, CPU", 50, found, "ms")
    grown = spread([_grown(small)])
    yield at_most(f"server: memory after {_MANY:,} changes, to that after {_FEW}", 1.1, grown)


def _started(folder: Path) -> tuple[float, float]:
    """Return the milliseconds that pass, and those of the processor, until a server answers."""
    began = time.perf_counter()
    with editor(folder) as client:
        client.start(_ASKS)
        return (time.perf_counter() - began) * 1000, _cpu(client)


def _changed(folder: Path, text: str) -> float:
    """Return the milliseconds of the processor that each change of a text takes."""
    with editor(folder) as client:
        changes = _changes(client, folder, text)
        for _ in range(_FIRST):
            next(changes)
        before = _cpu(client)
        for _ in range(_CHANGES):
            next(changes)
        return (_cpu(client) - before) / _CHANGES


def _grown(folder: Path) -> float:
    """Return how many times the memory after a few changes a server holds after many."""
    with editor(folder) as client:
        few = 0.0
        for number, _ in zip(range(1, _MANY + 1), _changes(client, folder, program(1, 100)), strict=False):
            client.seen.clear()
            few = _memory(client) if number == _FEW else few
        return _memory(client) / few


def _changes(client: Editor, folder: Path, text: str) -> Iterator[int]:
    """Change the last line of a text again and again, and ask each time what is found in it."""
    uri = (folder / "served.py").as_uri()
    client.start(_ASKS)
    client.open(uri, text)
    end = {"line": text.count("\n"), "character": 0}
    place = {"start": end, "end": {**end, "character": 1000}}
    version = 1
    while True:
        version += 1
        client.change(uri, version, {"range": place, "text": f"LAST = {version}"})
        client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        yield version


def _cpu(client: Editor) -> float:
    """Return the milliseconds of the processor that a server had."""
    fields = Path(f"/proc/{client.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _memory(client: Editor) -> float:
    """Return the megabytes that a server holds."""
    status = Path(f"/proc/{client.process.pid}/status").read_text()
    (size,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(size) / 1024
