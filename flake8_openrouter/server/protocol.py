"""pygls' protocol, with texts that are ours: pygls' own take other characters for line ends than the protocol does."""

from __future__ import annotations

from typing import Protocol as Interface
from typing import cast

from lsprotocol import types
from pygls.protocol import LanguageServerProtocol, lsp_method

from flake8_openrouter.server.buffers import Buffer
from flake8_openrouter.server.positions import Position, Range
from flake8_openrouter.server.session import Session


class Listener(Interface):
    """Who is told of what is open."""

    session: Session

    def opened(self, buffer: Buffer) -> None: ...

    def changed(self, buffer: Buffer) -> None: ...

    def closed(self, uri: str) -> None: ...


class Protocol(LanguageServerProtocol):
    """Keeps what is open, and says so to whoever asked for it."""

    @property
    def _listener(self) -> Listener:
        return cast(Listener, self._server)

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        self._listener.opened(self._listener.session.open(item.uri, item.language_id, item.version, item.text))

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        buffer = self._listener.session.buffer(params.text_document.uri)
        if buffer is None:  # nobody opened it
            return
        for change in params.content_changes:
            buffer.change(change.text, range_of(change.range) if hasattr(change, "range") else None)
        buffer.version = params.text_document.version
        self._listener.changed(buffer)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        self._listener.closed(params.text_document.uri)


def range_of(given: types.Range) -> Range:
    """Return a range of the protocol's as one of ours."""
    start, end = given.start, given.end
    return Range(Position(start.line, start.character), Position(end.line, end.character))
