"""How an Authorization value is made right: edits that leave ``Bearer `` and the key."""

from __future__ import annotations

from flake8_openrouter.credentials import Value
from flake8_openrouter.model import Edit, Prefix, Substitute, Text
from flake8_openrouter.openrouter import SCHEME

#: Why there are no edits for some values.
UNFIXABLE = "the same stands on both sides of the key"


def edits(text: Text, value: Value) -> tuple[Edit, ...]:
    """Return the edits for a value that was taken apart; none where its two ends can't be told from each other."""
    if not value.head:
        return (Prefix(text.span, SCHEME),)
    if value.head == value.tail:
        return ()
    head = Substitute(text.place(text.parts[0]), value.head, SCHEME)
    tail = Substitute(text.place(text.parts[-1]), value.tail, "")
    return (head, tail) if value.tail else (head,)
