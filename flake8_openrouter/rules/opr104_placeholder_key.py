r"""OPR104 placeholder-key: a placeholder is sent as the key.

## What it does
Finds placeholders that become the credential of a request to OpenRouter: an empty text,
`"Bearer <>"`, `"your-api-key-here"`, `"sk-or-v1-..."`, the name of the variable instead of its
value (`"OPENROUTER_API_KEY"`), or such a text as the default of an environment read. So is one that
the program puts into the variable from which a client takes its key: `os.environ["OPENROUTER_API_KEY"]`,
or `OPENAI_API_KEY` beside an `OPENAI_BASE_URL` of OpenRouter's, for itself or for a program that it
starts. Silent in test paths, where the program compares the placeholder away before it is used,
where a condition leaves it to another endpoint (`"dummy" if "localhost" in base_url else key`), for a
word that stands in for an unknown key (`api_key or "missing"`), and where each call brings a key of its
own (`extra_headers`, `with_options`).

## Why it fails
OpenRouter rejects a bearer that is not a key with 401. An empty one fails too: requests sends
`Bearer ` as it is, httpx refuses to send it, the OpenAI SDK 1.x sends no Authorization header
for `api_key=""` and 3.x raises.

## Example
    import requests

    API_KEY = "your-api-key-here"

    response = requests.post(
        "https://openrouter.ai/api/v1/chat/completions",
        headers={"Authorization": f"Bearer {API_KEY}"},
        json={
            "model": "openai/gpt-4o-mini",
            "messages": [{"role": "user", "content": "Hello!"}],
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
            "messages": [{"role": "user", "content": "Hello!"}],
        },
    )
    print(response.status_code)

## Example in JavaScript
    const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
      method: "POST",
      headers: { Authorization: "Bearer YOUR_API_KEY" },
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
    curl https://openrouter.ai/api/v1/chat/completions \
      -H "Content-Type: application/json" \
      -H "Authorization: Bearer YOUR_API_KEY" \
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hi"}]}'

## Use instead in the shell
    curl https://openrouter.ai/api/v1/chat/completions \
      -H "Content-Type: application/json" \
      -H "Authorization: Bearer $OPENROUTER_API_KEY" \
      -d '{"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": "Hi"}]}'

## Fix safety
Unsafe: the placeholder becomes `os.environ["OPENROUTER_API_KEY"]`, and the program then needs
that variable. If the text was meant to be filled in by hand, review the fix. There is none for what
is put into OpenRouter's own variable: it would be read from itself.

## References
OpenRouter's documentation, "Authentication"; RFC 6750, section 2.1.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_openrouter.model import Credential, Finding, Literal, Part, Severity, Span, Text, Variable
from flake8_openrouter.openrouter.credentials import Shape, classify, is_masked
from flake8_openrouter.rules import _key_source
from flake8_openrouter.rules._rule import SETTINGS, rule

MESSAGE = "placeholder sent as the API key (401)"


@rule("OPR104", "placeholder-key", Severity.WARNING, off_in=("notebook",), not_in=(*SETTINGS, "markdown"))
def check(credential: Credential) -> Iterator[Finding]:
    if not credential.destination.likely or credential.in_tests:
        return
    text = credential.value.literal
    if not credential.certain and text is not None and (not text or text.isalpha()):
        return  # a start value, or a word for "no key": the program may ask for it before it sends anything
    if credential.variable and text is not None and is_masked(text):
        return  # another program is not to see the key
    for place, edited in _placeholders(credential.value):
        if credential.givers.readers:
            return  # it only waits for what another file sets
        # After a scheme in the same literal only the placeholder goes.
        fix = _key_source.fix(credential, edited, credential.value.literal or "")
        yield Finding(place, _key_source.message(MESSAGE, credential), fix)


def _placeholders(text: Text) -> Iterator[tuple[Span, Span]]:
    """Yield where a placeholder is, and the expression that should be the key source."""
    if text.literal is not None:
        if classify(text.literal) is Shape.PLACEHOLDER and not any(map(_is_guarded, text.parts)):
            place = text.place(text.parts[0]) if text.parts else text.span
            yield place, place
    elif len(text.parts) == 1 and isinstance(part := text.parts[0], Variable) and not part.guarded:
        for default in part.default:
            is_guarded = any(map(_is_guarded, default.parts))
            if default.literal and not is_guarded and classify(default.literal) is Shape.PLACEHOLDER:
                yield default.span.here(text.span), text.place(part)


def _is_guarded(part: Part) -> bool:
    return isinstance(part, Literal) and part.guarded
