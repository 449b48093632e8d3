"""What work costs, counted in steps, which are the same each time; seconds are not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import flake8_openrouter

PACKAGE = str(Path(flake8_openrouter.__file__).parent)


def lines(work: Callable[[], object]) -> int:
    """Return how many lines of the package are run, each turn of a loop on one line counted as one."""
    count = 0

    def counted(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += 1
        return counted

    def traced(frame: FrameType, event: str, argument: Any) -> Any:
        return counted(frame, event, argument) if frame.f_code.co_filename.startswith(PACKAGE) else None

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def calls(work: Callable[[], object]) -> int:
    """Return how many functions are called, those of the interpreter among them."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
