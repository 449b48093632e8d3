r"""OPR501 missing-authorization: a call that needs a key sends no credential at all.

## What it does
Finds a call to an OpenRouter operation that documents a 401, where every header of the call is
known and none carries a credential: no `headers` argument, a mapping without `Authorization`, an
entry that is commented out, a helper that builds the headers and forgets to return them.

It is silent where something unknown could carry the key (a headers parameter, `**kwargs`, a
session or client from elsewhere, `auth=`), for public operations such as GET `/models`, and for
paths that are not in its table.

## Why it fails
OpenRouter cannot tell who is calling and answers 401. Depending on its age the message reads
"Missing Authentication header", "No auth credentials found" or "No cookie auth credentials found".
All say the same: no usable key arrived. Cookies do not help, they work for the website only.

## Example
    import requests

    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Content-Type": "application/json"},
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
    const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: "Hello" }] }),
    });
    console.log(response.status);

## Use instead in JavaScript
    const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
      method: "POST",
      headers: {
        Authorization: `Bearer ${process.env.OPENROUTER_API_KEY}`,
        "Content-Type": "application/json",
      },
      body: JSON.stringify({ model: "openai/gpt-4o-mini", messages: [{ role: "user", content: "Hello" }] }),
    });
    console.log(response.status);

## Example in the shell
    curl https://openrouter.ai/api/v1/chat/completions \
      -H "Content-Type: application/json" \
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hi"}]}'

## Use instead in the shell
    curl https://openrouter.ai/api/v1/chat/completions \
      -H "Content-Type: application/json" \
      -H "Authorization: Bearer $OPENROUTER_API_KEY" \
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hi"}]}'

## Fix safety
Unsafe: the header is added with the configured key source, or, where sibling calls pass a headers
value of the class or module, that value is passed. Which key the call should use is your decision.

## References
OpenRouter's authentication guide; OpenRouter's API reference (the operations that document a 401);
RFC 9110, section 11.6.2.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import AddHeader, Answer, Finding, Fix, Headers, Message, Request, Safety, Severity
from flake8_openrouter.openrouter.api import is_protected
from flake8_openrouter.rules._rule import rule

MESSAGE = "{method} {path} has no Authorization header (401)"
HELP = "add {headers}"


@rule("OPR501", "missing-authorization", Severity.ERROR, not_in=("markdown",))
def check(request: Request) -> Iterator[Finding]:
    if not request.destination.official or request.carries_credential is not Answer.NO:
        return
    if request.paths and all(is_protected(request.method, path) for path in request.paths):
        edit = AddHeader(request.call, request.headers, request.siblings_headers)
        given = request.instead or Headers(given=request.siblings_headers)
        fix = Fix(Safety.UNSAFE, (edit,)) if request.takes_headers else None
        message = Message(MESSAGE, HELP, method=request.method, path=request.paths[0], headers=given)
        yield Finding(request.callee, message, fix)
