"""The texts that an editor holds, as it says that they are."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cached_property
from typing import Protocol

from flake8_openrouter.server import checking
from flake8_openrouter.server.checking import Source
from flake8_openrouter.server.layout import TextLayout
from flake8_openrouter.server.positions import Lines, Range

#: Files that say what holds for others: they count once they are written.
_SETTINGS = ("pyproject.toml", ".gitignore")


class _Opened(Protocol):
    @property
    def held(self) -> bytes: ...

    path: str
    is_saved: bool


def in_place_of_files(opened: Iterable[_Opened]) -> dict[str, bytes]:
    """Return what is open in the place of files, by path, but for settings."""
    files = (each for each in opened if each.path and each.is_saved)
    return {each.path: each.held for each in files if os.path.basename(each.path) not in _SETTINGS}


class Buffer:
    """A text of an editor. ``path`` is absolute, or empty for what is not checked: another version of a file, say.

    ``version`` is the editor's number for what the text is now, ``is_saved``: there may be a file at the path.
    """

    def __init__(
        self,
        uri: str,
        path: str,
        text: str,
        version: int | None,
        encoding: str,
        language_id: str = "",
        *,
        is_saved: bool = True,
    ) -> None:
        self.uri, self.path, self.version, self.is_saved = uri, path, version, is_saved
        self.language_id = language_id
        self.encoding = encoding
        self.text = text

    def _take(self, text: str) -> None:
        self.text = text
        for name in ("lines", "held"):
            self.__dict__.pop(name, None)

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.text, self.encoding)

    @cached_property
    def held(self) -> bytes:
        return checking.held(self.path, self.text)

    @property
    def versions(self) -> dict[str, int | None]:
        """The version of each text, by URI."""
        return {self.uri: self.version}

    @property
    def layout(self) -> TextLayout:
        return TextLayout(self.uri, self.lines)

    @property
    def source(self) -> Source:
        return Source(self.path, self.text, self.held, is_file=self.is_saved)

    def change(self, text: str, place: Range | None = None) -> None:
        """Put a text in the place of some of it, or of all. A place that ends before it begins is none of it."""
        if place is None:
            self._take(text)
            return
        start, end = self.lines.offset(place.start), self.lines.offset(place.end)
        self._take(self.text[:start] + text + self.text[max(start, end) :])
