"""The table of mutations: each rule's mistakes, in the order of the rules."""

from __future__ import annotations

from mutation.operators import (
    Operator,
    absence,
    aftermath,
    carriers,
    keys,
    loading,
    names,
    places,
    stored,
    unread,
    values,
)

OPERATORS: tuple[Operator, ...] = (
    *keys.OPERATORS,
    *loading.OPERATORS,
    *names.OPERATORS,
    *values.OPERATORS,
    *carriers.OPERATORS,
    *absence.OPERATORS,
    *places.OPERATORS,
    *stored.OPERATORS,
    *unread.OPERATORS,
    *aftermath.OPERATORS,
)
