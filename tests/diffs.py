"""What fixing makes of a program, as it is kept beside a fixture and read in a review."""

from __future__ import annotations

import difflib
import re


def drawn(name: str, text: str, safe: str, every: str) -> str:
    """Return a unified diff from a program to what its safe fixes make of it, and one from there to what all make.

    A step that changes nothing is left out. Each byte shows: other texts have another diff.
    """
    first = unified(text, safe, name, f"{name} (safe fixes)")
    return first + unified(safe, every, f"{name} (safe fixes)" if first else name, f"{name} (all fixes)")


def unified(before: str, after: str, old: str, new: str) -> str:
    lines = difflib.unified_diff(_lines(before), _lines(after), old, new, n=1)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """Split a text after its line feeds alone, so that a carriage return is a part of its line."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)
