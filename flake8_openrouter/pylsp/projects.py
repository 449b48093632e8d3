"""What python-lsp-server has open of a folder, as the server's own parts take it, and what is found in that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from flake8_openrouter.pylsp import NAME
from flake8_openrouter.server import actions, buffers, checking, names
from flake8_openrouter.server.actions import Action
from flake8_openrouter.server.buffers import Buffer
from flake8_openrouter.server.client_settings import ClientSettings
from flake8_openrouter.server.offers import TypedTexts
from flake8_openrouter.server.positions import UTF16, Range
from flake8_openrouter.server.seen import Seen
from flake8_openrouter.server.workspace import Workspace

#: What python-lsp-server calls the language of what was never saved: it has no other one.
_LANGUAGE = "python"


class Project:
    """A folder with the settings that the client has for it; a folder without a name for what is in none."""

    def __init__(self, folder: str, settings: ClientSettings) -> None:
        self.settings = settings
        self._folder = folder
        self._workspace = Workspace([folder] if folder else [], settings)
        self._seen: dict[str, tuple[object, Seen]] = {}

    def look(self, document: Any, documents: Iterable[Any]) -> Seen:
        """Return what is found in a document, one of all that are open. Raises ConfigurationError."""
        buffer = self._buffer(document)
        others = self._in_place_of_files(documents)
        checked = checking.check(buffer.source, self._workspace, others)
        seen = Seen(checked, buffer.layout, buffer.versions)
        self._seen[document.uri] = _state(buffer, others), seen
        return seen

    def offered(
        self, document: Any, documents: Iterable[Any], place: Range, only: Collection[str]
    ) -> Iterator[tuple[Seen, Action, TypedTexts]]:
        """Yield what can be done at a place of a document, with what is to be typed for it; all is made out at once."""
        buffer = self._buffer(document)
        others = self._in_place_of_files(documents)
        state, seen = self._seen.get(document.uri, (None, None))
        if seen is None or state != _state(buffer, others):
            seen = self.look(document, documents)
        start, end = (buffer.lines.offset(each) for each in place)
        with checking.as_typed(self._workspace, others, buffer.source):
            for action in actions.offered(seen.checked, start, end, self.settings, only):
                after = None if action.opens else actions.after(seen.checked, action.wanted)
                if action.opens or after is not None:
                    yield seen, action, {} if after is None else seen.layout.typed(after)

    def forget(self) -> None:
        """Look at the disk anew: settings, and what is imported, may be others."""
        self._seen.clear()
        checking.forget(self._workspace)

    def _buffer(self, document: Any) -> Buffer:
        """Return a document as it is now. It keeps its buffer: what is made out of that is made once for each text."""
        buffer: Buffer | None = document.shared_data.get(NAME)
        text = document.source
        if buffer is None:
            path, is_saved = names.of_uri(document.uri, _LANGUAGE, self._folder)
            buffer = Buffer(document.uri, path, text, None, UTF16, _LANGUAGE, is_saved=is_saved)
            document.shared_data[NAME] = buffer
        elif buffer.text != text:
            buffer.change(text)
        buffer.version = document.version
        return buffer

    def _in_place_of_files(self, documents: Iterable[Any]) -> dict[str, bytes]:
        """Return what is open, by path, without notebooks, which have no text."""
        return buffers.in_place_of_files(self._buffer(each) for each in list(documents) if hasattr(each, "source"))


def _state(buffer: Buffer, others: Mapping[str, bytes]) -> object:
    """Return what is another value once the text, or another one that is open, is another one."""
    return buffer.held, dict(others)
