"""What else goes along with a request: cookies, a user, and keys in the URL or the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flake8_openrouter.languages.commands.options import Given
from flake8_openrouter.languages.commands.told import Told
from flake8_openrouter.languages.shell.inference.arguments import Argument
from flake8_openrouter.languages.shell.sites import headers
from flake8_openrouter.languages.shell.sites.context import Context
from flake8_openrouter.languages.shell.sites.headers import Written
from flake8_openrouter.languages.shell.sites.runs import Run
from flake8_openrouter.model import Answer, Carried, Carrier, Destination, Literal, Part, Span, Text
from flake8_openrouter.openrouter import credentials, destinations
from flake8_openrouter.openrouter.carried import NAMES, in_url
from flake8_openrouter.openrouter.header_names import COOKIE

_KEY = re.compile(r"sk-or-[\w-]+")
#: Characters before a value in which its name is looked for.
_NEAR = 100
_BEFORE = re.compile(r"(?P<name>[\w-]+)[\"']?\s*[:=]{1,2}\s*[\"']?\Z")
#: A name and what parts it from its value, and nothing else.
_PAIR = re.compile(r"[\w-]+=")


class _Sink(NamedTuple):
    """Where what is carried goes along, and what is known of its request."""

    destination: Destination
    call: Span
    authorized: Answer
    to_api: bool
    url: Span | None


def carried(
    context: Context,
    run: Run,
    told: Told[Argument],
    found: Sequence[Written],
    urls: tuple[Text, ...],
    destination: Destination,
    call: Span,
) -> Iterator[Carried]:
    """Yield what goes along with a request besides its headers, as far as it could be a credential."""
    is_sent = bool(told.bearers) or any(each.is_authorization for each in found)
    authorized = Answer.YES if is_sent else Answer.UNKNOWN if told.is_open else Answer.NO
    url = context.values.span(*told.urls[0].value.word.inside) if told.urls and told.urls[0].value else None
    sink = _Sink(destination, call, authorized, _goes_to_api(urls), url)
    for header in found:
        if header.name.lower() == COOKIE and header.given.value is not None:
            texts = context.values.of_argument(header.given.value, header.begin, run.frame)
            yield _carried(Carrier.COOKIE, header.name, texts, header.entry, sink)
    for given in told.cookies:
        texts = _texts(context, run, given)
        if any("=" in text.head for text in texts):  # another one is a file
            yield _carried(Carrier.COOKIE, "", texts, headers.entry(context, given), sink)
    for given in told.users if not is_sent else ():  # beside a header it is not sent
        texts = tuple(part for text in _texts(context, run, given) for part in _sides(text))
        yield _carried(Carrier.AUTH, "", texts, headers.entry(context, given), sink)
    for carrier, each in ((Carrier.BODY, told.data), (Carrier.QUERY, told.queries)):
        for given in each:
            found_in = _named(_whole(context, run, given), carrier, headers.entry(context, given), sink)
            yield from (each._replace(carrier=Carrier.QUERY) if told.is_query else each for each in found_in)
    if url is not None:
        for text in urls:
            yield from (_carried(kind, name, (key,), url, sink) for kind, name, key in in_url(text))


def _carried(carrier: Carrier, name: str, texts: tuple[Text, ...], span: Span, sink: _Sink) -> Carried:
    return Carried(
        carrier, name, texts, span, sink.call, sink.destination, sink.authorized, None, sink.to_api, sink.url
    )


def _texts(context: Context, run: Run, given: Given[Argument]) -> tuple[Text, ...]:
    return context.values.of_argument(given.value, given.skipped, run.frame) if given.value is not None else ()


def _whole(context: Context, run: Run, given: Given[Argument]) -> tuple[Text, ...]:
    """Return the texts of an argument with its name, if that is in the same word."""
    return context.values.of_argument(given.value, 0, run.frame) if given.value is not None else ()


def _goes_to_api(urls: tuple[Text, ...]) -> bool:
    """Tell whether a request can go to the API, not to a page of the website."""
    paths = [parsed.path for url in urls if (parsed := destinations.parse(url))]
    return not paths or any(path.startswith(("/api/v1", "/v1", "*")) for path in paths)


def _sides(text: Text) -> Iterator[Text]:
    """Yield a user and its password."""
    sides: list[list[Part]] = [[]]
    for part in text.parts:
        if isinstance(part, Literal):
            first, *others = part.text.split(":")
            sides[-1] += [part._replace(text=first)] if first else []
            sides += [[part._replace(text=other)] if other else [] for other in others]
        else:
            sides[-1].append(part)
    for side in sides:
        if side:
            span = text.span._replace(start=side[0].span.start, end=side[-1].span.end)
            yield Text(tuple(side), span if span.start < span.end else text.span)


def _named(texts: tuple[Text, ...], carrier: Carrier, span: Span, sink: _Sink) -> Iterator[Carried]:
    """Yield keys that a text has under a name; each at its own place, unless it is all that the text has."""
    for text in texts:
        before = ""
        for part in text.parts:
            alone = len(text.parts) == 2 and _PAIR.fullmatch(text.head) is not None
            place = span if alone or carrier is Carrier.QUERY else part.span
            if isinstance(part, Literal):
                before = part.text
                for match in _KEY.finditer(part.text):
                    if name := _name(part.text[: match.start()]):
                        key = Text((part._replace(text=match[0]),), text.span)
                        yield _carried(carrier, name, (key,), place, sink)
                continue
            key = Text((part,), part.span)
            if (name := _name(before)) and (name.lower() in NAMES or credentials.is_ours(key)):
                yield _carried(carrier, name, (key,), place, sink)
            before = ""


def _name(before: str) -> str:
    """Return the name whose value begins after a text; empty where none does."""
    match = _BEFORE.search(before[-_NEAR:])
    return match["name"] if match else ""
