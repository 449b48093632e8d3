"""Where the clients of SDKs go: by an endpoint that they are given, by a model's name, by what they do without."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference import arguments, environment
from flake8_openrouter.languages.python.inference.arguments import Given
from flake8_openrouter.languages.python.inference.values import Nothing
from flake8_openrouter.languages.python.libraries import sdks
from flake8_openrouter.languages.python.sites import client_attributes
from flake8_openrouter.languages.python.sites.constructions import Construction
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.model import Answer, Base, Destination, Endpoint, Place, Span
from flake8_openrouter.openrouter import api, destinations

_ROUTED = "the model's name or an argument, which tells the provider"


def destination(context: Context, built: Construction, endpoint: Given | None) -> Destination:
    """Return where a client goes that is given an endpoint, or none."""
    sdk, scope = built.sdk, built.site.scope
    values = arguments.values(context.evaluator, endpoint)
    if sdk.base is Base.FOREIGN and sdk.routes:
        return destinations.of_host(sdk.host)
    if any(not isinstance(value, Nothing) for value in values) and endpoint is not None:
        found = context.destination(context.evaluator.argument_texts(endpoint.value), scope)
        if found.place is Place.UNKNOWN and not found.mixed and _may_be_left_out(built, endpoint):
            found = destinations.of_host(sdk.host) if sdk.host == api.HOST else found
        # An endpoint that is given and not known is as likely another one: the file's evidence does not count here.
        return found._replace(evidence="") if found.evidence == destinations.FILE_EVIDENCE else found
    if misplaced(context, built) is not None:
        return context.unknown_destination(scope)
    if not built.given.complete:
        # What else it is given may be another endpoint; as of other alternatives, the one that is known counts.
        usual = _by_model(context, built) if sdk.prefix else destinations.of_host(sdk.host)
        if usual.official or sdk.base is Base.FOREIGN:
            return usual if usual.official else Destination()
        return context.unknown_destination(scope)
    if sdk.prefix:
        return _by_model(context, built)
    for variable in sdk.endpoint_variables:
        if texts := environment.assigned(context.evaluator, variable, built.frame):
            return context.destination(texts, scope)
    if texts := client_attributes.texts(context, built.site, sdk.endpoints):
        return context.destination(texts, scope)
    if sdk.host and sdk.host != "openrouter.ai" and _endpoint_may_be_set(context, built):
        return Destination(reason="the endpoint may be set elsewhere in the file")
    found = destinations.of_host(sdk.host)
    return found._replace(reason=_ROUTED) if built.routed else found


def _may_be_left_out(built: Construction, argument: Given) -> bool:
    """Tell whether an argument is put into a mapping in some cases only: ``if base: options["base_url"] = base``."""
    there, here = argument.value.frame, built.frame
    return there.scope.function is here.scope.function and bool(set(there.point.branches) - set(here.point.branches))


def _by_model(context: Context, built: Construction) -> Destination:
    """Return where a client of many providers goes by the model's name, if no route says it."""
    if built.given.get(set(built.sdk.providers).difference(built.sdk.models)):
        return Destination(reason="an argument names the provider")
    given = built.given.get(built.sdk.models)
    texts = context.evaluator.argument_texts(given.value) if given else ()
    prefix = built.sdk.prefix
    # As with URLs, the default of a variable says where it goes: where it does not go, the variable may say otherwise.
    if texts and all(text.with_defaults().starts_with(prefix) is Answer.YES for text in texts):
        return Destination(Place.OPENROUTER, "openrouter.ai", "the model's name")
    elsewhere = texts and all(text.starts_with(prefix) is Answer.NO for text in texts)
    return Destination(Place.ELSEWHERE, "", "the model's name") if elsewhere else Destination()


def _endpoint_may_be_set(context: Context, built: Construction) -> bool:
    """Tell whether a client without an endpoint may have one all the same, or is one of two ways to go."""
    sdk, module = built.sdk, context.module
    if client_attributes.is_assigned(context, built.site.node, sdk.endpoints):
        return True
    given_beside = indexes.keywords(module)[built.site.scope.function]
    if not given_beside.isdisjoint(sdk.endpoints) and (
        isinstance(module.parents.get(built.site.node), ast.IfExp) or built.site.point.branches
    ):
        return True
    return not environment.named(module).isdisjoint(sdk.endpoint_variables) or any(
        name in context.globals_set for name in sdks.OPENAI_GLOBALS
    )


def facts(context: Context, built: Construction, endpoint: Given | None) -> Iterator[Endpoint]:
    """Yield the endpoints of OpenRouter's, or of a stranger's, that a client is given or assigned.

    What it is built with may be the beginning of what it is assigned: that is not judged then.
    """
    if endpoint is not None and not client_attributes.is_assigned(context, built.site.node, built.sdk.endpoints):
        yield from _endpoint(context, built, endpoint)
    for given in client_attributes.assignments(context, built.site, built.sdk.endpoints):
        yield from _endpoint(context, built, given)


def _endpoint(context: Context, built: Construction, endpoint: Given) -> Iterator[Endpoint]:
    use = context.span(built.use(endpoint))
    for url in context.evaluator.argument_texts(endpoint.value):
        place = context.destination([url], built.site.scope)
        if place.resolved or destinations.is_strangers(url):
            givers = context.outside.setters(endpoint.value.node, endpoint.value.frame)
            yield Endpoint(context.here(url, use), built.sdk.base, use, place, givers)


def misplaced(context: Context, built: Construction) -> Span | None:
    """Return the argument for a network proxy that was given OpenRouter's URL."""
    given = built.given.get((built.sdk.proxy,)) if built.sdk.proxy else None
    if given is None:
        return None
    destination = context.destination(context.evaluator.argument_texts(given.value), built.site.scope)
    return context.span(given.node) if destination.resolved else None
