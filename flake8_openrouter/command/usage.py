"""What all commands share: exit codes, wrong usage, the nearest right spelling."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

PROGRAM = "flake8-openrouter"
CLEAN, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130

#: The path that stands for standard input.
STDIN = "-"


class UsageError(Exception):
    """One line for the user: what is wrong, and what may have been meant."""


def say(line: str) -> None:
    """Say a line on standard error; what was typed, a path or a table may hold a key, which is shown as its label."""
    from flake8_openrouter.masking import mask

    print(mask(line), file=sys.stderr)


def nearest(word: str, choices: Iterable[str]) -> str:
    """Return ``(did you mean …?)`` for the choice that is spelt most like a word, or nothing."""
    from difflib import get_close_matches

    spellings = {choice.lower(): choice for choice in choices}
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
