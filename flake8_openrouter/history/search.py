"""The keys in a blob, found by the code that finds them in a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.disk import windows
from flake8_openrouter.disk.windows import Window
from flake8_openrouter.git.reading import Blob
from flake8_openrouter.history import joined
from flake8_openrouter.history.results import Hit, Key
from flake8_openrouter.model import Document, KeyLiteral
from flake8_openrouter.openrouter import keys
from flake8_openrouter.rules._registry import all_rules
from flake8_openrouter.run import large
from flake8_openrouter.run.searching import holds_key

#: How a pointer to a file begins that LFS keeps, and bytes that it has at most.
_POINTER = b"version https://git-lfs.github.com/spec/"
_LONGEST_POINTER = 1024


class Found(NamedTuple):
    """What is in a blob. ``is_pointer``: it only says where LFS keeps a file."""

    hits: tuple[Hit, ...] = ()
    is_pointer: bool = False


_NOTHING = Found()


def of_blob(blob: Blob) -> Found:
    """Return what is in a blob. Raises Damaged."""
    if blob.size > windows.SIZE:
        return Found(tuple(_of_pieces(blob.name, windows.pieces(blob.read))))
    data = blob.read(blob.size)
    if holds_key(data):
        return Found(tuple(_of_pieces(blob.name, iter([Window(data, len(data))]))))
    return Found(is_pointer=True) if _is_pointer(data) else _NOTHING


def _is_pointer(data: bytes) -> bool:
    return data.startswith(_POINTER) and len(data) <= _LONGEST_POINTER


def _of_pieces(name: str, pieces: Iterator[Window]) -> Iterator[Hit]:
    """Yield the keys of a blob, at most as many as are reported of a file."""
    found = 0
    for document, literals in large.keys_of(pieces, holds_key):
        for literal in (*literals, *joined.literals(document)):
            for hit in _hits(name, document, literal):
                yield hit
                found += 1
                if found == large.MOST:
                    return


def _hits(name: str, document: Document, literal: KeyLiteral) -> Iterator[Hit]:
    """Yield what the rules on leaked keys say of a key."""
    line, column = document.position(literal.span.start)
    end_line, end_column = document.position(literal.span.end)
    place = (line, column + 1, end_line, end_column + 1)
    for rule in all_rules():
        if rule.leaks_key and KeyLiteral in rule.facts:
            for finding in rule.findings(literal):
                key = Key(finding.key_hash, keys.label(literal.issued))
                yield Hit(name, key, finding.code, *place, literal.spelling)
