"""The language server: what a client says, what is found, and what it is told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from lsprotocol import converters, types
from pygls.lsp.server import LanguageServer

from flake8_openrouter._version import __version__
from flake8_openrouter.project.config import ConfigurationError
from flake8_openrouter.server import diagnostics
from flake8_openrouter.server.buffers import Buffer
from flake8_openrouter.server.diagnostics import Object
from flake8_openrouter.server.protocol import Protocol
from flake8_openrouter.server.session import Session

NAME = "flake8-openrouter"

#: Seconds that pass after a change until the text is looked at: who types goes on.
_PATIENCE = 0.1

_LOG = logging.getLogger(__name__)


class Server(LanguageServer):
    """One client's server. ``session`` is what that has open."""

    session: Session

    def __init__(self) -> None:
        super().__init__(NAME, __version__, protocol_cls=Protocol, converter_factory=converters.get_converter)
        self.session = Session()
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._said: set[str] = set()

    def opened(self, buffer: Buffer) -> None:
        self._look_at(buffer, 0)

    def changed(self, buffer: Buffer) -> None:
        self.session.changed()
        self._look_at(buffer, _PATIENCE)

    def closed(self, uri: str) -> None:
        """Take back what was said of a text that is no longer open."""
        self.session.close(uri)
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()
        self._publish(uri, None, [])

    def _look_at(self, buffer: Buffer, patience: float) -> None:
        """Say what is found in a text after so many seconds, unless it changes again until then."""
        if waiting := self._waiting.get(buffer.uri):
            waiting.cancel()
        self._waiting[buffer.uri] = self.begin(self._diagnose(buffer, patience))

    def begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        return asyncio.ensure_future(work)

    async def _diagnose(self, buffer: Buffer, patience: float) -> None:
        await asyncio.sleep(patience)
        version, lines = buffer.version, buffer.lines
        found = await self.diagnostics(buffer)
        if buffer.version == version and self.session.buffer(buffer.uri) is buffer:
            self._publish(buffer.uri, version, found)
        del lines

    async def diagnostics(self, buffer: Buffer) -> list[Object]:
        """Return the diagnostics of a text as it is now; none where its settings are wrong, which is said once."""
        lines = buffer.lines
        try:
            return diagnostics.diagnostics(await self.session.checked(buffer), lines)
        except ConfigurationError as error:
            self.say(str(error), types.MessageType.Error)
            return []

    def _publish(self, uri: str, version: int | None, found: list[Object]) -> None:
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, self.structured(found, list[types.Diagnostic]), version)
        )

    def structured(self, value: object, kind: Any) -> Any:
        """Return objects of JSON as what pygls takes."""
        return self.protocol._converter.structure(value, kind)

    def say(self, text: str, kind: types.MessageType) -> None:
        """Show a line to the user, once."""
        if text not in self._said:
            self._said.add(text)
            self.window_show_message(types.ShowMessageParams(kind, text))
