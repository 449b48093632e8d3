"""How many processes there may be, and a pool of them that ends with the process that started it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from flake8_openrouter.disk import views

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import ProcessPoolExecutor

    from flake8_openrouter.disk.protocol import View
    from flake8_openrouter.languages import Shared

#: Seconds that a process has to end which is asked to.
_PATIENCE = 5


def processors() -> int:
    """Return how many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pool(workers: int, known: Iterable[Shared] = ()) -> ProcessPoolExecutor | None:
    """Return a pool, whose processes are told what is known; None where the system has none."""
    import gc
    from concurrent.futures import ProcessPoolExecutor  # with multiprocessing, 18 ms

    try:
        settled = (views.current(), tuple(known), gc.get_threshold())
        return ProcessPoolExecutor(workers, initializer=_begin, initargs=settled)
    except (OSError, ImportError, NotImplementedError):  # a system without semaphores
        return None


def _begin(view: View, known: Iterable[Shared], threshold: tuple[int, int, int]) -> None:
    """Let a process end at once on Ctrl-C, which the command itself answers, and when the command has ended.

    It sees files as the command does, and collects garbage as rarely, which one that is not forked would not.
    """
    import gc
    import signal
    import threading

    gc.set_threshold(*threshold)
    if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:  # as of a command in a shell's background
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    views.see(view)
    for know, given in known:
        know(*given)


def _end_with_parent() -> None:
    import multiprocessing
    import signal
    import time

    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)  # what writes a file then takes its copies away before it ends
        time.sleep(_PATIENCE)
        os._exit(1)
