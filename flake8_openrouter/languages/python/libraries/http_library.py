"""What a row of the table of HTTP libraries holds."""

# Annotations are objects here: the texts of so many would be compiled, each time that this is imported.

from collections.abc import Iterable, Mapping
from typing import NamedTuple

VERBS = ("get", "options", "head", "post", "put", "patch", "delete")


class Signature(NamedTuple):
    """What sends or prepares a request: its HTTP method ("" where an argument says it) and positional arguments.

    ``prepares``: it sends nothing yet. ``takes_headers``: a header can be given to it. ``session`` is the argument that
    is the session by which it sends.
    """

    method: str
    positional: tuple[str, ...] = ("url",)
    prepares: bool = False
    takes_headers: bool = True
    session: str = ""


class SessionClass(NamedTuple):
    """The constructor of a session: its positional arguments; ``scheme`` is for a session with one host."""

    positional: tuple[str, ...] = ()
    scheme: str = "https://"


class Library(NamedTuple):
    """An HTTP library, as its own signatures have it. What it does not say is as in the libraries that are known.

    ``functions`` and ``sessions`` are by their dotted names, ``methods``, which sessions have, by their own.
    ``roles`` say what its own arguments are for (see ``http.ROLES``), ``harmless`` carry no credential.
    ``checking`` are arguments by which a bad status raises, or may. ``completing`` are arguments and attributes of a
    session that may write the headers of a request anew, ``connecting`` those that are given what verifies
    certificates, and ``adapters`` the packages whose own ones leave headers alone.
    ``adding`` are methods by which a header is put on a request, ``neutral`` methods and attributes of a session that
    leave what it sends as it is, ``mappings`` the last names of classes that hold headers, ``wrappers`` constructors
    whose first argument is the value itself.
    ``statuses`` and ``bodies`` are the attributes of a response by which somebody looks whether it is an answer, and
    by which its body is taken; ``raises``: it has ``raise_for_status()``. ``answering`` is the method of a session
    that gives the response, where what sends does not.
    ``openers``: what opens a request may complete it, wherever that was installed.
    ``mocks`` are modules and fixtures that play its server, so that what is said to them is no request.
    """

    name: str
    functions: Mapping[str, Signature] = {}
    sessions: Mapping[str, SessionClass] = {}
    methods: Mapping[str, Signature] = {}
    roles: Mapping[str, str] = {}
    harmless: tuple[str, ...] = ()
    checking: tuple[str, ...] = ()
    completing: tuple[str, ...] = ()
    connecting: tuple[str, ...] = ()
    adapters: tuple[str, ...] = ()
    adding: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()
    mappings: tuple[str, ...] = ()
    wrappers: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    raises: bool = True
    answering: str = ""
    openers: bool = False
    mocks: tuple[str, ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """Its arguments that are headers."""
        return ("headers", *(name for name, role in self.roles.items() if role == "headers"))


def verbs(**others: tuple[str, ...]) -> dict[str, Signature]:
    """Return a function for each HTTP method; ``others`` have other positional arguments than the URL alone."""
    return {verb: Signature(verb.upper(), others.get(verb, ("url",))) for verb in VERBS}


def within(modules: Iterable[str], functions: Mapping[str, Signature]) -> dict[str, Signature]:
    """Return functions by their dotted names in each of some modules."""
    return {f"{module}.{name}": signature for module in modules for name, signature in functions.items()}


def sessions(names: Iterable[str], *positional: str, scheme: str = "https://") -> dict[str, SessionClass]:
    """Return constructors that take the same."""
    return dict.fromkeys(names, SessionClass(positional, scheme))
