"""What workers are given to do in the tests of fleets."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def squared(chunk: tuple[int, ...]) -> list[tuple[int, object]]:
    return [(number, number * number) for number in chunk]


def deadly(chunk: tuple[int, ...]) -> list[tuple[int, object]]:
    """Answer as ``squared``; a negative number kills the worker."""
    for number in chunk:
        if number < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    return squared(chunk)


def failing(chunk: tuple[int, ...]) -> list[tuple[int, object]]:
    if 3 in chunk:
        raise ValueError("sk-or-v1-secret")
    return squared(chunk)


def noted(chunk: tuple[tuple[Path, int], ...]) -> list[tuple[int, object]]:
    """Answer slowly, with a file for each number that was begun."""
    for folder, number in chunk:
        (folder / f"{number}.{os.getpid()}").touch()
        time.sleep(0.2)
    return [(number, number * number) for _, number in chunk]
