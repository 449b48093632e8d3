"""The arguments of a program taken apart by a table of its options."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Generic, Protocol, TypeVar


class Role(Enum):
    """What an argument is for. Those from ``HEADER`` on have a value, in the same word or the next."""

    FLAG = "nothing that matters"
    GET = "data become the query"
    HEAD = "the method is HEAD"
    FAIL = "a bad status makes it fail"
    UNVERIFIED = "certificates are not checked"
    OPEN = "a credential may come from elsewhere"
    NEXT = "another request begins"
    FORM = "data are a form"
    HEADER = "a header"
    METHOD = "the method"
    DATA = "a body"
    URL = "a URL"
    USER = "user and password"
    BEARER = "a bearer token"
    AUTH_TYPE = "the kind of what is the user"
    COOKIE = "cookies"
    OUTPUT = "a file for the body of the response"
    SAYS = "a format of what is said in the end"
    VERIFY = "whether certificates are checked"
    OPEN_VALUE = "where a credential may come from"
    VALUE = "a value that does not matter"
    POSITIONAL = "no option"


#: Roles of options without a value.
_FLAGS = frozenset((Role.FLAG, Role.GET, Role.HEAD, Role.FAIL, Role.UNVERIFIED, Role.OPEN, Role.NEXT, Role.FORM))


class Word(Protocol):
    """An argument as far as it is known: the literal text that it begins with, and all of it where it is literal.

    ``is_several``: it may be any number of arguments.
    """

    @property
    def head(self) -> str: ...

    @property
    def literal(self) -> str | None: ...

    @property
    def is_several(self) -> bool: ...


W = TypeVar("W", bound=Word)


@dataclass(frozen=True)
class Options:
    """The options of a program by their letters, and by their names without dashes.

    ``joins``: the value of a long one may follow ``=`` in the same word.
    """

    letters: Mapping[str, Role]
    names: Mapping[str, Role]
    joins: bool


@dataclass(frozen=True)
class Given(Generic[W]):
    """An argument: what it is for, its word, and its value; that begins after ``skipped`` characters of its word.

    ``letter`` is the number of the option in a word of several letters, 0 where the word is that one alone.
    """

    role: Role
    option: W
    value: W | None = None
    skipped: int = 0
    letter: int = 0


def named(role: Role, names: str) -> dict[str, Role]:
    """Return a role for each of some names, which white space separates."""
    return dict.fromkeys(names.split(), role)


def read(words: Iterable[W], options: Options) -> Iterator[Given[W]]:
    """Yield the arguments of a program in their order; a word that may be several is one that leaves it open."""
    rest = iter(words)
    ended = False
    for word in rest:
        head = word.head
        if word.is_several:
            yield Given(Role.OPEN, word)
        elif ended or not head.startswith("-") or head == "-":
            yield Given(Role.POSITIONAL, word, word)
        elif head == "--" and word.literal == "--":
            ended = True
        elif head.startswith("--"):
            yield _long(word, rest, options)
        else:
            yield from _short(word, rest, options)


def _long(word: W, rest: Iterator[W], options: Options) -> Given[W]:
    name, joined, _ = word.head[2:].partition("=")
    role = options.names.get(name)
    if joined and options.joins and role is not None and role not in _FLAGS:
        return Given(role, word, word, len(name) + 3)
    if role is None or joined or word.literal is None:
        return Given(Role.OPEN, word)
    return Given(role, word) if role in _FLAGS else _with_value(role, word, rest)


def _short(word: W, rest: Iterator[W], options: Options) -> Iterator[Given[W]]:
    """Yield the options of a word such as ``-sSLH``: the value of the last one follows."""
    letters = word.head
    for number, letter in enumerate(letters[1:], start=1):
        role = options.letters.get(letter)
        if role is None:
            yield Given(Role.OPEN, word)
            return
        if role in _FLAGS:
            yield Given(role, word, letter=number if len(letters) > 2 else 0)
        elif number + 1 < len(letters) or word.literal is None:
            yield Given(role, word, word, number + 1)
            return
        else:
            yield _with_value(role, word, rest)
            return


def _with_value(role: Role, word: W, rest: Iterator[W]) -> Given[W]:
    value = next(rest, None)
    return Given(Role.OPEN, word) if value is None or value.is_several else Given(role, word, value)
