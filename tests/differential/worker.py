"""Runs projects that are on the disk, one after the other, and says what was to be seen of each.

Reads from standard input a JSON object with the folders, and the key; writes a list of a list of parts for each.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import io
import json
import logging
import os
import shutil
import sys
import urllib.request
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from openrouter import api
from openrouter.keys import Keys

from differential import sdk, transports

#: The surroundings of a run: whether the variable is set, and how the file with the key ends.
SURROUNDINGS = ((True, "\n"), (False, ""))

Event = list[object]


class _Notes(io.TextIOBase):
    """All that can be seen of each part, in its order; a stream, too, for what is printed."""

    def __init__(self, keys: Keys, written: Path) -> None:
        self.parts: list[dict[str, object]] = []
        self._events: list[Event] = []
        self._keys, self._written = keys, written

    def of(self, part: str, run: Callable[[], object]) -> object:
        """Run a part, and return what it returns; None where it raises."""
        self._events, error, result = [], "", None
        try:
            result = run()
        except Exception as raised:
            error = type(raised).__name__
        if isinstance(result, (str, int)):
            self._events.append(["returned", repr(result)])
        if self._written.exists():
            self._events.append(["written", self._written.read_text()])
            self._written.unlink()
        self.parts.append({"part": part, "events": self._events, "error": error})
        return result

    def write(self, text: str) -> int:
        if self._events and self._events[-1][0] == "printed":
            self._events[-1][1] = str(self._events[-1][1]) + text
        else:
            self._events.append(["printed", text])
        return len(text)

    def answer(self, method: str, url: str, headers: transports.Headers, body: str) -> tuple[int, bytes]:
        parts = urlsplit(url)
        sent = tuple((name, value.strip()) for name, value in headers)
        found = api.Answer(200, {"data": []})
        if parts.hostname in api.HOSTS and parts.scheme == "https":
            found = api.answer(method, parts.path, sent, self._keys)
        elif parts.hostname and "openrouter" in parts.hostname:
            found = api.Answer.error(404, "Not Found")
        self._events.append(["request", method, url, [list(pair) for pair in headers], body, found.status])
        return found.status, json.dumps(found.body).encode()


def observed(folder: Path, keys: Keys, is_set: bool, end: str) -> list[dict[str, object]]:
    """Import a project's files and call each ``part_…``; return what was to be seen of each."""
    (folder / "key.txt").write_text(keys.valid + end)
    notes = _Notes(keys, folder / "headers.json")
    with (
        _in_place(folder, keys.valid if is_set else ""),
        transports.stubbed(notes.answer),
        contextlib.redirect_stdout(notes),
        contextlib.redirect_stderr(notes),
    ):
        names = sorted((path.stem for path in folder.glob("*.py")), key=lambda name: (name != "app", name))
        for name in names:
            module = notes.of(f"import {name}", functools.partial(importlib.import_module, name))
            if module is None:
                break
            for part, function in sorted(vars(module).items()):
                if part.startswith("part_") and function.__module__ == name:
                    notes.of(part, function)
    return notes.parts


@contextlib.contextmanager
def _in_place(folder: Path, key: str) -> Iterator[None]:
    """Give a project the process as it was at its start, and take what it leaves."""
    environment, path = dict(os.environ), list(sys.path)
    os.environ.pop("OPENROUTER_API_KEY", None)
    if key:
        os.environ["OPENROUTER_API_KEY"] = key
    sys.modules["openai"] = sdk.module()
    sys.path.insert(0, str(folder))
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir("/")
        sys.path[:] = path
        os.environ.clear()
        os.environ.update(environment)
        for name, module in list(sys.modules.items()):
            if (getattr(module, "__file__", None) or "").startswith(str(folder)):
                del sys.modules[name]
        sys.path_importer_cache.pop(str(folder), None)
        urllib.request.install_opener(None)  # type: ignore[arg-type]
        shutil.rmtree(folder / "__pycache__", ignore_errors=True)


def main() -> None:
    warnings.simplefilter("ignore")
    logging.captureWarnings(False)
    sys.dont_write_bytecode = True
    task = json.load(sys.stdin)
    keys = Keys(valid=task["key"])
    json.dump(
        [[observed(Path(folder), keys, *each) for each in SURROUNDINGS] for folder in task["folders"]], sys.stdout
    )


if __name__ == "__main__":
    main()
