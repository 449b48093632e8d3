"""Classes of what is made for each expression."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

_Made = TypeVar("_Made")

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform

    @dataclass_transform(frozen_default=True, eq_default=False)
    def record(made: type[_Made]) -> type[_Made]: ...
else:
    # mypy sees that nobody changes one, for to refuse it takes twice as long to make.
    record = dataclass(slots=True, eq=False)
