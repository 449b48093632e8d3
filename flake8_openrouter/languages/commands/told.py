"""What a command line tells curl, wget or HTTPie to send."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic

from flake8_openrouter.languages.commands import httpie
from flake8_openrouter.languages.commands.curl import CURL, UPLOADS
from flake8_openrouter.languages.commands.httpie import HTTPIE, Item
from flake8_openrouter.languages.commands.options import Given, Options, Role, W, read
from flake8_openrouter.languages.commands.wget import WGET

#: Programs that send requests, by their names.
CLIENTS: dict[str, Options] = {"curl": CURL, "wget": WGET, **dict.fromkeys(("http", "https", "xh", "xhs"), HTTPIE)}

#: What HTTPie's ``--auth-type`` and xh's have for a token.
_BEARER = "bearer"
_OFF = ("no", "false")


@dataclass
class Told(Generic[W]):
    """A request: what it is given, as arguments with their values.

    ``sends`` are the URLs, ``data`` the body or, where it ``is_query``, what the query has. ``is_open``: something that
    is not seen may bring a credential, or a URL. ``fails``: it fails for a bad status. ``says`` are formats of what it
    says in the end, ``outputs`` files for the body.
    """

    program: str
    headers: list[Given[W]] = field(default_factory=list)
    urls: list[Given[W]] = field(default_factory=list)
    methods: list[Given[W]] = field(default_factory=list)
    data: list[Given[W]] = field(default_factory=list)
    queries: list[Given[W]] = field(default_factory=list)
    users: list[Given[W]] = field(default_factory=list)
    bearers: list[Given[W]] = field(default_factory=list)
    cookies: list[Given[W]] = field(default_factory=list)
    unverified: list[Given[W]] = field(default_factory=list)
    outputs: list[Given[W]] = field(default_factory=list)
    says: list[Given[W]] = field(default_factory=list)
    is_open: bool = False
    is_query: bool = False
    is_head: bool = False
    fails: bool = False

    @property
    def method(self) -> str:
        """The method in capitals; empty where it can't be told."""
        if self.methods:
            return (self.methods[-1].value.literal or "").upper() if self.methods[-1].value is not None else ""
        if self.is_head:
            return "HEAD"
        if any(given.option.literal in UPLOADS for given in self.data):
            return "PUT"
        return "POST" if self.data and not self.is_query else "GET"


def told(name: str, words: Sequence[W]) -> Iterator[Told[W]]:
    """Yield the requests that a program is told to send by its arguments; ``name`` is one of ``CLIENTS``."""
    options = CLIENTS[name]
    found: Told[W] = Told(name)
    positional: list[Given[W]] = []
    types: list[Given[W]] = []
    for given in read(words, options):
        if given.role is Role.NEXT:
            found.urls += positional
            yield found
            found, positional = Told(name), []
        elif given.role is Role.POSITIONAL:
            positional.append(given)
        elif given.role is Role.AUTH_TYPE:
            types.append(given)
        else:
            _note(found, given)
    if options is HTTPIE:
        _items(found, positional)
        if any(_says(each, _BEARER) for each in types):
            found.bearers, found.users = found.bearers + found.users, []
        elif types:
            found.is_open = True
    else:
        found.urls += positional
    yield found


def _note(found: Told[W], given: Given[W]) -> None:
    """Put an argument where it belongs."""
    lists = {
        Role.HEADER: found.headers,
        Role.METHOD: found.methods,
        Role.DATA: found.data,
        Role.URL: found.urls,
        Role.USER: found.users,
        Role.BEARER: found.bearers,
        Role.COOKIE: found.cookies,
        Role.UNVERIFIED: found.unverified,
        Role.OUTPUT: found.outputs,
        Role.SAYS: found.says,
    }
    if given.role in lists:
        lists[given.role].append(given)
    elif given.role is Role.VERIFY and any(_says(given, word) for word in _OFF):
        found.unverified.append(given)
    found.is_open = found.is_open or given.role in (Role.OPEN, Role.OPEN_VALUE) or _is_of_file(given)
    found.is_query = found.is_query or given.role is Role.GET
    found.is_head = found.is_head or given.role is Role.HEAD
    found.fails = found.fails or given.role is Role.FAIL


def _is_of_file(given: Given[W]) -> bool:
    """Tell whether headers are read from a file."""
    if given.role is not Role.HEADER or given.value is None:
        return False
    return given.value.head[given.skipped :].startswith("@")


def _says(given: Given[W], word: str) -> bool:
    literal = given.value.literal if given.value is not None else None
    return literal is not None and literal[given.skipped :].lower() == word


def _items(found: Told[W], positional: list[Given[W]]) -> None:
    """Put HTTPie's method, URL and items where they belong."""
    if len(positional) > 1 and httpie.METHOD.fullmatch(positional[0].option.literal or ""):
        found.methods.append(positional.pop(0))
    if positional:
        found.urls.append(positional.pop(0))
    for each in positional:
        kind, name, length = httpie.parted(each.option.head)
        item = Given(each.role, each.option, each.option, length if kind is not Item.HEADER else 0)
        if kind is Item.HEADER and name:
            found.headers.append(item)
        elif kind is Item.QUERY:
            found.queries.append(item)
        elif kind is Item.DATA:
            found.data.append(item)
        else:
            found.is_open = True
