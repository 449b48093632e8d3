"""What the name of a setting says of its value: a key, where requests go, which service; and what it is for."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from flake8_openrouter.openrouter.variable_names import snake


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
