"""How what a file costs grows with its size: ``python -m benchmarks.growth [NAME …]``.

Each program of ``tests/repeating.py`` is checked and fixed at four sizes. Counted are the lines that Python runs, which
are the same on every machine; the seconds beside them show what no line shows, such as a search in a long text. Twice
the size may cost twice as much: what costs more is marked.
"""

from __future__ import annotations

import argparse
import gc
import math
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from types import FrameType
from typing import Any, NamedTuple

from flake8_openrouter.project.config import Configuration
from flake8_openrouter.rules._pages import page
from flake8_openrouter.rules._registry import all_rules
from flake8_openrouter.run import fixing, inspection
from flake8_openrouter.run.analysis import check_source
from tests.repeating import PROGRAMS, Program

SIZES = (500, 1000, 2000, 4000)

#: What a doubling may cost: in lines, and in seconds, which say less.
_MOST_LINES, _MOST_SECONDS = 2.2, 3.0
#: Seconds that are too few to tell anything, and those after which no greater size is tried.
_TOO_FEW, _ENOUGH = 0.2, 20.0

_ALL = Configuration(extend_select=tuple(rule.code for rule in all_rules()))

WORK: dict[str, Callable[[str], object]] = {
    "check": lambda text: check_source(text, "app.py", _ALL),
    "fix": lambda text: fixing.fix_source(text.encode(), "app.py", configuration=_ALL),
    "unsafe": lambda text: fixing.fix_source(text.encode(), "app.py", unsafe=True, configuration=_ALL),
    "inspect": lambda text: inspection.inspect(text, "app.py", _ALL),
}


#: All programs by their names; the rules' own examples are among them.
EVERY = PROGRAMS | {
    f"rule: {rule.code} {rule.name}": Program(f"{page(rule).sections['Example']}\n") for rule in all_rules()
}


class Cost(NamedTuple):
    """Lines that Python ran, and CPU seconds without counting them."""

    lines: int
    seconds: float


class TooLong(BaseException):
    """It took longer than anybody should wait."""


def lines(work: Callable[[], object]) -> int:
    """Return how many lines Python runs, each turn of a loop on one line counted as one."""
    count = 0

    def traced(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += 1
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    began = time.process_time()
    try:
        work()
    finally:
        gc.enable()
    return time.process_time() - began


def costs(program: Program, work: Callable[[str], object], limit: float, *, quick: bool) -> Iterator[Cost]:
    """Yield what the work costs at each size; stop where it takes longer than ``limit`` seconds."""
    for size in SIZES:
        text = program.text(size * program.most // SIZES[-1])
        try:
            with _at_most(limit):
                taken = seconds(lambda text=text: work(text))  # type: ignore[misc]
            with _at_most(limit * 15):
                counted = 0 if quick else lines(lambda text=text: work(text))  # type: ignore[misc]
        except TooLong:
            yield Cost(0, math.inf)
            return
        yield Cost(counted, taken)


@contextmanager
def _at_most(limit: float) -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def main() -> int:
    """Print a line for each program and kind of work; return 1 where one grows too fast."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("names", nargs="*", help="beginnings of the programs' names (default: all)")
    parser.add_argument("--work", choices=WORK, action="append", help="do this alone; may be repeated")
    parser.add_argument("--quick", action="store_true", help="measure seconds alone")
    parser.add_argument("--limit", type=float, default=_ENOUGH, help="seconds after which no greater size is tried")
    options = parser.parse_args()
    wrong = 0
    for name, program in EVERY.items():
        if options.names and not name.startswith(tuple(options.names)):
            continue
        for kind in options.work or WORK:
            found = list(costs(program, WORK[kind], options.limit, quick=options.quick))
            wrong += not is_held(found)
            print(line(name, kind, found), flush=True)
    return int(wrong > 0)


def factors(found: list[Cost], what: str) -> list[float]:
    values = [float(getattr(cost, what)) for cost in found]
    return [after / before if before else 0.0 for before, after in pairwise(values)]


def is_held(found: list[Cost]) -> bool:
    """Tell whether the last doubling cost at most what it may."""
    if len(found) < len(SIZES):
        return False
    told = found[-1].seconds < _TOO_FEW or factors(found, "seconds")[-1] <= _MOST_SECONDS
    return told and factors(found, "lines")[-1] <= _MOST_LINES


def line(name: str, kind: str, found: list[Cost]) -> str:
    """Return a row: the factors in lines, those in seconds, the seconds of the greatest size."""
    by_lines, by_seconds = (
        " ".join(f"{factor:5.2f}" for factor in factors(found, what)) for what in ("lines", "seconds")
    )
    last = f"{found[-1].seconds:7.2f} s"
    return f"{name:45} {kind:8} {by_lines:17} | {by_seconds:17} | {last}{'' if is_held(found) else '  SUPERLINEAR'}"


if __name__ == "__main__":
    raise SystemExit(main())
