"""OPR201 lowercase-authorization: the header is not spelt `Authorization`.

## What it does
Finds an outbound header to OpenRouter whose name is `authorization`, `AUTHORIZATION` or any other
casing of `Authorization`: in a dict, a list of pairs, an assignment, `.update()`,
`.setdefault()`, a session or client, `urllib` and `http.client`. Reading an inbound header is not
reported.

## Why it fails
By itself it does not fail: HTTP header names are case-insensitive, and this is a matter of style.
OpenRouter documents `Authorization`. The casing matters where a client or a dict keeps two
spellings apart. openai 1.x given `default_headers={"authorization": ...}` sends two Authorization
headers, its own and yours; openai 3.x lets yours replace `api_key`; spelt `Authorization` it
replaces `api_key` in both. `urllib.request` capitalises the name itself, so there only the source
looks different.

## Example
    import os
    import requests

    api_key = os.environ["OPENROUTER_API_KEY"]
    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"authorization": f"Bearer {api_key}"},
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
      headers: { authorization: `Bearer ${process.env.OPENROUTER_API_KEY}` },
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
Safe: the header means the same under both spellings. Unsafe where the same mapping is also read
by the old name, since that read would then find nothing.

## References
OpenRouter's documentation, Authentication; RFC 9110, section 5.1 (field names).
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import Finding, Fix, Header, Message, Quoted, Rename, Severity, safety
from flake8_openrouter.openrouter.header_names import PIECED, Spelling, is_pieced, spelling
from flake8_openrouter.rules._rule import SETTINGS, rule

MESSAGE = 'use "Authorization" instead of {name}: HTTP ignores case, but some clients then send both'


@rule("OPR201", "lowercase-authorization", Severity.STYLE, off_in=("shell",), not_in=(*SETTINGS, "markdown"))
def check(header: Header) -> Iterator[Finding]:
    if not header.destination.likely or spelling(header) is not Spelling.CASING:
        return
    pieced = is_pieced(header)
    fix = None if pieced else Fix(safety(header.name_reach), (Rename(header.name_span, "Authorization"),))
    yield Finding(header.name_span, Message(MESSAGE, name=Quoted(header.name)), fix, unfixable=PIECED if pieced else "")
