"""The entries of a mapping while others are laid over them, put beside them, or taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flake8_openrouter.languages.python.inference.values import Entry, Mapping, Rest


class Overlay:
    """Entries in their order, those of one key known by it, and what there may be besides.

    ``folds``: keys are alike whatever their case.
    """

    def __init__(self, mapping: Mapping | None = None, *, folds: bool = False) -> None:
        self._folds = folds
        self._entries: dict[int, Entry] = {}
        self._places: dict[str | None, list[int]] = {}
        self._next = 0
        self._rests: set[Rest] = set()
        if mapping is not None:
            self.put_beside(mapping.entries)
        if mapping is not None and not mapping.complete:
            self.open(mapping.rest)

    @property
    def mapping(self) -> Mapping:
        """All of it; of what is not of one kind something unknown is the rest."""
        rest = next(iter(self._rests)) if len(self._rests) == 1 else Rest.UNKNOWN
        return Mapping(tuple(self._entries.values()), not self._rests, rest)

    def lay(self, mapping: Mapping) -> None:
        """Put a mapping's entries over the others, and what else it has."""
        if not mapping.complete:
            # What may not be told of a file may be over any entry that was here before.
            hides = mapping.rest is Rest.STORED and self._entries
            self.open(Rest.UNKNOWN if hides else mapping.rest)
        self.put_over(mapping.entries)

    def open(self, rest: Rest = Rest.UNKNOWN) -> None:
        """Note that there may be more than the entries."""
        self._rests.add(rest)

    def put_beside(self, entries: Iterable[Entry]) -> None:
        """Put entries after the others, whatever their keys."""
        for entry in entries:
            self._entries[self._next] = entry
            self._places.setdefault(self._known_by(entry.key), []).append(self._next)
            self._next += 1

    def put_over(self, entries: Iterable[Entry]) -> None:
        """Put entries in the place of earlier ones of the same key."""
        for entry in entries:
            if entry.key is not None:
                self.take(entry.key)
            self.put_beside((entry,))

    def change(self, key: str, changed: Callable[[Entry], Entry]) -> bool:
        """Put others in the place of the entries of a key, and tell whether there are any."""
        places = self._places.get(self._known_by(key), ())
        for place in places:
            self._entries[place] = changed(self._entries[place])
        return bool(places)

    def take(self, key: str | None) -> None:
        """Take away the entries of a key; with None those whose key is not known."""
        for place in self._places.pop(self._known_by(key), ()):
            del self._entries[place]

    def _known_by(self, key: str | None) -> str | None:
        return key.lower() if self._folds and key is not None else key

    def clear(self) -> None:
        self._entries.clear()
        self._places.clear()
