"""How far a long check has come, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
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
    with counted("Checking", len(items), wanted=True) as advance:
        for done, item in enumerate(items, start=1):
            advance(done)
            yield item


@contextmanager
def counted(title: str, total: int, *, wanted: bool) -> Iterator[Callable[[int], None]]:
    """Give what is told how many of a total are done, and shows it with an estimate once it takes long."""
    began = monotonic()
    with ExitStack() as stack:
        move: Callable[[int], None] | None = None

        def advance(done: int) -> None:
            nonlocal move
            if wanted and monotonic() - began >= PATIENCE:
                move = move or _bar(stack, title, total, began)
                move(min(done, total))

        yield advance


def _bar(stack: ExitStack, title: str, total: int, began: float) -> Callable[[int], None]:
    """Return what moves a bar to a count; the stack takes the bar away at the end."""
    try:
        from rich.console import Console
        from rich.progress import Progress
    except ImportError:
        stack.callback(lambda: sys.stderr.write("\r\033[K"))
        return lambda done: _draw(title, done, total, began)
    bar = stack.enter_context(Progress(console=Console(stderr=True), transient=True))
    task = bar.add_task(title, total=total)
    return lambda done: bar.update(task, completed=done)


def _draw(title: str, done: int, total: int, began: float) -> None:
    filled = _WIDTH * done // max(total, 1)
    left = round((monotonic() - began) * (total - done) / max(done, 1))
    estimate = f", {left // 60}:{left % 60:02} left" if done < total else ""
    sys.stderr.write(f"\r{title} [{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{total}{estimate}\033[K")
    sys.stderr.flush()
