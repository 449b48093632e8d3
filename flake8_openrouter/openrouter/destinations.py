"""Where a request goes: parse what is known of a URL, compare hosts, weigh what speaks for OpenRouter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from flake8_openrouter.model import Destination, Literal, Place, Text, name_of
from flake8_openrouter.openrouter import api

#: Hosts whose sinks take another provider's key.
PROVIDERS = (
    "api.openai.com",
    "api.anthropic.com",
    "api.groq.com",
    "api.mistral.ai",
    "api.deepseek.com",
    "api.together.xyz",
    "api.x.ai",
    "api.perplexity.ai",
    "api.cohere.ai",
    "api.cohere.com",
    "api.fireworks.ai",
    "generativelanguage.googleapis.com",
    "api-inference.huggingface.co",
)

#: Hosts in a source that are no API beside OpenRouter's: sites, schemas, documentation, loopback.
_NOT_AN_API = re.compile(
    r"^(?:localhost|127\.|0\.0\.0\.0|\[?::1|.*\.?example\.(?:com|org|net)$|docs?\.|www\.|your"
    r"|github\.com$|.*\.github\.io$|.*\.readthedocs\.io$|pypi\.org$|json-schema\.org$|schema\.org$|img\.shields\.io$)"
)

FILE_EVIDENCE = "the file names OpenRouter's host and no other API's"

#: Names of URLs that do not tell a service.
_PLAIN_NAME = re.compile(
    r"(?:.*\.)?_*(?:api_|base_|full_|the_)*(?:url|uri|endpoint|base|api|host)(?:_base|_url)?", re.IGNORECASE
)

_UNKNOWN = "\0"
_URL = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?:[^/?#@]*@)?(?P<host>[^/?#:@]*)(?::[^/?#]*)?(?P<path>[^?#]*)")
_HOST_IN_TEXT = re.compile(r"https?://(?:[^\s/@'\"]*@)?([A-Za-z0-9.-]+)(?::\d+)?(/(?:api|v\d))?")


class Url(NamedTuple):
    """A URL as far as it is known; ``*`` stands for each unknown piece of ``path``."""

    scheme: str
    host: str
    path: str


def parse(text: Text) -> Url | None:
    """Take a URL apart; None where scheme and host can't be told."""
    text = text.with_defaults()
    if "://" not in text.head:
        return None  # as nearly all that is asked about
    return _taken_apart("".join([part.text if isinstance(part, Literal) else _UNKNOWN for part in text.parts]))


@lru_cache(maxsize=64)
def _taken_apart(url: str) -> Url | None:
    """Take apart what has ``_UNKNOWN`` for each unknown piece; of one URL it is asked again and again."""
    match = _URL.match(url.strip())
    if match is None or not _is_host(match["host"]):
        return None
    host, path = match["host"], match["path"]
    if host.endswith(_UNKNOWN):
        # ``f"https://openrouter.ai{path}"``: what follows a complete host is taken for the path.
        host, path = host.rstrip(_UNKNOWN), _UNKNOWN + path
    return Url(match["scheme"].lower(), host.lower(), path.replace(_UNKNOWN, "*"))


def _is_host(host: str) -> bool:
    return bool(host) and _UNKNOWN not in host.rstrip(_UNKNOWN) and ("." in host or host == "localhost")


def goes_to_api(urls: Iterable[Text]) -> bool:
    """Tell whether a request can go to the API, not to a page of the website."""
    paths = [parsed.path for url in urls if (parsed := parse(url))]
    return not paths or any(path.startswith(("/api/v1", "/v1", "*")) for path in paths)


class Surroundings(NamedTuple):
    """What else a file says of its destination: the names around a place come with each question."""

    gateways: tuple[str, ...]
    file_evidence: str
    any_scope: bool


def judge(urls: Sequence[Text], around: Surroundings, evidence: str = "") -> Destination:
    """Return the destination of a URL's alternatives: those that are known must agree."""
    each = [_of_url(url, around) for url in urls]
    if len(each) == 1 and each[0] is not None:
        return each[0]
    found = {destination for destination in each if destination is not None}
    places = {destination.place for destination in found}
    # An unknown alternative may be OpenRouter as well: only where OpenRouter is known, it is taken for the same.
    if len(places) == 1 and (Place.OPENROUTER in places or None not in each):
        return min(found, key=lambda destination: destination.host)
    if len(places) > 1:
        hosts = ", ".join(sorted({destination.host for destination in found}))
        mixed = unknown(around, evidence)
        return mixed._replace(mixed=True, reason=mixed.reason or f"one of {hosts}")
    if not found:
        evidence = evidence or next((f"URL {name}" for url in urls for name in _our_names(url)), "")
    return unknown(around, evidence)


def unknown(around: Surroundings, evidence: str = "") -> Destination:
    """Return a destination of which only evidence can speak."""
    if around.any_scope:
        return Destination(Place.OPENROUTER, "", 'scope = "any"')
    return Destination(evidence=evidence or around.file_evidence)


def _of_url(url: Text, around: Surroundings) -> Destination | None:
    parsed = parse(url)
    return None if parsed is None else of_host(parsed.host, around.gateways)


def of_host(host: str, gateways: Iterable[str] = ()) -> Destination:
    """Return the destination that a host is, subdomains included."""
    if _is_or_under(host, api.HOST):
        return Destination(Place.OPENROUTER, host, f"host {host}")
    if any(_is_or_under(host, gateway) for gateway in gateways):
        return Destination(Place.OPENROUTER, host, f"configured host {host}", gateway=True)
    return Destination(Place.ELSEWHERE, host, f"host {host}")


def _is_or_under(host: str, parent: str) -> bool:
    return host == parent or host.endswith(f".{parent}")


def is_strangers(url: Text) -> bool:
    """Tell whether a URL is one of a stranger's host that is taken for OpenRouter's."""
    parsed = parse(url)
    return parsed is not None and api.is_strangers(parsed.host)


def is_named_otherwise(url: Text) -> bool:
    """Tell whether a URL comes from a variable that is not named for OpenRouter, or is only a path of some server."""
    lead = url.parts[0] if url.parts else None
    if isinstance(lead, Literal):
        return lead.text.startswith("/") and len(url.parts) == 1
    name = name_of(lead) if lead is not None else ""
    return bool(name) and not api.mentions(name) and not _PLAIN_NAME.fullmatch(name)


def _our_names(text: Text) -> list[str]:
    return [name for part in text.parts if (name := name_of(part)) and api.mentions(name)]


def file_evidence(literals: Iterable[str]) -> str:
    """Tell whether a file names OpenRouter's host and no other API's."""
    found = {(host.lower(), path) for literal in literals for host, path in _HOST_IN_TEXT.findall(literal)}
    ours = {host for host, _ in found if _is_or_under(host, api.HOST)}
    others = {host for host, path in found if host not in ours and (path or not _NOT_AN_API.match(host))}
    return FILE_EVIDENCE if ours and not others else ""
