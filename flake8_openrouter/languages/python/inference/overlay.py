"""The entries of a mapping while others are laid over them, put beside them, or taken away."""

from __future__ import annotations

from collections.abc import Iterable

from flake8_openrouter.languages.python.inference.values import Entry


class Overlay:
    """Entries in their order, those of one key known by it."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._entries: dict[int, Entry] = {}
        self._places: dict[str | None, list[int]] = {}
        self._next = 0
        self.put_beside(entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(self._entries.values())

    def put_beside(self, entries: Iterable[Entry]) -> None:
        """Put entries after the others, whatever their keys."""
        for entry in entries:
            self._entries[self._next] = entry
            self._places.setdefault(entry.key, []).append(self._next)
            self._next += 1

    def put_over(self, entries: Iterable[Entry]) -> None:
        """Put entries in the place of earlier ones of the same key."""
        for entry in entries:
            if entry.key is not None:
                self.take(entry.key)
            self.put_beside((entry,))

    def take(self, key: str | None) -> None:
        """Take away the entries of a key; with None those whose key is not known."""
        for place in self._places.pop(key, ()):
            del self._entries[place]

    def clear(self) -> None:
        self._entries.clear()
        self._places.clear()
