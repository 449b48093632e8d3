"""Judging credentials: what a literal is, and what is before the key in a header's value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from flake8_openrouter.model import (
    Authorization,
    BearerKey,
    Literal,
    Origin,
    Part,
    Scheme,
    Span,
    Text,
    Unknown,
    Variable,
    name_of,
)
from flake8_openrouter.openrouter import api, keys

#: What tells GitHub to mask what comes after it, wherever that is shown.
MASKING = "::add-mask::"

#: Why a variable does not take the place of a key.
SEVERAL = "the program has several keys, which one variable can't hold"


#: Something that has a value under a name, and is asked for it.
_LOOK_UP = re.compile(r"""[\w.]+\[(?P<quote>['"])(?P<name>\w+)(?P=quote)\]""")


class Shape(Enum):
    """The class of a literal at a sink; the first that fits."""

    LIVE = "live-shaped"
    KEY_LIKE = "key-like"
    DAMAGED = "a key with something around or inside it"
    TOKEN = "a JWT"
    PLACEHOLDER = "placeholder"
    UNINTERPOLATED = "an uninterpolated variable"
    MALFORMED = "malformed"
    UNCLEAR = "begins like a key, but can't be judged"


#: What somebody writes for a key: words alone, one of which says that it is one.
_WORDS_ALONE = re.compile(r"(?=.*(?:key|token|secret|password|credential))[a-z]+(?:[-_ .][a-z]+)*", re.IGNORECASE)
_WORDS = (
    "your|my|test|testing|fake|example|dummy|placeholder|replace|replaceme|changeme|redacted|here|insert|enter|sample"
    "|mock|demo|todo|foo|foobar|bar|none|null|unset|missing|invalid|needed|required|provided|empty|xxx+"
)
_PLACEHOLDER_WORD = re.compile(rf"(?:^|[^a-z])(?:{_WORDS})(?:[^a-z]|$)|your|placeholder|changeme|replace|example|dummy")
_BARE_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_REPEATED = re.compile(r"(.)\1*", re.DOTALL)
_KEY_LIKE = re.compile(r"sk-or-(?:v1-|(?!v1-))([A-Za-z0-9_-]{6,})")
_JWT = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*")
_PLACE = r"(?<!\{)\{+\s*[A-Za-z_][\w.:\[\]'\"()]*\s*\}+|\$\{?[A-Za-z_]\w*\}?|%s|%\(\w+\)s|%[A-Z_]+%|\{\}"
_ONLY_UNINTERPOLATED = re.compile(rf"{_PLACE}|\$\(.*\)")
_UNINTERPOLATED = re.compile(rf"{_PLACE}|\$\((?:(?!\$\()[^)\n])*\)")
_JUNK = re.compile(r"[\s\"'`<>“”‘’«»\u200b-\u200f\u2060\ufeff]+")
_JUNK_ENDS = re.compile(rf"^{_JUNK.pattern}|(?<!{_JUNK.pattern[:-1]}){_JUNK.pattern}$")
_WRAPPING = " \t<\"'`"
_KEY_NAME = re.compile(
    r"(?:^|[_.\W])(?:api_?keys?|apikey|openrouter_token|or_token|openrouter)$|_key$|apikey$", re.IGNORECASE
)
_OUR_KEY_NAME = re.compile(r"open_?router\w*(?:key|token)$", re.IGNORECASE)
_GENERIC_NAME = re.compile(r"(?:.*\.)?_*(?:my_|llm_|the_)?(?:api_?)?(?:key|token)", re.IGNORECASE)
_SECRET_NAME = re.compile(r"key|token|secret|credential|^open_?router$", re.IGNORECASE)
_AUTH_NAME = re.compile(r"auth|bearer|header|scheme", re.IGNORECASE)
_BEARER = re.compile(r"(?:\s*bearer(?:[\s:=]+|(?![A-Za-z])|(?=sk-)))+", re.IGNORECASE)
_SCHEME = re.compile(r"\s*(?P<name>[A-Za-z]+)[\s:=]+")
_ANY_SCHEME = re.compile(r"\s*(?:(?:bearer|token|basic|key|apikey)[\s:]+)?", re.IGNORECASE)
_WRONG_SCHEMES = ("token", "basic", "apikey", "key")
_SPACE = re.compile(r"\s")
#: What is between a scheme and a key, right or wrong.
_SETTING_OFF = (" ", "\t", "\n", ":", "=")
_MASKED = re.compile(r"\*{3}|•{3}|redacted|hidden|masked|filtered|removed|omitted|censored|scrubbed", re.IGNORECASE)
_KEYS = (Shape.LIVE, Shape.KEY_LIKE, Shape.DAMAGED)


def classify(text: str) -> Shape:
    """Return the class of a literal that is where a key belongs."""
    if keys.is_live(text):
        return Shape.LIVE
    if is_key_like(text):
        return Shape.KEY_LIKE
    if _JWT.fullmatch(text):
        return Shape.TOKEN
    if (core := trimmed(text)) and core != text and (keys.is_live(core) or is_key_like(core)):
        return Shape.DAMAGED
    if _ONLY_UNINTERPOLATED.fullmatch(text.strip()):
        return Shape.UNINTERPOLATED
    if _is_placeholder(text):
        return Shape.PLACEHOLDER
    if _UNINTERPOLATED.search(text) and keys.PREFIX not in text:
        return Shape.UNINTERPOLATED
    if not text.startswith("sk-or-v1-"):
        return Shape.MALFORMED
    return Shape.DAMAGED if _JUNK.search(text) or not text.isascii() else Shape.UNCLEAR


def is_key_like(text: str) -> bool:
    """Tell whether a whole text is what somebody types who has a key: ``sk-or-v1-abc123def456``."""
    match = _KEY_LIKE.fullmatch(text)
    if match is None or keys.LIVE.fullmatch(text):
        return False
    body = match[1]
    letters_and_digits = any(map(str.isdigit, body)) and any(map(str.isalpha, body))
    return letters_and_digits and not _is_placeholder_body(body)


def is_masked(text: str) -> bool:
    """Tell whether a text stands for a secret that is hidden: ``Bearer ***``, ``[REDACTED]``."""
    return _MASKED.search(text) is not None


def trimmed(text: str) -> str:
    """Return a key without white space, quotes, brackets and what is not ASCII, round and inside it."""
    return _JUNK.sub("", text).encode("ascii", "ignore").decode()


def unwrapped(text: str) -> str:
    """Return a text without the white space, quotes and brackets around it."""
    return _JUNK_ENDS.sub("", text)


def core(text: str) -> str:
    """Return a text without a scheme before it, and without what is around it."""
    match = _ANY_SCHEME.match(text)
    return unwrapped(text[match.end() :] if match else text)


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
        or _WORDS_ALONE.fullmatch(body) is not None
        or (len(body) == 64 and body.isalnum() and body == body.lower() and not keys.is_live(f"sk-or-v1-{body}"))
    )


def parse(value: Text) -> Authorization:
    """Take an Authorization value apart."""
    text = _before_key(value)
    bearer = _BEARER.match(text)
    if bearer is None:
        return _without_bearer(value, text)
    found = _behind(value, bearer[0])
    if value.literal is not None and classify(found.key.literal or "") is Shape.UNINTERPOLATED:
        return found._replace(scheme=Scheme.UNINTERPOLATED)
    if found.head == api.SCHEME and not found.tail:
        return found._replace(scheme=Scheme.CORRECT)
    if value.literal is not None and not found.key.literal and not any(part.names for part in value.parts):
        # A scheme and nothing after it, in one literal: an empty key, however the scheme is spelt.
        return found._replace(scheme=Scheme.CORRECT)
    if not _is_key(found.key) and not _is_set_off(found):
        return found
    plain = found.head.lower() == api.SCHEME.lower() and not found.tail
    return found._replace(scheme=Scheme.LOWERCASE if plain else Scheme.MALFORMED)


def _before_key(value: Text) -> str:
    """Return the literal text at the head, up to a constant of its own: what is wrong in that is the key's."""
    head = ""
    for part in value.parts:
        if not isinstance(part, Literal) or (head and part.names):
            break
        head += part.text
    return head


def _behind(value: Text, head: str) -> Authorization:
    """Take off a scheme, and what is around an interpolation: ``f"Bearer <{key}>"``, ``f"Bearer {key} "``."""
    key = value.without(len(head))
    if value.literal is not None and not _is_filled(key):
        return Authorization(Scheme.UNKNOWN, key, head)
    wrapping = key.head if value.literal is None and key.head and not key.head.strip(_WRAPPING) else ""
    last = key.parts[-1]
    end = last.text if isinstance(last, Literal) and not last.names and not _JUNK.sub("", last.text) else ""
    tail = end if wrapping or (len(key.parts) > 1 and end.isspace()) else ""
    key = key.without(len(wrapping))
    return Authorization(Scheme.UNKNOWN, key._replace(parts=key.parts[:-1]) if tail else key, head + wrapping, tail)


def _is_set_off(value: Authorization) -> bool:
    """Tell whether one value that is not known comes after more than the scheme's word: it may bring no space then."""
    return value.head[-1:] in _SETTING_OFF and value.key.literal is None and _has_one_unknown(value.key)


def _has_one_unknown(text: Text) -> bool:
    return sum(not isinstance(part, Literal) for part in text.parts) == 1


def _is_filled(text: Text) -> bool:
    """Tell whether a literal text has a constant of its own in it: what is around that is the template's."""
    return len(text.parts) > 1 and any(part.names for part in text.parts)


def _without_bearer(value: Text, text: str) -> Authorization:
    match = _SCHEME.match(text)
    if match and match["name"].lower() in _WRONG_SCHEMES:
        found = _behind(value, match[0])
        return found._replace(scheme=Scheme.MALFORMED) if _is_key(found.key) else found
    if value.literal is not None:
        shape = classify(value.literal)
        if shape is Shape.UNINTERPOLATED:
            return Authorization(Scheme.UNINTERPOLATED, value)
        # Some other text may be another API's scheme, or a malformed key: its form is judged, not its scheme.
        return Authorization(
            Scheme.MISSING if shape in _KEYS or text.startswith(keys.PREFIX) else Scheme.UNKNOWN, value
        )
    found = _behind(value, text[: len(text) - len(text.lstrip())])
    begins = found.key.head.startswith(keys.PREFIX)
    return found._replace(scheme=Scheme.MISSING if begins or _is_key(found.key) else Scheme.UNKNOWN)


def names_a_secret(name: str) -> bool:
    """Tell whether a name is one for a key or another secret."""
    return _SECRET_NAME.search(name) is not None


def begins_with_words(head: str) -> bool:
    """Tell whether a text begins with a word that is no scheme: what follows is not the value of a header."""
    match = _SCHEME.match(head)
    return match is not None and match["name"].lower() not in ("bearer", *_WRONG_SCHEMES)


def is_sentence(text: Text) -> bool:
    """Tell whether a text goes on after what is filled in, or before it: ``f"{key} was refused (401)"``."""
    written = (part.text for part in text.parts if isinstance(part, Literal))
    return text.literal is None and any(map(_SPACE.search, written))


def is_scheme(text: str) -> bool:
    """Tell whether a text is nothing but a scheme, or white space."""
    return not text.strip() or _BEARER.fullmatch(text) is not None


def without_bearer(value: Text) -> Text:
    """Return an SDK's key without a ``Bearer `` that somebody put before it."""
    bearer = _BEARER.match(_before_key(value))
    return value.without(len(bearer[0])) if bearer else value


def _is_key(text: Text) -> bool:
    """Tell whether a text is seen, or by its name said, to be nothing but a key.

    Of several pieces that are not known the first may be what is before the key: a space, a scheme.
    """
    if text.literal is not None:
        return classify(text.literal) in (*_KEYS, Shape.PLACEHOLDER)
    return _has_one_unknown(text) and is_key(first(text))


def is_secret(text: Text) -> bool:
    """Tell whether a text is one value that is not known, whose name says that it is a secret and no more than that."""
    part = first(text) if text.literal is None and _has_one_unknown(text) else None
    name = part.names[-1] if part is not None and part.names else ""
    return names_a_secret(name) and not _AUTH_NAME.search(name)


def first(text: Text) -> Part:
    """Return the part that a text which is not all literal begins with."""
    return next(part for part in text.parts if not (isinstance(part, Literal) and part.text == ""))


def is_key(part: Part) -> bool:
    """Tell whether a part is a key: read from the environment, or by its name."""
    if isinstance(part, Literal):
        return False
    # What has a default and no name of its own is an option of the command line. OpenRouter's own variable is what it
    # is, whatever it is called on the way.
    if isinstance(part, Variable) and (part.name or not part.default):
        return not any(_AUTH_NAME.search(name) for name in (part.name, *(() if part.ours else part.names)))
    secret = part.secret if isinstance(part, Unknown) else ""
    named = bool(secret) or (isinstance(part, Unknown) and any(map(_OUR_KEY_NAME.search, part.names)))
    named = named or (bool(part.names) and _KEY_NAME.search(part.names[-1]) is not None)
    is_inbound = isinstance(part, Unknown) and part.origin is Origin.INBOUND
    return named and not is_inbound and not any(map(_AUTH_NAME.search, (secret, *part.names)))


def is_ours(text: Text) -> bool:
    """Tell whether a value is certainly OpenRouter's key: a literal one, or a variable that bears the name."""
    return any(_is_our_part(part) for part in text.parts)


def _is_our_part(part: Part) -> bool:
    if isinstance(part, Literal):
        return keys.PREFIX in part.text and classify(part.text.strip()) in (Shape.LIVE, Shape.KEY_LIKE)
    if isinstance(part, Variable) and any(map(is_anothers, part.default)):
        return False
    if isinstance(part, Variable) and part.name:
        return part.ours or (api.mentions(part.name) and _SECRET_NAME.search(part.name) is not None)
    names = (part.secret, *part.names) if isinstance(part, Unknown) else part.names
    return any(map(api.mentions, names)) and is_key(part)


def is_token(text: Text) -> bool:
    """Tell whether a text is a JWT that is written out."""
    return classify(text.literal or "") is Shape.TOKEN


def is_anothers(text: Text) -> bool:
    """Tell whether a value is read from a variable, or goes by a name, that is another key's."""
    names = [part.name for part in text.parts if isinstance(part, Variable) and part.name and not part.ours]
    names += [
        part.names[-1]
        for part in text.parts
        if isinstance(part, Unknown) and part.names and is_key(part) and not _is_our_part(part)
    ]
    return any(not api.mentions(name) and not _GENERIC_NAME.fullmatch(name) for name in names)


def may_be_ours(text: Text) -> bool:
    """Tell whether a value is OpenRouter's key, or a key whose name tells no provider."""
    if text.literal is not None:
        return classify(text.literal) in _KEYS
    part = first(text)
    names = (part.name,) if isinstance(part, Variable) and part.name else part.names[-1:]
    return is_ours(text) or (is_key(part) and any(map(_GENERIC_NAME.fullmatch, names)))


def bearer(text: Text) -> BearerKey:
    """Return the slot of a message for ``Bearer `` with a key: by the name it has here, else by the key source."""
    part = first(text) if text.literal is None else None
    name = part.names[-1] if part is not None and part.names else ""
    is_reference = isinstance(part, Variable) and not part.default
    reference = part.span.text if part is not None and is_reference else ""
    if part is not None and part.span.is_within(text.span) and (looked_up := _looked_up(name, (text.span, part.span))):
        return BearerKey(looked_up, reference)
    return BearerKey(name if name.replace(".", "_").isidentifier() else "", reference)


def _looked_up(name: str, places: Iterable[Span]) -> str:
    """Return how a value is written that goes by the name under which something has it; nothing for another name."""
    found = (match for place in places if (match := _LOOK_UP.fullmatch(place.text)) and match["name"] == name)
    return next((match[0] for match in found), "")


def is_plain(text: Text) -> bool:
    """Tell whether a text is written out, and neither a key nor begins like an Authorization value."""
    return text.literal is not None and parse(text).scheme is Scheme.UNKNOWN


def differ(texts: Iterable[Text], others: Iterable[Text]) -> bool:
    """Tell whether two values certainly are different keys: variables of different names."""
    names, other_names = _variables(texts), _variables(others)
    return bool(names) and bool(other_names) and names.isdisjoint(other_names)


def are_read_alike(texts: Iterable[Text], others: Iterable[Text]) -> bool:
    """Tell whether two values are read from the same variables."""
    names = _variables(texts)
    return bool(names) and names == _variables(others)


def _variables(texts: Iterable[Text]) -> set[str]:
    return {part.name for text in texts for part in text.parts if isinstance(part, Variable) and part.name}


def describe(text: Text) -> str:
    """Name a value for a message, without showing it."""
    return next((name for part in text.parts if (name := name_of(part))), "the key")
