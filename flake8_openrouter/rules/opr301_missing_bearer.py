r"""OPR301 missing-bearer: the Authorization value starts with the key itself.

## What it does
Finds an `Authorization` header for OpenRouter whose value is the key without the `Bearer `
scheme: the bare variable, `f"{key}"`, `str(key)`, `"%s" % key`, a literal. Where the value cannot
be resolved, its name decides: `api_key` is a key, `auth_header` may already hold the scheme. A
constant that is `"Bearer ..."` already, or a header passed on from an inbound request, is not
reported.

## Why it fails
OpenRouter takes `Authorization: Bearer <key>`. A value without a scheme is a malformed
credential, and the answer is 401.

## Example
    import os
    import requests

    api_key = os.environ["OPENROUTER_API_KEY"]
    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": f"{api_key}"},
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
      headers: { Authorization: process.env.OPENROUTER_API_KEY },
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
      -H "Authorization: $OPENROUTER_API_KEY" \
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hi"}]}'

## Use instead in the shell
    curl https://openrouter.ai/api/v1/chat/completions \
      -H "Content-Type: application/json" \
      -H "Authorization: Bearer $OPENROUTER_API_KEY" \
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hi"}]}'

## Fix safety
Safe where the value is seen to be the key: a literal, or a variable from `env-names`. Unsafe
where only a name says so. The value in the header is edited, never the definition of the key,
which other code may use without the scheme.

## References
OpenRouter's documentation, Authentication; RFC 6750, section 2.1 (the Bearer scheme).
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import (
    ALONE,
    Finding,
    Fix,
    Header,
    Literal,
    Message,
    Safety,
    Scheme,
    Severity,
    Variable,
    safety,
)
from flake8_openrouter.openrouter.authorization import UNFIXABLE, edits
from flake8_openrouter.openrouter.credentials import bearer
from flake8_openrouter.rules._rule import rule

MESSAGE = 'Authorization value lacks the "Bearer " prefix'
HELP = "use {bearer}"


@rule("OPR301", "missing-bearer", Severity.ERROR)
def check(header: Header) -> Iterator[Finding]:
    if not header.destination.likely or header.name.lower() != "authorization":
        return
    value = header.authorization
    if value.scheme is Scheme.MISSING:
        corrected = edits(header)
        fix = Fix(_safety(header), corrected) if corrected else None
        why = "" if corrected else UNFIXABLE
        yield Finding(header.value.span, Message(MESSAGE, HELP, bearer=bearer(value.key)), fix, unfixable=why)


def _safety(header: Header) -> Safety:
    first = header.authorization.key.parts[0]
    seen = isinstance(first, Literal) or (isinstance(first, Variable) and first.ours)
    text = header.value.reach if header.authorization.head else ALONE
    return safety(header.reach, text) if seen else Safety.UNSAFE
