"""What the name of a setting says of its value: a key, where requests go, which service; and what it is for."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from flake8_openrouter.openrouter import api

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SEPARATORS = re.compile(r"[-. ]")


class Role(Enum):
    KEY = "a key"
    KEY_NAME = "the name of a variable that holds a key"
    ENDPOINT = "where requests go"
    SERVICE = "which service, or which model of it"
    OTHER = "something else"


class Meaning(NamedTuple):
    """What a value is, and what it is for: ``openai`` in ``OPENAI_API_KEY``, nothing in ``apiKey``."""

    role: Role
    stem: str


#: The first that fits. What is before it is what the value is for.
_ROLES = tuple(
    (role, re.compile(rf"(?:^|_){pattern}(?:_\d+)?$"))
    for role, pattern in (
        (
            Role.KEY_NAME,
            r"(?:api_?)?key_(?:env|env_?var|envar|environment|variable)|env_?(?:var_)?key|env_var(?:_name)?",
        ),
        (Role.KEY, r"(?:api_?|auth_?|access_?)?(?:(?<=[a-z0-9]_)secret_)?(?:key|token|secret)"),
        (Role.ENDPOINT, r"(?:api_?)?(?:base_?)?(?:url|uri|base|endpoint|host|base_?path)(?:_(?:url|base))?"),
        (Role.SERVICE, r"(?:provider|vendor|platform|service|backend|model|name|id|type)(?:_(?:name|id|type))?"),
    )
)
#: The service after what it is of: ``APIKEY_OPENROUTER``.
_KEY_OF = re.compile(r"(?:api_?)?(?:key|token)_(?:of_|for_)?(?P<stem>open_?router)")
#: URLs that no request of an API goes to.
_PAGES = re.compile(r"site|refer|app|callback|redirect|webhook|docs?|home|image|repo|front|public|page|dashboard")


def snake(name: str) -> str:
    """Return a name in lower case, its words parted by underscores: ``apiBaseUrl`` becomes ``api_base_url``."""
    return _SEPARATORS.sub("_", _HUMP.sub("_", name)).lower()


@lru_cache(maxsize=4096)
def meaning(name: str) -> Meaning:
    """Return what a setting's name says of its value."""
    plain = snake(name)
    if match := _KEY_OF.fullmatch(plain):
        return Meaning(Role.KEY, match["stem"])
    for role, pattern in _ROLES:
        if match := pattern.search(plain):
            stem = plain[: match.start()]
            if role is Role.ENDPOINT and _PAGES.search(stem):
                break
            return Meaning(role, stem)
    return Meaning(Role.OTHER, plain)


#: What a build copies into the JavaScript that every visitor loads, by the beginning of its name.
_PUBLIC = (
    *("NEXT_PUBLIC_", "VITE_", "REACT_APP_", "EXPO_PUBLIC_", "PUBLIC_", "NUXT_PUBLIC_", "NG_APP_", "VUE_APP_"),
    "GATSBY_",
)
_SECRET = re.compile(r"(?:^|_|API|ROUTER)(?:KEYS?|TOKEN|SECRET)(?=_|\d*$)")
#: Words in names of what is said of a key, or has nothing to do with one.
_NO_SECRET = re.compile(
    r"MODEL|URL|PUBLISHABLE|(?:^|_)(?:NAME|ID|PREFIX|HINT|LABEL|PLACEHOLDER|HASH|HELP|HEADER|STORAGE|TEXT|MESSAGE|LINK"
    r"|DOCS|REQUIRED|ENABLED|SHOW|HAS|USE|ALLOW|IS|LIMIT|BUDGET|COUNT|MAX|MIN|LENGTH|COST|PRICE|TYPE|STATUS|PATH|FILE)"
    r"(?:_|$)"
)


def public_prefix(name: str) -> str:
    """Return the beginning of a name with which OpenRouter's key would be published; empty for another name."""
    prefix = next((prefix for prefix in _PUBLIC if name.startswith(prefix)), "")
    rest = name[len(prefix) :].upper()
    is_secret = api.mentions(rest) and _SECRET.search(rest) is not None and _NO_SECRET.search(rest) is None
    return prefix if is_secret else ""
