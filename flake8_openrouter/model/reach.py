"""Who else sees what an edit would change, and the one answer to whether it is safe."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flake8_openrouter.model.edits import Safety


class Reach:
    """Who sees what is at a place besides the one use that a fact is about.

    Given ``readers``, or how to ``find`` them: that is done when somebody asks, for most facts need no fix.
    """

    __slots__ = ("_find", "_readers")

    def __init__(self, readers: tuple[str, ...] = (), find: Callable[[], Iterable[str]] | None = None) -> None:
        self._readers, self._find = readers, find

    @property
    def readers(self) -> tuple[str, ...]:
        """They are said in words, each once; empty: nobody."""
        if self._find is not None:
            self._readers, self._find = tuple(dict.fromkeys(self._find())), None
        return self._readers

    def and_of(self, *others: Reach) -> Reach:
        """Return this reach and the reaches of other places as one."""
        every = [each for each in (self, *others) if each is not ALONE]
        return Reach(find=lambda: (reader for each in every for reader in each.readers)) if every else ALONE

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reach) and self.readers == other.readers

    def __hash__(self) -> int:
        return hash(self.readers)

    def __repr__(self) -> str:
        return f"Reach({self.readers!r})"


#: Nobody else.
ALONE = Reach()


def safety(*reaches: Reach) -> Safety:
    """Return whether an edit is safe of whose places these are the reaches: nobody else may see any of them."""
    return Safety.UNSAFE if any(reach.readers for reach in reaches) else Safety.SAFE
