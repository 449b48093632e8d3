"""Settings that a script makes, judged as those of a file: where the programs that it starts send their requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from flake8_openrouter.languages.settings.destinations import Endpoints
from flake8_openrouter.languages.settings.entries import Entry
from flake8_openrouter.languages.settings.groups import groups
from flake8_openrouter.languages.shell.sites.context import Context
from flake8_openrouter.languages.shell.syntax import places
from flake8_openrouter.languages.shell.syntax.words import Word, word
from flake8_openrouter.model import Site

#: Settings of one script that are looked at.
MAX_SETTINGS = 100

#: What sets a variable to a URL, in whatever quotes.
_URL = re.compile(r"(?<![\w$./{-])(?P<name>[A-Z][A-Z0-9_]*)=(?=[\"']?https?://)", re.ASCII)


def sites(context: Context) -> Iterator[Site]:
    """Yield the endpoints that a script sets, for itself or for the programs that it starts."""
    for entry in _entries(context):
        # One that is set again later was read before that.
        every = list(groups([entry]))
        endpoints = Endpoints(every, context.document, context.settings.gateways, lambda name: False)
        yield from (Site((fact,)) for group in every for fact in endpoints.facts(group))


def _entries(context: Context) -> Iterator[Entry]:
    source = context.values.source
    text = source.document.text
    for match in islice(_URL.finditer(text), MAX_SETTINGS):
        nodes = places.path(source, *match.span("name"))
        if not nodes or nodes[-1].type != "variable_name":
            continue
        found = word(text, match.end(), len(text))
        if _is_plain(found):
            start, end = found.inside
            quote = found.pieces[0].quote if found.pieces[0].quote in ("'", '"') else ""
            yield Entry((match["name"],), match.span("name"), text[start:end], start, end, quote)


def _is_plain(found: Word) -> bool:
    """Tell whether a word is literal text that is written as it is."""
    first = found.pieces[0] if len(found.pieces) == 1 else None
    return first is not None and first.text is not None and first.end - first.start == len(first.text)
