"""Mutation operators, a module for each group of rules: what makes a mistake, at each place where it can be made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mutation.forms import Form
from mutation.surgery import Source

Mutate = Callable[[Source], Iterator[str]]


Holds = Callable[[Form], bool]


def always(form: Form) -> bool:
    return True


def never(form: Form) -> bool:
    return False


@dataclass(frozen=True)
class Operator:
    """A mistake of one rule. ``mutate`` yields a source's mutants, one for each site; ``applies`` says to which forms.

    ``answered``: to which forms OpenRouter answers all the same, with 200 to the valid key. ``in_files``: it is made in
    the files of settings that a program reads.
    """

    code: str
    name: str
    mutate: Mutate
    applies: Holds = always
    answered: Holds = never
    in_files: bool = False
