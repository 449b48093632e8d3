"""SDK clients: which key and endpoint they are built with, and what they would use without."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from flake8_openrouter.languages.python.inference import arguments, lookups
from flake8_openrouter.languages.python.inference.arguments import Given
from flake8_openrouter.languages.python.inference.values import Built, Nothing, is_empty
from flake8_openrouter.languages.python.libraries import sdks
from flake8_openrouter.languages.python.libraries.sdk import Sdk
from flake8_openrouter.languages.python.sites import (
    call_headers,
    client_attributes,
    configurations,
    constructions,
    derived,
    headers,
    openai_module,
    purposed,
    sdk_endpoints,
    sent_headers,
    traced_keys,
    unread,
)
from flake8_openrouter.languages.python.sites.constructions import Construction
from flake8_openrouter.languages.python.sites.context import BuiltClient, Context
from flake8_openrouter.languages.python.sites.sessions import Session, is_none
from flake8_openrouter.languages.python.syntax.conditions import testing
from flake8_openrouter.model import (
    Answer,
    Base,
    Client,
    Conflict,
    Credential,
    Destination,
    Fact,
    Place,
    Purpose,
    Site,
    Unverified,
)
from flake8_openrouter.openrouter import api, credentials
from flake8_openrouter.openrouter.evidence import supported_by
from flake8_openrouter.openrouter.header_names import AUTHORIZATION

#: What is missing in a model's name that leads to an API which OpenRouter has not, whatever the endpoint.
_UNROUTED = "openrouter/ before the model's name"


def sites(context: Context) -> Iterator[Site]:
    """Yield the SDK clients of a file, and the module-wide settings that they don't read."""
    without_endpoint = False
    for site, name in context.telling_calls:
        built = list(constructions.constructions(context, site, name)) if constructions.may_build(site, name) else []
        if configurations.may_configure(site, name) and configurations.are_named(context.module):
            built += configurations.configurations(context, site, name)
        if not built:
            continue
        without_endpoint = without_endpoint or any(map(_goes_to_openai, built))
        yield Site(tuple(fact for construction in built for fact in _facts_of(context, construction)))
    yield from call_headers.sites(context)
    yield from (Site((fact,)) for fact in openai_module.facts(context, unread=without_endpoint))
    yield from (Site((fact,)) for fact in traced_keys.facts(context))
    yield from (Site((fact,)) for fact in unread.other_apis(context))


def _goes_to_openai(built: Construction) -> bool:
    return built.sdk.host == "api.openai.com" and not built.given.get(built.sdk.endpoints)


def _facts_of(context: Context, built: Construction) -> Iterator[Fact]:
    span = context.span(built.site.node)
    endpoint = built.given.get(built.sdk.endpoints)
    misnamed = unread.endpoint(context, built)
    destination = misnamed[1] if misnamed else sdk_endpoints.destination(context, built, endpoint)
    if (built.sdk is sdks.UNKNOWN_SDK or not built.is_known) and not destination.resolved:
        return
    header_argument = built.given.get(built.sdk.headers)
    sent = (
        sent_headers.collect(context, arguments.values(context.evaluator, header_argument))
        if header_argument
        else sent_headers.Sent()
    )
    key, misnamed_key = _key(context, built), unread.key(context, built)
    if misnamed is not None:
        yield unread.fact(context, built, *misnamed)
    if misnamed_key is not None:
        yield unread.fact(context, built, misnamed_key, destination)
    beside = ("Authorization",) if key is not None else ()
    is_overridden = derived.is_overridden(context, built.site)
    yield from headers.facts(
        context, _left(context, sent) if is_overridden else sent, destination, span, header_argument, beside
    )
    yield from sdk_endpoints.facts(context, built, endpoint)
    yield from _transport(context, built, destination)
    yield from _conflicts(context, built, sent, destination, key)
    replaced = "Authorization" in sent_headers.names(sent.entries) or is_overridden
    replaced = replaced or client_attributes.is_replaced(context, built.site, built.sdk.keys)
    if key is not None and not replaced and not _is_completed(context, built):
        yield from _credentials(context, built, key, destination)
    yield from _assigned_keys(context, built, destination)
    client = _client(context, built, destination, key, replaced or not sent.complete or misnamed_key is not None)
    has_key = key is not None or replaced or built.given.get(built.sdk.others) is not None
    name = key.name if key is not None else ""
    context.clients.append(BuiltClient(built.site.node, built.sdk.variables, destination, has_key, name))
    yield client
    if destination.official and built.sdk.base is Base.OPENAI:
        yield from purposed.validations(context, built.site.node, destination)


def _left(context: Context, sent: sent_headers.Sent) -> sent_headers.Sent:
    """Return a client's headers where its calls bring their own; one that is spelt otherwise is sent beside that."""
    context.accounted.update(entry.key_node for entry in sent.entries)
    is_spelt_so = sent_headers.authorizations(sent_headers.names(sent.entries)) == {"Authorization"}
    return sent.without((AUTHORIZATION,)) if is_spelt_so else sent


def _transport(context: Context, built: Construction, destination: Destination) -> Iterator[Unverified]:
    """Yield where the HTTP client that an SDK is given does not verify certificates."""
    for given in built.given.all(built.sdk.http_clients):
        use = context.span(given.node)
        for value in arguments.values(context.evaluator, given):
            if isinstance(value, Built):
                yield from (
                    Unverified(place.here(use), destination, place.text)
                    for place in Session(context, value).unverified()
                )


def _is_completed(context: Context, built: Construction) -> bool:
    """Tell whether the HTTP client that an SDK is given may send another credential than the SDK's."""
    values = (
        value
        for given in built.given.all(built.sdk.http_clients)
        for value in arguments.values(context.evaluator, given)
    )
    return any(isinstance(value, Built) and Session(context, value).is_completed() for value in values)


def _key(context: Context, built: Construction) -> Given | None:
    """Return the key argument, unless it is ``None`` itself: a variable that holds it may be set elsewhere.

    Of two the one that is not empty: ``Anthropic(api_key="", auth_token=key)`` keeps the variable's key away.
    """
    found = [given for given in built.given.all(built.sdk.keys) if not is_none(given.value.node)]
    filled = [given for given in found if not _is_nothing(context, given)] if len(found) > 1 else found
    return next(iter(filled or found), None)


def _conflicts(
    context: Context, built: Construction, sent: sent_headers.Sent, destination: Destination, key: Given | None
) -> Iterator[Conflict]:
    if key is None:
        return
    both = [given for given in built.given.all(built.sdk.exclusive) if not _is_nothing(context, given)]
    if len(both) > 1:
        second, first = (given.name for given in both)
        yield Conflict(context.span(both[0].node), first, second, destination, built.sdk.if_both)
    yield from call_headers.spelt_otherwise(sent, key.name, destination, context.span(built.site.node))


def _is_nothing(context: Context, given: Given) -> bool:
    return all(map(is_empty, arguments.values(context.evaluator, given)))


def _credentials(context: Context, built: Construction, key: Given, destination: Destination) -> Iterator[Credential]:
    use = context.span(built.use(key))
    values = arguments.values(context.evaluator, key)
    is_asked = _is_asked(context, built, key)
    givers = context.outside.setters(key.value.node, key.value.frame)
    settable = (*built.sdk.keys, *(built.sdk.endpoints if destination.place is Place.ELSEWHERE else ()))
    givers = givers.and_of(client_attributes.setters(context, built.site, settable))
    endpoint, variables = built.given.get(built.sdk.endpoints), built.sdk.endpoint_variables
    if endpoint is not None:
        givers = givers.and_of(context.leading(destination, endpoint.value))
    for value in values:
        if isinstance(value, Nothing):
            continue
        found = lookups.asked_for(value) if is_asked else value
        text = context.here(context.evaluator.as_text(found, key.value.node, key.value.frame), use)
        place = destination if endpoint is not None else context.without_endpoint(destination, text, variables)
        if destination.official:
            context.note_sent(text, key.value.frame)
        yield Credential(
            credentials.without_bearer(text),
            text,
            key.name,
            built.entry(context, key),
            supported_by(place, text),
            context.in_tests,
            certain=len(values) == 1 and not client_attributes.is_assigned(context, built.site.node, (key.name,)),
            interpolable=headers.names_bound(context, text, key.value.frame, use),
            doubles=built.sdk.doubles,
            fallbacks=built.sdk.variables,
            remedy=_remedy(built.sdk),
            by_model=built.sdk.is_led_by_model,
            unset=f"your {_fallback(built.sdk)} instead" if built.sdk.variables else built.sdk.unset,
            call=built.call(context),
            in_mapping=built.in_mapping,
            endpoint="" if built.sdk.base is Base.FOREIGN else _first(built.sdk.endpoints),
            base_url=api.ANTHROPIC_BASE_URL if built.sdk.base is Base.ANTHROPIC else api.BASE_URL,
            purpose=purposed.of_client(context, built.site.node) if built.sdk.manages else Purpose.INFERENCE,
            givers=givers,
        )


def _is_asked(context: Context, built: Construction, key: Given) -> bool:
    """Tell whether a condition asks for a key in the mapping that holds it: ``if not options["key"]``."""
    is_spread = isinstance(key.node, ast.keyword) and key.node.arg is None
    return is_spread and built.site.scope.function in testing(context.module, key.name)


def _remedy(sdk: Sdk) -> str:
    """Return what leads a client to OpenRouter that has no argument for it; empty where it has, or nothing does."""
    if sdk.is_led_by_model:
        return _UNROUTED
    variable = "" if sdk.endpoints else _first(sdk.endpoint_variables)
    return f'os.environ["{variable}"] = "{api.BASE_URL}"' if variable else ""


def _assigned_keys(context: Context, built: Construction, destination: Destination) -> Iterator[Credential]:
    """Yield the keys that a client is given once it is built: ``client.api_key = …``."""
    found = list(client_attributes.assignments(context, built.site, built.sdk.keys))
    for given in found:
        for credential in _credentials(context, built, given, destination):
            # A client that was built does not look for a key again.
            known = len(arguments.values(context.evaluator, given)) == 1
            yield credential._replace(certain=known, fallbacks=(), unset="")


def _client(
    context: Context, built: Construction, destination: Destination, key: Given | None, replaced: bool
) -> Client:
    sdk = built.sdk
    if key is not None:
        has_key = Answer.YES
    elif (
        not built.given.complete
        or replaced
        or client_attributes.is_assigned(context, built.site.node, sdk.keys)
        or built.own_key
        or context.sets(sdk.variables)
        or built.given.get(sdk.others)
    ):
        has_key = Answer.UNKNOWN
    else:
        has_key = Answer.NO
    return Client(
        name=sdk.name,
        call=built.call(context),
        callee=built.place(context),
        destination=destination,
        has_key=has_key,
        key_argument=sdk.keys[0],
        endpoint_argument=_first(sdk.endpoints),
        fallback=_fallback(sdk),
        sends="" if built.given.get(sdk.keys) else sdk.sends,
        misplaced_endpoint=sdk_endpoints.misplaced(context, built),
        misplaced_name=sdk.proxy,
        in_mapping=built.in_mapping,
        reads=sdk.own_variables,
        holder=sdk.holder,
        givers=context.setters(sdk.variables),
    )


def _fallback(sdk: Sdk) -> str:
    return _first(sdk.variables)


def _first(names: Sequence[str]) -> str:
    return names[0] if names else ""
