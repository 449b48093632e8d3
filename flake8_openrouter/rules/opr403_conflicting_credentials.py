"""OPR403 conflicting-credentials: two credentials, of which the wrong one may win.

## What it does
Finds a request or client for OpenRouter with more than one credential: `auth=` beside an
`Authorization` header, `Authorization` twice in different spelling, `default_headers` in another
spelling beside an SDK's `api_key`, `Anthropic(api_key=..., auth_token=...)`, `x-api-key` with
another key beside `Authorization`. Also `auth=` alone with the key, which is Basic and not
Bearer, and a JWT in `x-api-key`, which takes keys alone. And in an environment that the program
makes for OpenRouter: an `ANTHROPIC_API_KEY` that is neither empty nor its key, beside
`ANTHROPIC_AUTH_TOKEN`.

## Why it fails
OpenRouter takes one credential per request, and which one arrives depends on the client. requests
and httpx let `auth=` replace the `Authorization` header you set. openai 1.x sends two
Authorization headers for `default_headers={"authorization": ...}`. anthropic 2.x raises when it
is given both arguments. Claude Code takes an `ANTHROPIC_API_KEY` that is not empty for its key.
`default_headers={"Authorization": ...}`, spelt so, replaces `api_key` and is not reported.

## Example
    import os
    import requests

    api_key = os.environ["OPENROUTER_API_KEY"]
    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": f"Bearer {api_key}"},
        auth=("", api_key),
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
      headers: {
        Authorization: `Bearer ${process.env.OPENROUTER_API_KEY}`,
        authorization: `Bearer ${process.env.OPENROUTER_API_KEY}`,
      },
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
    curl -u "$OPENROUTER_API_KEY:" https://openrouter.ai/api/v1/key

## Use instead in the shell
    curl https://openrouter.ai/api/v1/key -H "Authorization: Bearer $OPENROUTER_API_KEY"

## Fix safety
Unsafe: one of the credentials goes, and only a human knows which one was meant. There is none for a
variable, which others may read.

## References
OpenRouter's documentation, Authentication; RFC 7617, section 2 (the Basic scheme).
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import (
    Answer,
    Argument,
    Carried,
    Carrier,
    Conflict,
    Credential,
    Finding,
    Fix,
    Headers,
    Message,
    Remove,
    Safety,
    Severity,
)
from flake8_openrouter.openrouter.authorization import UNSURE, key_of, moved
from flake8_openrouter.openrouter.credentials import is_ours, is_token, may_be_ours
from flake8_openrouter.rules._rule import rule

BOTH = "{first} and {second} are two credentials of one request, {outcome}"
REMOVE = "remove {second}"
EMPTY = 'set {second} to ""'
OTHERS = "what else reads the variable can't be told"
BASIC = "{auth} sends Basic authentication, OpenRouter needs Bearer"
TOKEN = Message("x-api-key takes keys alone, this is a token", "send it as a bearer token, in an Authorization header")
SEND = "use {headers}"

REPLACED = "and the second replaces the first"
IGNORED = "and the second is not sent"
OPTION = "it is an option of its own, not an argument of the request"

_AUTH = Argument("auth")


@rule("OPR403", "conflicting-credentials", Severity.ERROR)
def check(fact: Conflict | Carried | Credential) -> Iterator[Finding]:
    if not fact.destination.likely:
        return
    if isinstance(fact, Credential):
        if fact.is_header and fact.sink.lower() == "x-api-key" and is_token(fact.value):
            yield Finding(fact.whole.span, TOKEN)
        return
    if isinstance(fact, Conflict):
        yield _of_two(fact)
        return
    if fact.carrier is not Carrier.AUTH or not (fact.destination.resolved or any(map(is_ours, fact.values))):
        return
    named = fact.name or _AUTH
    if fact.authorized is Answer.YES:
        outcome = IGNORED if fact.instead else REPLACED
        message = Message(BOTH, REMOVE, first="the Authorization header", second=named, outcome=outcome)
    elif any(map(may_be_ours, fact.values)):
        message = Message(BASIC, SEND, auth=named, headers=fact.instead or Headers(key_of(fact)))
    else:
        return
    edits = () if fact.instead else moved(fact, Remove(fact.span))
    fix = Fix(Safety.UNSAFE, edits) if edits else None
    yield Finding(fact.span, message, fix, unfixable="" if edits else OPTION if fact.instead else UNSURE)


def _of_two(fact: Conflict) -> Finding:
    remedy = EMPTY if fact.emptied else REMOVE
    message = Message(BOTH, remedy, first=fact.first, second=fact.second, outcome=fact.outcome)
    if fact.emptied:
        return Finding(fact.span, message, unfixable=OTHERS)
    return Finding(fact.span, message, Fix(Safety.UNSAFE, (Remove(fact.span),)))
