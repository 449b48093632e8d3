"""pygls' protocol, with texts that are ours: pygls' own take other characters for line ends than the protocol does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol as Interface
from typing import cast

from lsprotocol import types
from pygls.protocol import LanguageServerProtocol, lsp_method

from flake8_openrouter.server.notebooks import Notebook, NotebookCell
from flake8_openrouter.server.positions import Position, Range
from flake8_openrouter.server.session import Opened, Session


class Listener(Interface):
    """Who is told of what is open."""

    session: Session

    def opened(self, opened: Opened) -> None: ...

    def changed(self, opened: Opened) -> None: ...

    def closed(self, opened: Opened) -> None: ...

    def gone(self, uri: str) -> None: ...


class Protocol(LanguageServerProtocol):
    """Keeps what is open, and says so to whoever asked for it. What the client never opened is passed by."""

    @property
    def _listener(self) -> Listener:
        return cast(Listener, self._server)

    @property
    def _session(self) -> Session:
        return self._listener.session

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        self._listener.opened(self._session.open(item.uri, item.language_id, item.version, item.text))

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        opened = self._session.get(params.text_document.uri)
        if opened is not None:
            self._change(opened, params.text_document, params.content_changes)
            self._listener.changed(opened)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        self._close(params.text_document.uri)

    @lsp_method(types.NOTEBOOK_DOCUMENT_DID_OPEN)
    def lsp_notebook_document__did_open(self, params: types.DidOpenNotebookDocumentParams) -> None:
        given = params.notebook_document
        notebook = self._session.open_notebook(given.uri, list(_cells(given.cells)))
        self._put(notebook, params.cell_text_documents)
        self._listener.opened(notebook)

    @lsp_method(types.NOTEBOOK_DOCUMENT_DID_CHANGE)
    def lsp_notebook_document__did_change(self, params: types.DidChangeNotebookDocumentParams) -> None:
        notebook = self._session.get(params.notebook_document.uri)
        if not isinstance(notebook, Notebook):
            return
        if (changes := params.change.cells) is not None:
            self._change_cells(notebook, changes)
        self._listener.changed(notebook)

    @lsp_method(types.NOTEBOOK_DOCUMENT_DID_CLOSE)
    def lsp_notebook_document__did_close(self, params: types.DidCloseNotebookDocumentParams) -> None:
        self._close(params.notebook_document.uri)

    def _close(self, uri: str) -> None:
        closed = self._session.close(uri)
        if closed is not None:
            self._listener.closed(closed)

    def _change_cells(self, notebook: Notebook, changes: types.NotebookDocumentCellChanges) -> None:
        if (structure := changes.structure) is not None:
            array = structure.array
            notebook.put(array.start, array.delete_count, list(_cells(array.cells or ())))
            for closed in structure.did_close or ():
                self._session.close_cell(notebook, closed.uri)
                self._listener.gone(closed.uri)
            self._put(notebook, structure.did_open or ())
        for cell in _cells(changes.data or ()):
            notebook.replace(cell)
        for text in changes.text_content or ():
            self._change(notebook, text.document, text.changes)
        notebook.changed()

    def _put(self, notebook: Notebook, texts: Iterable[types.TextDocumentItem]) -> None:
        for item in texts:
            self._session.open_cell(notebook, item.uri, item.language_id, item.version, item.text)
        notebook.changed()

    def _change(
        self,
        opened: Opened,
        document: types.VersionedTextDocumentIdentifier,
        changes: Iterable[types.TextDocumentContentChangeEvent],
    ) -> None:
        buffer = opened.texts.get(document.uri) if isinstance(opened, Notebook) else opened
        if buffer is None:
            return
        for change in changes:
            place = range_of(change.range) if isinstance(change, types.TextDocumentContentChangePartial) else None
            buffer.change(change.text, place)
        buffer.version = document.version
        if isinstance(opened, Notebook):
            opened.changed()


def _cells(given: Iterable[types.NotebookCell]) -> Iterable[NotebookCell]:
    return (NotebookCell(cell.document, int(cell.kind)) for cell in given)


def range_of(given: types.Range) -> Range:
    """Return a range of the protocol's as one of ours."""
    return Range(position_of(given.start), position_of(given.end))


def position_of(given: types.Position) -> Position:
    """Return a position of the protocol's as one of ours."""
    return Position(given.line, given.character)
