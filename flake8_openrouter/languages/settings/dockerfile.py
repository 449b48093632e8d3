"""Dockerfiles by their instructions: what ``ENV`` and ``ARG`` set, and the commands of ``RUN`` and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.languages.settings import entries
from flake8_openrouter.languages.settings.entries import Entry
from flake8_openrouter.languages.text import spelt
from flake8_openrouter.languages.text.spelt import Spelt

_INSTRUCTION = re.compile(r"[ \t]*(?:ONBUILD[ \t]+)?(?P<word>[A-Za-z]+)(?=[\s]|$)[ \t]*", re.IGNORECASE)
_ESCAPE = re.compile(r"(?:[ \t]*#[^\r\n]*(?:\r\n|\r|\n))*?[ \t]*#[ \t]*escape[ \t]*=[ \t]*`", re.IGNORECASE)
_GOES_ON = {sign: re.compile(rf"{re.escape(sign)}[ \t]*(?P<end>\r\n|\r|\n)?\Z") for sign in "\\`"}
_HERE = re.compile(r"<<-?(?P<quote>[\"']?)(?P<word>\w+)(?P=quote)")
_FLAGS = re.compile(r"(?:--[\w-]+(?:=\S*)?\s+)*")
_PAIR = re.compile(
    r"(?P<name>[A-Za-z_]\w*)=(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>[^']*)'|(?P<plain>(?:[^\s\\\"']|\\.)*))"
)
_OLD = re.compile(r"(?P<name>[A-Za-z_]\w*)[ \t]+(?P<value>[^\r\n]*[^\s\\])")

_CHECK = re.compile(r"CMD(?=[\s\[])\s*", re.IGNORECASE)

#: Instructions that have a command.
_RUNNING = frozenset(("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"))
#: Instructions that set variables, and the name of the mapping that they are in.
VARIABLES = {"ENV": "env", "ARG": "args"}


class Instruction(NamedTuple):
    """An instruction: its ``word`` in capitals, and what it is given; ``start`` is where it begins.

    ``here`` is what a heredoc holds that is all that it is given; None without one.
    """

    word: str
    start: int
    given: Spelt
    here: Spelt | None = None


def instructions(text: str) -> Iterator[Instruction]:
    """Yield the instructions of a text, in their order, without comments between their lines."""
    sign = "`" if _ESCAPE.match(text) else "\\"
    lines = spelt.lines_in(text, 0, len(text))
    for start, end in lines:
        match = _INSTRUCTION.match(text, start, end)
        if match is None:
            continue
        parts = [_line(text, match.end(), end, sign)]
        while parts[-1].text.endswith("\\\n") and (line := next(lines, None)) is not None:
            if (found := text[slice(*line)].strip()) and not found.startswith("#"):
                parts.append(_line(text, *line, sign))
        given = spelt.joined(parts)
        word = match["word"].upper()
        here = _HERE.search(given.text) if word == "RUN" else None
        if here is None:
            yield Instruction(word, start, given)
            continue
        body, last = _body(text, lines, here["word"])
        is_alone = _without_flags(given).text.strip() == here[0]
        whole = spelt.joined([given, spelt.plain(text, body[0], last)])
        yield Instruction(word, start, whole, spelt.plain(text, *body) if is_alone else None)


def _line(text: str, start: int, end: int, sign: str) -> Spelt:
    r"""Return a line; one that goes on ends in ``\`` and a line end, whatever is after its sign."""
    match = _GOES_ON[sign].search(text, start, end) if text.find(sign, start, end) >= 0 else None
    if match is None or match[0] == "\\\n":
        return spelt.plain(text, start, end)
    return spelt.joined([spelt.plain(text, start, match.start()), spelt.put("\\\n", *match.span())])


def _body(text: str, lines: Iterator[tuple[int, int]], word: str) -> tuple[tuple[int, int], int]:
    """Return where the lines of a heredoc are, up to the word that ends it, and where that ends."""
    first = next(lines, (len(text), len(text)))
    start, stop = first
    while start < stop and text[start:stop].strip() != word:
        start, stop = next(lines, (stop, stop))
    return (first[0], start), stop


def _without_flags(given: Spelt) -> Spelt:
    match = _FLAGS.match(given.text)
    return spelt.part(given, match.end() if match else 0, len(given.text))


def command(instruction: Instruction) -> Spelt | None:
    """Return the command of an instruction, in a shell's form or in JSON's; None where it has none."""
    if instruction.here is not None:
        return instruction.here
    if instruction.word not in _RUNNING:
        return None
    given = _without_flags(instruction.given)
    if instruction.word != "HEALTHCHECK":
        return given
    match = _CHECK.match(given.text)
    return spelt.part(given, match.end(), len(given.text)) if match else None


def read(text: str) -> Iterator[Entry]:
    """Yield the variables that a text sets, those of ``ENV`` and of ``ARG`` each as a mapping's."""
    for instruction in instructions(text):
        if group := VARIABLES.get(instruction.word):
            yield from of_instruction(text, instruction, group)


def of_instruction(text: str, instruction: Instruction, group: str) -> Iterator[Entry]:
    given = instruction.given
    if not given.pieces:
        return
    start, end = given.pieces[0].outer_start, given.pieces[-1].outer_end
    at = start
    while match := _PAIR.search(text, at, end):
        name, at = match.span("name"), max(match.end(), at + 1)
        path = (group, match["name"])
        if match["double"] is not None:
            yield entries.escaped(text, path, name, *match.span("double"))
        elif match["single"] is not None:
            yield entries.plain(text, path, name, *match.span("single"), "'")
        elif match["plain"]:
            yield entries.plain(text, path, name, *match.span("plain"))
    if at == start and group == "env" and (match := _OLD.match(text, start, end)):
        yield entries.plain(text, (group, match["name"]), match.span("name"), *match.span("value"))
