"""The language server: what is open, who is told what is found in it, and what holds for that."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Coroutine
from typing import Any, TypeVar

from lsprotocol import converters, types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from flake8_openrouter._version import __version__
from flake8_openrouter.openrouter.masking import presentable
from flake8_openrouter.project.config import ConfigurationError
from flake8_openrouter.server import client, diagnostics
from flake8_openrouter.server.checking import Checked
from flake8_openrouter.server.client import Client
from flake8_openrouter.server.diagnostics import Object
from flake8_openrouter.server.logs import Log
from flake8_openrouter.server.protocol import Protocol
from flake8_openrouter.server.seen import Seen
from flake8_openrouter.server.session import Opened, Session

NAME = "flake8-openrouter"

#: Seconds that pass after a change until what changed is looked at, and until all else that is open is: who types
#: goes on.
_PATIENCE, _LONG_PATIENCE = 0.1, 0.6

#: Seconds in which a client answers that answers at all.
_ANSWERED = 30

Answer = TypeVar("Answer")
Otherwise = TypeVar("Otherwise")

NOTEBOOKS = types.NotebookDocumentSyncOptions(
    [types.NotebookDocumentFilterWithNotebook(types.NotebookDocumentFilterNotebookType("jupyter-notebook"))], save=True
)


class Server(LanguageServer):
    """One client's server. ``session`` is what that has open, ``client`` what it can do, ``log`` what is noted of it.

    ``has_ended``: the client said that it is about to go. ``told`` is the session's state when it was last told of all
    files, ``walked`` what was found in those on the disk, by path, with what the session's ``on_disk`` was then.
    """

    session: Session

    def __init__(self) -> None:
        self.session = Session()  # the protocol that is made next looks at it
        super().__init__(
            NAME,
            __version__,
            notebook_document_sync=NOTEBOOKS,
            protocol_cls=Protocol,
            converter_factory=converters.get_converter,
        )
        self.client = Client()
        self.log = Log()
        self.has_ended = False
        self.told = -1
        self.walked: tuple[int, dict[str, list[Object]]] = (-1, {})
        self._converter = converters.get_converter()
        self._waiting: dict[object, asyncio.Task[None]] = {}
        self._published: dict[str, tuple[int | None, list[Object]]] = {}
        self._said: set[str] = set()

    def start(self, params: types.InitializeParams, session: Session) -> None:
        """Serve the client that said what it can, and has a session."""
        self.session.end()
        self.session, self.client = session, client.read(params.capabilities)

    def opened(self, opened: Opened) -> None:
        for uri in opened.layout.uris:
            self._published.pop(uri, None)
        self._look_at(opened, 0)
        self._look_at_others(opened)

    def changed(self, opened: Opened) -> None:
        self.session.changed()
        self._look_at(opened, _PATIENCE)
        self._look_at_others(opened)

    def closed(self, opened: Opened) -> None:
        """Take back what was said of what is no longer open."""
        self._cancel(opened)
        for uri in opened.layout.uris:
            self.gone(uri)
        self._look_at_others(opened)

    def gone(self, uri: str) -> None:
        """Take back what was said of a text that is not open any more."""
        if self._published.pop(uri, None) is not None:
            self._publish(uri, None, [])
            del self._published[uri]

    def look_again(self) -> None:
        """Tell of all that is open what is found in it now, or let the client ask."""
        if self.client.pulls and self.client.refreshes:
            self._later("refresh", self._refresh())
        for opened in self.session.opened:
            self._look_at(opened, 0)

    def _look_at_others(self, opened: Opened) -> None:
        """Say later what is found in all else that is open: it may take something from what changed."""

        async def look() -> None:
            await asyncio.sleep(_LONG_PATIENCE)
            for other in self.session.opened:
                if other is not opened:
                    self._look_at(other, 0)

        if not self.client.pulls:
            self._later("others", look())

    def _look_at(self, opened: Opened, patience: float) -> None:
        """Say what is found in what is open after so many seconds, unless it changes again until then."""
        if not self.client.pulls:
            self._later(opened, self._tell(opened, patience))

    async def _tell(self, opened: Opened, patience: float) -> None:
        await asyncio.sleep(patience)
        state = self.session.state
        seen = await self.look(opened)
        if seen is None or not self.session.is_open(opened) or self.session.state != state:
            return  # it is looked at again where it changed
        for uri, found in diagnostics.diagnostics(seen.checked, seen.layout).items():
            if self._published.get(uri) != (seen.versions.get(uri), found):
                self._publish(uri, seen.versions.get(uri), found)

    def _publish(self, uri: str, version: int | None, found: list[Object]) -> None:
        self._published[uri] = version, found
        given = self.structured(found, list[types.Diagnostic])
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, given, version))

    async def look(self, opened: Opened) -> Seen | None:
        """Return what is found in what is open; None where its settings are wrong, which is said once."""
        began = time.process_time()
        try:
            seen = await self.session.seen(opened)
        except ConfigurationError as error:
            self.say(str(error), types.MessageType.Error)
            return Seen(Checked(opened.path, opened.source.text), opened.layout, opened.versions)
        spent = (time.process_time() - began) * 1000
        self.log.note(f"{opened.path or opened.uri}: {len(seen.checked.findings)} findings, {spent:.0f} ms")
        return seen

    def begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Let some work be done; that it fails is logged."""
        task = asyncio.ensure_future(work)
        task.add_done_callback(self._failed)
        return task

    def _later(self, key: object, work: Coroutine[Any, Any, None]) -> None:
        """Let some work be done in the place of what waits under the same key."""
        self._cancel(key)
        task = self._waiting[key] = self.begin(work)
        task.add_done_callback(lambda done: self._waiting.pop(key) if self._waiting.get(key) is done else None)

    def _cancel(self, key: object) -> None:
        if waiting := self._waiting.pop(key, None):
            waiting.cancel()

    def _failed(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            self.log.error(error)

    async def ask(self, question: Awaitable[Answer], otherwise: Otherwise | None = None) -> Answer | Otherwise | None:
        """Return what the client answers; where it says nothing, or nothing that can be understood, ``otherwise``."""
        try:
            return await asyncio.wait_for(question, _ANSWERED)
        except (TimeoutError, asyncio.TimeoutError, JsonRpcException) as error:
            self.log.error(error)
            return otherwise

    async def _refresh(self) -> None:
        await asyncio.sleep(_PATIENCE)  # of files that change there are often many
        await self.ask(self.workspace_diagnostic_refresh_async(None))

    def structured(self, value: object, kind: Any) -> Any:
        """Return objects of JSON as what pygls takes."""
        return self._converter.structure(value, kind)

    def say(self, text: str, kind: types.MessageType) -> None:
        """Show a line to the user, once, as it may be shown."""
        text = presentable(text)
        self.log.note(text)
        if text not in self._said:
            self._said.add(text)
            self.window_show_message(types.ShowMessageParams(kind, text))

    def report_server_error(self, error: Exception, source: object) -> None:
        """Log what fails; the client is told nothing that may hold a piece of a text."""
        self.log.error(error)
