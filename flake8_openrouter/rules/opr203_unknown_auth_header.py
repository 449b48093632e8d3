"""OPR203 unknown-auth-header: the key is sent in a header that OpenRouter ignores.

## What it does
Finds the OpenRouter key in a header such as `api-key`, `apikey`, `token`, `x-auth-token` or
`openrouter-api-key`, with no `Authorization` beside it. `x-api-key` is not reported: OpenRouter
accepts it, for clients built on the Anthropic SDK.

## Why it fails
OpenRouter takes one credential per request, as `Authorization: Bearer <key>`. Other providers
have headers of their own, and code copied from them sends the key in one that OpenRouter ignores.
The request counts as one without a credential, and the answer is 401.

## Example
    import os
    import requests

    api_key = os.environ["OPENROUTER_API_KEY"]
    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"api-key": api_key},
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
      headers: { "X-OpenRouter-Key": process.env.OPENROUTER_API_KEY },
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
    curl https://openrouter.ai/api/v1/chat/completions \\
      -H "X-OpenRouter-Key: $OPENROUTER_API_KEY" \\
      -H "Content-Type: application/json" \\
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hello"}]}'

## Use instead in the shell
    curl https://openrouter.ai/api/v1/chat/completions \\
      -H "Authorization: Bearer $OPENROUTER_API_KEY" \\
      -H "Content-Type: application/json" \\
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hello"}]}'

## Fix safety
Safe: the header is renamed, and `Bearer ` is added where the value lacks it. Without the fix the
request is certain to be refused.

## References
OpenRouter's documentation, Authentication; RFC 6750, section 2.1 (the Bearer scheme).
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import (
    ALONE,
    AuthorizationEntry,
    Finding,
    Fix,
    Header,
    Message,
    Quoted,
    Rename,
    Scheme,
    Severity,
    safety,
)
from flake8_openrouter.openrouter.authorization import edits
from flake8_openrouter.openrouter.credentials import bearer
from flake8_openrouter.openrouter.header_names import PIECED, Spelling, is_pieced, spelling
from flake8_openrouter.rules._rule import rule

MESSAGE = "OpenRouter ignores the header {name} (401)"
HELP = "use {entry}"


@rule("OPR203", "unknown-auth-header", Severity.ERROR)
def check(header: Header) -> Iterator[Finding]:
    if not header.destination.likely or spelling(header) is not Spelling.UNKNOWN:
        return
    value = header.authorization
    corrected = edits(header) if value.scheme is Scheme.MISSING else ()
    text = header.value.reach if value.head and corrected else ALONE
    pieced = is_pieced(header)
    rename = Rename(header.name_span, "Authorization")
    fix = None if pieced else Fix(safety(header.name_reach, header.reach, text), (rename, *corrected))
    message = Message(MESSAGE, HELP, name=Quoted(header.name), entry=AuthorizationEntry(bearer(value.key)))
    yield Finding(header.name_span, message, fix, unfixable=PIECED if pieced else "")
