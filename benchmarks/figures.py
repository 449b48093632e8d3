"""What is measured: a figure, what it may be, and what measuring needs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks import trees
from benchmarks.measure import Found


@dataclass(frozen=True)
class Figure:
    """A ratio, a difference in milliseconds, or megabytes, and what it may be.

    ``wanted`` is empty for a figure that is there to compare with.
    """

    what: str
    unit: str
    wanted: str
    found: Found
    held: bool = True


@dataclass(frozen=True)
class Bench:
    """Where things are kept, how often they are measured, and the files of the dense trees."""

    cache: Path
    count: int
    small: int
    large: int

    @property
    def django(self) -> Path:
        return trees.package(self.cache, "Django==5.2", binary=False)

    @property
    def dense(self) -> Path:
        return trees.dense(self.cache, self.small)


def at_most(what: str, limit: float, found: Found, unit: str = "ratio") -> Figure:
    return Figure(what, unit, f"at most {limit:g}", found, held=found.value <= limit)


def compared(what: str, found: Found, unit: str = "ratio") -> Figure:
    return Figure(what, unit, "", found)
