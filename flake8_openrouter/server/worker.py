"""The one thread in which everything is found, one text after another: what is remembered of files is not shared."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

#: Bytes that a thread has for what it calls: what is nested deeply takes as much in the main thread.
_STACK = 64 << 20


def started() -> ThreadPoolExecutor:
    """Return a thread that was started already, with a stack as deep as the main thread's."""
    before = threading.stack_size(_STACK)
    try:
        worker = ThreadPoolExecutor(1, "check")
        worker.submit(int).result()  # the thread is started here
    finally:
        threading.stack_size(before)
    return worker
