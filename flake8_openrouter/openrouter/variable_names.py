"""What the name of a variable says: that it holds OpenRouter's key, and that a build publishes it."""

from __future__ import annotations

import re

from flake8_openrouter.openrouter import api

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SEPARATORS = re.compile(r"[-. ]")

#: What a build copies into the JavaScript that every visitor loads, by the beginning of its name.
PUBLIC = (
    *("NEXT_PUBLIC_", "VITE_", "REACT_APP_", "EXPO_PUBLIC_", "PUBLIC_", "NUXT_PUBLIC_", "NG_APP_", "VUE_APP_"),
    "GATSBY_",
)

#: One of them is in each of these: fewer are sooner looked for.
PUBLIC_WORDS = ("PUBLIC_", "_APP_", "VITE_", "GATSBY_")

_SECRET = re.compile(r"(?:^|_|API|ROUTER)(?:KEYS?|TOKEN|SECRET)(?=_|\d*$)")
#: Words in names of what is said of a key, or has nothing to do with one.
_NO_SECRET = re.compile(
    r"MODEL|URL|PUBLISHABLE|(?:^|_)(?:NAME|ID|PREFIX|HINT|LABEL|PLACEHOLDER|HASH|HELP|HEADER|STORAGE|TEXT|MESSAGE|LINK"
    r"|DOCS|REQUIRED|ENABLED|SHOW|HAS|USE|ALLOW|IS|LIMIT|BUDGET|COUNT|MAX|MIN|LENGTH|COST|PRICE|TYPE|STATUS|PATH|FILE)"
    r"(?:_|$)"
)


def snake(name: str) -> str:
    """Return a name in lower case, its words parted by underscores: ``apiBaseUrl`` becomes ``api_base_url``."""
    return _SEPARATORS.sub("_", _HUMP.sub("_", name)).lower()


def prefix(name: str) -> str:
    """Return the beginning of a variable's name that makes a build publish it; empty for another name."""
    return next((prefix for prefix in PUBLIC if name.startswith(prefix)), "")


def holds_our_key(name: str) -> bool:
    """Tell whether a variable is OpenRouter's and a secret, by its name without a public prefix."""
    rest = name[len(prefix(name)) :].upper()
    return api.mentions(rest) and _SECRET.search(rest) is not None and _NO_SECRET.search(rest) is None


def public_prefix(name: str) -> str:
    """Return the beginning of a name with which OpenRouter's key would be published; empty for another name."""
    return prefix(name) if holds_our_key(name) else ""
