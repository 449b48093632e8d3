"""How far a long check has come, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from time import monotonic
from typing import TypeVar

Item = TypeVar("Item")

#: Seconds after which a check is long.
PATIENCE = 1.0
_WIDTH = 30


def shown(items: Iterable[Item], *, wanted: bool) -> Iterator[Item]:
    """Yield the items, and show on standard error how many of them are done once it takes long.

    Where that is wanted the items are counted first.
    """
    if not wanted:
        yield from items
        return
    items = list(items)
    began, total = monotonic(), len(items)
    with ExitStack() as stack:
        advance: Callable[[int], None] | None = None
        for done, item in enumerate(items, start=1):
            if monotonic() - began >= PATIENCE:
                advance = advance or _bar(stack, total)
                advance(done)
            yield item


def _bar(stack: ExitStack, total: int) -> Callable[[int], None]:
    """Return what moves a bar to a count; the stack takes the bar away at the end."""
    try:
        from rich.console import Console
        from rich.progress import Progress
    except ImportError:
        stack.callback(lambda: sys.stderr.write("\r\033[K"))
        return lambda done: _draw(done, total)
    bar = stack.enter_context(Progress(console=Console(stderr=True), transient=True))
    task = bar.add_task("Checking", total=total)
    return lambda done: bar.update(task, completed=done)


def _draw(done: int, total: int) -> None:
    filled = _WIDTH * done // max(total, 1)
    sys.stderr.write(f"\rChecking [{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{total}")
    sys.stderr.flush()
