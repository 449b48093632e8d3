r"""OPR105 malformed-key: the text that is sent as the key cannot be an OpenRouter key.

## What it does
Finds literals that become the credential of a request to OpenRouter and cannot be accepted: a
damaged prefix (`Sk-or-v1-`, `sk_or_v1_`, bare hex digits), another provider's key (`sk-proj-`,
`sk-ant-`, `gsk_`, `AIza`), and a good key with white space, a newline (`\n`), quotes, angle
brackets or a character outside ASCII around or inside it. So is a `SecretStr` that is put into a
text without `get_secret_value()`, which gives asterisks. A key is never called malformed for its
length alone. JSON Web Tokens are not reported, nor are made-up keys in test paths, nor what a
condition leaves to another endpoint, nor one of several values that is a word (`"anonymous"`).
In a script it finds a header in typographic quotes as well, which are none there.

## Why it fails
OpenRouter takes the credential exactly as it was issued, and rejects with 401 every bearer that
neither begins with `sk-or-v1-` nor is a token that it accepts. Some damage does not get that far:
requests raises on a trailing newline, httpx on trailing white space and on anything outside
ASCII.

## Example
    import requests

    API_KEY = "sk-proj-abc123def456"

    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": f"Bearer {API_KEY}"},
        json={
            "model": "openai/gpt-4o-mini",
            "messages": [{"role": "user", "content": "Hello!"}],
        },
    )
    print(response.status_code)

## Use instead
    import os

    import requests

    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": f"Bearer {os.environ['OPENROUTER_API_KEY']}"},
        json={
            "model": "openai/gpt-4o-mini",
            "messages": [{"role": "user", "content": "Hello!"}],
        },
    )
    print(response.status_code)

## Example in JavaScript
    const response = await fetch("https://openrouter.ai/api/v1/key", {
      headers: { Authorization: "Bearer sk-proj-Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4z" },
    });
    console.log(response.status);

## Use instead in JavaScript
    const response = await fetch("https://openrouter.ai/api/v1/key", {
      headers: { Authorization: `Bearer ${process.env.OPENROUTER_API_KEY}` },
    });
    console.log(response.status);

## Fix safety
Safe where only trimming is needed: what goes (white space, quotes, brackets) was never part of
the key. For everything else there is no fix: only you have the right key, or know what a sealed
one is for.

## References
OpenRouter's documentation, "Authentication"; RFC 6750, section 2.1; RFC 9110, section 5.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_openrouter.model import (
    Credential,
    Edit,
    Finding,
    Fix,
    Literal,
    Message,
    Part,
    Rename,
    Safety,
    Seal,
    Severity,
    Substitute,
    Text,
    Unknown,
    Variable,
    safety,
)
from flake8_openrouter.openrouter import keys
from flake8_openrouter.openrouter.credentials import Shape, classify, trimmed, unwrapped
from flake8_openrouter.rules._rule import rule

DAMAGED = "key has {what}"
AS_ISSUED = "use it exactly as issued, {key}"
OTHER = "not an OpenRouter key ({seen})"
START = "OpenRouter keys start with sk-or-v1-"

CURLY = "typographic quotes hold nothing together: the header is cut into words, and is not sent"
STRAIGHT = "use straight ones"

QUOTED = "quotes around the key become a part of it"
WITHOUT = "write it without them"
MASKED = "a SecretStr shows as asterisks in a text, and those are sent"
TAKEN_OUT = "put in what its .get_secret_value() gives"
_QUOTES = ('"', "'")

_FOREIGN = (
    ("sk-ant-", "looks like an Anthropic key"),
    ("sk-proj-", "looks like an OpenAI key"),
    ("AIza", "looks like a Google key"),
    ("gsk_", "looks like a Groq key"),
    ("hf_", "looks like a Hugging Face token"),
    ("xai-", "looks like an xAI key"),
    ("pplx-", "looks like a Perplexity key"),
    ("sk-or-", "its beginning is damaged"),
    *(
        (beginning, "the beginning of the key is cut off")
        for beginning in ("k-or-", "-or-", "or-", "r-v1-", "-v1-", "v1-")
    ),
    *((beginning, "its beginning is damaged") for beginning in ("sk_or", "sk-or_", "SK-", "Sk-", "SK_", "Sk_")),
    ("sk-", "looks like another provider's key"),
)

#: What a program writes for "no key yet": ``"none"``, ``"set-me-later"``.
_WORDS = re.compile(r"[a-z]+(?:[-_ ][a-z]+)*", re.IGNORECASE)

#: What a key has that it was not issued with; the first that fits.
_DAMAGE = (
    (re.compile(r"\s.*", re.DOTALL), "a leading space"),
    (re.compile(r".*\s", re.DOTALL), "a trailing space"),
    (re.compile(r"[\"'`“”‘’«»].*", re.DOTALL), "quotes around it"),
    (re.compile(r"<.*", re.DOTALL), "brackets around it"),
    (re.compile(r".*\s.*", re.DOTALL), "a space inside"),
    (re.compile(r".*[\"'`<>“”‘’«»].*", re.DOTALL), "quotes or brackets in it"),
    (re.compile(r".*", re.DOTALL), "characters that are not ASCII"),
)


@rule("OPR105", "malformed-key", Severity.ERROR, lies_on_key=True)
def check(credential: Credential) -> Iterator[Finding]:
    if not credential.destination.likely or credential.destination.gateway or credential.in_tests:
        return
    if credential.certain and credential.destination.resolved and any(map(_is_masked, credential.value.parts)):
        yield Finding(credential.value.span, Message(MASKED, TAKEN_OUT))
    if credential.quotes:
        straight = tuple(Rename(mark, '"') for mark in credential.quotes)
        yield Finding(credential.quotes[0], Message(CURLY, STRAIGHT), Fix(Safety.SAFE, straight))
        return
    for value in _alternatives(credential.value):
        if value.literal is not None:
            yield from _judged(value, value.literal, credential)
        elif credential.template and (edits := _unquoted(value)):
            fix = Fix(safety(value.reach, credential.reach), edits)
            yield Finding(value.span, Message(QUOTED, WITHOUT), fix)


def _is_masked(part: Part) -> bool:
    return isinstance(part, Variable | Unknown) and part.sealed is Seal.SHOWN


def _alternatives(value: Text) -> Iterator[Text]:
    """Yield the text, and the defaults of a read that nothing keeps away."""
    guarded = any(isinstance(part, Variable) and part.guarded for part in value.parts)
    yield from (value,) if guarded else value.alternatives()


def _unquoted(value: Text) -> tuple[Edit, ...]:
    """Return the edits that take quotes away around what is filled in; nothing where there are none."""
    if len(value.parts) != 3:
        return ()
    first, filled_in, last = value.parts
    ends = [part for part in (first, last) if isinstance(part, Literal) and part.text in _QUOTES]
    if len(ends) != 2 or not isinstance(filled_in, Variable) or filled_in.default:
        return ()
    return tuple(Substitute(part.span, part.text, "") for part in ends)


def _judged(value: Text, text: str, credential: Credential) -> Iterator[Finding]:
    place = value.place(value.parts[0]) if value.parts else value.span
    shape = classify(text.strip() if credential.trims else text)
    if shape is Shape.DAMAGED:
        core = trimmed(text)
        whole = core == unwrapped(text) and value is credential.value
        judged = safety(value.reach, credential.reach) if whole else Safety.UNSAFE
        fix = Fix(judged, (Substitute(place, text, core),))
        yield Finding(place, Message(DAMAGED, AS_ISSUED, what=_damage(text), key=keys.label(core)), fix)
    elif shape is Shape.MALFORMED and credential.destination.official and not _is_chosen(value, text, credential):
        yield Finding(place, Message(OTHER, START, seen=_seen(text)))


def _is_chosen(value: Text, text: str, credential: Credential) -> bool:
    """Tell whether a text is for another endpoint, a word that a program knows, ``"anonymous"``, or a start value."""
    for_another = any(isinstance(part, Literal) and part.guarded for part in value.parts)
    is_words = not credential.certain and _WORDS.fullmatch(text) is not None
    return for_another or is_words or bool(credential.givers.readers)


def _seen(text: str) -> str:
    return next((what for prefix, what in _FOREIGN if text.startswith(prefix)), "it has another form")


def _damage(text: str) -> str:
    return next(what for pattern, what in _DAMAGE if pattern.fullmatch(text))
