"""Variants of a program that do the same: what the linter says of them must be the same, too.

Each keeps the text of what it moves. Definitions are shuffled, reversed and put first, so that callers change their
order; locals get other names; functions are added that use the program's names for something else, and comments and
docstrings that say the words which matter in code.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from permuted_additions import commented, functions_added, functions_put_before
from permuted_names import renamed
from permuted_order import backwards, functions_first, shuffled


@dataclass(frozen=True)
class Variant:
    """A program that does the same; ``names`` gives the old name of each new one."""

    text: str
    names: Mapping[str, str] = field(default_factory=dict, hash=False)

    def original(self, text: str) -> str:
        """Return a piece of the variant as it reads in the program."""
        for new, old in self.names.items():
            text = re.sub(rf"\b{re.escape(new)}\b", old, text)
        return text


def permuted(name: str, text: str) -> Variant:
    """Return one of the variants of a program that parses; the program as it is where that changes nothing."""
    found = PERMUTATIONS[name](text, random.Random(name))
    variant = Variant(found) if isinstance(found, str) else Variant(*found)
    compile(variant.text, name, "exec", dont_inherit=True)
    return variant


PERMUTATIONS: Mapping[str, Callable[[str, random.Random], str | tuple[str, Mapping[str, str]]]] = {
    "shuffled": shuffled,
    "backwards": backwards,
    "functions first": functions_first,
    "locals renamed": renamed,
    "functions added": functions_added,
    "functions put before": functions_put_before,
    "comments added": commented,
}
