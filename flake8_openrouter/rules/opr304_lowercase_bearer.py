"""OPR304 lowercase-bearer: the scheme is not spelt `Bearer`.

## What it does
Finds an `Authorization` value for OpenRouter that begins with `bearer `, `BEARER ` or another
casing of `Bearer `.

## Why it fails
By itself it need not fail: RFC 9110 makes the scheme case-insensitive, and this is a matter of
style. OpenRouter documents `Bearer`. Spelt that way the header does not depend on the RFC,
and a search for `Bearer ` finds it.

## Example
    import os
    import requests

    api_key = os.environ["OPENROUTER_API_KEY"]
    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": f"bearer {api_key}"},
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
      headers: { Authorization: `bearer ${process.env.OPENROUTER_API_KEY}` },
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

## Fix safety
Safe: the scheme means the same in both spellings.

## References
OpenRouter's documentation, Authentication; RFC 9110, section 11.1 (authentication scheme).
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import (
    Authorization,
    Finding,
    Fix,
    Header,
    Literal,
    Message,
    Quoted,
    Scheme,
    Severity,
    Substitute,
    safety,
)
from flake8_openrouter.openrouter.api import SCHEME
from flake8_openrouter.rules._rule import SETTINGS, rule

MESSAGE = 'use "Bearer " instead of {seen}: both work, OpenRouter documents the first'


@rule("OPR304", "lowercase-bearer", Severity.STYLE, off_in=("shell",), not_in=(*SETTINGS, "markdown"))
def check(header: Header) -> Iterator[Finding]:
    if not header.destination.likely or header.name.lower() != "authorization":
        return
    value = header.authorization
    if value.scheme is Scheme.LOWERCASE or (_is_another_case(value) and not header.certain):
        part = header.value.parts[0]
        reach = part.reach if isinstance(part, Literal) else header.value.reach
        fix = Fix(safety(header.reach, reach), (Substitute(header.value.place(part), value.head, SCHEME),))
        yield Finding(header.value.span, Message(MESSAGE, seen=Quoted(value.head)), fix)


def _is_another_case(value: Authorization) -> bool:
    """Tell whether something unknown is after the scheme, where something known may as well."""
    head = value.head.lower()
    return value.scheme is Scheme.UNKNOWN and head == SCHEME.lower() and value.head != SCHEME and not value.tail
