"""The nearest right spelling of what was typed wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable

#: How many right spellings are named.
_MOST = 5


def nearest(word: str, choices: Iterable[str], never: Collection[str] = ()) -> str:
    """Return ``(did you mean …?)`` for the choices that a word begins, else the one spelt most like it, or nothing.

    One that is ``never`` to be named is not, nor is another in its place.
    """
    from difflib import get_close_matches

    spellings = {choice.lower(): choice for choice in choices}
    meant = [choice for spelt, choice in spellings.items() if word and spelt.startswith(word.lower())]
    if not meant:
        meant = [spellings[spelt] for spelt in get_close_matches(word.lower(), spellings, n=1, cutoff=0.5)]
    meant = [choice for choice in meant if choice not in never][:_MOST]
    if not meant:
        return ""
    *first, last = meant
    return f" (did you mean {', '.join(first)}{' or ' if first else ''}{last}?)"
