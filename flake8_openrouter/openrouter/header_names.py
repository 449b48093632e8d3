"""Judging header names: what a name means that may be meant for ``Authorization``."""

from __future__ import annotations

import re
from enum import Enum

from flake8_openrouter.model import Header, Scheme
from flake8_openrouter.openrouter import credentials

AUTHORIZATION = "authorization"
API_KEY = "x-api-key"
COOKIE = "cookie"

#: Headers that are not for a credential.
ORDINARY = frozenset(
    (
        "accept",
        "accept-encoding",
        "content-type",
        "content-length",
        "user-agent",
        "http-referer",
        "referer",
        "origin",
        "host",
    )
    + (
        "x-title",
        "x-openrouter-title",
        "x-openrouter-categories",
        "connection",
        "cache-control",
        "accept-language",
        "x-request-id",
    )
)

#: What is taken for Authorization although its letters are far from it.
_LISTED = frozenset(
    ("authentication", "auth", "http-authorization", "httpauthorization", "authenticate", "authentification")
)

#: What OpenRouter reads, or what another rule is about.
_READ = frozenset(("x-api-key", "cookie"))
_NAMED_FOR_KEYS = re.compile(r"key|token|auth|secret|bearer|credential", re.IGNORECASE)
_FARTHEST = 2

_CREDENTIAL = (Scheme.CORRECT, Scheme.LOWERCASE, Scheme.MALFORMED, Scheme.MISSING)


class Spelling(Enum):
    CORRECT = "Authorization"
    CASING = "Authorization in another casing"
    DOUBLED = "a second Authorization in the same mapping"
    MISSPELT = "meant for Authorization"
    UNKNOWN = "another name that holds the key"
    OTHER = "another header"


def spelling(header: Header) -> Spelling:
    """Return what an outbound header's name is; its value tells a credential from another header."""
    name = header.name
    if name.lower() == AUTHORIZATION:
        if header.authorized:
            return Spelling.DOUBLED
        return Spelling.CORRECT if name == "Authorization" else Spelling.CASING
    if name.lower() in _READ or not _is_credential(header):
        return Spelling.OTHER
    if _is_near(name):
        return Spelling.MISSPELT
    if header.authorized or not _holds_key(header):
        return Spelling.OTHER
    return Spelling.UNKNOWN


#: Why some names can't be renamed.
PIECED = "the name is built elsewhere"


def is_pieced(header: Header) -> bool:
    """Tell whether the place of a name, outside of its entry, holds a piece of it only."""
    name, entry = header.name_span, header.entry
    inside = name.document is entry.document and entry.start <= name.start and name.end <= entry.end
    return not inside and not name.stands_for and header.name not in name.text


def _is_credential(header: Header) -> bool:
    value = header.authorization
    return value.scheme in _CREDENTIAL and not credentials.is_sentence(value.key)


def _holds_key(header: Header) -> bool:
    key = header.authorization.key
    if credentials.is_ours(key):
        return True
    return (
        header.destination.resolved and _NAMED_FOR_KEYS.search(header.name) is not None and credentials.may_be_ours(key)
    )


def _is_near(name: str) -> bool:
    plain = name.strip(" :\t").lower().replace("_", "-")
    if plain == AUTHORIZATION or plain in _LISTED:
        return True
    # Each letter more is an edit more.
    return abs(len(plain) - len(AUTHORIZATION)) <= _FARTHEST and _distance(plain, AUTHORIZATION) <= _FARTHEST


def _distance(first: str, second: str) -> int:
    """Return the edit distance of two short words (Levenshtein)."""
    row = list(range(len(second) + 1))
    for count, letter in enumerate(first, start=1):
        above, row = row, [count]
        for column, other in enumerate(second, start=1):
            row.append(min(above[column] + 1, row[-1] + 1, above[column - 1] + (letter != other)))
    return row[-1]
