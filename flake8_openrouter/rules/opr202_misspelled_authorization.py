"""OPR202 misspelled-authorization: a header that was meant to be `Authorization`.

## What it does
Finds a credential for OpenRouter in a header whose name is nearly `Authorization`:
`Authorisation`, `Autorization`, a trailing colon or space; or a name often taken for it:
`Authentication`, `Auth`, `HTTP_AUTHORIZATION`. A different casing alone is OPR201.

## Why it fails
The header is sent as it is spelt, and OpenRouter ignores it. It sees a request without a
credential and answers 401, with a message such as "Missing Authentication header" or
"No auth credentials found". That message names no header to send: the header is called
`Authorization`.

## Example
    import os
    import requests

    api_key = os.environ["OPENROUTER_API_KEY"]
    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorisation": f"Bearer {api_key}"},
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
      headers: { Authorisation: `Bearer ${process.env.OPENROUTER_API_KEY}` },
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
      -H "Authorisation: Bearer $OPENROUTER_API_KEY" \\
      -H "Content-Type: application/json" \\
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hello"}]}'

## Use instead in the shell
    curl https://openrouter.ai/api/v1/chat/completions \\
      -H "Authorization: Bearer $OPENROUTER_API_KEY" \\
      -H "Content-Type: application/json" \\
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hello"}]}'

## Fix safety
Safe: under the wrong name the request is certain to be refused. Unsafe where a right
`Authorization` is in the same mapping: somebody has to decide which of the two values is
meant.

## References
OpenRouter's documentation, Authentication; RFC 9110, section 11.6.2 (Authorization).
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import Finding, Fix, Header, Message, Quoted, Rename, Severity, safety
from flake8_openrouter.openrouter.header_names import PIECED, Spelling, is_pieced, spelling
from flake8_openrouter.rules._rule import rule

MESSAGE = "OpenRouter ignores the header {name} (401)"
HELP = 'use "Authorization"'


@rule("OPR202", "misspelled-authorization", Severity.ERROR)
def check(header: Header) -> Iterator[Finding]:
    if not header.destination.likely or spelling(header) is not Spelling.MISSPELT:
        return
    fix, pieced = None, is_pieced(header)
    if not pieced and not header.authorized:
        fix = Fix(safety(header.name_reach), (Rename(header.name_span, "Authorization"),))
    message = Message(MESSAGE, HELP, name=Quoted(header.name))
    yield Finding(header.name_span, message, fix, unfixable=PIECED if pieced else "")
