"""Judging credentials: what a literal is, and what stands before the key in a header's value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from flake8_openrouter import openrouter
from flake8_openrouter.model import Answer, Literal, Origin, Part, Text, Unknown, Variable, name_of


class Shape(Enum):
    """The class of a literal at a sink; the first that fits."""

    LIVE = "live-shaped"
    KEY_LIKE = "key-like"
    DAMAGED = "a key with something round or inside it"
    TOKEN = "a JWT"
    PLACEHOLDER = "placeholder"
    UNINTERPOLATED = "a variable that stayed text"
    MALFORMED = "malformed"
    UNCLEAR = "begins like a key, and is none that could be judged"


class Scheme(Enum):
    """What stands before the key in an Authorization value; the first that fits."""

    UNINTERPOLATED = "the variable stayed text"
    MALFORMED = "malformed"
    MISSING = "none"
    LOWERCASE = "bearer"
    CORRECT = "Bearer"
    UNKNOWN = "can't tell"


@dataclass(frozen=True, slots=True)
class Value:
    """A header's value, taken apart: its scheme, the key behind it, and the literal text round the key."""

    scheme: Scheme
    key: Text
    head: str = ""
    tail: str = ""


_WORDS = (
    "your|my|the|test|testing|fake|example|dummy|placeholder|replace|replaceme|changeme|redacted|here|insert|enter|sample"
    "|mock|demo|todo|foo|foobar|none|null|unset|missing|invalid|not|key|apikey|token|secret|xxx+"
)
_PLACEHOLDER_WORD = re.compile(rf"(?:^|[^a-z])(?:{_WORDS})(?:[^a-z]|$)|your|placeholder|changeme|replace|example|dummy")
_BARE_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_REPEATED = re.compile(r"(.)\1*|(.)\2{4,}.*", re.DOTALL)
_KEY_LIKE = re.compile(r"sk-or-(?:v1-)?([A-Za-z0-9_-]{6,})")
_JWT = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*")
_UNINTERPOLATED = re.compile(r"\{+\s*[A-Za-z_][\w.\[\]'\"()]*\s*\}+|\$\{?[A-Za-z_]\w*\}?|\$\(.*\)|%s|%\(\w+\)s|%[A-Z_]+%|\{\}")
_JUNK = re.compile(r"[\s\"'`<>“”‘’«»\u200b-\u200f\u2060\ufeff]+")
_KEY_NAME = re.compile(r"(?:^|[_.\W])(?:api_?keys?|apikey|key|openrouter_token|or_token)$|_(?:api_?)?key$|apikey$", re.IGNORECASE)
_AUTH_NAME = re.compile(r"auth|bearer|header|scheme", re.IGNORECASE)
_BEARER = re.compile(r"\s*bearer\b", re.IGNORECASE)
_SCHEME = re.compile(r"(?P<lead>\s*)(?P<name>[A-Za-z]+)(?P<gap>[\s:=]*)")
_WRONG_SCHEMES = ("token", "basic", "apikey", "api-key", "key")


def classify(text: str) -> Shape:
    """Return the class of a literal that stands where a key belongs."""
    if openrouter.is_live(text):
        return Shape.LIVE
    if is_key_like(text):
        return Shape.KEY_LIKE
    if _JWT.fullmatch(text):
        return Shape.TOKEN
    if (core := trimmed(text)) and core != text and (openrouter.is_live(core) or is_key_like(core)):
        return Shape.DAMAGED
    if _is_placeholder(text):
        return Shape.PLACEHOLDER
    if _UNINTERPOLATED.search(text):
        return Shape.UNINTERPOLATED
    if not text.startswith("sk-or-v1-"):
        return Shape.MALFORMED
    return Shape.DAMAGED if _JUNK.search(text) or not text.isascii() else Shape.UNCLEAR


def is_key_like(text: str) -> bool:
    """Tell whether a whole text is what somebody types who has a key: ``sk-or-v1-abc123def456``."""
    match = _KEY_LIKE.fullmatch(text)
    if match is None or openrouter.LIVE_KEY.fullmatch(text):
        return False
    body = match[1]
    letters_and_digits = any(map(str.isdigit, body)) and any(map(str.isalpha, body))
    return letters_and_digits and not _is_placeholder_body(body)


def trimmed(text: str) -> str:
    """Return a key without white space, quotes, brackets and what is not ASCII, round and inside it."""
    return _JUNK.sub("", text).encode("ascii", "ignore").decode()


def _is_placeholder(text: str) -> bool:
    stripped = text.strip()
    body = re.sub(r"^sk-(?:or-)?(?:v1-)?", "", stripped)
    return bool(_BARE_VARIABLE.fullmatch(stripped)) or _is_placeholder_body(body)


def _is_placeholder_body(body: str) -> bool:
    bracketed = body.startswith("<") and body.endswith(">")
    return (
        not body
        or bracketed
        or "..." in body
        or "…" in body
        or _REPEATED.fullmatch(body) is not None
        or _PLACEHOLDER_WORD.search(body.lower()) is not None
        or (len(body) == 64 and body.isalnum() and body == body.lower() and not openrouter.is_live(f"sk-or-v1-{body}"))
    )


def parse(value: Text) -> Value:
    """Take an Authorization value apart."""
    if value.literal is not None:
        return _parse_literal(value, value.literal)
    return _parse_head(value, value.head)


def _parse_literal(value: Text, text: str) -> Value:
    found = _parse_head(value, text)
    key = found.key.literal or ""
    if classify(key) is Shape.UNINTERPOLATED:
        return Value(Scheme.UNINTERPOLATED, found.key, found.head)
    if found.scheme is Scheme.MISSING and classify(key) not in (Shape.LIVE, Shape.KEY_LIKE, Shape.PLACEHOLDER, Shape.DAMAGED):
        # Some other text: a scheme of another API, a session, a malformed key. Its form is judged, not its scheme.
        return Value(Scheme.UNKNOWN, found.key, found.head)
    return found


def _parse_head(value: Text, text: str) -> Value:
    bearer = _BEARER.match(text)
    if bearer is None:
        return _parse_without_bearer(value, text)
    head, rest = _split_bearer(text)
    key = value.without(len(head))
    if head.strip() == text.strip() and value.literal is not None:
        # "Bearer" and nothing behind it: an empty key, whatever the spelling of the scheme.
        return Value(Scheme.CORRECT, value.without(len(text)), head)
    if head == openrouter.SCHEME:
        if value.literal is None and rest.strip(" <\"'`") == "" and rest:
            # ``f"Bearer <{key}>"``: wrapped round an interpolation.
            return Value(Scheme.MALFORMED, value.without(len(text)), text)
        return Value(Scheme.CORRECT, key, head)
    if not _is_key(key):
        return Value(Scheme.UNKNOWN, key, head)
    plain = head.lower() == openrouter.SCHEME.lower()
    return Value(Scheme.LOWERCASE if plain else Scheme.MALFORMED, key, head)


def _split_bearer(text: str) -> tuple[str, str]:
    """Split into all that is scheme (``bearer``, repeated, with its colon and white space) and the rest."""
    end = 0
    while match := re.compile(r"\s*bearer(?:[\s:=]+|(?=[^A-Za-z])|$|(?=sk-))", re.IGNORECASE).match(text, end):
        if match.end() == end:
            break
        end = match.end()
    return text[:end], text[end:]


def _parse_without_bearer(value: Text, text: str) -> Value:
    match = _SCHEME.match(text)
    if match and match["name"].lower() in _WRONG_SCHEMES and match["gap"]:
        key = value.without(match.end())
        if _is_key(key):
            return Value(Scheme.MALFORMED, key, match[0])
    stripped = text.lstrip()
    if text and not stripped and value.literal is None:
        key = value.without(len(text))
        return Value(Scheme.MISSING if _is_key(key) else Scheme.UNKNOWN, key, text)
    if value.literal is None and stripped:
        begins = stripped.startswith(openrouter.KEY_PREFIX)
        return Value(Scheme.MISSING if begins else Scheme.UNKNOWN, value)
    return Value(Scheme.MISSING if _is_key(value) else Scheme.UNKNOWN, value)


def _is_key(text: Text) -> bool:
    """Tell whether a text is seen, or by its name said, to be nothing but a key."""
    if text.literal is not None:
        return True
    return bool(text.parts) and is_key(text.parts[0])


def is_key(part: Part) -> bool:
    """Tell whether a part is a key: read from the environment, or by its name."""
    if isinstance(part, Variable):
        return not any(_AUTH_NAME.search(name) for name in (part.name, *part.names))
    if isinstance(part, Unknown):
        named = bool(part.names) and _KEY_NAME.search(part.names[-1]) is not None
        return named and part.origin is not Origin.INBOUND and not any(map(_AUTH_NAME.search, part.names))
    return False


def is_ours(text: Text) -> bool:
    """Tell whether a value is certainly OpenRouter's key: a literal one, or a variable that bears the name."""
    return any(_is_our_part(part) for part in text.parts)


def _is_our_part(part: Part) -> bool:
    if isinstance(part, Literal):
        return openrouter.KEY_PREFIX in part.text and classify(part.text.strip()) in (Shape.LIVE, Shape.KEY_LIKE)
    if isinstance(part, Variable) and part.name:
        return part.ours or openrouter.mentions(part.name)
    return any(map(openrouter.mentions, part.names)) and is_key(part)


def literals(text: Text) -> Iterator[Literal]:
    """Yield the literal parts of a text."""
    return (part for part in text.parts if isinstance(part, Literal))


def describe(text: Text) -> str:
    """Name a value for a message, without showing it."""
    return next((name for part in text.parts if (name := name_of(part))), "the key")


__all__ = ["Answer", "Scheme", "Shape", "Value", "classify", "describe", "is_key", "is_key_like", "is_ours", "parse", "trimmed"]
