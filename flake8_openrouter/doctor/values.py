"""What a value is, told without showing it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from flake8_openrouter.doctor.catalogue import _
from flake8_openrouter.doctor.results import Holding, Kind
from flake8_openrouter.model import Message
from flake8_openrouter.openrouter import credentials, keys
from flake8_openrouter.openrouter.credentials import Shape

#: How other providers' keys begin, the particular before the general.
PROVIDERS: tuple[tuple[str, str], ...] = (
    ("sk-ant-", "Anthropic"),
    ("sk-proj-", "OpenAI"),
    ("sk-svcacct-", "OpenAI"),
    ("gsk_", "Groq"),
    ("hf_", "Hugging Face"),
    ("xai-", "xAI"),
    ("pplx-", "Perplexity"),
    ("AIza", "Google"),
    ("r8_", "Replicate"),
    ("nvapi-", "NVIDIA"),
    ("tgp_v1_", "Together"),
    ("csk-", "Cerebras"),
    ("ghp_", "GitHub"),
    ("sk-", "OpenAI"),
)
#: Characters of the shortest key of another provider, after its beginning.
_LEAST = 16

_BEARER = re.compile(r"\s*bearer[\s:]+", re.IGNORECASE)
_URL = re.compile(r"https?://", re.IGNORECASE)
_QUOTES = "\"'`“”‘’«»"

#: What is wrong with the text of a key, and what says so. The whole value is asked, as a header would get it.
_DEFECTS: tuple[tuple[re.Pattern[str], Message], ...] = (
    (re.compile(r".*\r\Z", re.DOTALL), _("it ends in a carriage return")),
    (re.compile(r".*[^\r\n].*\n\Z|.*\n\r*\Z", re.DOTALL), _("it ends in a newline")),
    (re.compile(r".*\S\s*\n\s*\S", re.DOTALL), _("there is a newline in it")),
    (re.compile(r"[ \t]+\S|\S.*[ \t]+[\r\n]*\Z", re.DOTALL), _("there is white space around it")),
    (re.compile(rf"\s*[{_QUOTES}]|.*[{_QUOTES}]\s*\Z", re.DOTALL), _("the quotes around it are a part of it")),
    (_BEARER, _("it begins with Bearer, which most clients put there themselves")),
    (re.compile(r".*<|.*>", re.DOTALL), _("there are angle brackets around it")),
)
_NOT_ASCII = _("there are characters in it that are not ASCII")
_TOO_SHORT = _("after sk-or-v1- there are not 64 hex digits in lower case, so a part of it is missing or too much")


def holding(variable: str, value: str, place: str) -> Holding:
    """Return what may be told of a value that a variable has at a place, as it is shown."""
    kind, label = _kind(value)
    digest = sha256(value.encode("utf-8", errors="surrogateescape")).hexdigest()
    defects = tuple(_defects(value)) if kind in (Kind.DAMAGED, Kind.OTHER_PROVIDER) else ()
    return Holding(variable, place, kind, label, digest, defects)


def core(value: str) -> str:
    """Return a key without a scheme before it, and without what is around and inside it."""
    return credentials.trimmed(_BEARER.sub("", value, count=1))


def _kind(value: str) -> tuple[Kind, str]:
    """Return what a value is, and what names it."""
    inner = core(value)
    if not inner:
        return Kind.EMPTY, ""
    if keys.LIVE.fullmatch(inner) and keys.is_live(inner):
        return (Kind.KEY if value == inner else Kind.DAMAGED), keys.label(inner)
    shape = credentials.classify(inner)
    if shape is Shape.TOKEN:
        return (Kind.TOKEN if value == inner else Kind.DAMAGED), ""
    if shape in (Shape.PLACEHOLDER, Shape.UNINTERPOLATED) or keys.LIVE.fullmatch(inner):
        return Kind.PLACEHOLDER, ""
    if inner.lower().startswith(keys.PREFIX):
        return Kind.DAMAGED, keys.label(inner)
    if _URL.match(inner):
        return Kind.URL, ""
    provider = _provider(inner)
    return (Kind.OTHER_PROVIDER, provider) if provider else (Kind.MALFORMED, "")


def _provider(value: str) -> str:
    found = (name for start, name in PROVIDERS if value.startswith(start) and len(value) >= len(start) + _LEAST)
    return next(found, "")


def _defects(value: str) -> Iterator[Message]:
    yield from (said for pattern, said in _DEFECTS if pattern.match(value))
    if not value.isascii():
        yield _NOT_ASCII
    inner = core(value)
    if inner.lower().startswith(keys.PREFIX) and not keys.is_live(inner):
        yield _TOO_SHORT


#: What a value is called.
_CALLED: dict[Kind, Message] = {
    Kind.EMPTY: _("nothing: it is empty"),
    Kind.TOKEN: _("a token (JWT)"),
    Kind.PLACEHOLDER: _("a placeholder"),
    Kind.MALFORMED: _("no OpenRouter key: it does not begin with sk-or-"),
    Kind.URL: _("a URL"),
}


def called(held: Holding) -> Message:
    """Return what a value is called: its class, and its label where it has one."""
    if held.kind is Kind.OTHER_PROVIDER:
        return _("a key of another provider: it looks like one of {provider}", provider=held.label)
    if held.kind is Kind.KEY:
        return _("key {label}", label=held.label)
    if held.kind is Kind.DAMAGED:
        return _("damaged key {label}", label=held.label) if held.label else _("a damaged token")
    return _CALLED[held.kind]
