"""The programs of a script that send requests, each as it runs: by whom, with which arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from flake8_openrouter.languages.commands.told import CLIENTS, told
from flake8_openrouter.languages.shell.inference.arguments import NO_FRAME, Argument, Frame
from flake8_openrouter.languages.shell.inference.values import Values
from flake8_openrouter.languages.shell.syntax import embedded, fish, places
from flake8_openrouter.languages.shell.syntax.commands import Command, command
from flake8_openrouter.languages.shell.syntax.embedded import Inner
from flake8_openrouter.languages.shell.syntax.places import Around

#: Runs that are looked at in one script, and callers of one function.
MAX_RUNS = 500
MAX_CALLERS = 8
MAX_MENTIONS = 40
#: Characters of commands that are read in all: that many times as many as the script has, and some more.
_MOST, _MORE = 4, 50_000

_NAMES = "|".join(sorted(CLIENTS, key=len, reverse=True))
_CLIENT = re.compile(rf"(?<![\w.$:@=-])(?P<name>{_NAMES})(?=[ \t]|\\\r?\n)")
#: What is before a name that is one in a folder.
_FOLDER = re.compile(r"(?<![\w.$:@=-])[\w.~-]*/(?:[\w.~-]+/)*\Z")
_NEAR = 100
#: Programs that a script gives options of its own, by an alias, or in a file that they read.
_ALIASES = re.compile(rf"(?<![\w-])alias[ \t]+(?:-\w+[ \t]+)*({_NAMES})=")
_CONFIGURED = re.compile(r"curlrc|CURL_HOME|wgetrc|WGETRC|HTTPIE_CONFIG_DIR")
_INNER = re.compile(
    rf"(?:^|[;|&({{`!]|\b(?:then|do|else|if|sudo|exec|time)\b)[ \t]*(?P<name>{_NAMES})(?=\s)", re.MULTILINE
)
_SHELL = re.compile(r"(?<![\w.$-])(?:(?:(?:b?a|da|k|z)?sh)[ \t]*(?:[ \t]-|<<)|(?:eval|ssh)[ \t])")
#: What a program in a word or a here-document sets itself: that is not followed there.
_SETS = re.compile(r"(?<![\w$])([A-Za-z_]\w*)\+?=|\b(?:read|for)[ \t]+(?:-\w+[ \t]+)*([A-Za-z_]\w*)", re.ASCII)
_QUOTES = re.compile(r"[\"'\\]")
_SOURCES = re.compile(r"(?:^|[;&|])[ \t]*(?:source|\.)[ \t]", re.MULTILINE)


class Run(NamedTuple):
    """A program as it runs: its name's place, its ``arguments``, and where the command begins and ends.

    ``is_open``: it is given further arguments. ``is_within``: it is in a word of another command. ``ends_with`` is the
    operator after it, ``is_hidden``: what it says is written elsewhere. ``intended`` is the method that it would have
    with what a space after a backslash has cut off.
    """

    name: str
    start: int
    end: int
    stop: int
    arguments: tuple[Argument, ...]
    around: Around
    frame: Frame = NO_FRAME
    is_open: bool = False
    is_within: bool = False
    ends_with: str = ""
    is_hidden: bool = False
    intended: str = ""


def runs(values: Values) -> Iterator[Run]:
    """Yield the programs of a script, of a function once for each of its callers."""
    document = values.source.document
    if not fish.is_written(document.path, document.text):
        yield from _of_bash(values, document.text)
    elif fish.is_alike(document.text):
        own = fish.sets(document.text) - {"OPENROUTER_API_KEY"}
        for run in _of_bash(values, document.text):
            if fish.is_read_alike(_lines(document.text, run), own):
                yield run


def _lines(text: str, run: Run) -> str:
    """Return a program with the rest of its last line."""
    end = text.find("\n", run.stop)
    return text[run.start : end if end >= 0 else len(text)]


def _of_bash(values: Values, text: str) -> Iterator[Run]:
    left = _MOST * len(text) + _MORE
    redefined = values.functions.names.union(_ALIASES.findall(text))
    is_configured = _CONFIGURED.search(text) is not None
    matches = (match for match in _CLIENT.finditer(text) if match["name"] not in redefined)
    for match in islice(matches, MAX_RUNS):
        start, end = match.span("name")
        if left > 0 and (begin := _begin(text, start)) is not None and places.runs(values.source, begin, end):
            for run in _with_callers(values, match["name"], start, end):
                left -= run.stop - run.start
                yield run._replace(is_open=True) if is_configured else run
    yield from _embedded(values, text)


def _begin(text: str, start: int) -> int | None:
    """Return where the word begins that ends in a program's name; None for what is no program in a folder."""
    if text[start - 1 : start] != "/" or not start:
        return start
    folder = _FOLDER.search(text[max(0, start - _NEAR) : start])
    return start - len(folder[0]) if folder else None


def _with_callers(values: Values, name: str, start: int, end: int) -> Iterator[Run]:
    source = values.source
    around = places.around(source, start, end)
    found = command(source.document.text, end, around.end)
    is_open = places.is_given_more(source, start)
    for frame in _frames(values, start, around):
        arguments = tuple(values.arguments(found.words, start, frame))
        yield Run(
            *(name, start, end, _stop(found, end), arguments, around, frame, is_open),
            ends_with=found.operator,
            is_hidden=any(each.takes_output for each in found.redirects),
            intended=_intended(values, name, start, found, around) if _is_cut(found) else "",
        )


def _is_cut(found: Command) -> bool:
    """Tell whether a command ends in a backslash and a space, as nobody means it."""
    last = found.words[-1] if found.words else None
    return last is not None and found.operator == "\n" and last.literal is not None and not last.literal.strip(" \t")


def _intended(values: Values, name: str, start: int, found: Command, around: Around) -> str:
    """Return the method of a request with the options in the lines after it; empty where there are none."""
    text = values.source.document.text
    rest = command(text, text.index("\n", found.end) + 1, around.end).words
    if not rest or not rest[0].head.startswith("-"):
        return ""
    words = (*found.words[:-1], *rest)
    return next(told(name, [Argument(word, word, start) for word in words])).method


def _stop(found: Command, end: int) -> int:
    """Return where the last word ends."""
    return max([word.end for word in found.words] + [each.target.end for each in found.redirects], default=end)


def _frames(values: Values, start: int, around: Around) -> Iterator[Frame]:
    """Yield what each caller gives the function that a command is in; one that is not known where there is none."""
    callers = _callers(values, around.function) if around.function else []
    if not callers:
        yield NO_FRAME
    for number, arguments in enumerate(callers, start=1):
        yield Frame(number, values.function_at(start), arguments)


def _callers(values: Values, function: str) -> list[tuple[Argument, ...]]:
    """Return the arguments of those that call a function."""
    found: list[tuple[Argument, ...]] = []
    for start in values.functions.mentions(function)[:MAX_MENTIONS]:
        end = start + len(function)
        if places.runs(values.source, start, end):
            around = places.around(values.source, start, end)
            if around.function != function and len(found) < MAX_CALLERS:
                words = command(values.source.document.text, end, around.end).words
                found.append(tuple(values.arguments(words, start)))
    return found


def _embedded(values: Values, text: str) -> Iterator[Run]:
    """Yield the programs in words that a shell runs."""
    for match in islice(_SHELL.finditer(text), MAX_RUNS):
        start = match.start()
        if places.is_text(places.path(values.source, start, start + 2)):
            continue
        around = places.around(values.source, start, start + 2)
        found = command(text, start, around.end)
        word = embedded.program(found) or embedded.here(found, values.source)
        if word is not None:
            yield from _inner(values, Inner(word), start, around)


def _is_code(argument: Argument) -> bool:
    """Tell whether an argument of such a text is put in with quotes of its own, which its shell takes away."""
    piece = argument.use.reference
    return bool(argument.names) and piece is not None and not piece.quote and _QUOTES.search(argument.head) is not None


def _inner(values: Values, inner: Inner, start: int, around: Around) -> Iterator[Run]:
    """Yield the programs of such a text, but those that are given what it sets itself."""
    own = {name for names in _SETS.findall(inner.text) for name in names}
    is_given = _SOURCES.search(inner.text) is not None
    for client in islice(_INNER.finditer(inner.text), MAX_RUNS):
        found = command(inner.text, client.end(), len(inner.text))
        words = inner.words(found)
        if is_given or any(piece.name in own for word in words for piece in word.pieces if piece.name):
            continue
        arguments = values.arguments(words, start)
        if any(map(_is_code, arguments)):
            continue
        stop = inner.end(max(found.end, client.end()))
        place = inner.offset(client.start("name")), inner.end(client.end())
        yield Run(client["name"], *place, stop, tuple(arguments), around, is_within=True, ends_with=found.operator)
