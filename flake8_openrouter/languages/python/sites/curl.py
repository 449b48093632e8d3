"""Programs that run curl: what it is told to send, as a list of arguments or as a shell takes it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.languages.commands.options import Given as Argument
from flake8_openrouter.languages.commands.told import Told, told
from flake8_openrouter.languages.python.inference import arguments
from flake8_openrouter.languages.python.inference.arguments import Given
from flake8_openrouter.languages.python.inference.values import Flag, Frame, Sequence
from flake8_openrouter.languages.python.sites import shell
from flake8_openrouter.languages.python.sites.context import Context
from flake8_openrouter.languages.python.sites.shell import Word
from flake8_openrouter.languages.python.syntax.scopes import CallSite
from flake8_openrouter.model import (
    Answer,
    Base,
    Credential,
    Destination,
    Endpoint,
    Fact,
    Header,
    Literal,
    Reach,
    Request,
    Site,
    Text,
    Unknown,
    Unverified,
)
from flake8_openrouter.openrouter import credentials, destinations, header_names
from flake8_openrouter.openrouter.evidence import supported_by

#: What runs a program, by its dotted name, and whether a shell always takes its text apart.
_RUNNERS = {
    **dict.fromkeys(
        ("subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.check_output", "subprocess.Popen"),
        False,
    ),
    "asyncio.create_subprocess_exec": False,
    **dict.fromkeys(("os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"), True),
    "asyncio.create_subprocess_shell": True,
}
_LAST_NAMES = frozenset(name.rpartition(".")[2] for name in _RUNNERS)
_COMMANDS = frozenset(("args", "command", "cmd"))

_SHELLS = re.compile(r"(?:/\S*/)?(?:ba|da|k|z)?sh")
_AUTHORIZATION = "authorization"
_INSTEAD = '-H "Authorization: Bearer $OPENROUTER_API_KEY"'
_WITHIN = Reach(("it is a part of a command",))


class Curl(NamedTuple):
    """What a command tells curl: headers, URLs, the method, and whether something else may be a credential."""

    headers: tuple[Text, ...]
    urls: tuple[Text, ...]
    method: str
    may_carry: bool
    unverified: tuple[Text, ...] = ()


def sites(context: Context) -> Iterator[Site]:
    """Yield the requests that a file has curl send."""
    for site, name in context.calls:
        if name in _LAST_NAMES:
            yield from (Site(tuple(found)) for found in _of_call(context, site))


def _of_call(context: Context, site: CallSite) -> Iterator[list[Fact]]:
    for frame in context.frames(site):
        name = context.evaluator.reference(site.node.func, frame)
        if name not in _RUNNERS:
            return
        for command in _commands(context, site, frame, name):
            if curl := _read(command):
                yield list(facts(context, site, curl, _INSTEAD))


def _commands(context: Context, site: CallSite, frame: Frame, name: str) -> Iterator[list[Word]]:
    """Yield the commands that a call runs, each with its words."""
    given = arguments.of_call(context.evaluator.expression(site.node, frame), ("args",))
    if name.endswith("_exec"):
        yield [_word(context, node, frame) for node in site.node.args]
        return
    command = given.get(_COMMANDS)
    if command is None:
        return
    by_shell = _RUNNERS[name] or _is_true(context, given.get(("shell",)))
    for value in arguments.values(context.evaluator, command):
        if isinstance(value, Sequence) and not by_shell:
            yield from _listed([_word(context, element.node, element.frame) for element in value.elements])
        elif isinstance(value, Text) and by_shell:
            yield from shell.commands(shell.words(value, expands=True))
    if not by_shell and (split := _split(context, command)) is not None:
        yield from shell.commands(shell.words(split, expands=False))


def _listed(words: list[Word]) -> Iterator[list[Word]]:
    """Yield a command that is given as a list, or those that a shell is given in it."""
    option = words[1].literal or "" if len(words) == 3 else ""
    if _SHELLS.fullmatch(words[0].head if words else "") and option[:1] == "-" and option.endswith("c"):
        yield from shell.commands(shell.words(words[2].text, expands=True))
    else:
        yield words


def _is_true(context: Context, given: Given | None) -> bool:
    return any(isinstance(value, Flag) and value.value for value in arguments.values(context.evaluator, given))


def _split(context: Context, command: Given) -> Text | None:
    """Return the text that ``shlex.split(text)`` takes apart, which fills nothing in."""
    node, frame = command.value.node, command.value.frame
    if not isinstance(node, ast.Call) or len(node.args) != 1:
        return None
    if context.evaluator.reference(node.func, frame) != "shlex.split":
        return None
    texts = context.evaluator.texts(node.args[0], frame)
    return texts[0] if len(texts) == 1 else None


def _word(context: Context, node: ast.expr, frame: Frame) -> Word:
    """Return an argument in a list; one of several values is not known."""
    texts = context.evaluator.texts(node, frame)
    if len(texts) == 1 and texts[0].parts:
        return Word(Text(texts[0].parts, shell.within(texts[0].span)))
    span = context.evaluator.span(node, frame)
    return Word(Text((Unknown(span),), span))


def _read(words: list[Word]) -> Curl | None:
    """Return what a command tells curl, in all its requests; None for another one."""
    names = [number for number, word in enumerate(words[:10]) if word.head.rpartition("/")[2] == "curl"]
    if not names:
        return None
    requests = list(told("curl", words[names[0] + 1 :]))
    given = [url for request in requests for url in request.urls]
    urls = [text for url in given if url.value is not None and _is_url(url.value) and (text := _text(url))]
    headers = [text for request in requests for header in request.headers if (text := _text(header))]
    may_carry = any(map(_may_carry, requests)) or any(url.value is None or not url.value.head for url in given)
    unverified = tuple(each.option.text for request in requests for each in request.unverified)
    methods = {request.method for request in requests}
    return Curl(tuple(headers), tuple(urls), methods.pop() if len(methods) == 1 else "", may_carry, unverified)


def _text(given: Argument[Word]) -> Text | None:
    return given.value.text.without(given.skipped) if given.value is not None else None


def _may_carry(request: Told[Word]) -> bool:
    """Tell whether something besides its headers may bring a credential."""
    return bool(request.is_open or request.users or request.bearers or request.cookies)


def _is_url(word: Word) -> bool:
    head = word.head
    return head.startswith(("http://", "https://")) or head.lower().partition("/")[0].endswith("openrouter.ai")


def facts(context: Context, site: CallSite, curl: Curl, instead: str) -> Iterator[Fact]:
    """Yield the facts of a request; ``instead`` is how its Authorization header is given."""
    call = context.span(site.node)
    urls = tuple(context.here(url, call) for url in curl.urls)
    destination = context.destination(urls, site.scope)
    headers = [header for text in curl.headers if (header := _header(context, text, destination, site)) is not None]
    yield from headers
    if not destination.resolved:
        return
    for option in curl.unverified:
        name = option.head if option.head.startswith("--") else "-k"
        yield Unverified(option.span.here(call), destination, name, is_within=True)
    for url in urls:
        yield Endpoint(_alone(url), Base.REQUEST, url.span, destination)
    names = {header.name.strip().lower() for header in headers}
    known = len(headers) == len(curl.headers) and not curl.may_carry and names <= header_names.ORDINARY
    paths = {parsed.path for url in urls if (parsed := destinations.parse(url))}
    yield Request(
        call=call,
        callee=context.span(site.node.func),
        method=curl.method,
        paths=tuple(sorted(paths)),
        destination=destination,
        carries_credential=Answer.NO if known else Answer.UNKNOWN,
        takes_headers=False,
        instead=instead,
    )


def _alone(text: Text) -> Text:
    """Return a text whose pieces are edited nowhere: they are pieces of a command."""
    return Text(
        tuple(part._replace(reach=_WITHIN) if isinstance(part, Literal) else part for part in text.parts), text.span
    )


def _header(context: Context, text: Text, destination: Destination, site: CallSite) -> Header | None:
    """Return the header that curl is given as ``name: value``; None for another text."""
    name, colon, rest = text.head.partition(":")
    if not colon or not name.strip():
        return None
    value = _alone(text.without(len(name) + 1 + len(rest) - len(rest.lstrip(" "))))
    if not value.parts:
        return None
    first = value.parts[0]
    place = (first.span if isinstance(first, Literal) and text.span != first.span else text.span).here(
        context.span(site.node)
    )
    value = Text(value.parts, place)
    authorization = credentials.parse(value)
    to = supported_by(destination, value)
    call = context.span(site.node)
    header = Header(
        name, place, value, authorization, to, place, name_reach=_WITHIN, reach=_WITHIN, certain=True, call=call
    )
    if name.lower() != _AUTHORIZATION:
        return header
    credential = Credential(
        authorization.key, value, name, place, to, context.in_tests, is_header=True, call=call, reach=_WITHIN
    )
    return header._replace(credential=credential)
