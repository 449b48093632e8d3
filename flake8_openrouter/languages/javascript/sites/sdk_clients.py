"""SDK clients: which key and endpoint they are built with, and what they would use without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from flake8_openrouter.languages.javascript.inference.values import Absent, Flag, Object, Values
from flake8_openrouter.languages.javascript.libraries.http import Client as Sender
from flake8_openrouter.languages.javascript.sites import constructions, headers, reaching, sent, unread
from flake8_openrouter.languages.javascript.sites.constructions import Construction
from flake8_openrouter.languages.javascript.sites.context import Context
from flake8_openrouter.languages.javascript.sites.options import Given, shown
from flake8_openrouter.languages.javascript.sites.sent import Sent
from flake8_openrouter.model import (
    Answer,
    Base,
    Client,
    Conflict,
    Credential,
    Destination,
    Endpoint,
    Fact,
    Literal,
    OtherApi,
    Place,
    Purpose,
    Site,
    Span,
    Text,
    Variable,
)
from flake8_openrouter.openrouter import api, credentials, destinations
from flake8_openrouter.openrouter.evidence import supported_by
from flake8_openrouter.openrouter.header_names import AUTHORIZATION

if TYPE_CHECKING:
    from tree_sitter import Node

_PREFIX = "openrouter/"
_UNROUTED = "openrouter/ before the model's name"
_SET_LATER = re.compile(rb"\.(?:baseURL|basePath|serverURL)\s*=[^=]")

#: Where a router of models sends what a provider's name is before.
_PROVIDERS = {"openai": "api.openai.com", "anthropic": "api.anthropic.com", "groq": "api.groq.com"}


class Alike(NamedTuple):
    """The calls that build clients for OpenRouter: by the endpoint that they want, and by who adds the scheme.

    What is right for one of them is right for the others of its kind, and may be wrong for a request.
    """

    by_base: Mapping[Base, Sequence[Node]]
    by_scheme: Mapping[bool, Sequence[Node]]

    @classmethod
    def of(cls, official: Sequence[Construction]) -> Alike:
        return cls(
            {base: [built.call for built in official if built.sdk.base is base] for base in Base},
            {doubles: [built.call for built in official if built.sdk.doubles is doubles] for doubles in (False, True)},
        )


def sites(context: Context) -> Iterator[Site]:
    """Yield the SDK clients of a file, each with all that is known of it over all callers."""
    if context.in_tests:
        return
    found = [(each, [_destination(context, built) for built in each]) for each in constructions.constructions(context)]
    official = [(each[0], where) for each, where in found if all(destination.official for destination in where)]
    context.official = [*context.official, *(built.call for built, _ in official)]
    alike = Alike.of([built for built, _ in official])
    for each, where in found:
        pairs = zip(each, where, strict=True)
        facts = dict.fromkeys(
            fact for built, destination in pairs for fact in _facts(context, built, destination, alike)
        )
        if facts:
            yield Site(tuple(facts))


def _facts(context: Context, built: Construction, destination: Destination, alike: Alike) -> Iterator[Fact]:
    sdk, options = built.sdk, built.options
    if not built.is_known and not destination.resolved:
        return
    span = context.span(built.call)
    if sdk.speaks:
        yield from _other_api(context, built)
    misnamed = unread.endpoint(context, built)
    if misnamed is not None:
        destination = misnamed.destination
        yield misnamed
    misnamed_key = unread.key(context, built, destination)
    if misnamed_key is not None:
        yield misnamed_key
    all_sent, use = _headers(context, built)
    yield from headers.facts(context, all_sent, destination, span, use, Sender(sdk.name, sdk.trims), to_api=True)
    yield from _endpoints(context, built, alike.by_base[sdk.base])
    yield from _conflicts(context, built, destination)
    key = options.get(sdk.keys)
    is_replaced = any((entry.key or "").lower() == AUTHORIZATION for entry in all_sent.entries)
    if key is not None and not is_replaced:
        yield from _credentials(context, built, key, destination, alike.by_scheme[sdk.doubles])
    has_key = _has_key(context, built, key, all_sent, is_replaced=is_replaced)
    if misnamed_key is not None and has_key is Answer.NO:
        has_key = Answer.UNKNOWN
    yield _client(built, context, destination, has_key, is_replaced=is_replaced)


def _destination(context: Context, built: Construction) -> Destination:
    sdk, options = built.sdk, built.options
    given = options.all(sdk.endpoints)
    if any(not isinstance(value, Absent) for each in given for value in each.values):
        texts = [text for each in given for text in _urls(context, built, each)]
        if sdk.host and options.may_lack(sdk.endpoints):
            texts.append(_host(context, built))
        found = context.destination(texts, built.call)
        # An endpoint that is given and not known is as likely another one: the file's evidence does not count here.
        return found._replace(evidence="") if found.evidence == destinations.FILE_EVIDENCE else found
    if not options.is_complete(sdk.endpoints):
        return context.destination((), built.call)
    if sdk.model:
        return _by_model(context, built)
    if not sdk.host or (not sdk.own and _may_be_set(context, sdk.endpoint_variables + sdk.words)):
        return Destination(reason="the endpoint may be set elsewhere in the file") if sdk.host else Destination()
    return destinations.of_host(sdk.host)


def _urls(context: Context, built: Construction, given: Given) -> Iterator[Text]:
    """Yield the URLs that an endpoint can be: where it is undefined, the client's own."""
    for value in given.values:
        if isinstance(value, Absent):
            if built.sdk.host:
                yield _host(context, built)
        else:
            yield context.evaluator.as_text(value, given.value)


def _host(context: Context, built: Construction) -> Text:
    span = context.span(built.call)
    return Text((Literal(f"https://{built.sdk.host}/", span),), span)


def _may_be_set(context: Context, words: Sequence[str]) -> bool:
    """Tell whether a client without an endpoint may have one all the same: from a variable, or once it is built."""
    data = context.module.source.data
    return any(word.encode() in data for word in words) or _SET_LATER.search(data) is not None


def _by_model(context: Context, built: Construction) -> Destination:
    """Return where a router of models goes by the model's name."""
    given = built.options.get((built.sdk.model,))
    texts = given.texts if given is not None else ()
    if not texts or given is None or len(texts) < len(given.values):
        return Destination(reason="the model's name")
    if all(text.with_defaults().starts_with(_PREFIX) is Answer.YES for text in texts):
        return Destination(Place.OPENROUTER, api.HOST, "the model's name")
    providers = {text.head.partition("/")[0] for text in texts}
    host = _PROVIDERS.get(providers.pop(), "") if len(providers) == 1 else ""
    return Destination(Place.ELSEWHERE, host, "the model's name") if host else Destination()


def _headers(context: Context, built: Construction) -> tuple[Sent, Span]:
    """Return the headers that a client has for all its requests, and where they are given."""
    span = context.span(built.call)
    given = built.options.all(built.sdk.headers)
    if not given:
        return Sent(complete=built.options.is_complete(built.sdk.headers)), span
    values: Values = tuple(value for each in given for value in each.values)
    return sent.collect(context, values), _value_span(given[0]).here(span)


def _value_span(given: Given) -> Span:
    return given.value.frame.module.span(given.value.node)


def entry_span(context: Context, built: Construction, given: Given) -> Span:
    """Return the place of an option, its name and its value; of the call where that is in another file."""
    span = context.entry_span(given.entry) if given.entry is not None else _value_span(given)
    return span.here(context.span(built.call))


def _endpoints(context: Context, built: Construction, alike: Sequence[Node]) -> Iterator[Endpoint]:
    for given in built.options.all(built.sdk.endpoints):
        use = _value_span(given).here(context.span(built.call))
        for text in given.texts:
            place = context.destination((text,), built.call)
            if place.resolved or destinations.is_strangers(text):
                marked = reaching.marked(context, context.here(text, use), context.span(built.call), alike)
                yield Endpoint(marked, built.sdk.base, use, place)


def _other_api(context: Context, built: Construction) -> Iterator[OtherApi]:
    for given in built.options.all(built.sdk.endpoints):
        found = context.destination(given.texts, built.call)
        if found.official:
            yield OtherApi(
                entry_span(context, built, given), built.sdk.name, built.sdk.speaks, found, endpoint="baseURL"
            )


def _conflicts(context: Context, built: Construction, destination: Destination) -> Iterator[Conflict]:
    sdk = built.sdk
    both = [given for name in sdk.exclusive if (given := built.options.get((name,))) and not _is_nothing(given)]
    if len(both) > 1:
        first, second = both[1], both[0]
        yield Conflict(entry_span(context, built, second), first.name, second.name, destination, sdk.if_both)


def _is_nothing(given: Given) -> bool:
    return all(isinstance(value, Absent) or (isinstance(value, Text) and value.literal == "") for value in given.values)


def _credentials(
    context: Context, built: Construction, key: Given, destination: Destination, alike: Sequence[Node]
) -> Iterator[Credential]:
    sdk, call = built.sdk, context.span(built.call)
    use = _value_span(key).here(call)
    for value in key.values:
        if isinstance(value, Absent | Flag | Object):
            continue
        text = context.here(context.evaluator.as_text(value, key.value), use)
        text = reaching.marked(context, text, call, alike)
        yield Credential(
            credentials.without_bearer(text),
            text,
            key.name,
            entry_span(context, built, key),
            supported_by(destination, text),
            context.in_tests,
            certain=len(key.values) == 1,
            interpolable=key.entry is not None and headers.is_interpolable(context, text, key.entry),
            doubles=sdk.doubles,
            # With a text, be it empty, it does not look for a variable.
            fallbacks=() if sdk.unset or _has_default(text) else sdk.variables,
            unset=f"your {sdk.variables[0]} instead" if sdk.variables and not sdk.own else sdk.unset,
            call=call,
            endpoint="" if not sdk.endpoints or sdk.base is Base.FOREIGN else shown(sdk.endpoints[0]),
            base_url=_base_url(sdk.base),
            reach=text.givers,
            purpose=Purpose.UNKNOWN if sdk.manages else Purpose.INFERENCE,
            remedy=_UNROUTED if sdk.model else sdk.remedy,
            by_model=bool(sdk.model),
            trims=sdk.trims,
        )


def _has_default(text: Text) -> bool:
    return any(isinstance(part, Variable) and part.default for part in text.parts)


def _base_url(base: Base) -> str:
    return api.ANTHROPIC_BASE_URL if base is Base.ANTHROPIC else api.BASE_URL


def _has_key(context: Context, built: Construction, key: Given | None, all_sent: Sent, *, is_replaced: bool) -> Answer:
    sdk, options = built.sdk, built.options
    if key is not None:
        return Answer.YES
    if is_replaced and not sdk.needs_key:
        return Answer.UNKNOWN
    is_open = not all_sent.complete or not options.is_complete((*sdk.keys, *sdk.others))
    if is_open or options.get(sdk.others) is not None or _sets(context, sdk.variables):
        return Answer.UNKNOWN
    return Answer.NO


def _sets(context: Context, variables: Sequence[str]) -> bool:
    """Tell whether a file gives one of some variables a value."""
    data = context.module.source.data
    return any(
        re.search(rb"\b%b[\"']?\]?\s*(?:\|\|=|\?\?=|=(?!=))" % re.escape(name.encode()), data) for name in variables
    )


def _client(
    built: Construction, context: Context, destination: Destination, has_key: Answer, *, is_replaced: bool
) -> Client:
    sdk = built.sdk
    nulls = any(
        isinstance(value, Absent) and value.name == "null"
        for each in built.options.all(sdk.keys)
        for value in each.values
    )
    outcome = sdk.needs_key if is_replaced else sdk.null if nulls else ""
    return Client(
        name=sdk.name,
        call=context.span(built.call),
        callee=context.span(built.callee),
        destination=destination,
        has_key=has_key,
        key_argument=shown(sdk.keys[0]),
        endpoint_argument=shown(sdk.endpoints[0]) if sdk.endpoints else "",
        fallback="" if sdk.own or not sdk.variables else sdk.variables[0],
        outcome=outcome or ("" if sdk.variables else sdk.lacks),
        reads=sdk.variables if sdk.own else (),
    )
