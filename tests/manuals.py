"""The pieces of code that the project's documents show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

DOCS = Path(__file__).parents[1] / "docs"

_HEADING_OR_BLOCK = re.compile(
    r"^##+ (?P<heading>[^\n]+)$|^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


class Block(NamedTuple):
    """A block of code, in its language as the document calls that, under a heading."""

    heading: str
    language: str
    text: str


def blocks(document: str) -> Iterator[Block]:
    """Yield the blocks of a document, named by its path in ``docs``."""
    heading = ""
    for found in _HEADING_OR_BLOCK.finditer((DOCS / document).read_text(encoding="utf-8")):
        heading = found["heading"] or heading
        if found["language"]:
            yield Block(heading, found["language"], found["text"])
