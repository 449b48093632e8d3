"""What is open in an editor, and what is found in it: found in one thread, one text after another, and known then."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from urllib.parse import unquote

from flake8_openrouter.server import checking, names
from flake8_openrouter.server.buffers import Buffer
from flake8_openrouter.server.checking import Checked
from flake8_openrouter.server.positions import UTF16
from flake8_openrouter.server.workspace import Workspace

Result = TypeVar("Result")

#: Bytes that a thread has for what it calls: what is nested deeply takes as much in the main thread.
_STACK = 64 << 20


class Session:
    """``encoding`` is what positions are counted in. ``workspace`` holds until another one takes its place."""

    def __init__(self, encoding: str = UTF16, folders: Sequence[str] = ()) -> None:
        self.encoding = encoding
        self.workspace = Workspace(folders)
        self.buffers: dict[str, Buffer] = {}
        self._checks: dict[str, tuple[object, asyncio.Future[Checked]]] = {}
        self._changes = 0
        self._worker = _worker()

    def open(self, uri: str, language_id: str, version: int, text: str) -> Buffer:
        """Take a text that the editor opens."""
        folder = next(iter(self.workspace.folders), "")
        path, is_saved = names.of_uri(uri, language_id, folder)
        self.buffers[unquote(uri)] = buffer = Buffer(uri, path, text, version, self.encoding, is_saved=is_saved)
        self.changed()
        return buffer

    def buffer(self, uri: str) -> Buffer | None:
        """Return what is open by a URI; None where nothing is."""
        return self.buffers.get(unquote(uri))

    def close(self, uri: str) -> None:
        self.buffers.pop(unquote(uri), None)
        self._checks.pop(unquote(uri), None)
        self.changed()

    def changed(self) -> None:
        """Note that what is open, or on the disk, is no longer what it was: what was found may not be so either."""
        self._changes += 1

    @property
    def state(self) -> int:
        """A number that is another one after each change."""
        return self._changes

    async def checked(self, buffer: Buffer) -> Checked:
        """Return what is found in a text as it is now; asked twice, it is found once. Raises ConfigurationError."""
        key, known = self._checks.get(unquote(buffer.uri), (None, None))
        if known is None or key != (buffer.version, self._changes) or known.cancelled():
            known = asyncio.ensure_future(self._check(buffer))
            self._checks[unquote(buffer.uri)] = ((buffer.version, self._changes), known)
        return await asyncio.shield(known)

    async def _check(self, buffer: Buffer) -> Checked:
        source, workspace, others = buffer.source, self.workspace, self.held()
        return await self.worked(lambda: checking.check(source, workspace, others))

    def held(self) -> dict[str, bytes]:
        """Return what is open in the place of files."""
        return {buffer.path: buffer.held for buffer in self.buffers.values() if buffer.path and buffer.is_saved}

    async def forget(self) -> None:
        """Look at the disk anew: files are others than they were."""
        self.changed()
        workspace = self.workspace
        await self.worked(lambda: checking.forget(workspace))

    async def worked(self, work: Callable[[], Result]) -> Result:
        """Return what comes of some work, once all that was to be done before it is done."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)

    def end(self) -> None:
        self._worker.shutdown(wait=False, cancel_futures=True)


def _worker() -> ThreadPoolExecutor:
    before = threading.stack_size(_STACK)
    try:
        worker = ThreadPoolExecutor(1, "check")
        worker.submit(int).result()  # the thread is started here
    finally:
        threading.stack_size(before)
    return worker
