"""String literals as they stand in the source: prefixes, quotes, implicit concatenation."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from flake8_openrouter.python.editing.errors import CannotEdit

_PIECE = re.compile(
    r"(?P<prefix>[bBrRuUfFtT]{0,2})(?P<quote>'''|\"\"\"|'|\")(?P<body>(?:\\.|(?!(?P=quote)).)*)(?P=quote)", re.DOTALL
)
_BETWEEN = re.compile(r"(?:\s|\\\n|#[^\n]*\n)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """One quoted literal, its body at ``start:end`` of the text that it was found in."""

    prefix: str
    quote: str
    body: str
    begin: int
    start: int
    end: int

    @property
    def is_raw(self) -> bool:
        return "r" in self.prefix.lower()

    @property
    def is_formatted(self) -> bool:
        return "f" in self.prefix.lower()

    @property
    def is_bytes(self) -> bool:
        return "b" in self.prefix.lower()

    @property
    def value(self) -> str:
        """What the body stands for; an f-string's braces stay as they are."""
        if self.is_raw:
            return self.body
        prefix = "b" if self.is_bytes else ""
        value = ast.literal_eval(f"{prefix}{self.quote}{self.body}{self.quote}")
        return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def pieces(text: str) -> list[Piece]:
    """Return the literals that a source text is made of. Raises CannotEdit where it is something else."""
    found: list[Piece] = []
    at = 0
    while at < len(text):
        match = _PIECE.match(text, at)
        if match is None:
            raise CannotEdit("the place is no plain string literal")
        found.append(
            Piece(match["prefix"], match["quote"], match["body"], match.start(), match.start("body"), match.end("body"))
        )
        between = _BETWEEN.match(text, match.end())
        at = between.end() if between else match.end()
    if not found:
        raise CannotEdit("the place is no plain string literal")
    return found


def written(value: str, piece: Piece) -> str:
    """Return the body that stands for a value within a piece's quotes. Raises CannotEdit where none does."""
    if piece.is_raw:
        if piece.quote in value or "\n" in value or value.endswith("\\"):
            raise CannotEdit("a raw literal can't hold the new text")
        return value
    body = value.replace("\\", "\\\\").replace(piece.quote[0], "\\" + piece.quote[0])
    return body.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def substituted(text: str, old: str, new: str) -> tuple[int, int, str]:
    """Return the range of a literal's source, and what is to stand there, for ``old`` to become ``new``."""
    found = pieces(text)
    for piece in found:
        if old and piece.body.count(old) and (piece.is_raw or "\\" not in old):
            at = piece.start + piece.body.index(old)
            return at, at + len(old), written(new, piece)
    for piece in found:
        if not piece.is_formatted and old in piece.value:
            return piece.start, piece.end, written(piece.value.replace(old, new, 1), piece)
    raise CannotEdit("the text is put together from several literals")


def in_braces(source: str, quote: str) -> str:
    """Return an expression as it can stand in the braces of an f-string, on every Python that is supported."""
    if "\n" in source or "\\" in source or "#" in source:
        raise CannotEdit("the expression can't stand in an f-string")
    if quote[0] in source and len(quote) == 1:
        other = "'" if quote == '"' else '"'
        if other in source:
            raise CannotEdit("the expression holds both kinds of quotes")
        source = source.replace(quote, other)
    return f"{{ {source} }}" if source.startswith("{") else f"{{{source}}}"
