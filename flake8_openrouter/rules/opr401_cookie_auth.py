"""OPR401 cookie-auth: cookies are sent to OpenRouter's API, which does not read them.

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

## Fix safety
Unsafe: the cookies go. Where they carried the key and no `Authorization` is sent, the header
takes their place. A cookie may also serve something else, so a human should look.

## References
OpenRouter's documentation, Authentication; RFC 6265, section 4.2 (the Cookie header).
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.credentials import is_ours
from flake8_openrouter.model import AddHeader, Answer, Carried, Carrier, Edit, Finding, Fix, Remove, Safety, Severity
from flake8_openrouter.rule import rule

ALONE = (
    'cookies authenticate the website, never the API, and the answer is a 401: send "Authorization": {bearer} instead'
)
BESIDE = "the cookie beside the Authorization header is useless{leak}: leave it out"


@rule("OPR401", "cookie-auth", Severity.ERROR)
def check(carried: Carried) -> Iterator[Finding]:
    if carried.carrier is not Carrier.COOKIE or not carried.destination.likely or not carried.to_api:
        return
    holds_key = any(map(is_ours, carried.values))
    if not carried.destination.resolved and not holds_key:
        return
    edits: list[Edit] = [Remove(carried.span)]
    if carried.authorized is Answer.NO:
        message = ALONE
        # What a Cookie header leaves behind is mended as a missing header.
        edits += [AddHeader(carried.call, carried.headers)] if holds_key and not carried.name else []
    else:
        message = BESIDE.format(leak=", and carries the key where it does not belong" if holds_key else "")
    yield Finding(carried.span, message, Fix(Safety.UNSAFE, tuple(edits)))
