"""What a program that runs sends: a request, where it goes, and what goes along."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_openrouter.languages.commands.options import Given
from flake8_openrouter.languages.commands.told import Told, told
from flake8_openrouter.languages.shell.inference.arguments import Argument
from flake8_openrouter.languages.shell.sites import carriers, headers, typographic, validation
from flake8_openrouter.languages.shell.sites.context import Context
from flake8_openrouter.languages.shell.sites.headers import Written
from flake8_openrouter.languages.shell.sites.runs import Run
from flake8_openrouter.model import (
    Answer,
    Base,
    Carried,
    Credential,
    Destination,
    Endpoint,
    Fact,
    Literal,
    Reach,
    Request,
    Site,
    Span,
    Text,
    Unverified,
)
from flake8_openrouter.openrouter import credentials, destinations
from flake8_openrouter.openrouter.evidence import supported_by
from flake8_openrouter.openrouter.header_names import ORDINARY

_WITHIN = Reach(("it is a part of a text that another shell runs",))
_SCHEME = "http://"
#: The status of a request without a credential, where a script asks for it.
_REFUSED = re.compile(r"(?<![\w.:/-])401(?![\w.])")
#: What a command lacks that a space has cut in two.
_CUT = "the lines after it: the space after \\ ends the command"
#: How each program but curl is given the header.
_INSTEAD = {
    "wget": '--header="Authorization: Bearer $OPENROUTER_API_KEY"',
    **dict.fromkeys(("http", "https", "xh", "xhs"), 'Authorization:"Bearer $OPENROUTER_API_KEY"'),
}


def sites(context: Context, run: Run) -> Iterator[Site]:
    """Yield the requests that a program sends."""
    for each in told(run.name, run.arguments):
        if each.urls or each.headers:
            yield Site(tuple(_facts(context, run, each)))


def _facts(context: Context, run: Run, told: Told[Argument]) -> Iterator[Fact]:
    values = context.values
    call = values.span(run.start, run.stop)
    urls = tuple(text for given in told.urls for text in _url(context, run, given))
    destination = context.destination(tuple(map(_with_scheme, urls)), run.around.function)
    found = [each for given in told.headers if (each := headers.written(context, given)) is not None]
    fallen_apart = list(typographic.credentials(context, run, told, destination, call))
    yield from fallen_apart
    if told.bearers:
        yield from _bearers(context, run, told, destination, call)
    yield from headers.facts(context, run, found, destination, call, beside=bool(told.bearers))
    for url in urls:
        if destination.resolved or destinations.is_strangers(url):
            place = context.destination((url,), "")
            yield Endpoint(_within(url) if run.is_within else url, Base.REQUEST, url.span, place)
    yield from (_unverified(context, given, destination) for given in told.unverified)
    carried = list(carriers.carried(context, run, told, found, urls, destination, call))
    yield from carried
    request = _request(context, run, told, found, urls, destination, carried)
    yield request._replace(carries_credential=Answer.UNKNOWN) if fallen_apart else request


def _url(context: Context, run: Run, given: Given[Argument]) -> tuple[Text, ...]:
    return context.values.of_argument(given.value, given.skipped, run.frame) if given.value is not None else ()


def _with_scheme(url: Text) -> Text:
    """Return a URL with the scheme that programs take where there is none."""
    if "://" in url.head or not url.head or url.head.startswith(("/", "-")):
        return url
    first = url.parts[0]
    return (
        url._replace(parts=(first._replace(text=_SCHEME + url.head), *url.parts[1:]))
        if isinstance(first, Literal)
        else url
    )


def _within(url: Text) -> Text:
    parts = (part._replace(reach=_WITHIN) if isinstance(part, Literal) else part for part in url.parts)
    return url._replace(parts=tuple(parts))


def _bearers(
    context: Context, run: Run, told: Told[Argument], destination: Destination, call: Span
) -> Iterator[Credential]:
    """Yield the tokens that a program puts into a header itself."""
    for given in told.bearers:
        if given.value is None:
            continue
        texts = context.values.of_argument(given.value, given.skipped, run.frame)
        sink = given.option.head[: given.skipped or None].rstrip("=")
        for text in texts:
            yield Credential(
                text,
                text,
                sink,
                headers.entry(context, given),
                supported_by(destination, text),
                context.settings.in_tests,
                certain=len(texts) == 1,
                call=call,
                reach=context.values.reach(given.value.names),
            )


def _unverified(context: Context, given: Given[Argument], destination: Destination) -> Unverified:
    """Return where certificates are not checked: at an option, or at its letter among others."""
    if given.letter:
        at = given.option.word.offset(given.letter)
        return Unverified(context.values.span(at, at + 1), destination, f"-{given.option.head[given.letter]}")
    return Unverified(headers.entry(context, given), destination)


def _request(
    context: Context,
    run: Run,
    told: Told[Argument],
    found: list[Written],
    urls: tuple[Text, ...],
    destination: Destination,
    carried: list[Carried],
) -> Request:
    paths = {parsed.path for url in urls if (parsed := destinations.parse(_with_scheme(url)))}
    url = told.urls[0].value if told.urls else None
    is_authorized = bool(told.bearers) or any(each.is_authorization for each in found)
    method = "GET" if told.is_head and not told.methods else run.intended or told.method
    return Request(
        call=context.values.span(run.start, run.stop),
        callee=context.values.span(run.start, run.end),
        method=method,
        paths=tuple(sorted(paths)),
        destination=destination,
        carries_credential=_carries(context, run, told, found, carried),
        takes_headers=not (run.is_within or run.intended),
        instead=_CUT if run.intended else _INSTEAD.get(run.name, ""),
        function=run.around.function,
        path_span=context.values.span(*url.word.inside) if url is not None else None,
        tests_key=method == "GET" and is_authorized and validation.tests_key(run, told, context.document),
    )


def _carries(context: Context, run: Run, told: Told[Argument], found: list[Written], carried: list[Carried]) -> Answer:
    """Tell whether a credential goes along, under whatever name."""
    if carried or told.bearers or told.cookies or any(each.name.lower() not in ORDINARY for each in found):
        return Answer.YES
    expects = validation.asks_for_status(told) and _REFUSED.search(context.document.text) is not None
    if context.settings.in_tests or expects:
        return Answer.UNKNOWN  # it may be there to be refused
    is_untold = any(map(headers.is_untold, told.headers)) or any(_is_untold(context, run, given) for given in told.urls)
    return Answer.UNKNOWN if told.is_open or run.is_open or told.users or is_untold else Answer.NO


def _is_untold(context: Context, run: Run, given: Given[Argument]) -> bool:
    """Tell whether an argument may be an option: it is nothing but what is put in, and no key."""
    argument = given.value
    if argument is None or argument.word.reference is None:
        return argument is None
    texts = context.values.of_argument(argument, 0, run.frame)
    return not texts or any(not text.head and not credentials.is_ours(text) for text in texts)
