"""Where a program talks to a service: a request, a client as it is built, or headers whose request is not seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.model.facts import Client, Fact, Header
from flake8_openrouter.model.request import Request


class Site(NamedTuple):
    """One place with all that is known of it, over all callers: what it sends, where to, and with which credential.

    What is not such a place, such as a key in a comment, is a site of its own.
    """

    facts: tuple[Fact, ...]

    @property
    def every(self) -> Iterator[Fact]:
        """All that rules are asked about: the facts, and after a header the key that it carries."""
        for fact in self.facts:
            yield fact
            if isinstance(fact, Header) and fact.credential is not None:
                yield fact.credential

    @property
    def calls(self) -> tuple[Request | Client, ...]:
        """The request or the client, once for each way in which it is made."""
        return tuple(dict.fromkeys(fact for fact in self.facts if isinstance(fact, Request | Client)))
