"""The facts of requests: where they go and what for, and what becomes of their responses."""

# Annotations are objects here, as in ``facts``.

from enum import Enum
from typing import NamedTuple

from flake8_openrouter.model.destination import Destination
from flake8_openrouter.model.document import Span
from flake8_openrouter.model.text import Answer


class Purpose(Enum):
    """What a request is for: which kind of key it needs."""

    INFERENCE = "calling models"
    MANAGEMENT = "managing keys and organizations"
    UNKNOWN = "something else, or what can't be told"


class KeyVariable(NamedTuple):
    """A variable that a request's key is read from, and the place where it is told that it is the wrong one."""

    name: str
    span: Span


class Request(NamedTuple):
    """A call that sends a request, and whether anything that goes along could hold a credential.

    ``paths`` are the paths that its URL can have, ``*`` for what is unknown.
    ``function`` is the function that sends it, ``decides`` that it answers by the outcome. ``instead`` is how it is
    given an Authorization header, where that is not by headers. ``purpose`` is what it is for, ``variables`` are those
    that its key is read from. ``tests_key``: it is there for its status alone, or what is around it says that it
    validates a key.
    """

    call: Span
    callee: Span
    method: str
    paths: tuple[str, ...]
    destination: Destination
    carries_credential: Answer
    headers: Span | None = None
    siblings_headers: str = ""
    takes_headers: bool = True
    function: str = ""
    decides: bool = False
    path_span: Span | None = None
    instead: str = ""
    purpose: Purpose = Purpose.UNKNOWN
    variables: tuple[KeyVariable, ...] = ()
    tests_key: bool = False


class ResponseUse(NamedTuple):
    """The body of a response is used although nobody looked at the status. ``response`` is its name, if it has one.

    ``statement`` is the one before which the status can be asked, ``obstacle`` says why it should not be. ``method``
    and ``paths`` are the request's.
    """

    span: Span
    statement: Span
    destination: Destination
    response: str = ""
    obstacle: str = ""
    method: str = ""
    paths: tuple[str, ...] = ()
