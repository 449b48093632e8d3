"""Codes that are not a rule's: what could not be looked at, or not to its end."""

from __future__ import annotations

INTERNAL_ERROR = "OPR900"
UNREADABLE = "OPR901"

#: Their name and what they mean.
NOT_RULES = {
    INTERNAL_ERROR: ("internal-error", "A rule, or the linter itself, failed on a file. Please report it."),
    UNREADABLE: (
        "unreadable-file",
        "A file could not be read, decoded, parsed or written. Only keys were looked for in it.",
    ),
}

#: Codes that say that something was not checked: no baseline knows them.
INCOMPLETE = tuple(NOT_RULES)
