"""OPR602 insecure-transport: the key is sent over a connection that others can read.

## What it does
Finds a call or client that goes to OpenRouter over `http://`, or that switches off the check of the
server's certificate: `verify=False` (requests, httpx), `ssl=False` (aiohttp), an unverified SSL
context (urllib, http.client).

## Why it fails
The key is a bearer token: whoever reads it can use it. Over `http://` it leaves your machine in
clear text with the first request, whatever the answer is. Without the certificate check anyone
between you and OpenRouter can pose as OpenRouter and collect the key, and nothing looks wrong.

## Example
    import os
    import requests

    response = requests.post(
        "http://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": f"Bearer {os.environ['OPENROUTER_API_KEY']}"},
        json={
            "model": "openai/gpt-4o-mini",
            "messages": [{"role": "user", "content": "Say hello."}],
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
            "messages": [{"role": "user", "content": "Say hello."}],
        },
    )
    print(response.status_code)

## Example in JavaScript
    const response = await fetch("http://openrouter.ai/api/v1/chat/completions", {
      method: "POST",
      headers: { Authorization: `Bearer ${process.env.OPENROUTER_API_KEY}` },
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
    curl -k https://openrouter.ai/api/v1/key -H "Authorization: Bearer $OPENROUTER_API_KEY"

## Use instead in the shell
    curl https://openrouter.ai/api/v1/key -H "Authorization: Bearer $OPENROUTER_API_KEY"

## Fix safety
Safe for the scheme, which becomes `https`. Unsafe for `verify=False` and its like: behind a proxy
that opens TLS the program may need the proxy's certificate, `verify="/path/to/ca.pem"`, instead.

## References
OpenRouter's API overview; RFC 6750, section 5.3 ("Always use TLS"); RFC 9110, section 4.2.2.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import (
    Base,
    Endpoint,
    Finding,
    Fix,
    Literal,
    Message,
    Remove,
    Safety,
    Severity,
    Substitute,
    Unverified,
    safety,
)
from flake8_openrouter.openrouter.destinations import parse
from flake8_openrouter.rules._rule import rule

HTTP = Message("plain http shows the key to everybody on the way", "use https://")
VERIFY = "certificate checks are off, so the key can be intercepted"
REMOVE = "remove {argument}"


@rule("OPR602", "insecure-transport", Severity.ERROR, score=8.1)
def check(fact: Endpoint | Unverified) -> Iterator[Finding]:
    if not fact.destination.resolved:
        return
    if isinstance(fact, Unverified):
        message = Message(VERIFY, REMOVE, argument=fact.name or fact.span.text)
        yield Finding(fact.span, message, Fix(Safety.UNSAFE, (Remove(fact.span),)))
    elif fact.destination.official and (url := parse(fact.url)) and url.scheme == "http":
        if fact.base is Base.REQUEST and not url.path.startswith(("/api", "/v1", "*")):
            return  # a page of the website, where no key goes
        part = next(part for part in fact.url.with_defaults().parts if isinstance(part, Literal))
        place = part.span.here(fact.url.span)
        fix = Fix(safety(fact.url.reach), (Substitute(place, "http://", "https://"),))
        yield Finding(place, HTTP, fix if "http://" in place.text else None)
