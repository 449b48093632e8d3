"""The programs of a script that send requests, each as it runs: by whom, with which arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from flake8_openrouter.languages.commands.told import CLIENTS
from flake8_openrouter.languages.shell.inference.arguments import NO_FRAME, Argument, Frame
from flake8_openrouter.languages.shell.inference.values import Values
from flake8_openrouter.languages.shell.syntax import embedded, places
from flake8_openrouter.languages.shell.syntax.commands import Command, command
from flake8_openrouter.languages.shell.syntax.embedded import Inner
from flake8_openrouter.languages.shell.syntax.places import Around

#: Runs that are looked at in one script, and callers of one function.
MAX_RUNS = 1_000
MAX_CALLERS = 8

_NAMES = "|".join(sorted(CLIENTS, key=len, reverse=True))
_CLIENT = re.compile(rf"(?<![\w.$:@=-])(?:[\w.~-]*/[\w./~-]*)?(?<![\w-])(?P<name>{_NAMES})(?=[ \t]|\\\r?\n)")
_INNER = re.compile(
    rf"(?:^|[;|&({{`!]|\b(?:then|do|else|if|sudo|exec|time)\b)[ \t]*(?P<name>{_NAMES})(?=\s)", re.MULTILINE
)
_SHELL = re.compile(r"(?<![\w.$-])(?:(?:ba|da|k|z)?sh[ \t]+-|eval[ \t])")
_DEFINED = re.compile(r"^[ \t]*(?:function[ \t]+(\w+)|(\w+)[ \t]*\(\))", re.MULTILINE)


class Run(NamedTuple):
    """A program as it runs: its name's place, its ``arguments``, and where the command begins and ends.

    ``is_open``: it is given further arguments. ``is_within``: it is in a word of another command. ``ends_with`` is the
    operator after it, ``is_hidden``: what it says is written elsewhere.
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


def runs(values: Values) -> Iterator[Run]:
    """Yield the programs of a script, of a function once for each of its callers."""
    text = values.source.document.text
    defined = {first or second for first, second in _DEFINED.findall(text)}
    found = (match for match in _CLIENT.finditer(text) if match["name"] not in defined)
    for match in islice(found, MAX_RUNS):
        start, end = match.span("name")
        if places.runs(values.source, match.start(), end):
            yield from _with_callers(values, match["name"], start, end)
    yield from _embedded(values, text)


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
        )


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
    text = values.source.document.text
    found: list[tuple[Argument, ...]] = []
    for match in re.finditer(rf"(?<![\w$./-]){re.escape(function)}(?![\w-]|[ \t]*\(\))", text):
        if len(found) >= MAX_CALLERS:
            break
        if places.runs(values.source, *match.span()):
            around = places.around(values.source, *match.span())
            if around.function == function:
                continue
            words = command(text, match.end(), around.end).words
            found.append(tuple(values.arguments(words, match.start())))
    return found


def _embedded(values: Values, text: str) -> Iterator[Run]:
    """Yield the programs in words that a shell runs."""
    for match in islice(_SHELL.finditer(text), MAX_RUNS):
        start = match.start()
        node = places.node_at(values.source, start, start + 2)
        if node is None or places.is_text(node):
            continue
        around = places.around(values.source, start, start + 2)
        word = embedded.program(command(text, start, around.end))
        if word is None:
            continue
        inner = Inner(word)
        for client in _INNER.finditer(inner.text):
            found = command(inner.text, client.end(), len(inner.text))
            arguments = values.arguments(inner.words(found), start)
            stop = inner.end(max(found.end, client.end()))
            place = inner.offset(client.start("name")), inner.end(client.end())
            yield Run(client["name"], *place, stop, tuple(arguments), around, is_within=True, ends_with=found.operator)
