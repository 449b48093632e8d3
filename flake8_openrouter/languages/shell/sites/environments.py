"""The environment that a script gives to the programs it starts: the key in it, and what comes before that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from flake8_openrouter.languages.shell.sites.context import Context
from flake8_openrouter.languages.shell.syntax import places
from flake8_openrouter.languages.shell.syntax.words import word
from flake8_openrouter.model import Conflict, Credential, Destination, Fact, Place, Site, Span, Text, Variable
from flake8_openrouter.openrouter import api
from flake8_openrouter.openrouter.credentials import Shape, classify
from flake8_openrouter.openrouter.families import FAMILIES, NAMES, Family

#: Variables that are looked at.
MAX_WRITES = 200

_SET = re.compile(rf"(?<![\w$./\"'{{-])(?P<name>{'|'.join(sorted(NAMES, key=len, reverse=True))})=")
_EITHER = "and the second wins unless it is empty"


class Write(NamedTuple):
    """A variable that is set for other programs, and what it can be."""

    name: str
    texts: tuple[Text, ...]
    span: Span


def sites(context: Context) -> Iterator[Site]:
    """Yield what a script exports for the clients of each kind."""
    writes = list(_writes(context))
    for family in FAMILIES if writes else ():
        if found := tuple(_facts(context, family, writes)):
            yield Site(found)


def _writes(context: Context) -> Iterator[Write]:
    source, values = context.values.source, context.values
    text = source.document.text
    for match in islice(_SET.finditer(text), MAX_WRITES):
        nodes = places.path(source, *match.span("name"))
        kinds = [node.type for node in nodes]
        if kinds[-2:] != ["variable_assignment", "variable_name"]:
            continue
        is_given = kinds[-3:-2] == ["command"] or match["name"] in values.assignments.exported
        if is_given:
            found = word(text, match.end(), len(text))
            span = values.span(*found.inside)
            yield Write(match["name"], values.texts(found, match.start()), span)


def _facts(context: Context, family: Family, writes: list[Write]) -> Iterator[Fact]:
    keys = [write for write in writes if write.name in family.keys]
    destination = _destination(context, family, writes) if keys else None
    if destination is None:
        return
    names = {write.name for write in keys}
    for write in keys:
        if write.name == family.wins and family.keys[0] in names:
            if len(write.texts) == 1 and _is_no_key(write.texts[0]):
                yield Conflict(write.span, family.keys[0], write.name, destination, _EITHER, emptied=True)
            continue
        for text in write.texts:
            if family.host != api.HOST or _is_wrong_anyhow(text):
                yield _credential(context, write, text, destination)


def _destination(context: Context, family: Family, writes: list[Write]) -> Destination | None:
    """Return where clients go that are told by these variables, if that is OpenRouter."""
    urls = tuple(text for write in writes if write.name in family.endpoints for text in write.texts)
    if not urls:
        return Destination(Place.OPENROUTER, "", "by its name") if family.host == api.HOST else None
    found = context.destination(urls, "")
    return found if found.resolved else None


def _credential(context: Context, write: Write, text: Text, destination: Destination) -> Credential:
    return Credential(
        text,
        text,
        write.name,
        write.span,
        destination,
        context.settings.in_tests,
        certain=len(write.texts) == 1,
        reach=context.values.reach((write.name,)),
        variable=write.name,
    )


def _is_wrong_anyhow(text: Text) -> bool:
    """Tell whether a text is wrong in a variable that any program may read: damaged, or one that stayed text."""
    literal = text.literal or ""
    shape = classify(literal)
    return shape is Shape.DAMAGED or (shape is Shape.UNINTERPOLATED and "$" in literal)


def _is_no_key(text: Text) -> bool:
    """Tell whether a text is certainly no key of OpenRouter's, and not empty."""
    part = text.parts[0] if len(text.parts) == 1 else None
    if isinstance(part, Variable):
        return part.name in api.FOREIGN_VARIABLES and not part.default
    return bool(text.literal) and classify(text.literal or "") in (Shape.PLACEHOLDER, Shape.MALFORMED)
