r"""OPR302 malformed-scheme: the text before the key is not exactly `Bearer ` and one space.

## What it does
Finds an `Authorization` value for OpenRouter whose scheme is damaged: `Bearer` with no space,
with a colon, two spaces or a tab; a leading space; `Bearer Bearer`; brackets or quotes around the
key; white space after it; or another scheme (`Token `, `Basic `, `ApiKey `, `Key `) in front of the key alone.

## Why it fails
OpenRouter takes `Authorization: Bearer <key>`, with the key exactly as issued, no extra white
space and no quotes. The client sends what it is given: `Bearersk-or-v1-...` has no scheme,
`Bearer <key>` with the brackets kept has no key. A malformed credential is answered with 401.

## Example
    import os
    import requests

    api_key = os.environ["OPENROUTER_API_KEY"]
    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": f"Bearer{api_key}"},
        json={
            "model": "openai/gpt-4o-mini",
            "messages": [{"role": "user", "content": "Hello"}],
        },
    )
    print(response.status_code)

## Use instead
    import os
    import requests

    api_key = os.environ["OPENROUTER_API_KEY"]
    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": f"Bearer {api_key}"},
        json={
            "model": "openai/gpt-4o-mini",
            "messages": [{"role": "user", "content": "Hello"}],
        },
    )
    print(response.status_code)

## Example in JavaScript
    const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
      method: "POST",
      headers: { Authorization: `Token ${process.env.OPENROUTER_API_KEY}` },
      body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: "Hello" }] }),
    });
    console.log(response.status);

## Use instead in JavaScript
    const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
      method: "POST",
      headers: { Authorization: `Bearer ${process.env.OPENROUTER_API_KEY}` },
      body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: "Hello" }] }),
    });
    console.log(response.status);

## Example in the shell
    curl https://openrouter.ai/api/v1/chat/completions \
      -H "Content-Type: application/json" \
      -H "Authorization: Token $OPENROUTER_API_KEY" \
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hi"}]}'

## Use instead in the shell
    curl https://openrouter.ai/api/v1/chat/completions \
      -H "Content-Type: application/json" \
      -H "Authorization: Bearer $OPENROUTER_API_KEY" \
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hi"}]}'

## Fix safety
Safe: only the text around the key is fixed, and the request was malformed before.

## References
OpenRouter's documentation, Authentication; RFC 6750, section 2.1 (the Bearer scheme).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_openrouter.model import Authorization, Finding, Fix, Header, Message, Quoted, Scheme, Severity, safety
from flake8_openrouter.openrouter.api import SCHEME
from flake8_openrouter.openrouter.authorization import UNFIXABLE, edits
from flake8_openrouter.openrouter.credentials import Shape, bearer, classify, is_secret
from flake8_openrouter.rules._rule import rule

HELP = "use {bearer}"
OTHERWISE = "{head} is not one scheme and one space"

#: What is wrong with the text before a key, by its form.
_CAUSES = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for pattern, said in (
        (r"bearer", "missing space after {word}"),
        (r"bearer  ", "two spaces after {word}"),
        (r"bearer {3,}", "several spaces after {word}"),
        (r"bearer\s+[\"'`]+", "quotes around the key"),
        (r"bearer\s+", "{word} is followed by other white space than a space"),
        (r"\s+bearer\s*", "white space before {word}"),
        (r"bearer\s+bearer\s*", "{word} twice"),
        (r"(?!bearer)\w+\s+", "{word} is not a scheme OpenRouter accepts"),
    )
)


@rule("OPR302", "malformed-scheme", Severity.ERROR)
def check(header: Header) -> Iterator[Finding]:
    if not header.destination.likely or header.name.lower() != "authorization":
        return
    value = header.authorization
    if _is_malformed(header):
        corrected = edits(header)
        fix = Fix(safety(header.reach, header.value.reach), corrected) if corrected else None
        message = Message("{cause}", HELP, cause=_cause(value), bearer=bearer(value.key))
        yield Finding(header.value.span, message, fix, unfixable="" if corrected else UNFIXABLE)


def _is_malformed(header: Header) -> bool:
    """Tell whether a scheme is wrong: where OpenRouter certainly is asked, before all that is named for a secret."""
    value = header.authorization
    if value.key.literal is not None and classify(value.key.literal) is Shape.DAMAGED:
        return False
    is_near = value.scheme is Scheme.UNKNOWN and bool(value.head.strip()) and header.destination.resolved
    return value.scheme is Scheme.MALFORMED or (is_near and is_secret(value.key))


def _cause(value: Authorization) -> Message:
    """Say what is wrong with a value whose scheme is not ``Bearer`` and one space, or whose key is not alone."""
    said = next((said for pattern, said in _CAUSES if pattern.fullmatch(value.head)), OTHERWISE)
    if value.head == SCHEME:
        said = "{tail} after the key" if value.tail.strip() else "space after the key"
    word = value.head.split()[0] if value.head.split() else ""
    return Message(said, word=Quoted(word), head=Quoted(value.head), tail=Quoted(value.tail.strip()))
