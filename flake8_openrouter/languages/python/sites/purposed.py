"""What requests are for, and the variables whose keys they are sent with: not each key is for each request."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from flake8_openrouter.languages.python.inference.values import Built, Frame
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.sites.sent_headers import Sent, is_certain
from flake8_openrouter.languages.python.syntax.tree import last_name
from flake8_openrouter.model import Answer, Destination, KeyVariable, Purpose, Request, Site, Span, Variable
from flake8_openrouter.openrouter import api, purposes, validation
from flake8_openrouter.openrouter.header_names import API_KEY, AUTHORIZATION

#: What the parts of a client are for that has those for managing keys as well; source: the official SDK's ``sdk.py``.
_PARTS = {
    **dict.fromkeys(("chat", "embeddings", "images", "rerank", "responses"), Purpose.INFERENCE),
    **dict.fromkeys(("stt", "tts", "video_generation"), Purpose.INFERENCE),
    **dict.fromkeys(("api_keys", "organization"), Purpose.MANAGEMENT),
}
#: The operations on keys that each key may be asked for about itself.
_OF_ITSELF = frozenset(("get_current_key_metadata", "get_current_key_metadata_async"))
#: Methods that send something else than the list of models is asked by.
_OTHERWISE = ("create", "parse", "stream", "get", "post", "request", "urlopen")


def of_client(context: Context, call: ast.Call) -> Purpose:
    """Return what the client is used for that a call builds, where that is one thing."""
    found = set()
    for site in context.module.calls:
        method = site.node.func
        part = method.value if isinstance(method, ast.Attribute) else None
        if not isinstance(part, ast.Attribute) or part.attr not in _PARTS or last_name(method) in _OF_ITSELF:
            continue
        clients = context.evaluator.evaluate(part.value, Frame(site.scope, site.point))
        if any(isinstance(client, Built) and client.call is call for client in clients):
            found.add(_PARTS[part.attr])
    return found.pop() if len(found) == 1 else Purpose.UNKNOWN


def validations(context: Context, call: ast.Call, destination: Destination) -> Iterator[Request]:
    """Yield the lists of models that functions named for it ask the client for which a call builds, to judge its key.

    One that calls something else with it as well judges by that.
    """
    named = context.module.calls_by_name
    for site in named.get("list", ()):
        function, models = site.scope.function, getattr(site.node.func, "value", None)
        if (
            not isinstance(models, ast.Attribute)
            or models.attr != "models"
            or not validation.is_named_so(function.name)
        ):
            continue
        if any(other.scope.function is function for name in _OTHERWISE for other in named.get(name, ())):
            continue
        clients = context.evaluator.evaluate(models.value, Frame(site.scope, site.point))
        if any(isinstance(client, Built) and client.call is call for client in clients):
            yield Request(
                call=context.span(site.node),
                callee=context.span(site.node.func),
                method="GET",
                paths=(f"{api.API_PATH}/models",),
                destination=destination,
                carries_credential=Answer.YES,
                function=function.name,
                decides=context.conduct.decides(function),
            )


def with_variables(context: Context, request: Request, sent: Sent) -> Request:
    """Return a request to OpenRouter with what it is for, and the variables that are certainly read for its key."""
    use = request.headers or request.call
    found: list[KeyVariable] = []
    for entry in sent.entries:
        if (entry.key or "").lower() not in (AUTHORIZATION, API_KEY):
            continue
        texts = [context.here(text, use) for text in context.evaluator.argument_texts(entry.value)]
        for text in texts if len(texts) == 1 and is_certain(context, sent, entry) else ():
            read = (part for part in text.parts if isinstance(part, Variable) and part.name)
            found += [KeyVariable(part.name, text.place(part)) for part in read]
    return request._replace(purpose=purposes.purpose(request.paths), variables=tuple(found))


def settled(sites: Sequence[Site]) -> Iterator[Site]:
    """Yield the sites; where one read serves requests for several purposes, each of these is where it is told."""
    purposes: dict[Span, set[Purpose]] = {}
    for request in (fact for site in sites for fact in site.facts if isinstance(fact, Request)):
        for variable in request.variables:
            purposes.setdefault(variable.span, set()).add(request.purpose)
    shared = {span for span, found in purposes.items() if len(found) > 1}
    for site in sites:
        yield Site(tuple(_at_itself(fact, shared) if isinstance(fact, Request) else fact for fact in site.facts))


def _at_itself(request: Request, shared: set[Span]) -> Request:
    """Return a request with the variables that it shares with others at its own URL."""
    if shared.isdisjoint(variable.span for variable in request.variables):
        return request
    place = request.path_span or request.callee
    moved = (each._replace(span=place) if each.span in shared else each for each in request.variables)
    return request._replace(variables=tuple(moved))
