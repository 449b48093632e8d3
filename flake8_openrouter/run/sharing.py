"""Which places another destination uses too: what is right there for one may be wrong for the other."""

from __future__ import annotations

from flake8_openrouter.model import Credential, Destination, Fact, Header, Place, Span

#: Why nothing is fixed there.
SHARED = "another destination uses it too"


def judged(facts: list[Fact]) -> list[tuple[Fact, bool]]:
    """Return facts, each with whether another destination shares what is there."""
    elsewhere = [fact for fact in facts if isinstance(fact, Header) and fact.destination.place is Place.ELSEWHERE]
    names, values = ({fact.name_span for fact in elsewhere}, {fact.value.span for fact in elsewhere})
    return [(fact, _is_shared(fact, names, values)) for fact in facts]


def _is_shared(fact: Fact, names: set[Span], values: set[Span]) -> bool:
    destination = getattr(fact, "destination", None)
    mixed = isinstance(destination, Destination) and destination.mixed
    if isinstance(fact, Header):
        return mixed or fact.name_span in names
    return mixed or (isinstance(fact, Credential) and fact.is_header and fact.whole.span in values)
