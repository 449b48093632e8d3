"""Which places another destination uses too: what is right there for one may be wrong for the other."""

from __future__ import annotations

from flake8_openrouter.model import Credential, Destination, Fact, Header, Place, Request, Span

#: Why nothing is fixed there.
SHARED = "another destination uses it too"


def judged(facts: list[Fact]) -> list[tuple[Fact, bool]]:
    """Return facts, each with whether another destination shares what is there."""
    sent = [fact for fact in facts if isinstance(fact, Header | Request)]
    elsewhere = [fact for fact in sent if fact.destination.place is Place.ELSEWHERE]
    names = {fact.name_span if isinstance(fact, Header) else fact.call for fact in elsewhere}
    values = {fact.value.span for fact in elsewhere if isinstance(fact, Header)}
    return [(fact, _is_shared(fact, names, values)) for fact in facts]


def _is_shared(fact: Fact, names: set[Span], values: set[Span]) -> bool:
    """Tell whether the name of a header, a request's call or a value is another destination's too."""
    destination = getattr(fact, "destination", None)
    mixed = isinstance(destination, Destination) and destination.mixed
    if isinstance(fact, Header | Request):
        return mixed or (fact.name_span if isinstance(fact, Header) else fact.call) in names
    return mixed or (isinstance(fact, Credential) and fact.is_header and fact.whole.span in values)
