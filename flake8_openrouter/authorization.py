"""How an Authorization value is made right: edits that leave ``Bearer `` and the key."""

from __future__ import annotations

from flake8_openrouter.credentials import Value
from flake8_openrouter.model import AddHeader, Carried, Edit, Literal, Prefix, Span, Substitute, Text
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


def header_for(carried: Carried) -> AddHeader:
    """Return the edit that sends what is carried as the Authorization header: as it is written there, if it is."""
    return AddHeader(carried.call, carried.headers, key=_expression(carried))


def _expression(carried: Carried) -> Span | None:
    """Return the expression in an argument or entry that is the key alone; None where there is none such."""
    (text, *others), place = carried.values or (None,), carried.span
    if text is None or others or len(text.parts) != 1 or isinstance(text.parts[0], Literal):
        return None
    span = text.span
    within = span.document is place.document and place.start <= span.start and span.end <= place.end
    return span if within and span != place else None
