"""Two languages of a few lines each, so that what a language needs is shown without one that is hard to read.

Toy has a request a line, and comments after ``;``:

    SEND POST https://openrouter.ai/api/v1/chat/completions Authorization: $OPENROUTER_API_KEY

Boxed is JSON in which each text under ``run`` is a program of Toy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from flake8_openrouter.disk.files import State
from flake8_openrouter.languages import CannotEdit, Failure, KeySource, Program, Project, Settings
from flake8_openrouter.model import (
    BearerKey,
    Document,
    Edit,
    Embedding,
    Fact,
    Header,
    KeyLiteral,
    Literal,
    Notation,
    Part,
    Piece,
    Prefix,
    Rename,
    Replacement,
    Site,
    Slot,
    Span,
    Text,
    Use,
    UseKeySource,
    Variable,
)
from flake8_openrouter.openrouter import api, credentials, destinations, keys
from flake8_openrouter.openrouter.destinations import Surroundings

_LINE = re.compile(r"[ \t]*(?:SEND \w+ (?P<url>\S+) (?P<name>[\w-]+): (?P<value>[^;\n]*[^;\s]))?[ \t]*(?:(?:;|#!).*)?")
_PART = re.compile(r"\$(?P<name>\w+)|[^$]+")


class NoProject:
    @property
    def consulted(self) -> dict[str, State | None]:
        return {}

    def shared(self) -> None:
        return None


class _Named:
    """What both languages have in common."""

    name = ""
    title = ""
    suffixes: tuple[str, ...] = ()
    notation = Notation()
    clients = ("send",)
    keys_alone = False
    is_program = True
    key_source = KeySource("$OPENROUTER_API_KEY", "", "OPENROUTER_API_KEY")

    def owns(self, path: str, data: bytes) -> bool:
        return path.endswith(self.suffixes) or data.startswith(b"#!/usr/bin/" + self.name.encode())

    def is_test(self, name: str) -> bool:
        return name.startswith("try-")

    def decoded(self, data: bytes) -> tuple[str, str]:
        return data.decode("ascii"), "ascii"

    def encoded(self, text: str, encoding: str) -> bytes:
        return text.encode(encoding)

    def project(self, root: Path | None, *, looks_around: bool = True) -> NoProject:
        return NoProject()

    def imported(self, path: str, data: bytes, root: Path | None) -> tuple[str, ...]:
        return ()

    def forget(self) -> None:
        pass

    def read_key_source(self, value: object) -> KeySource:
        if not isinstance(value, str) or not value.startswith("$"):
            raise ValueError("expected a variable")
        return KeySource(value, "", value[1:])

    def spell(self, slot: Slot, key_source: KeySource) -> str:
        return f"Bearer {key_source.expression}" if isinstance(slot, BearerKey) else key_source.expression


class Toy(_Named):
    name, title, suffixes, notation = "toy", "Toy", (".toy",), Notation("toy", comment=";")

    def program(self, document: Document, tree: object = None) -> ToyProgram:
        return ToyProgram(document)


class Boxed(_Named):
    name, title, suffixes, notation = "boxed", "Boxed", (".boxed",), Notation("boxed")

    def program(self, document: Document, tree: object = None) -> BoxedProgram:
        return BoxedProgram(document)


class ToyProgram:
    embedded: Sequence[Program] = ()
    repeated: Sequence[Sequence[tuple[int, int]]] = ()
    lacks = ""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def _lines(self) -> list[re.Match[str] | None]:
        text = self.document.text
        starts = [match.start() for match in re.finditer(r"^", text, re.MULTILINE)]
        return [_LINE.match(text, start) for start in starts]

    @property
    def failure(self) -> Failure | None:
        for number, line in enumerate(self.document.text.splitlines(), start=1):
            if not _LINE.fullmatch(line):
                return Failure("can't be parsed", self.document.offset(number, 0))
        return None

    def sites(self, settings: Settings, project: Project) -> list[Site]:
        return [Site(tuple(self._facts(line, settings))) for line in self._lines if line and line["url"]]

    def _facts(self, line: re.Match[str], settings: Settings) -> Iterator[Fact]:
        url, name, value = (Span(self.document, *line.span(group)) for group in ("url", "name", "value"))
        known = Text((Literal(url.text, url),), url)
        destination = destinations.judge([known], Surroundings(settings.gateways, "", settings.any_scope), "")
        parts = tuple(self._part(match, value) for match in _PART.finditer(value.text))
        header, entry = Text(parts, value), Span(self.document, name.start, value.end)
        yield Header(name.text, name, header, credentials.parse(header), destination, entry)
        for match in keys.LIVE.finditer(value.text):
            yield KeyLiteral(value.find(match[0]), match[0], live=True, use=Use.VALUE, expression=value)

    def _part(self, match: re.Match[str], value: Span) -> Part:
        span = Span(self.document, value.start + match.start(), value.start + match.end())
        if match["name"]:
            return Variable(match["name"], span, ours=match["name"] in api.VARIABLES, required=True)
        return Literal(match[0], span)

    def editor(self, key_source: KeySource) -> ToyEditor:
        return ToyEditor(key_source)

    def is_broken_by(self, after: Program) -> bool:
        return after.failure is not None


class ToyEditor(NamedTuple):
    key_source: KeySource

    def render(self, edit: Edit) -> list[Replacement]:
        if isinstance(edit, Rename):
            return [Replacement(edit.span.start, edit.span.end, edit.name)]
        if isinstance(edit, Prefix):
            return [Replacement(edit.span.start, edit.span.start, edit.text)]
        if isinstance(edit, UseKeySource):
            place = edit.span.find(edit.old)
            return [Replacement(place.start, place.end, self.key_source.expression)]
        raise CannotEdit("Toy has no word for it")


class BoxedProgram:
    repeated: Sequence[Sequence[tuple[int, int]]] = ()
    lacks = ""

    def __init__(self, document: Document) -> None:
        self.document = document

    @property
    def failure(self) -> Failure | None:
        try:
            json.loads(self.document.text)
        except ValueError as error:
            return Failure(f"can't be parsed ({error})")
        return None

    @cached_property
    def embedded(self) -> list[Program]:
        found = re.finditer(r'"run": "((?:[^"\\]|\\.)*)"', self.document.text)
        return [ToyProgram(_unboxed(self.document, *match.span(1))) for match in found]

    def sites(self, settings: Settings, project: Project) -> list[Site]:
        return []

    def editor(self, key_source: KeySource) -> ToyEditor:
        raise CannotEdit("a box has no edits of its own")

    def is_broken_by(self, after: Program) -> bool:
        return after.failure is not None


def _unboxed(outer: Document, start: int, end: int) -> Document:
    """Return the document that a JSON text is, with where each of its characters is written."""
    pieces: list[Piece] = []
    text = ""
    for match in re.finditer(r"[^\\]+|\\u[0-9a-f]{4}|\\.", outer.text[start:end]):
        read = json.loads(f'"{match[0]}"')
        pieces.append(Piece(len(text), len(text) + len(read), start + match.start(), start + match.end()))
        text += read
    embedding = Embedding(outer, pieces, lambda new: json.dumps(new)[1:-1])
    return Document(outer.path, text, Toy.notation, embedding)
