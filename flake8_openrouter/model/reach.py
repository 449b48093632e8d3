"""Who else sees what an edit would change, and the one answer to whether it is safe."""

from __future__ import annotations

from typing import NamedTuple

from flake8_openrouter.model.edits import Safety


class Reach(NamedTuple):
    """Who sees what is at a place besides the one use that a fact is about, each in words; empty: nobody."""

    readers: tuple[str, ...] = ()

    def and_of(self, *others: Reach) -> Reach:
        """Return this reach and the reaches of other places as one."""
        return Reach(tuple(dict.fromkeys((*self.readers, *(reader for other in others for reader in other.readers)))))


#: Nobody else.
ALONE = Reach()


def safety(*reaches: Reach) -> Safety:
    """Return whether an edit is safe of whose places these are the reaches: nobody else may see any of them."""
    return Safety.UNSAFE if any(reach.readers for reach in reaches) else Safety.SAFE
