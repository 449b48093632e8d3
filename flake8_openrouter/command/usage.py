"""What all commands share: exit codes, wrong usage, standard input and what is said."""

from __future__ import annotations

import os
import sys
from typing import TextIO

PROGRAM = "flake8-openrouter"
CLEAN, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130

#: The path that stands for standard input.
STDIN = "-"


class UsageError(Exception):
    """One line for the user: what is wrong, and what may have been meant."""


def say(line: str, *, as_it_is: bool = False) -> None:
    """Say a line on standard error, as it may be shown: a key in what was typed, or in a path, as its label."""
    if not as_it_is:
        from flake8_openrouter.openrouter.masking import presentable

        line = presentable(line)
    print(line, file=sys.stderr)


def width_of(stream: TextIO) -> int | None:
    """Return how many cells a line of a terminal has; None for what is not one."""
    if not stream.isatty():
        return None
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or None
    except OSError:
        return None


def read_stdin(most: int = -1) -> bytes:
    """Return what is on standard input, of that at most so many bytes. Raises UsageError where it is closed."""
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    return sys.stdin.buffer.read(most)


def nearest_path(path: str) -> str:
    """Return ``(did you mean …?)`` for the path in the same folder that is spelt most like one, or nothing."""
    from flake8_openrouter.disk import files  # not where no path is asked about
    from flake8_openrouter.project.spelling import nearest

    folder = os.path.dirname(path)
    try:
        there = [entry.name for entry in files.entries(folder or ".")]
    except OSError:
        return ""
    others = (entry for entry in there if not entry.startswith(".") and entry != os.path.basename(path))
    return nearest(path, (os.path.join(folder, entry) for entry in others))
