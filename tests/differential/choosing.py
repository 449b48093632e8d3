"""The answers that a program can give: rows of text files, with the sections of code that they put into it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "choices"
_ROW = re.compile(r"^### (\w+)(?: \|(.*))?\n", re.MULTILINE)
_SECTION = re.compile(r"^>(\w+)(?: (\w+))?\n", re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """One answer: what it needs and gives (``traits``), and its code by where in the program it is."""

    name: str
    traits: Mapping[str, str]
    sections: Mapping[str, str]
    file: str = ""

    @property
    def weight(self) -> int:
        return int(self.traits.get("weight", "1"))

    @property
    def is_global(self) -> bool:
        """Its expression means the same anywhere in the module."""
        return self.traits.get("scope") == "module"

    def section(self, name: str) -> str:
        return self.sections.get(name, "")

    def lines(self, name: str) -> list[str]:
        """Return a section's lines, an empty one among them."""
        return self.sections[name].split("\n") if name in self.sections else []


@cache
def rows(question: str) -> Mapping[str, Row]:
    """Return the answers to a question, which is the name of a file."""
    pieces = _ROW.split((_FOLDER / f"{question}.txt").read_text(encoding="utf-8"))[1:]
    found = [_row(*pieces[start : start + 3]) for start in range(0, len(pieces), 3)]
    return {row.name: row for row in found}


def _row(name: str, traits: str | None, text: str) -> Row:
    given = dict(trait.split("=") for trait in (traits or "").split())
    pieces = _SECTION.split(text)[1:]
    sections = {pieces[start]: pieces[start + 2].removesuffix("\n") for start in range(0, len(pieces), 3)}
    file = next((pieces[start + 1] for start in range(0, len(pieces), 3) if pieces[start] == "file"), "")
    return Row(name, given, sections, file or "")
