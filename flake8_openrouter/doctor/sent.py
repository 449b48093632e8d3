"""What a request or client sends as its key: where that comes from, what carries it, and where it goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flake8_openrouter.model import (
    Answer,
    Client,
    Credential,
    Endpoint,
    Header,
    Literal,
    Request,
    Scheme,
    Site,
    Text,
    Variable,
)
from flake8_openrouter.openrouter import api, credentials

#: What is sent for a variable that is not set by a language in which that is an empty text.
EMPTY = '""'


class Read(NamedTuple):
    """A variable as the code reads it. ``absent`` is what is made of it where it is not set.

    It is empty where it is ``required``: the read raises; and where it is ``asked``: the code looks whether it is set,
    and may stop then.

    ``has_default``: something else is taken in its place then.
    ``missed`` is the call that loads files only after it, so that what is in them is not seen. ``strips``: white space
    is taken off it. ``stored``: it is read from elsewhere. ``with_scheme``: it is to have the scheme in it.
    """

    name: str
    absent: str = ""
    has_default: bool = False
    missed: str = ""
    strips: bool = False
    stored: bool = False
    with_scheme: bool = False
    asked: bool = False
    required: bool = False


class Sent(NamedTuple):
    """A request or client that goes to OpenRouter, at a 1-based line of the file at ``path``.

    ``reads`` are the variables that its key is read from, the first that is there wins. ``header`` carries the key,
    with ``scheme`` before it. ``fallback`` is the variable that the client reads by itself without one. ``urls`` are
    those that are written out. ``is_known``: nothing else may be its key. ``host`` is empty for a client of which it
    is not told that it goes there.
    """

    path: str
    line: int
    language: str
    name: str
    host: str
    header: str
    scheme: str
    reads: tuple[Read, ...] = ()
    fallback: str = ""
    urls: tuple[str, ...] = ()
    is_client: bool = False
    is_known: bool = True

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables that its key may come from, in the order in which they are tried."""
        own = (self.fallback,) if self.fallback else ()
        return tuple(dict.fromkeys((*(read.name for read in self.reads), *own)))


def sent_of(site: Site, path: str, language: str) -> Iterator[Sent]:
    credentials_of = [fact for fact in site.every if isinstance(fact, Credential)]
    headers = [fact for fact in site.every if isinstance(fact, Header)]
    for call in site.calls:
        if not (call.destination.official or isinstance(call, Client)) or _is_public(call):
            continue
        yield _of_call(call, site, path, language, credentials_of, headers)


def _is_public(call: Request | Client) -> bool:
    """Tell whether a request is one that needs no key."""
    if isinstance(call, Client) or call.carries_credential is not Answer.NO:
        return False
    return bool(call.paths) and not any(api.is_protected(call.method, path) for path in call.paths)


def _of_call(
    call: Request | Client, site: Site, path: str, language: str, found: list[Credential], headers: list[Header]
) -> Sent:
    ours = [each for each in found if each.destination == call.destination] or found
    sink = next((each.sink for each in ours), "")
    is_header = any(each.is_header for each in ours)
    scheme = next((_scheme(each) for each in headers if each.credential is not None), api.SCHEME)
    urls = [each.url.literal for each in site.every if isinstance(each, Endpoint) and each.url.literal]
    is_client = isinstance(call, Client)
    has_key = call.has_key if isinstance(call, Client) else call.carries_credential
    fallbacks = [call.fallback] if isinstance(call, Client) and call.has_key is not Answer.YES else []
    reads = tuple(dict.fromkeys(read for each in ours for read in _of_credential(each, scheme, language)))
    if isinstance(call, Client) and call.has_key is Answer.NO:
        reads += tuple(Read(name, has_default=name != call.reads[-1]) for name in call.reads)
    if not reads or reads[-1].absent:
        fallbacks += [name for each in ours if each.value.literal is None for name in each.fallbacks]
    return Sent(
        path=path,
        line=call.call.nearest.line_in_section,
        language=language,
        name=call.name if isinstance(call, Client) else (call.method or "?"),
        host=(call.destination.host or api.HOST) if call.destination.official else "",
        header=sink if is_header else "Authorization",
        scheme=api.SCHEME if is_client or not is_header else scheme,
        reads=reads,
        fallback=next(filter(None, fallbacks), ""),
        urls=tuple(dict.fromkeys(urls)),
        is_client=is_client,
        is_known=has_key is not Answer.UNKNOWN and all(map(_is_read, ours)),
    )


def _of_credential(credential: Credential, scheme: str, language: str) -> Iterator[Read]:
    with_scheme = credential.is_header and not scheme
    for read in _reads(credential.value, language):
        yield read._replace(strips=read.strips or credential.trims, with_scheme=with_scheme)


def _scheme(header: Header) -> str:
    return header.authorization.head if header.authorization.scheme is not Scheme.MISSING else ""


def _is_read(credential: Credential) -> bool:
    return all(isinstance(part, Literal | Variable) for part in credential.value.parts)


def _reads(value: Text, language: str) -> Iterator[Read]:
    """Yield the variables that a key is read from, those that take another's place after it."""
    for part in value.parts:
        if isinstance(part, Variable) and part.name.isidentifier():
            absent = _absent(part, language)
            literals = [text for text in part.default if any(isinstance(each, Literal) for each in text.parts)]
            asked = _is_asked(part, language) and not part.required
            read = Read(part.name, absent, bool(part.default), part.missed, part.stripped, part.stored)
            yield read._replace(asked=asked, required=part.required)
            yield from (read for text in part.default for read in _reads(text, language) if text not in literals)


def _absent(variable: Variable, language: str) -> str:
    """Return what is made of a variable that is not set; empty where nothing may be sent then."""
    if variable.required or _is_asked(variable, language):
        return ""
    return EMPTY if language == "shell" else variable.absent


def _is_asked(variable: Variable, language: str) -> bool:
    """Tell whether the code looks whether a variable is set."""
    # JavaScript's readers call guarded what has no default.
    return variable.asked or (variable.guarded and language not in ("javascript", "markup"))


def is_ours(name: str) -> bool:
    """Tell whether a variable is OpenRouter's by its name."""
    return name in api.VARIABLES or (api.mentions(name) and credentials.names_a_secret(name))
