"""OPR401 cookie-auth: cookies are sent to OpenRouter's API, which ignores them.

## What it does
Finds cookies on a call, client or session that goes to OpenRouter's API: `cookies=`,
`session.cookies.set()`, `.cookies.update()`, a `Cookie` header. The message says whether an
`Authorization` header goes along as well. Calls to pages of the website are not reported.

## Why it fails
Cookies authenticate OpenRouter's website only, never its API. Alone they leave the request
without a credential: the answer is 401. Beside a right `Authorization` header requests and httpx
send both; the cookie is then useless, and gives the key away a second time if it holds it.

## Example
    import os
    import requests

    api_key = os.environ["OPENROUTER_API_KEY"]
    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        cookies={"api_key": api_key},
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
      headers: { Cookie: `key=${process.env.OPENROUTER_API_KEY}` },
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
      -b "key=$OPENROUTER_API_KEY" \\
      -H "Content-Type: application/json" \\
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hello"}]}'

## Use instead in the shell
    curl https://openrouter.ai/api/v1/chat/completions \\
      -H "Authorization: Bearer $OPENROUTER_API_KEY" \\
      -H "Content-Type: application/json" \\
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hello"}]}'

## Fix safety
Unsafe: the cookies go. Where they carried the key and no `Authorization` is sent, the header
takes their place. A cookie may also serve something else, so a human should review it.

## References
OpenRouter's documentation, Authentication; RFC 6265, section 4.2 (the Cookie header).
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import (
    Answer,
    BearerKey,
    Carried,
    Carrier,
    Edit,
    Finding,
    Fix,
    Headers,
    Literal,
    Message,
    Prefix,
    Remove,
    Rename,
    Safety,
    Severity,
    Span,
    Substitute,
    Text,
    UseKeySource,
)
from flake8_openrouter.openrouter.api import SCHEME
from flake8_openrouter.openrouter.authorization import UNSURE, moved
from flake8_openrouter.openrouter.credentials import bearer, is_ours, parse
from flake8_openrouter.rules._rule import Tag, rule

ALONE = "OpenRouter's API ignores cookies (401)"
SEND = "send {headers}"
BESIDE = "OpenRouter's API ignores this cookie{leak}"
REMOVE = "remove it"
ELSEWHERE = "the header's name is elsewhere"
ONE_OF_SEVERAL = "its value is one of several"


@rule("OPR401", "cookie-auth", Severity.ERROR, score=5.3, tag=Tag.UNNECESSARY)
def check(carried: Carried) -> Iterator[Finding]:
    if carried.carrier is not Carrier.COOKIE or not carried.destination.likely or not carried.to_api:
        return
    holds_key = any(map(is_ours, carried.values))
    if not carried.destination.resolved and not holds_key:
        return
    if carried.authorized is Answer.NO:
        message = Message(ALONE, SEND, headers=Headers(_bearer(carried) if holds_key else BearerKey()))
    else:
        message = Message(BESIDE, REMOVE, leak=", which holds the key" if holds_key else "")
    edits: tuple[Edit, ...] = (Remove(carried.span),)
    why = UNSURE
    if holds_key and carried.name and carried.authorized is Answer.NO:
        edits, why = _header_instead(carried), _why_not(carried)
    elif holds_key:
        edits = moved(carried, *edits)
    yield Finding(carried.span, message, Fix(Safety.UNSAFE, edits) if edits else None, unfixable="" if edits else why)


def _header_instead(carried: Carried) -> tuple[Edit, ...]:
    """Make the Authorization header of a Cookie header, with the key that it carries."""
    place = _name_in(carried.span, carried.name)
    value, *others = carried.values
    if place is None or any(other.span != value.span for other in others):
        return ()
    name = Rename(place, "Authorization")
    keys = [part for part in value.parts if not isinstance(part, Literal)]
    reaches_further = bool(value.reach.readers) and not _is_within(value.place(value.parts[0]), carried.span)
    if others or len(keys) > 1 or reaches_further:
        return name, UseKeySource(value.span)  # its scheme is missing then, and is fixed as that
    return name, *_key_alone(value)


def _why_not(carried: Carried) -> str:
    return ELSEWHERE if _name_in(carried.span, carried.name) is None else ONE_OF_SEVERAL


def _key_alone(value: Text) -> tuple[Edit, ...]:
    """Put the scheme in place of what is before the key, and nothing after it."""
    before, after = value.parts[0], value.parts[-1]
    if value.literal is not None or not isinstance(before, Literal):
        return (Prefix(value.span, SCHEME),)
    head = Substitute(value.place(before), before.text, SCHEME)
    return (head, Substitute(value.place(after), after.text, "")) if isinstance(after, Literal) else (head,)


def _is_within(span: Span, outer: Span) -> bool:
    return span.document is outer.document and outer.start <= span.start and span.end <= outer.end


def _name_in(entry: Span, name: str) -> Span | None:
    """Return where a header's name is in its entry: in quotes, or at its start, as a keyword or a property."""
    for quoted in (f'"{name}"', f"'{name}'"):
        if (place := entry.find(quoted)) != entry:
            return place
    bare = entry.text.startswith((f"{name}=", f"{name}:"))
    return Span(entry.document, entry.start, entry.start + len(name)) if bare else None


def _bearer(carried: Carried) -> BearerKey:
    """Return the key that is sent in the cookie, by its name where it is the only one."""
    return bearer(parse(carried.values[0]).key) if len(carried.values) == 1 else BearerKey()
