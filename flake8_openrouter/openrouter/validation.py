"""Functions that find out whether a key is right: by what their names say, and by what they ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flake8_openrouter.model import Request, Site
from flake8_openrouter.openrouter.api import API_PATH

#: What needs a right key: a function that asks for one of them decides by that.
_OF_THE_KEY = frozenset(f"{API_PATH}/{operation}" for operation in ("key", "auth/key", "credits", "models/user"))

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_VALIDATES = r"(?:^|_)(?:is)?(?:valid|check|verif|test)[a-z]*"
_OF_KEY = r"(?:api)?key|token|credentials?|auth[a-z]*|open_?router"
#: What the name of a function that validates a key holds: whole words, one after the other.
_NAMES = (
    re.compile(rf"{_VALIDATES}_(?:[a-z0-9]+_)*(?:{_OF_KEY})(?:_|$)"),
    re.compile(r"(?:^|_)(?:(?:api)?key|token|credentials?)_(?:[a-z0-9]+_)*(?:is)?valid[a-z]*"),
)


def is_named_so(name: str) -> bool:
    """Tell whether the name of a function, in snake case or camel case, says that it validates a key."""
    words = _HUMP.sub("_", name).lower()
    return any(pattern.search(words) for pattern in _NAMES)


def settled(sites: Sequence[Site]) -> Iterator[Site]:
    """Yield the sites; where a function asks for something that needs a right key, it decides by no other request."""
    requests = (fact for site in sites for fact in site.facts if isinstance(fact, Request))
    asking = {request.function for request in requests if not _OF_THE_KEY.isdisjoint(request.paths)}
    for site in sites:
        yield Site(tuple(_settled(fact, asking) if isinstance(fact, Request) else fact for fact in site.facts))


def _settled(request: Request, asking: set[str]) -> Request:
    return request._replace(decides=False) if request.function and request.function in asking else request
