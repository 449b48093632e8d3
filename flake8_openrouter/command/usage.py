"""What all commands share: exit codes, wrong usage, the nearest right spelling."""

from __future__ import annotations

import os
from collections.abc import Iterable

PROGRAM = "flake8-openrouter"
CLEAN, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130

#: Codes of the linter itself, which are no rules.
NOTICES = {
    "OPR900": "OPR900 internal-error: a rule, or the linter itself, failed on a file. Please report it.",
    "OPR901": "OPR901 unreadable-file: a file could not be read, decoded or parsed. Only keys were looked for in it.",
}


class UsageError(Exception):
    """One line for the user: what is wrong, and what may have been meant."""


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
    return nearest(path, (os.path.join(folder, entry) for entry in there if not entry.startswith(".")))
