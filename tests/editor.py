"""An editor as far as a language server sees one: it starts the server, and talks to it in JSON, right or wrong."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

Object = dict[str, Any]

#: Seconds after which a server that says nothing is a failure.
PATIENCE = 60

#: The answer of a client that does not do what it is asked.
REFUSED = object()

#: How a server is started: ours, and python-lsp-server with our plugin.
OURS = (sys.executable, "-m", "flake8_openrouter", "server", "--stdio")
PYLSP = (sys.executable, "-m", "pylsp")


class Editor:
    """A client of one server. What the server asks is answered with nothing, or as ``answers`` say, or ``REFUSED``."""

    def __init__(self, folder: Path, answers: dict[str, Any] | None = None, command: Sequence[str] = OURS) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        self.process = subprocess.Popen(command, cwd=folder, env=environment, **pipes)  # type: ignore[call-overload]
        self.folder, self.answers = folder, answers or {}
        self.seen: list[Object] = []
        self.errors = b""
        self._numbers = itertools.count(1)
        self._messages: queue.Queue[Object] = queue.Queue()
        self._readers = [threading.Thread(target=each, daemon=True) for each in (self._read, self._read_errors)]
        for reader in self._readers:
            reader.start()

    def _read(self) -> None:
        output = self.process.stdout
        while header := output.readline():
            if header.lower().startswith(b"content-length:"):
                size = int(header.split(b":")[1])
            elif not header.strip():
                self._messages.put(json.loads(output.read(size)))
        self._messages.put({"method": "end"})

    def _read_errors(self) -> None:
        self.errors = self.process.stderr.read()

    def send_bytes(self, body: bytes) -> None:
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def send(self, **message: Any) -> None:
        self.send_bytes(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def notify(self, method: str, params: object = None) -> None:
        self.send(method=method, params=params)

    def ask(self, method: str, params: object = None) -> int:
        """Send a request, and return its number."""
        number = next(self._numbers)
        self.send(id=number, method=method, params=params)
        return number

    def receive(self, wanted: Callable[[Object], bool]) -> Object:
        """Return the next message of a kind; all others before it are ``seen``."""
        while True:
            message = self._messages.get(timeout=PATIENCE)
            self.seen.append(message)
            if "method" in message and "id" in message:
                said = self.answers.get(message["method"])
                refusal: Object = {"error": {"code": -32803, "message": "not done"}}
                self.send(id=message["id"], **(refusal if said is REFUSED else {"result": said}))
            if wanted(message):
                return message
            assert message != {"method": "end"}, self.errors.decode()

    def request(self, method: str, params: object = None) -> Any:
        """Return what a request is answered with; an error as it is."""
        return self.answer(self.ask(method, params))

    def answer(self, number: int) -> Any:
        message = self.receive(lambda message: message.get("id") == number and "method" not in message)
        return message.get("result", message.get("error"))

    def start(self, capabilities: Object | None = None, **params: Any) -> Object:
        """Initialize the server, and return what it can."""
        given = {
            "processId": None,
            "rootUri": None,
            "workspaceFolders": [{"uri": self.folder.as_uri(), "name": "project"}],
            "capabilities": capabilities or {},
            **params,
        }
        found: dict[str, Object] = self.request("initialize", given)
        self.notify("initialized", {})
        return found["capabilities"]

    def open(self, uri: str, text: str, language: str = "python", version: int = 1) -> None:
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, uri: str, version: int, *changes: Object) -> None:
        document = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)})

    def published(self, uri: str, version: int | None = None) -> list[Object]:
        """Return the next diagnostics of a text, or those of one of its versions."""
        message = self.receive(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"]["uri"] == uri
                and (version is None or message["params"].get("version") == version)
            )
        )
        found: list[Object] = message["params"]["diagnostics"]
        return found

    def actions(self, uri: str, place: Object, **context: Any) -> list[Object]:
        params = {"textDocument": {"uri": uri}, "range": place, "context": {"diagnostics": [], **context}}
        found: list[Object] = self.request("textDocument/codeAction", params)
        return found

    def configure(self, settings: Object) -> None:
        self.notify("workspace/didChangeConfiguration", {"settings": settings})

    def end(self) -> int:
        """End the server as an editor does, and return its exit code."""
        self.request("shutdown")
        self.notify("exit")
        status: int = self.process.wait(PATIENCE)
        return status

    def close(self) -> None:
        """Let the server end, and see to it that it does."""
        if self.process.poll() is None and not self.process.stdin.closed:
            with contextlib.suppress(OSError, AssertionError, queue.Empty, subprocess.TimeoutExpired):
                self.end()
        self.process.kill()
        self.process.wait(PATIENCE)
        for reader in self._readers:
            reader.join(PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            with contextlib.suppress(OSError):
                pipe.close()


@contextlib.contextmanager
def editor(folder: Path, answers: dict[str, Any] | None = None, command: Sequence[str] = OURS) -> Iterator[Editor]:
    found = Editor(folder, answers, command)
    try:
        yield found
    finally:
        found.close()
