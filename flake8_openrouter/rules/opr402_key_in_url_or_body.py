"""OPR402 key-in-url-or-body: the key is sent in the URL or the body, not in a header.

## What it does
Finds the OpenRouter key in `params=`, in the query or user part of the URL, or in `json=` and
`data=` under `api_key`, `key`, `token` or `authorization`. Also a headers mapping that is given
positionally: `requests.post(url, headers)` sends it as the body, `requests.get(url, headers)` as
the query.

## Why it fails
OpenRouter takes the key from a header, never from the URL or the body. A request that carries it
only there has no credential, and the answer is 401. A URL is kept in logs and histories, so a key
in it leaks as well, even where the header is right.

## Example
    import os
    import requests

    api_key = os.environ["OPENROUTER_API_KEY"]
    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        params={"api_key": api_key},
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
    const key = process.env.OPENROUTER_API_KEY;
    const response = await fetch(`https://openrouter.ai/api/v1/key?api_key=${key}`);
    console.log(response.status);

## Use instead in JavaScript
    const key = process.env.OPENROUTER_API_KEY;
    const response = await fetch("https://openrouter.ai/api/v1/key", {
      headers: { Authorization: `Bearer ${key}` },
    });
    console.log(response.status);

## Example in the shell
    curl "https://openrouter.ai/api/v1/key?api_key=$OPENROUTER_API_KEY"

## Use instead in the shell
    curl https://openrouter.ai/api/v1/key -H "Authorization: Bearer $OPENROUTER_API_KEY"

## Fix safety
Unsafe: the key moves to `headers=`, as `Authorization: Bearer <key>`. What was in its place may
have been meant for something else, and a key that was sent in URLs should be replaced.

## References
OpenRouter's documentation, Authentication; RFC 6750, sections 2.3 and 5.3 (tokens in URLs).
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import (
    AddHeader,
    Answer,
    Argument,
    Carried,
    Carrier,
    Finding,
    Fix,
    Headers,
    Message,
    Remove,
    RemoveFromUrl,
    Safety,
    Severity,
)
from flake8_openrouter.openrouter.authorization import UNSURE, key_of, moved
from flake8_openrouter.openrouter.credentials import is_ours, may_be_ours
from flake8_openrouter.rules._rule import rule

IN_URL = "OpenRouter ignores a key in the {carrier} (401), and logs keep it"
IN_BODY = "OpenRouter ignores a key in the {carrier} (401)"
SEND = "send {headers}"
REMOVE = "remove it"
HEADERS = "headers passed positionally become the body or the query"
BY_NAME = "use {headers}"

BY_HAND = "only its author knows which key the URL holds"

_CARRIERS = (Carrier.QUERY, Carrier.USERINFO, Carrier.BODY, Carrier.MISPLACED_HEADERS)


@rule("OPR402", "key-in-url-or-body", Severity.ERROR, score=7.5)
def check(carried: Carried) -> Iterator[Finding]:
    if carried.carrier not in _CARRIERS or not carried.destination.likely:
        return
    if carried.carrier is Carrier.MISPLACED_HEADERS:
        given = AddHeader(carried.call, None, carried.span.text)
        message = Message(HEADERS, BY_NAME, headers=Argument("headers"))
        yield Finding(carried.span, message, Fix(Safety.UNSAFE, (Remove(carried.span), given)))
    elif any(map(may_be_ours, carried.values)):
        in_url = carried.span == carried.url
        edits = moved(carried, RemoveFromUrl(carried.span, carried.name) if in_url else Remove(carried.span))
        by_hand = in_url and carried.authorized is Answer.NO and not all(map(is_ours, carried.values))
        why = BY_HAND if by_hand else "" if edits else UNSURE
        fix = None if why else Fix(Safety.UNSAFE, edits)
        advice = REMOVE if carried.authorized is Answer.YES else SEND
        message = Message(
            IN_BODY if carried.carrier is Carrier.BODY else IN_URL,
            advice,
            carrier=carried.carrier.value,
            headers=Headers(key_of(carried)),
        )
        yield Finding(carried.span, message, fix, unfixable=why)
