"""Requests by pycurl: a handle is told what to send option by option, in the words of curl."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.languages.python.inference import aliasing
from flake8_openrouter.languages.python.inference.values import Argument, Built, Flag, Frame, Sequence, Value
from flake8_openrouter.languages.python.sites import curl, headers, shell
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.sites.curl import Curl
from flake8_openrouter.languages.python.syntax import indexes
from flake8_openrouter.languages.python.syntax.scopes import CallSite, home
from flake8_openrouter.languages.python.syntax.tree import dotted, last_name
from flake8_openrouter.model import (
    Answer,
    Carried,
    Carrier,
    Credential,
    Destination,
    Fact,
    Site,
    Text,
    Unknown,
    Unverified,
)
from flake8_openrouter.openrouter import credentials, header_names
from flake8_openrouter.openrouter.evidence import supported_by

HANDLE = "pycurl.Curl"
_SETTING = "setopt"
_ADDED = '"Authorization: Bearer …" to the list of pycurl.HTTPHEADER'
_INSTEAD = '"Authorization: Bearer …" in the list of pycurl.HTTPHEADER'
#: Options that bring no credential, or none that is not read. Of all others something may come.
_HARMLESS = frozenset(
    ("URL", "HTTPHEADER", "CUSTOMREQUEST", "POST", "POSTFIELDS", "COPYPOSTFIELDS", "POSTFIELDSIZE", "HTTPGET", "UPLOAD")
    + ("WRITEDATA", "WRITEFUNCTION", "READFUNCTION", "READDATA", "HEADERFUNCTION", "TIMEOUT", "TIMEOUT_MS", "VERBOSE")
    + ("CONNECTTIMEOUT", "FOLLOWLOCATION", "USERAGENT", "CAINFO", "SSL_VERIFYPEER", "SSL_VERIFYHOST", "NOSIGNAL")
    + ("ENCODING", "ACCEPT_ENCODING", "HTTP_VERSION", "FAILONERROR", "MAXREDIRS")
)
#: Options from which Basic authentication is made, and the one that is sent as a bearer token, if it is asked for.
_BASIC = frozenset(("USERPWD", "USERNAME", "PASSWORD"))
_TOKEN = "XOAUTH2_BEARER"
_BODIES = frozenset(("POST", "POSTFIELDS", "COPYPOSTFIELDS"))
_VERIFYING = frozenset(("SSL_VERIFYPEER", "SSL_VERIFYHOST"))


class _Option(NamedTuple):
    """An option as a handle is told it: its name, and its value where that is set."""

    name: str
    value: Argument
    node: ast.Call


def sites(context: Context) -> Iterator[Site]:
    """Yield the requests that a file has pycurl send, by the handles that are told where to."""
    handles: dict[ast.Call, list[tuple[CallSite, _Option]]] = {}
    for site in context.module.calls_by_name.get(_SETTING, ()):
        for frame in context.frames(site):
            for handle in _handles(context, site, frame):
                option = _Option(last_name(site.node.args[0]), Argument(site.node.args[1], frame), site.node)
                handles.setdefault(handle.call, []).append((site, option))
    for told in handles.values():
        yield Site(tuple(_facts(context, told)))


def _handles(context: Context, site: CallSite, frame: Frame) -> Iterator[Built]:
    function = site.node.func
    if isinstance(function, ast.Attribute) and len(site.node.args) == 2:
        found = context.evaluator.evaluate(function.value, frame)
        yield from (value for value in found if isinstance(value, Built) and value.dotted == HANDLE)


def _facts(context: Context, told: list[tuple[CallSite, _Option]]) -> Iterator[Fact]:
    """Yield what one handle is told, if it is told where to go once: else nobody knows what belongs together."""
    urls = [(site, option) for site, option in told if option.name == "URL"]
    if len(urls) != 1:
        return
    site, url = urls[0]
    options = [option for _, option in told]
    found, known = _headers(context, options)
    may_carry = not (known and _is_told_alone(context, url)) or any(each.name not in _HARMLESS for each in options)
    request = Curl(found, context.evaluator.argument_texts(url.value), _method(context, options), may_carry)
    yield from curl.facts(context, site, request, _ADDED)
    destination = context.destination(request.urls, site.scope)
    yield from _credentials(context, options, site, destination, _authorized(request, known))
    for option in options:
        if option.name in _VERIFYING and any(map(_is_false, context.evaluator.argument(option.value))):
            yield Unverified(context.span(option.node), destination)


def _authorized(request: Curl, known: bool) -> Answer:
    """Tell whether an Authorization header goes along; ``known``: those that are seen are all."""
    if any(header.head.partition(":")[0].strip().lower() == header_names.AUTHORIZATION for header in request.headers):
        return Answer.YES
    return Answer.NO if known else Answer.UNKNOWN


def _credentials(
    context: Context, options: list[_Option], site: CallSite, destination: Destination, authorized: Answer
) -> Iterator[Carried | Credential]:
    """Yield what libcurl itself makes an Authorization header of."""
    call = context.span(site.node)
    for option in options:
        place = context.span(option.value.node)
        texts = context.evaluator.argument_texts(option.value) if option.name in {*_BASIC, _TOKEN} else ()
        here = tuple(context.here(text, place) for text in texts)
        if option.name in _BASIC:
            name = dotted(option.node.args[0])
            yield Carried(Carrier.AUTH, name, here, place, call, destination, authorized, instead=_INSTEAD)
        elif authorized is not Answer.YES:
            for text in here:
                yield _token(context, option, text, supported_by(destination, text), certain=len(here) == 1)


def _token(context: Context, option: _Option, text: Text, destination: Destination, *, certain: bool) -> Credential:
    place = context.span(option.value.node)
    return Credential(
        credentials.without_bearer(text),
        text,
        option.name,
        place,
        destination,
        context.in_tests,
        certain=certain,
        interpolable=headers.names_bound(context, text, option.value.frame, place),
        doubles=True,
        call=context.span(option.node),
    )


def _is_told_alone(context: Context, option: _Option) -> bool:
    """Tell whether nothing else than the options that are seen can be told the handle of one."""
    handle = option.node.func.value if isinstance(option.node.func, ast.Attribute) else None
    if not isinstance(handle, ast.Name):
        return False
    loads = indexes.loads_at_home(handle.id, home(option.value.frame.scope, handle.id))
    return all(isinstance(context.module.parents.get(load.node), ast.Attribute) for load in loads)


def _is_written_out(option: _Option) -> bool:
    """Tell whether nothing is put into a list but what is seen."""
    node = option.value.node
    return isinstance(node, ast.List) or not aliasing.may_be_changed(option.value.frame.scope, dotted(node))


def _headers(context: Context, options: list[_Option]) -> tuple[tuple[Text, ...], bool]:
    """Return the headers of one list, and whether those are all."""
    lists = [value for option in options if option.name == "HTTPHEADER" for value in _values(context, option)]
    if not lists:
        return (), True
    only = lists[0] if len(lists) == 1 else None
    if not isinstance(only, Sequence):
        return (), False
    texts: list[Text] = []
    for element in only.elements:
        found = context.evaluator.argument_texts(element)
        span = shell.within(found[0].span)
        texts.append(Text(found[0].parts if len(found) == 1 else (Unknown(span),), span))
    return tuple(texts), all(_is_written_out(option) for option in options if option.name == "HTTPHEADER")


def _values(context: Context, option: _Option) -> tuple[Value, ...]:
    return context.evaluator.argument(option.value)


def _method(context: Context, options: list[_Option]) -> str:
    for option in options:
        if option.name == "CUSTOMREQUEST":
            texts = context.evaluator.argument_texts(option.value)
            return (texts[0].literal or "*").upper() if len(texts) == 1 else "*"
    return "POST" if any(option.name in _BODIES for option in options) else "GET"


def _is_false(value: Value) -> bool:
    return (isinstance(value, Flag) and not value.value) or (isinstance(value, Text) and value.literal == "0")
