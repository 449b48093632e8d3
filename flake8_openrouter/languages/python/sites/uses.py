"""What is seen of a mapping on its way through a file: its uses, and what is beside an entry."""

from __future__ import annotations

import ast
from enum import Enum
from typing import NamedTuple

#: The names under which mappings hold a mapping, the outermost first.
Keys = tuple[str, ...]

#: An item of a mapping as it is written: its key, or the key's text, and its value; without a key it is spread.
Item = tuple[ast.expr | str | None, ast.expr]


class Layout(NamedTuple):
    """The items of a mapping as it is written, each with its number: by their names, spread, and of unknown names."""

    named: dict[str, list[tuple[int, ast.expr]]]
    spread: list[tuple[int, ast.expr]]
    unknown: list[tuple[int, ast.expr]]


class Seen(Enum):
    """What becomes of an entry at a use of its mapping."""

    SENT = "sent with a request"
    PUT = "put on a request or session"
    COVERED = "covered by another entry of its name, or covers one"
    REMADE = "covered by an entry of its name that is made of it"
    SHOWN = "shown, compared or written out"
    READ = "read"
    AWAY = "handed to what is not followed"


class Use(NamedTuple):
    """A use of a mapping, in words, and the line on which it is, as it is called."""

    seen: Seen
    what: str
    line: str

    @property
    def reason(self) -> str:
        return f"{self.what} ({self.line})" if self.line else self.what


class ReadBack(NamedTuple):
    """A read of a name, and the attributes that are asked of it, one of the other."""

    node: ast.Name
    asked: tuple[str, ...]
