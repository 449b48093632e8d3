"""OPR604 bearer-in-api-key: an SDK's key argument that already holds `Bearer `.

## What it does
Finds a key argument of an SDK whose value starts with `Bearer `, for the SDKs that put the scheme
in front themselves. The official `openrouter` SDK does not double it and is not reported.

## Why it fails
The SDK writes the scheme, so `Authorization: Bearer Bearer <key>` goes out. OpenRouter wants the
key exactly as issued and rejects a bearer that does not start with `sk-or-v1-`: a 401.

## Example
    import os
    from openai import OpenAI

    client = OpenAI(
        base_url="https://openrouter.ai/api/v1",
        api_key=f"Bearer {os.environ['OPENROUTER_API_KEY']}",
    )
    answer = client.chat.completions.create(
        model="openai/gpt-4o-mini",
        messages=[{"role": "user", "content": "Say hello."}],
    )
    print(answer.choices[0].message.content)

## Use instead
    import os
    from openai import OpenAI

    client = OpenAI(
        base_url="https://openrouter.ai/api/v1",
        api_key=os.environ["OPENROUTER_API_KEY"],
    )
    answer = client.chat.completions.create(
        model="openai/gpt-4o-mini",
        messages=[{"role": "user", "content": "Say hello."}],
    )
    print(answer.choices[0].message.content)

## Example in JavaScript
    import OpenAI from "openai";

    export const client = new OpenAI({
      baseURL: "https://openrouter.ai/api/v1",
      apiKey: `Bearer ${process.env.OPENROUTER_API_KEY}`,
    });

## Use instead in JavaScript
    import OpenAI from "openai";

    export const client = new OpenAI({
      baseURL: "https://openrouter.ai/api/v1",
      apiKey: process.env.OPENROUTER_API_KEY,
    });

## Fix safety
Safe: the prefix goes. With it the call is certain to fail.

## References
OpenRouter's authentication guide; RFC 6750, section 2.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flake8_openrouter.model import Credential, Finding, Fix, Message, Severity, Substitute, safety
from flake8_openrouter.rules._rule import rule

MESSAGE = 'the SDK adds "Bearer " itself'
HELP = "remove it from {sink}"

#: The scheme with all white space after it.
_SCHEME = re.compile(r"bearer \s*", re.IGNORECASE)


@rule("OPR604", "bearer-in-api-key", Severity.ERROR)
def check(credential: Credential) -> Iterator[Finding]:
    if not credential.doubles or not credential.destination.likely:
        return
    scheme = _SCHEME.match(credential.whole.head)
    if scheme:
        place = credential.whole.place(credential.whole.parts[0])
        fix = Fix(safety(credential.whole.reach), (Substitute(place, scheme[0], ""),))
        yield Finding(credential.whole.span, Message(MESSAGE, HELP, sink=credential.sink), fix)
