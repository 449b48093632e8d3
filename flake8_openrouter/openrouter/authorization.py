"""How an Authorization value is made right: edits that leave ``Bearer `` and the key."""

from __future__ import annotations

from flake8_openrouter.model import (
    AddHeader,
    Answer,
    BearerKey,
    Carried,
    Edit,
    Header,
    Literal,
    Prefix,
    Span,
    Substitute,
)
from flake8_openrouter.openrouter.api import SCHEME
from flake8_openrouter.openrouter.credentials import may_be_ours

#: Why there are no edits for some values.
UNFIXABLE = "the text on both sides of the key is the same"


def edits(header: Header) -> tuple[Edit, ...]:
    """Return the edits for a header's value; none where its two ends can't be told from each other."""
    text, value = header.value, header.authorization
    if not value.head:
        return (Prefix(text.span, SCHEME),)
    if value.head == value.tail:
        return ()
    head = Substitute(text.place(text.parts[0]), value.head, SCHEME)
    tail = Substitute(text.place(text.parts[-1]), value.tail, "")
    return tuple(edit for edit in (head, tail) if edit.old not in ("", edit.new))


#: Why a key is not moved where its request may have another.
UNSURE = "cannot tell whether the request also sends Authorization"


def moved(carried: Carried, *removal: Edit) -> tuple[Edit, ...]:
    """Return the edits that send what is carried as the Authorization header; none where there may be one."""
    if carried.authorized is Answer.UNKNOWN:
        return ()
    if carried.authorized is Answer.YES:
        return removal
    return (*removal, AddHeader(carried.call, carried.headers, key=_expression(carried)))


def key_of(carried: Carried) -> BearerKey:
    """Return the slot of a message for the header that ``moved`` writes."""
    span = _expression(carried)
    return BearerKey(span.text if span is not None else "")


def _expression(carried: Carried) -> Span | None:
    """Return the expression in an argument or entry that is the key alone; None where there is not one."""
    place, keys = carried.span, [text for text in carried.values if may_be_ours(text)]
    text = keys[0] if len(keys) == 1 else None
    if text is None or len(text.parts) != 1 or isinstance(text.parts[0], Literal):
        return None
    span = text.span
    within = span.document is place.document and place.start <= span.start and span.end <= place.end
    return span if within and span != place else None
