"""``flake8-openrouter inspect``: what was understood of a file, and what stayed unknown, and why.

A site is a call that sends a request, a client as it is built, or headers whose request is not seen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields

from flake8_openrouter import languages
from flake8_openrouter.model import (
    ALONE,
    Answer,
    Carried,
    Client,
    Credential,
    Destination,
    Document,
    Endpoint,
    Fact,
    Header,
    Literal,
    Place,
    Reach,
    Request,
    Span,
    Unknown,
    Variable,
)
from flake8_openrouter.openrouter import masking
from flake8_openrouter.project.config import Configuration
from flake8_openrouter.rules._registry import all_rules
from flake8_openrouter.run import analysis
from flake8_openrouter.run.descriptions import of_carried_keys, of_carriers, of_key, of_part, of_place, of_sink, of_url


@dataclass(frozen=True, slots=True)
class Site:
    """A request, client or headers: ``line`` from 1, ``column`` from 0 in characters. All texts may be shown.

    ``keys`` say where each possible key comes from, ``carriers`` what carries it, ``unknown`` what can't be told,
    ``readers`` who else sees what is written there: a fix for which there are some is not safe.
    """

    line: int
    column: int
    kind: str
    name: str
    destination: str
    host: str
    reason: str
    urls: tuple[str, ...]
    keys: tuple[str, ...]
    carriers: tuple[str, ...]
    unknown: tuple[str, ...]
    readers: tuple[str, ...]

    @property
    def resolved(self) -> bool:
        """It is known where it goes."""
        return self.destination != Place.UNKNOWN.value


def inspect(text: str, path: str, configuration: Configuration) -> list[Site]:
    """Return the sites of a source, by place. Raises ValueError, with the reason, where it is not understood."""
    language = languages.of_text(path)
    document = Document(path, text.removeprefix("\ufeff"), language.notation)
    program = language.program(document)
    if program.failure is not None:
        raise ValueError(program.failure.reason)
    settings, project = analysis.settings_for(document, configuration), language.project(configuration.root)
    facts = list(program.facts(settings, project))
    _note_keys(document, facts)
    calls = [fact for fact in facts if isinstance(fact, Request | Client)]
    belonging = _Belonging(facts, calls)
    sites = {_of_call(fact, belonging) for fact in calls}
    sites |= {_of_headers(fact) for fact in facts if isinstance(fact, Credential) and fact.call is None}
    shown = {_presentable(site, masking.known(document)) for site in sites}
    return sorted(shown, key=lambda site: (site.line, site.column, site.kind, site.urls, site.keys, repr(site)))


def _note_keys(document: Document, facts: Iterable[Fact]) -> None:
    rules = [rule for rule in all_rules() if rule.lies_on_key]
    asked = ((rule, fact) for fact in facts for rule in rules if isinstance(fact, rule.facts))
    masking.note(document, (finding for rule, fact in asked for finding in rule.findings(fact)))


def _presentable(site: Site, known: frozenset[str]) -> Site:
    """Return a site with texts that may be shown."""

    def shown(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(map(shown, value))
        return masking.presentable(value, known) if isinstance(value, str) else value

    return Site(*(shown(getattr(site, field.name)) for field in fields(site)))  # type: ignore[arg-type]


def counts(sites: Sequence[Site]) -> dict[str, int]:
    """Return how many sites there are, and of how many the destination is known."""
    resolved = sum(site.resolved for site in sites)
    return {"sites": len(sites), "resolved": resolved, "unresolved": len(sites) - resolved}


def as_json(path: str, sites: Sequence[Site]) -> dict[str, object]:
    """Return what tools read: the sites and their counts."""
    return {
        "path": masking.presentable(path),
        "counts": counts(sites),
        "sites": [{**asdict(site), "resolved": site.resolved} for site in sites],
    }


def _of_call(fact: Request | Client, belonging: _Belonging) -> Site:
    keys, carried = belonging.keys.get(fact.call, ()), belonging.carried.get(fact.call, ())
    endpoints = belonging.endpoints.get((fact.call, fact.destination), ())
    request = isinstance(fact, Request)
    return Site(
        line=fact.call.line,
        column=fact.call.column,
        kind="request" if request else "client",
        name=of_place(fact.callee) if isinstance(fact, Client) else f"{fact.method or '?'} {of_place(fact.callee)}",
        destination=fact.destination.place.value,
        host=fact.destination.host,
        reason=fact.destination.reason,
        urls=_unique(of_url(endpoint.url) for endpoint in endpoints) or _paths(fact),
        keys=_unique((*(of_key(key.value) for key in keys), *_fallback(fact), *of_carried_keys(carried))),
        carriers=_unique((*map(of_sink, keys), *of_carriers(carried))),
        unknown=_unknown(fact, keys, carried),
        readers=ALONE.and_of(*_reaches(keys, belonging.headers.get(fact.call, ()), endpoints)).readers,
    )


def _of_headers(fact: Credential) -> Site:
    where = fact.destination
    return Site(
        line=fact.argument.line,
        column=fact.argument.column,
        kind="headers",
        name="headers",
        destination=where.place.value,
        host=where.host,
        reason=where.reason,
        urls=(),
        keys=(of_key(fact.value),),
        carriers=(of_sink(fact),),
        unknown=(*_of_destination(where, "the request that sends them is not seen"), *_unknown_parts(fact)),
        readers=ALONE.and_of(*_reaches([fact])).readers,
    )


def _reaches(
    keys: Iterable[Credential], headers: Iterable[Header] = (), endpoints: Iterable[Endpoint] = ()
) -> Iterator[Reach]:
    """Yield who else sees what a fix would change: a header's name, a value, a literal in it, a URL."""
    for header in headers:
        yield from (header.name_reach, header.reach)
    for key in keys:
        yield from (key.reach, key.value.reach)
    yield from (endpoint.url.reach for endpoint in endpoints)


class _Belonging:
    """What goes with the calls of a file: headers, keys and else by the call, endpoints by its destination too."""

    def __init__(self, facts: Iterable[Fact], calls: Iterable[Request | Client]) -> None:
        self.keys: dict[Span | None, list[Credential]] = defaultdict(list)
        self.carried: dict[Span | None, list[Carried]] = defaultdict(list)
        self.headers: dict[Span | None, list[Header]] = defaultdict(list)
        self.endpoints: dict[tuple[Span | None, Destination], list[Endpoint]] = defaultdict(list)
        innermost = _Innermost(call.call for call in calls)
        for fact in facts:
            if isinstance(fact, Credential):
                self.keys[fact.call].append(fact)
            elif isinstance(fact, Carried):
                self.carried[fact.call].append(fact)
            elif isinstance(fact, Header):
                self.headers[fact.call].append(fact)
            elif isinstance(fact, Endpoint):
                self.endpoints[innermost.around(fact.span), fact.destination].append(fact)


class _Innermost:
    """Spans of calls: two of them lie in each other, or apart."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(dict.fromkeys(spans), key=lambda span: (span.start, -span.end))
        self._starts = [span.start for span in self._spans]
        self._outer: list[int] = []
        open_: list[int] = []
        for number, span in enumerate(self._spans):
            while open_ and self._spans[open_[-1]].end <= span.start:
                open_.pop()
            self._outer.append(open_[-1] if open_ else -1)
            open_.append(number)

    def around(self, place: Span) -> Span | None:
        """Return the innermost span that holds a place."""
        number = bisect_right(self._starts, place.start) - 1
        while number >= 0 and self._spans[number].end < place.end:
            number = self._outer[number]
        return self._spans[number] if number >= 0 else None


def _paths(fact: Request | Client) -> tuple[str, ...]:
    paths = fact.paths if isinstance(fact, Request) else ()
    return _unique(f"{fact.destination.host}{path}" for path in paths)


def _unknown(fact: Request | Client, keys: Sequence[Credential], carried: Sequence[Carried]) -> tuple[str, ...]:
    """Return what can't be told of a call, and as far as it is known, why."""
    found: list[str] = []
    if isinstance(fact, Request):
        argument = f"what {of_place(fact.path_span)} is" if fact.path_span else "no URL is given"
        found += _of_destination(fact.destination, argument)
        if fact.carries_credential is Answer.UNKNOWN:
            found.append("credential: the headers or arguments are not known whole")
        elif fact.carries_credential is Answer.YES and not keys and not carried:
            found.append("credential: it is sent, and described where the same headers are sent first")
    else:
        found += _of_destination(fact.destination, f"{fact.endpoint_argument} is not known")
        if fact.has_key is Answer.UNKNOWN:
            found.append(f"credential: {fact.key_argument} is not given here, and may be set elsewhere")
    if any(item.authorized is Answer.UNKNOWN for item in carried):
        found.append("credential: whether an Authorization header goes along as well")
    parts = ((item.carrier, part) for item in carried for text in item.values for part in text.parts)
    found += (f"{carrier.value}: {of_part(part)}" for carrier, part in parts if isinstance(part, Unknown))
    return _unique((*found, *(part for key in keys for part in _unknown_parts(key))))


def _of_destination(destination: Destination, why: str) -> tuple[str, ...]:
    if destination.place is not Place.UNKNOWN:
        return ()
    evidence = f", for OpenRouter speaks: {destination.evidence}" if destination.evidence else ""
    return (f"destination: {destination.reason or why}{evidence}",)


def _unknown_parts(key: Credential) -> tuple[str, ...]:
    return tuple(f"key: {of_part(part)}" for part in key.value.parts if not isinstance(part, Literal | Variable))


def _fallback(fact: Request | Client) -> tuple[str, ...]:
    if isinstance(fact, Client) and fact.has_key is Answer.NO and fact.fallback:
        return (f"the client's own: environment variable {fact.fallback}",)
    return ()


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
