"""String literals as they are in the source: prefixes, quotes, implicit concatenation."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from flake8_openrouter.languages._protocol import CannotEdit

_PIECE = re.compile(
    r"(?P<prefix>[bBrRuUfFtT]{0,2})(?P<quote>'''|\"\"\"|'|\")(?P<body>(?:\\.|(?!(?P=quote))[^\\])*)(?P=quote)",
    re.DOTALL,
)
_BETWEEN = re.compile(r"(?:\s|\\(?:\r\n?|\n)|#[^\r\n]*)*")


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
    def formatted_prefix(self) -> str:
        """Its prefix as an f-string has it."""
        return self.prefix if self.is_formatted else f"f{self.prefix.replace('u', '').replace('U', '')}"

    def value(self, body: str) -> str:
        """Return what a body stands for between these quotes. Raises CannotEdit where it can't be there alone."""
        if self.is_raw:
            return body
        try:
            value = ast.literal_eval(f"{'b' if self.is_bytes else ''}{self.quote}{body}{self.quote}")
        except (SyntaxError, ValueError) as error:
            raise CannotEdit("the literal's text is unknown") from error
        return value.decode("latin-1") if isinstance(value, bytes) else str(value)

    def written(self, value: str) -> str:
        """Return the body that stands for a value between these quotes. Raises CannotEdit where none does."""
        if self.is_raw:
            if self.quote in value or "\n" in value or value.endswith("\\"):
                raise CannotEdit("a raw literal can't hold the new text")
            return value
        body = value.replace("\\", "\\\\").replace(self.quote[0], "\\" + self.quote[0])
        return body.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def pieces(text: str) -> list[Piece]:
    """Return the literals that a source text is made of. Raises CannotEdit where it is something else."""
    found: list[Piece] = []
    at = 0
    while at < len(text):
        match = _PIECE.match(text, at)
        if match is None:
            raise CannotEdit("the place is not a plain string literal")
        found.append(
            Piece(match["prefix"], match["quote"], match["body"], match.start(), match.start("body"), match.end("body"))
        )
        between = _BETWEEN.match(text, match.end())
        at = between.end() if between else match.end()
    if not found:
        raise CannotEdit("the place is not a plain string literal")
    return found


def single(text: str) -> Piece:
    """Return the one literal that a source text is. Raises CannotEdit where it is several, or something else."""
    found = pieces(text)
    if len(found) > 1:
        raise CannotEdit("the text is built from several literals")
    return found[0]


def doubled(text: str) -> str:
    """Return a text as an f-string has to spell it."""
    return text.replace("{", "{{").replace("}", "}}")
