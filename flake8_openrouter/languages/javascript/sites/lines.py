"""What the lines of a file tell where there is no grammar to parse it with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_openrouter.languages.javascript.libraries import builds
from flake8_openrouter.languages.trees import unparsed
from flake8_openrouter.model import Document, Exposed, Fact, Site

if TYPE_CHECKING:
    from flake8_openrouter.languages._protocol import Settings


def sites(document: Document, settings: Settings) -> Iterator[Site]:
    """Yield the variables that are published, each once, and the URLs that are written out."""
    if settings.in_tests:
        return
    found: dict[str, Exposed] = {}
    for exposed in _exposed(document):
        found.setdefault(exposed.name, exposed)
    facts: list[Fact] = [*found.values(), *unparsed.endpoints(document, settings.gateways)]
    for fact in facts:
        yield Site((fact,))


def _exposed(document: Document) -> Iterator[Exposed]:
    if builds.BUILD_FILE.search(os.path.basename(document.path)):
        yield from unparsed.defined(document)
        return
    on_server = builds.is_on_server(document.path, document.text.encode(errors="replace"))
    for exposed in unparsed.exposed(document):
        yield exposed._replace(on_server=on_server)
