"""``flake8-openrouter inspect``: what was understood of the sites of a file, and what stayed unknown, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from typing import NamedTuple, TypeVar

from flake8_openrouter import languages
from flake8_openrouter.languages import Language, Program
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
    Site,
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
class Description:
    """A site in words: ``line`` from 1, ``column`` from 0 in characters. All texts may be shown.

    In a notebook they count in the cell, ``cell`` is its number; 0 in another file.
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
    cell: int = 0

    @property
    def where(self) -> str:
        """Its line, and its cell where it has one."""
        return f"cell {self.cell}:{self.line}" if self.cell else str(self.line)

    @property
    def resolved(self) -> bool:
        """It is known where it goes."""
        return self.destination != Place.UNKNOWN.value


def inspect(text: str, path: str, configuration: Configuration, language: Language | None = None) -> list[Description]:
    """Return the sites of a source, by place. Raises ValueError, with the reason, where it is not understood.

    Without a ``language`` its name says of which it is.
    """
    language = language or languages.of_text(path)
    document = Document(path, text.removeprefix("\ufeff"), language.notation)
    program = language.program(document)
    if program.failure is not None:
        raise ValueError(program.failure.reason)
    shown = {item.description for item in seen(program, configuration)}
    return sorted(shown, key=lambda item: (item.cell, *_order(item)))


class Seen(NamedTuple):
    """A site in words, and the places in the source of all that is said of it."""

    description: Description
    spans: tuple[Span, ...]


def seen(program: Program, configuration: Configuration) -> Iterator[Seen]:
    """Yield the sites of a program that is understood, and of those embedded in it."""
    for each in languages.with_embedded(program):
        yield from _of_program(each, configuration)


def _order(item: Description) -> tuple[object, ...]:
    return item.line, item.column, item.kind, item.urls, item.keys, repr(item)


def _of_program(program: Program, configuration: Configuration) -> Iterator[Seen]:
    """Yield the sites of a program itself; none of what is not understood."""
    if program.failure is not None:
        return
    document = program.document
    project = languages.of_document(document).project(configuration.project)
    sites = list(program.sites(analysis.settings_for(document, configuration), project))
    _note_keys(document, [fact for site in sites for fact in site.every])
    known = masking.known(document)
    found = (item for site in sites for item in _of_site(site))
    yield from (item._replace(description=_presentable(item.description, known)) for item in found)


def _of_site(site: Site) -> Iterator[Seen]:
    parts = tuple(_parts(site))
    yield from (Seen(_of_call(call, site), (call.call, *parts)) for call in site.calls)
    for fact in _facts(site, Credential):
        if fact.variable:
            yield Seen(_of_variable(fact), (fact.argument,))
        elif fact.call is None:
            yield Seen(_of_headers(fact), parts or (fact.argument,))


def _parts(site: Site) -> Iterator[Span]:
    """Yield the places of a site's headers and keys; not of those in another file."""
    for header in _facts(site, Header):
        yield from (header.entry, header.name_span)
    for key in _facts(site, Credential):
        yield key.argument
    for carried in _facts(site, Carried):
        yield carried.span


_Kind = TypeVar("_Kind", bound=Fact)


def _facts(site: Site, kind: type[_Kind]) -> list[_Kind]:
    return [fact for fact in site.every if isinstance(fact, kind)]


def _note_keys(document: Document, facts: Iterable[Fact]) -> None:
    rules = [rule for rule in all_rules() if rule.lies_on_key]
    asked = ((rule, fact) for fact in facts for rule in rules if isinstance(fact, rule.facts))
    masking.note(document, (finding for rule, fact in asked for finding in rule.findings(fact)))


def _presentable(site: Description, known: frozenset[str]) -> Description:
    """Return a site with texts that may be shown."""

    def shown(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(map(shown, value))
        return masking.presentable(value, known) if isinstance(value, str) else value

    return Description(*(shown(getattr(site, field.name)) for field in fields(site)))  # type: ignore[arg-type]


def counts(sites: Sequence[Description]) -> dict[str, int]:
    """Return how many sites there are, and of how many the destination is known."""
    resolved = sum(site.resolved for site in sites)
    return {"sites": len(sites), "resolved": resolved, "unresolved": len(sites) - resolved}


def as_json(path: str, sites: Sequence[Description]) -> dict[str, object]:
    """Return what tools read: the sites and their counts."""
    return {"path": masking.presentable(path), "counts": counts(sites), "sites": list(map(_as_object, sites))}


def _as_object(site: Description) -> dict[str, object]:
    found = {**asdict(site), "resolved": site.resolved}
    return found if site.cell else {name: value for name, value in found.items() if name != "cell"}


def _of_call(fact: Request | Client, site: Site) -> Description:
    keys, carried, headers = _facts(site, Credential), _facts(site, Carried), _facts(site, Header)
    is_any = fact.destination.mixed
    endpoints = [each for each in _facts(site, Endpoint) if is_any or each.destination == fact.destination]
    request = isinstance(fact, Request)
    place = fact.call.nearest
    return Description(
        line=place.line_in_section,
        column=place.column,
        cell=_cell(place),
        kind="request" if request else "client",
        name=of_place(fact.callee) if isinstance(fact, Client) else f"{fact.method or '?'} {of_place(fact.callee)}",
        destination=fact.destination.place.value,
        host=fact.destination.host,
        reason=fact.destination.reason,
        urls=_unique(of_url(endpoint.url) for endpoint in endpoints) or _paths(fact),
        keys=_unique((*(of_key(key.value) for key in keys), *_fallback(fact), *of_carried_keys(carried))),
        carriers=_unique((*map(of_sink, keys), *of_carriers(carried))),
        unknown=_unknown(fact, keys, carried),
        readers=ALONE.and_of(*_reaches(keys, headers, endpoints)).readers,
    )


def _cell(span: Span) -> int:
    return span.section.number if span.section is not None else 0


def _of_variable(fact: Credential) -> Description:
    return _of_place(fact, "environment", fact.variable, "what reads the variable is not seen")


def _of_headers(fact: Credential) -> Description:
    kind = "headers" if fact.is_header else "setting"
    return _of_place(fact, kind, kind, "the request that sends them is not seen")


def _of_place(fact: Credential, kind: str, name: str, why: str) -> Description:
    """Describe a key that is put somewhere; ``why`` its destination is not known, where it isn't."""
    where, place = fact.destination, fact.argument.nearest
    return Description(
        line=place.line_in_section,
        column=place.column,
        cell=_cell(place),
        kind=kind,
        name=name,
        destination=where.place.value,
        host=where.host,
        reason=where.reason,
        urls=(),
        keys=(of_key(fact.value),),
        carriers=(of_sink(fact),),
        unknown=(*_of_destination(where, why), *_unknown_parts(fact)),
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
            found.append("credential: the headers or arguments are not fully known")
        elif fact.carries_credential is Answer.YES and not keys and not carried:
            found.append("credential: sent, and described where the same headers are sent first")
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
    evidence = f", evidence for OpenRouter: {destination.evidence}" if destination.evidence else ""
    return (f"destination: {destination.reason or why}{evidence}",)


def _unknown_parts(key: Credential) -> tuple[str, ...]:
    return tuple(f"key: {of_part(part)}" for part in key.value.parts if not isinstance(part, Literal | Variable))


def _fallback(fact: Request | Client) -> tuple[str, ...]:
    if isinstance(fact, Client) and fact.has_key is Answer.NO and fact.fallback:
        return (f"the client's own: environment variable {fact.fallback}",)
    return ()


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
