"""What a row of the table of SDKs says: how a client is configured, and what it does by itself.

An option is named by the way to it in the first argument of a call: ``apiKey``, ``configuration.baseURL``.
``[1].baseURL`` is one of the second argument, ``[0]`` the first argument itself.
"""

# Annotations are objects here: the texts of so many would be compiled, each time that this is imported.

from typing import NamedTuple

from flake8_openrouter.model import Base

#: A release: its major and minor number, the latter None where any may be meant.
Version = tuple[int, int | None]


class Sdk(NamedTuple):
    """How an SDK's client is configured.

    ``host`` is where it goes without an endpoint ("" where that can't be told), ``variables`` what it reads without a
    key, which is OpenRouter's where it is ``own``, ``endpoint_variables`` what it reads without an endpoint. ``unset``
    is what it sends for a key that is undefined where it reads no variable, ``lacks`` what comes of having none then.
    ``null``: what comes of a key that is null; empty where that is as good as none. ``doubles``: it puts ``Bearer ``
    before the key, whatever it begins with. ``trims``: it takes white space off the ends of a key. ``others`` are
    options that may bring a credential in another way. ``needs_key``: what comes of headers alone that authenticate;
    empty where that is well. Of the keys in ``exclusive`` one may be given; ``if_both`` says what comes of two.
    ``words``: with one of them in the file, its endpoint may be set elsewhere. ``model`` is the option whose beginning
    ``openrouter/`` leads it to OpenRouter. ``provider`` is the one that it is of where an option, or what is before a
    colon in the model's name, says so. ``model_first``: before its options it may be given the model's name.
    ``speaks`` says of one of another API what it does. ``manages``: it manages keys, too. ``closed``: it
    has no other options than those known here that are for a key or an endpoint. ``remedy`` is what is missing where
    no option leads it to OpenRouter.
    """

    name: str = ""
    host: str = "api.openai.com"
    variables: tuple[str, ...] = ("OPENAI_API_KEY",)
    keys: tuple[str, ...] = ("apiKey",)
    endpoints: tuple[str, ...] = ("baseURL",)
    headers: tuple[str, ...] = ("defaultHeaders",)
    endpoint_variables: tuple[str, ...] = ("OPENAI_BASE_URL",)
    base: Base = Base.OPENAI
    own: bool = False
    unset: str = ""
    lacks: str = ""
    null: str = ""
    doubles: bool = True
    trims: bool = True
    others: tuple[str, ...] = ("adminAPIKey", "workloadIdentity", "provider", "credential", "fetch", "httpClient")
    needs_key: str = ""
    exclusive: tuple[str, ...] = ()
    if_both: str = ""
    words: tuple[str, ...] = ()
    model: str = ""
    provider: str = ""
    model_first: bool = False
    speaks: str = ""
    manages: bool = False
    closed: bool = True
    remedy: str = ""


class Releases(NamedTuple):
    """The rows of a client whose releases differ: the row of each from a release on, and one for what is not known.

    What only some of them have, that one has, so that it is silent about it.
    """

    unknown: Sdk
    since: tuple[tuple[Version, Sdk], ...]

    def at(self, version: Version | None) -> Sdk:
        """Return the row of a release."""
        if version is None:
            return self.unknown
        major, minor = version
        if minor is None:
            found = [sdk for (first, _), sdk in self.since if first == major]
            before = [sdk for (first, _), sdk in self.since if first < major]
            starts = any(first == major and not second for (first, second), _ in self.since)
            if len(found) > 1 or (found and not starts):
                return self.unknown
            return (found or before or [self.unknown])[-1]
        rows = [sdk for (first, second), sdk in self.since if (first, second or 0) <= (major, minor)]
        return rows[-1] if rows else self.unknown
