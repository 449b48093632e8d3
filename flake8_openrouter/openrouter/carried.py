"""Keys that are carried along otherwise than in a header: under which names, and where in a URL."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flake8_openrouter.model import Carrier, Literal, Part, Text
from flake8_openrouter.openrouter import credentials

#: Names in a query or a body that are for a credential, in lower case.
NAMES = frozenset(
    (
        "api_key",
        "apikey",
        "api-key",
        "key",
        "token",
        "access_token",
        "authorization",
        "auth",
        "openrouter_api_key",
        "openrouter_key",
    )
)

_LITERAL_KEY = re.compile(r"[?&]([\w-]+)=(sk-or-[\w-]+)")

_LITERAL_USER = re.compile(r"://(?:[^/@:]*:)?(sk-or-[\w-]+)@")


def in_url(url: Text) -> Iterator[tuple[Carrier, str, Text]]:
    """Yield the credentials in a URL: in its query with their names, or in its user part."""
    seen = ""
    for number, part in enumerate(url.parts):
        if isinstance(part, Literal):
            seen += part.text
            if match := _LITERAL_KEY.search(part.text):
                yield Carrier.QUERY, match[1], Text((part._replace(text=match[2]),), url.span)
            if match := _LITERAL_USER.search(part.text):
                yield Carrier.USERINFO, "", Text((part._replace(text=match[1]),), url.span)
            continue
        key = Text((part,), url.span)
        if "?" in seen:
            name = seen.rpartition("?")[2].rpartition("&")[2].partition("=")[0]
            if name.lower() in NAMES or credentials.is_ours(key):
                yield Carrier.QUERY, name, key
        elif seen.endswith(("://", "://user:", ":")) and _is_before_user_ends(seen, url.parts[number + 1 :]):
            yield Carrier.USERINFO, "", key


def _is_before_user_ends(seen: str, rest: Sequence[Part]) -> bool:
    """Tell whether what comes between two pieces of a URL is in its user part: ``@`` is in the rest before a slash."""
    after = "".join(part.text for part in rest if isinstance(part, Literal))
    return "/" not in seen.partition("://")[2] and "@" in after.partition("/")[0]
