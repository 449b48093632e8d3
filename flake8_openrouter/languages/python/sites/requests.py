"""HTTP calls: which requests a file sends, where they go, and what goes along."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_openrouter.languages.python.inference import arguments
from flake8_openrouter.languages.python.inference.arguments import Given
from flake8_openrouter.languages.python.inference.bindings import is_bound, reaching
from flake8_openrouter.languages.python.inference.values import Argument, Built, Frame, Instance, Sequence, Value
from flake8_openrouter.languages.python.libraries import http
from flake8_openrouter.languages.python.sites import (
    carriers,
    completion,
    headers,
    http_calls,
    prepared,
    purposed,
    responses,
    sent_headers,
)
from flake8_openrouter.languages.python.sites.carriers import Call
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.sites.sent_headers import Sent
from flake8_openrouter.languages.python.sites.sessions import Session, account, contents, is_unverified
from flake8_openrouter.languages.python.syntax.scopes import CallSite, Kind
from flake8_openrouter.model import (
    ALONE,
    Answer,
    Base,
    Carried,
    Destination,
    Endpoint,
    Fact,
    Reach,
    Request,
    Site,
    Span,
    Text,
    Unverified,
)
from flake8_openrouter.openrouter import credentials, destinations, validation


def sites(context: Context) -> Iterator[Site]:
    """Yield the HTTP calls of a file, and the sessions that know where they go."""
    yield from validation.settled(list(purposed.settled(list(_sites(context)))))


def _sites(context: Context) -> Iterator[Site]:
    for site, name in context.telling_calls:
        if name in http.CLIENTS:
            yield Site(tuple(_client_facts(context, site)))
        if http_calls.may_send(context, site, name):
            calls = (http_calls.of(context, site, frame) for frame in context.frames(site))
            yield Site(tuple(fact for call in calls if call for fact in _facts_of(context, call)))


def _client_facts(context: Context, site: CallSite) -> Iterator[Fact]:
    """Yield the facts of a session with a base URL, whatever is requested on it."""
    for frame in context.frames(site):
        for value in context.evaluator.evaluate(site.node, frame):
            if not isinstance(value, Built) or value.dotted not in http.HTTP_CLIENTS or value.call is not site.node:
                continue
            session = Session(context, value)
            urls = session.bases()
            destination = context.destination(urls, site.scope)
            if not urls or not destination.resolved:
                continue
            sent = _without_replaced(context, session)
            span = context.span(site.node)
            yield from _header_facts(context, sent, destination, span, completed=session.is_completed())
            authorized = sent_headers.authorized(context, sent)
            session.account()
            for carrier, texts, place in session.carried():
                yield Carried(carrier, "", texts, place.here(span), span, destination, authorized)
            yield from (Unverified(place.here(span), destination, place.text) for place in session.unverified())


def _without_replaced(context: Context, session: Session) -> Sent:
    """Return a session's headers but those that all requests on it bring themselves, as far as the file shows."""
    sent = session.headers()
    if not sent_headers.authorizations(sent_headers.names(sent.entries)):
        return sent
    brought = [_brought(context, call) for call in _calls_on(context, session)]
    if not brought:
        return sent
    context.accounted.update(entry.key_node for entry in sent.entries)
    return sent.without(frozenset.intersection(*brought))


def _calls_on(context: Context, session: Session) -> Iterator[Call]:
    for site, name in context.telling_calls:
        if http_calls.may_send(context, site, name):
            calls = (http_calls.of(context, site, frame) for frame in context.frames(site))
            yield from (call for call in calls if call and call.session and call.session.is_built_as(session))


def _brought(context: Context, call: Call) -> frozenset[str]:
    """Return the names of the headers, in lower case, that a call brings in any case."""
    given = call.first("headers")
    sent = sent_headers.collect(context, _values(context, given)) if given is not None else Sent()
    return frozenset.intersection(*map(sent_headers.lowered, sent.alternatives))


def _facts_of(context: Context, call: Call) -> Iterator[Fact]:
    span = context.span(call.site.node)
    urls = _urls(context, call)
    destination = context.destination(urls, call.site.scope)
    yield from _verification(context, call, destination)
    if prepared.built_requests(context, call):
        return  # its headers were looked at where it was built
    sent = _sent(context, call)
    to_api = destinations.goes_to_api(urls)
    completed = _is_completed(context, call)
    argument = call.first("headers")
    givers = _givers(context, call, destination)
    yield from _header_facts(context, sent, destination, span, argument, givers, completed=completed, to_api=to_api)
    yield from _endpoints(context, call, urls)
    _account(context, call)
    found = list(carriers.carried(context, call, urls, destination, sent))
    yield from found
    request = _request(context, call, urls, destination, sent, found, givers)
    if destination.official and not completed:
        request = purposed.with_variables(context, request, sent)
    if destination.official and request.carries_credential is Answer.YES:
        context.sent.add(call.site.node)
    yield request
    if context.follows_responses and not call.row.signature.prepares and not _raises(context, call):
        yield from responses.facts(context, call.site, request, call.row.library)


def _header_facts(
    context: Context,
    sent: Sent,
    destination: Destination,
    call: Span,
    argument: Given | None = None,
    givers: Reach = ALONE,
    *,
    completed: bool,
    to_api: bool = True,
) -> Iterator[Fact]:
    """Yield the facts of headers, unless something else completes them: then nothing can be told from them."""
    if completed:
        context.accounted.update(entry.key_node for entry in sent.entries)
    else:
        yield from headers.facts(context, sent, destination, call, argument, to_api=to_api, givers=givers)


def _are_completed_by_handlers(context: Context) -> bool:
    """Tell whether an opener is installed, or built with handlers that may write headers: it may open any request."""
    calls = context.module.calls_by_name
    if "install_opener" in calls:
        return True
    for site in (*calls.get("build_opener", ()), *calls.get("add_handler", ())):
        given = (Argument(node, Frame(site.scope, site.point)) for node in site.node.args)
        if any(completion.may_complete(context.evaluator, "handler", handler) for handler in given):
            return True
    return False


def _is_completed(context: Context, call: Call) -> bool:
    """Tell whether something may write a request's headers anew before it is sent, or they are wrong on purpose."""
    if context.is_patched or context.conduct.expects_401(call.site.scope.function):
        return True
    if isinstance(call.base, Instance) and completion.touches_headers(call.base.scope):
        return True
    if call.row.library.openers and _are_completed_by_handlers(context):
        return True
    if any(completion.may_complete(context.evaluator, "auth", given.value) for given in call.role("auth")):
        return True
    return call.session is not None and call.session.is_completed()


def _account(context: Context, call: Call) -> None:
    """Remember what a request carries besides its headers: no header of it is looked for elsewhere."""
    for role in ("cookies", "auth", "query", "body"):
        for given in call.role(role):
            account(context, given.value.node, given.value.frame)
    if call.session is not None:
        call.session.account()


def _raises(context: Context, call: Call) -> bool:
    """Tell whether a bad status raises by itself, or may, since the session was told so."""
    given = call.given.get(http.CHECKING)
    return given is not None or (call.session is not None and call.session.raises())


def _values(context: Context, given: Given | None) -> tuple[Value, ...]:
    return arguments.values(context.evaluator, given)


def _urls(context: Context, call: Call) -> tuple[Text, ...]:
    given = call.first("url")
    if given is None:
        return ()
    if built := prepared.built_requests(context, call):
        return tuple(url for request in built for url in prepared.urls_of_request(context, request))
    urls = context.evaluator.argument_texts(given.value)
    return call.session.joined(urls) if call.session is not None else urls


def _sent(context: Context, call: Call) -> Sent:
    given = call.first("headers")
    own = sent_headers.collect(context, _values(context, given)) if given is not None else Sent()
    if not call.given.complete:
        own = own._replace(complete=False)
    own = own._replace(chosen=given is not None and _is_chosen_before(call, given))
    own = prepared.prepared_headers(context, call).over(own)
    if call.session is None:
        return own
    under = call.session.headers()
    context.accounted.update(entry.key_node for entry in under.entries)  # also those that the call's replace
    return own.over(under)


def _is_chosen_before(call: Call, given: Given) -> bool:
    """Tell whether an argument is a name that branches before a call give its values, and the call follows each."""
    name, site, closed = given.value.node, call.site, call.site.scope.module.closed_arms
    if not isinstance(name, ast.Name) or site.point.branches:
        return False
    bindings = reaching(name.id, given.value.frame)
    own = [binding.point.order for binding in bindings if binding.scope.function is site.scope.function]
    first = min(own, default=0)
    return len(own) == len(bindings) > 1 and not any(first < order < site.point.order for order, _ in closed)


def _endpoints(context: Context, call: Call, urls: tuple[Text, ...]) -> Iterator[Fact]:
    given = call.first("url")
    if given is None:
        return
    use = context.span(given.node)
    for url in urls:
        place = context.destination([url], call.site.scope)
        if place.resolved or destinations.is_strangers(url):
            givers = context.outside.setters(given.value.node, given.value.frame)
            yield Endpoint(context.here(url, use), Base.REQUEST, use, place, givers)


def _verification(context: Context, call: Call, destination: Destination) -> Iterator[Fact]:
    for given in call.role("verify"):
        if is_unverified(context, given.value.node, given.value.frame):
            yield Unverified(context.span(given.node), destination)
    if call.session is not None:
        use = context.span(call.site.node)
        yield from (Unverified(place.here(use), destination, place.text) for place in call.session.unverified())


def _request(
    context: Context,
    call: Call,
    urls: tuple[Text, ...],
    destination: Destination,
    sent: Sent,
    found: list[Carried],
    givers: Reach,
) -> Request:
    methods = _methods(context, call)
    paths = {parsed.path for url in urls if (parsed := destinations.parse(url))}
    function = call.site.scope.function
    expected = context.conduct.expects_401(function) or context.conduct.is_answered_by_401(function)
    argument, url = call.first("headers"), call.first("url")
    carries = _carries(context, call, sent)
    if carries is Answer.NO and destination.official and givers.readers:
        carries = Answer.UNKNOWN
    return Request(
        call=context.span(call.site.node),
        callee=context.span(call.site.node.func),
        method=methods.pop() if len(methods) == 1 else "",
        paths=tuple(sorted(paths)),
        destination=destination,
        carries_credential=Answer.YES if found or expected else carries,
        headers=context.span(argument.node) if argument else None,
        siblings_headers=_siblings_headers(context, call),
        takes_headers=call.row.signature.takes_headers,
        function=function.name if function.kind is Kind.FUNCTION else "",
        decides=context.conduct.decides(function),
        path_span=context.span(url.node) if url else None,
    )


def _siblings_headers(context: Context, call: Call) -> str:
    """Return the class's or module's own headers that another request of the class or module passes, as written."""
    owner, receiver = call.site.scope.owner, call.site.scope.function.receiver
    of_class = context.shared_headers.get((owner, receiver), "") if owner is not None and receiver else ""
    if of_class:
        return of_class
    of_module = context.shared_headers.get((None, ""), "")
    return of_module if is_bound(of_module, Frame(call.site.scope, call.site.point)) else ""


def _carries(context: Context, call: Call, sent: Sent) -> Answer:
    answer = sent_headers.carries_credential(context, sent)
    if (
        context.is_patched
        or call.role("auth")
        or prepared.is_completed_elsewhere(context, call)
        or _is_written_out(context, call)
    ):
        return Answer.UNKNOWN
    known = all(http.is_known(call.row.library, item.name) for item in call.given.given)
    closed = call.given.complete and known and (call.session is None or call.session.is_closed())
    return answer if closed or answer is Answer.YES else Answer.UNKNOWN


def _givers(context: Context, call: Call, destination: Destination) -> Reach:
    """Return who else may put a header into what a call sends, or on the session that sends it.

    And who may have it sent elsewhere, where what it sends is not for OpenRouter.
    """
    given = [item.value for item in call.role("headers")]
    if isinstance(call.site.node.func, ast.Attribute):
        given.append(Argument(call.site.node.func.value, call.frame))
    changers = (context.outside.changers(item.node, item.frame) for item in given)
    url = call.first("url")
    leading = context.leading(destination, url.value) if url is not None else ALONE
    return context.patched_elsewhere.and_of(leading, *changers)


def _is_written_out(context: Context, call: Call) -> bool:
    """Tell whether the key is in a query or body that is text, or pairs."""
    for given in (*call.role("query"), *call.role("body")):
        if any(map(credentials.is_ours, contents(context, given.value.node, given.value.frame, plain=False))):
            return True
        if any(isinstance(value, Sequence) for value in _values(context, given)):
            return True
    return False


def _methods(context: Context, call: Call) -> set[str]:
    if call.row.signature.method:
        return {call.row.signature.method}
    given = call.first("method")
    if given is not None:
        return {(text.literal or "").upper() for text in context.evaluator.argument_texts(given.value)}
    return {"POST" if call.first("body") else "GET"}
