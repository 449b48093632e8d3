"""What is open in an editor, and what is found in it: found in one thread, one text after another, and known then."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar
from urllib.parse import unquote

from flake8_openrouter.server import buffers, checking, names, worker
from flake8_openrouter.server.buffers import Buffer
from flake8_openrouter.server.checking import Checked
from flake8_openrouter.server.notebooks import Notebook, NotebookCell
from flake8_openrouter.server.positions import UTF16
from flake8_openrouter.server.seen import Seen
from flake8_openrouter.server.workspace import Workspace

Result = TypeVar("Result")

#: A text, or a notebook.
Opened = Buffer | Notebook

_NOTEBOOK = "notebook"


class Outdated(Exception):
    """What was to be looked at is no longer what it was."""


class Session:
    """``encoding`` is what positions are counted in. ``workspace`` holds until another one takes its place.

    ``on_disk`` is a number that is another one after each change of what is on the disk, as far as that is known.
    """

    def __init__(self, encoding: str = UTF16, folders: Sequence[str] = ()) -> None:
        self.encoding = encoding
        self.workspace = Workspace(folders)
        self._opened: dict[str, Opened] = {}
        self._cells: dict[str, Notebook] = {}
        self._checks: dict[Opened, tuple[int, asyncio.Future[Seen]]] = {}
        self._changes = self.on_disk = 0
        self._worker = worker.started()

    def open(self, uri: str, language_id: str, version: int | None, text: str) -> Buffer:
        """Take a text that the editor opens."""
        path, is_saved = names.of_uri(uri, language_id, self._folder)
        buffer = Buffer(uri, path, text, version, self.encoding, language_id, is_saved=is_saved)
        self._opened[unquote(uri)] = buffer
        self.changed()
        return buffer

    def open_notebook(self, uri: str, cells: Sequence[NotebookCell]) -> Notebook:
        """Take a notebook that the editor opens; its texts follow."""
        path, is_saved = names.of_uri(uri, _NOTEBOOK, self._folder)
        notebook = Notebook(uri, path, cells, is_saved=is_saved)
        self._opened[unquote(uri)] = notebook
        self.changed()
        return notebook

    def open_cell(self, notebook: Notebook, uri: str, language_id: str, version: int | None, text: str) -> None:
        """Take the text of a cell."""
        notebook.texts[uri] = Buffer(uri, "", text, version, self.encoding, language_id)
        self._cells[unquote(uri)] = notebook

    def close_cell(self, notebook: Notebook, uri: str) -> None:
        notebook.texts.pop(uri, None)
        self._cells.pop(unquote(uri), None)

    @property
    def _folder(self) -> str:
        return next(iter(self.workspace.folders), "")

    def get(self, uri: str) -> Opened | None:
        """Return what is open by a URI, of a cell its notebook; None where nothing is."""
        return self._opened.get(unquote(uri)) or self._cells.get(unquote(uri))

    @property
    def opened(self) -> list[Opened]:
        return list(self._opened.values())

    def close(self, uri: str) -> Opened | None:
        """Forget what is no longer open, and return it."""
        closed = self._opened.pop(unquote(uri), None)
        if closed is not None:
            self._checks.pop(closed, None)
            for cell in closed.texts if isinstance(closed, Notebook) else ():
                self._cells.pop(unquote(cell), None)
            self.changed()
        return closed

    def is_open(self, opened: Opened) -> bool:
        return self._opened.get(unquote(opened.uri)) is opened

    def changed(self) -> None:
        """Note that what is open, or on the disk, is no longer what it was: what was found may not be so either."""
        self._changes += 1

    @property
    def state(self) -> int:
        """A number that is another one after each change."""
        return self._changes

    async def seen(self, opened: Opened) -> Seen:
        """Return what is found in what is open, as it is now; asked twice, it is found once.

        Raises ConfigurationError.
        """
        while True:
            state, known = self._checks.get(opened, (-1, None))
            if known is None or state != self._changes or known.cancelled():
                known = asyncio.ensure_future(self._see(opened, self._changes))
                self._checks[opened] = (self._changes, known)
            try:
                return await asyncio.shield(known)
            except Outdated:  # something changed before its turn came
                continue

    async def _see(self, opened: Opened, state: int) -> Seen:
        source, layout, versions = opened.source, opened.layout, opened.versions
        workspace, others = self.workspace, self.held()

        def see() -> Checked:
            if self._changes != state:
                raise Outdated
            return checking.check(source, workspace, others)

        return Seen(await self.worked(see), layout, versions)

    async def done(self, opened: Opened, work: Callable[[], Result]) -> Result:
        """Return what comes of some work on what is open, which may look at other files."""
        source, workspace, others = opened.source, self.workspace, self.held()

        def do() -> Result:
            with checking.as_typed(workspace, others, source):
                return work()

        return await self.worked(do)

    def held(self) -> dict[str, bytes]:
        """Return what is open in the place of files."""
        return buffers.in_place_of_files(self._opened.values())

    async def forget(self, workspace: Workspace | None = None) -> None:
        """Look at the disk anew: files are others than they were; so are settings, where a workspace is given."""
        self.workspace = workspace or self.workspace
        self.on_disk += 1
        self.changed()
        current = self.workspace
        await self.worked(lambda: checking.forget(current))

    async def worked(self, work: Callable[[], Result]) -> Result:
        """Return what comes of some work, once all that was to be done before it is done."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)

    def end(self) -> None:
        self._worker.shutdown(wait=False, cancel_futures=True)
