r"""OPR105 malformed-key: the text that is sent as the key cannot be an OpenRouter key.

## What it does
Finds literals that become the credential of a request to OpenRouter and cannot be accepted: a
damaged prefix (`Sk-or-v1-`, `sk_or_v1_`, bare hex digits), another provider's key (`sk-proj-`,
`sk-ant-`, `gsk_`, `AIza`), and a good key with white space, a newline (`\n`), quotes, angle
brackets or a character outside ASCII round or inside it. A key is never called malformed for its
length alone, JSON Web Tokens are left in peace, and so are made-up keys in test paths.

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

## Fix safety
Safe where only trimming is needed: what goes (white space, quotes, brackets) was never part of
the key. For everything else there is no fix: only you have the right key.

## References
OpenRouter's documentation, "Authentication"; RFC 6750, section 2.1; RFC 9110, section 5.5.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import (
    Credential,
    Finding,
    Fix,
    Message,
    Safety,
    Severity,
    Substitute,
    Text,
    Variable,
    safety,
)
from flake8_openrouter.openrouter import api
from flake8_openrouter.openrouter.credentials import Shape, classify, trimmed, unwrapped
from flake8_openrouter.rules._rule import rule

TRIM = "white space, quotes, brackets or non-ASCII characters round or inside the key: send it exactly as issued, {key}"
OTHER = "no OpenRouter key ({seen}): one begins sk-or-v1-, any other is answered with 401; write {key_source}"

_FOREIGN = (
    ("sk-ant-", "it is an Anthropic key"),
    ("sk-proj-", "it is an OpenAI key"),
    ("AIza", "it is a Google key"),
    ("gsk_", "it is a Groq key"),
    ("hf_", "it is a Hugging Face token"),
    ("xai-", "it is an xAI key"),
    ("sk-or-", "its prefix is damaged"),
    ("sk-", "it is another provider's key"),
)


@rule("OPR105", "malformed-key", Severity.ERROR, lies_on_key=True)
def check(credential: Credential) -> Iterator[Finding]:
    if not credential.destination.likely or credential.destination.gateway or credential.in_tests:
        return
    for value in _alternatives(credential.value):
        if value.literal is not None:
            yield from _judged(value, value.literal, credential)


def _alternatives(value: Text) -> Iterator[Text]:
    """Yield the text, and the defaults of a read that nothing keeps away."""
    guarded = any(isinstance(part, Variable) and part.guarded for part in value.parts)
    yield from (value,) if guarded else value.alternatives()


def _judged(value: Text, text: str, credential: Credential) -> Iterator[Finding]:
    place = value.place(value.parts[0]) if value.parts else value.span
    shape = classify(text)
    if shape is Shape.DAMAGED:
        core = trimmed(text)
        whole = core == unwrapped(text) and value is credential.value
        judged = safety(value.reach, credential.reach) if whole else Safety.UNSAFE
        fix = Fix(judged, (Substitute(place, text, core),))
        yield Finding(place, Message(TRIM, key=api.label(core)), fix)
    elif shape is Shape.MALFORMED and credential.destination.official:
        yield Finding(place, Message(OTHER, seen=_seen(text)))


def _seen(text: str) -> str:
    return next((what for prefix, what in _FOREIGN if text.startswith(prefix)), "its form is another")
