"""What fish writes otherwise than bash. The lines in which it does are not read: those with programs seldom do."""

from __future__ import annotations

import re

SUFFIX = ".fish"
_SHEBANG = re.compile(r"#![^\n]*\bfish\b")

#: In single quotes a backslash is a letter for bash, not for fish: where the quotes end can't be told.
_ESCAPED_QUOTE = re.compile(r"\\'")
#: What is put in without a dollar, an element of a list, and what a function is given.
_OTHERWISE = re.compile(r"(?<!\$)\(|\$\w+\[|\$argv\b")
_SET = re.compile(r"^[ \t]*set[ \t]+(?:-\S+[ \t]+)*(?P<name>[A-Za-z_]\w*)[ \t]+(?P<value>[^\n]*)", re.MULTILINE)
_REFERENCE = re.compile(r"\$\{?([A-Za-z_]\w*)", re.ASCII)


def is_written(path: str, text: str) -> bool:
    """Tell whether a script is one of fish."""
    return path.lower().endswith(SUFFIX) or _SHEBANG.match(text) is not None


def sets(text: str) -> frozenset[str]:
    """Return the names that a script of fish sets."""
    return frozenset(match["name"] for match in _SET.finditer(text))


def is_alike(text: str) -> bool:
    """Tell whether quotes end in a script of fish where bash has them end."""
    return _ESCAPED_QUOTE.search(text) is None


def is_read_alike(command: str, own: frozenset[str]) -> bool:
    """Tell whether bash reads a command as fish does, without what fish sets itself."""
    return _OTHERWISE.search(command) is None and own.isdisjoint(_REFERENCE.findall(command))
