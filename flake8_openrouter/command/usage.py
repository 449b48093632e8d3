"""What all commands share: exit codes, wrong usage, the nearest right spelling."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

PROGRAM = "flake8-openrouter"
CLEAN, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130

#: The path that stands for standard input.
STDIN = "-"

#: How many right spellings are named.
_MOST = 5


class UsageError(Exception):
    """One line for the user: what is wrong, and what may have been meant."""


def say(line: str) -> None:
    """Say a line on standard error, as a terminal may show it: a key in what was typed, or in a path, as its label."""
    from flake8_openrouter.masking import mask
    from flake8_openrouter.reports.printable import printable

    print(printable(mask(line)), file=sys.stderr)


def read_stdin() -> bytes:
    """Return what stands on standard input. Raises UsageError where it is closed."""
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    return sys.stdin.buffer.read()


def nearest(word: str, choices: Iterable[str]) -> str:
    """Return ``(did you mean …?)`` for the choices that a word begins, else the one spelt most like it, or nothing."""
    from difflib import get_close_matches

    spellings = {choice.lower(): choice for choice in choices}
    begun = [choice for spelt, choice in spellings.items() if word and spelt.startswith(word.lower())][:_MOST]
    if begun:
        *first, last = begun
        return f" (did you mean {', '.join(first)}{' or ' if first else ''}{last}?)"
    found = get_close_matches(word.lower(), spellings, n=1, cutoff=0.5)
    return f" (did you mean {spellings[found[0]]}?)" if found else ""


def nearest_path(path: str) -> str:
    """Return ``(did you mean …?)`` for the path in the same folder that is spelt most like one, or nothing."""
    folder = os.path.dirname(path)
    try:
        there = os.listdir(folder or ".")
    except OSError:
        return ""
    others = (entry for entry in there if not entry.startswith(".") and entry != os.path.basename(path))
    return nearest(path, (os.path.join(folder, entry) for entry in others))
