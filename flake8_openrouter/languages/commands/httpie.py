"""HTTPie's and xh's arguments, as their manuals have them (3.2 and 0.22)."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from flake8_openrouter.languages.commands.options import Options, Role, named

_LETTERS = {
    **dict.fromkeys("jvhbmqFdxcI", Role.FLAG),
    "f": Role.FORM,
    "A": Role.AUTH_TYPE,
    "a": Role.USER,
    "p": Role.VALUE,
    "s": Role.VALUE,
    "o": Role.OUTPUT,
}

_NAMES = {
    **named(
        Role.FLAG,
        "json verbose headers body meta quiet follow download continue all stream ignore-stdin chunked"
        " compress debug traceback https http2 raw-response no-follow no-check-status",
    ),
    **named(Role.FORM, "form multipart"),
    "check-status": Role.FAIL,
    **named(Role.OPEN, "ignore-netrc offline"),
    **named(
        Role.VALUE,
        "print pretty style format-options response-charset response-mime max-headers max-redirects timeout"
        " default-scheme boundary proxy cert cert-key ssl ciphers http-version path-as-is resolve history-print",
    ),
    "raw": Role.DATA,
    "auth-type": Role.AUTH_TYPE,
    "auth": Role.USER,
    "bearer": Role.BEARER,
    "output": Role.OUTPUT,
    "verify": Role.VERIFY,
    **named(Role.OPEN_VALUE, "session session-read-only"),
}

HTTPIE = Options(_LETTERS, _NAMES, joins=True)

METHOD = re.compile(r"[A-Z]{3,10}|(?:get|post|put|patch|delete|head|options)")

#: What separates name and value, the longer before the shorter where both are at one place.
_SEPARATOR = re.compile(r":=@|=@|==|:=|:|;|=|@")


class Item(Enum):
    """What an item after the URL is."""

    HEADER = ":"
    QUERY = "=="
    DATA = "="
    OTHER = ""


class Parted(NamedTuple):
    """An item, its name, and the length of both that and what separates them."""

    kind: Item
    name: str
    length: int


def parted(head: str) -> Parted:
    """Take an item apart by the literal text that it begins with."""
    match = _SEPARATOR.search(head)
    if match is None:
        return Parted(Item.OTHER, head, len(head))
    kinds = {":": Item.HEADER, "==": Item.QUERY, "=": Item.DATA, ":=": Item.DATA}
    return Parted(kinds.get(match[0], Item.OTHER), head[: match.start()], match.end())
